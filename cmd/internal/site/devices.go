package site

import (
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"errors"

	"ventanilla/sync/batch"
	"ventanilla/sync/outbox"
)

// DeviceKeys are the keys of the programme's kiosks, by which their receipts are checked.
type DeviceKeys struct{ known map[string]ed25519.PublicKey }

// Key returns the key of a device, and whether it is known. The id is in small hexadecimal.
func (k DeviceKeys) Key(device string) (ed25519.PublicKey, bool) {
	key, ok := k.known[device]
	return key, ok
}

// DeviceKeys returns this kiosk's key and those that the portal has published.
func (s *Session) DeviceKeys(ctx context.Context) (DeviceKeys, error) {
	signing, _, err := s.deviceKeys(ctx)
	if err != nil {
		return DeviceKeys{}, err
	}
	held, err := s.Store.Held(ctx, string(batch.TopicDevices))
	if err != nil {
		return DeviceKeys{}, err
	}
	keys := DeviceKeys{known: map[string]ed25519.PublicKey{}}
	for _, h := range held {
		p, err := s.openPublication(h.Document)
		if err != nil {
			s.log("leave a list of kiosks out", err)
			continue
		}
		list, err := batch.ParseDeviceList(p.Body)
		if err != nil {
			s.log("leave a list of kiosks out", err)
			continue
		}
		for _, d := range list.Devices {
			keys.known[string(d.ID)], _ = hex.DecodeString(d.Key) // it was checked
		}
	}
	own := signing.Public().(ed25519.PublicKey)
	keys.known[string(batch.NewDeviceID(own))] = own
	return keys, nil
}

// acceptDevices judges a list of kiosks that the portal has published.
func (s *Session) acceptDevices(p batch.Publication) (outbox.Reason, error) {
	if _, err := batch.ParseDeviceList(p.Body); err != nil {
		return outbox.Malformed, err
	}
	if p.Subject != batch.DeviceListSubject {
		return outbox.Malformed, errors.New("published under another name")
	}
	return "", nil
}
