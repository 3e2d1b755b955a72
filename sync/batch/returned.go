package batch

import (
	"encoding/json"
	"fmt"
	"time"
)

// ReturnedDraft is a rescued draft that a portal gives to another device, so that it is a draft again there. It travels
// sealed to that device.
type ReturnedDraft struct {
	Version     int      `json:"version"` // 1
	Portal      PortalID `json:"portal"`
	Device      DeviceID `json:"device"` // which takes it
	From        DeviceID `json:"from"`   // which carried it out
	Application string   `json:"application"`
	// Rescue is the JSON of the rescue as the other device signed it.
	Rescue json.RawMessage `json:"rescue"`
	At     time.Time       `json:"at"` // the portal's time as [Stamp] gives it
}

// DocumentType returns application/vnd.ventanilla.returned-draft+json.
func (ReturnedDraft) DocumentType() DocumentType { return TypeReturnedDraft }

// Check returns ErrMalformed or ErrLimit if the document breaks the format.
func (d ReturnedDraft) Check() error {
	if err := checkVersion(d.Version); err != nil {
		return err
	}
	if err := d.Portal.Check(); err != nil {
		return err
	}
	for _, device := range []DeviceID{d.Device, d.From} {
		if err := device.Check(); err != nil {
			return err
		}
	}
	if err := checkID("application id", d.Application); err != nil {
		return err
	}
	if !json.Valid(d.Rescue) {
		return fmt.Errorf("read rescue: %w", ErrMalformed)
	}
	if len(d.Rescue) > MaxCoreSize {
		return fmt.Errorf("read rescue: %w", ErrLimit)
	}
	return checkTimes(d.At, time.Time{})
}
