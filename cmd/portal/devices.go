package main

import (
	"context"
	"crypto/ed25519"
	"encoding/json"
	"fmt"
	"log/slog"
	"time"

	"ventanilla/sync/batch"
)

// publishDevices publishes the keys of all kiosks, by which each checks the
// receipts that others gave to people, unless they are published already. It
// returns how many are on a new list.
func (h *home) publishDevices(ctx context.Context, key ed25519.PrivateKey) (int, error) {
	n, err := h.ledger.PublishDevices(ctx, func(list batch.DeviceList, number int64) ([]byte, error) {
		body, err := json.Marshal(list)
		if err != nil {
			return nil, err
		}
		return batch.SignDocument(key, batch.Publication{
			Version: batch.Version, Portal: portalID(key), Topic: batch.TopicDevices, Subject: batch.DeviceListSubject,
			Number: number, At: batch.Stamp(time.Now()), Body: body,
		})
	})
	if err != nil {
		return 0, fmt.Errorf("%w: %w", errUnreachable, err)
	}
	return n, nil
}

// publishDevicesNow is publishDevices by hand.
func (h *home) publishDevicesNow(ctx context.Context, s streams) error {
	key, err := h.signingKey()
	if err != nil {
		return err
	}
	n, err := h.publishDevices(ctx, key)
	switch {
	case err != nil:
		return err
	case n == 0:
		fmt.Fprintln(s.err, "the keys of all kiosks are published already")
	default:
		fmt.Fprintln(s.err, "published the keys of", n, "kiosks")
	}
	return nil
}

// publishDevicesDaily is publishDevices at once and then every day, until ctx
// ends. Each new list goes to every kiosk over its bad link, so a day on which a
// hundred enrol must not make a hundred of them.
func (h *home) publishDevicesDaily(ctx context.Context, key ed25519.PrivateKey, log *slog.Logger) {
	next := time.NewTicker(day)
	defer next.Stop()
	for {
		n, err := h.publishDevices(ctx, key)
		switch {
		case ctx.Err() != nil:
		case err != nil:
			log.WarnContext(ctx, "could not publish the keys of kiosks", "cause", err)
		case n > 0:
			log.InfoContext(ctx, "published the keys of kiosks", "kiosks", n)
		}
		select {
		case <-ctx.Done():
			return
		case <-next.C:
		}
	}
}
