package main

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"ventanilla/sync/batch"
)

// publishDevices publishes the keys of all kiosks.
func (h *home) publishDevices(ctx context.Context, s streams) error {
	list, err := h.ledger.DeviceList(ctx)
	if err != nil {
		return fmt.Errorf("%w: %w", errUnreachable, err)
	}
	body, err := json.Marshal(list)
	if err != nil {
		return err
	}
	key, err := h.signingKey()
	if err != nil {
		return err
	}
	err = h.ledger.AddUpdate(ctx, "", func(number int64) ([]byte, error) {
		return batch.SignDocument(key, batch.Publication{
			Version: batch.Version, Portal: portalID(key), Topic: batch.TopicDevices, Subject: batch.DeviceListSubject,
			Number: number, At: batch.Stamp(time.Now()), Body: body,
		})
	})
	if err != nil {
		return fmt.Errorf("%w: %w", errUnreachable, err)
	}
	fmt.Fprintln(s.err, "published the keys of", len(list.Devices), "kiosks")
	return nil
}
