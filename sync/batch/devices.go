package batch

import (
	"encoding/json"
	"fmt"
)

// DeviceListSubject is the subject of every publication of [TopicDevices], so that the newest list counts.
const DeviceListSubject = "devices"

// DeviceList is the body of a publication of [TopicDevices]: by these keys a kiosk checks the receipts of others.
type DeviceList struct {
	Devices []ListedDevice `json:"devices"`
}

// ListedDevice is a kiosk of the programme. One that was revoked stays on the list: what it signed before is genuine.
type ListedDevice struct {
	ID  DeviceID `json:"id"`
	Key string   `json:"key"` // Ed25519, in hexadecimal digits
}

// ParseDeviceList reads a list, each of whose ids must be that of its key. Errors match ErrMalformed.
func ParseDeviceList(body []byte) (DeviceList, error) {
	var list DeviceList
	if err := json.Unmarshal(body, &list); err != nil {
		return DeviceList{}, fmt.Errorf("read list of devices: %w", ErrMalformed)
	}
	for _, d := range list.Devices {
		key, err := ParseKey(d.Key)
		if err != nil || NewDeviceID(key) != d.ID {
			return DeviceList{}, fmt.Errorf("read list of devices: %w: id and key differ", ErrMalformed)
		}
	}
	return list, nil
}
