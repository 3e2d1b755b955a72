//go:build linux

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"os"
	"sync/atomic"
	"time"

	"ventanilla/sync/batch"
	"ventanilla/sync/uplink"
)

// outcome is what a sender prints when it has done.
type outcome struct {
	Took  float64 `json:"took"`            // seconds
	First float64 `json:"first,omitempty"` // seconds until the first receipt
}

// outbox holds the kit's batch until it is delivered.
type outbox struct {
	kit
	delivered atomic.Bool
}

func (o *outbox) Waiting(context.Context) ([][]byte, error) {
	if o.delivered.Load() {
		return nil, nil
	}
	return [][]byte{o.Manifest}, nil
}

type object struct{ *bytes.Reader }

func (object) Close() error { return nil }

func (o *outbox) Open(_ context.Context, name batch.Name) (io.ReadSeekCloser, error) {
	return object{bytes.NewReader(o.Objects[name])}, nil
}

// KeepReceipt trusts a receipt only if it covers the batch.
func (o *outbox) KeepReceipt(_ context.Context, envelope []byte) error {
	r, err := batch.OpenDocument[batch.Receipt](o.Card.PublicKey(), envelope)
	if err != nil {
		return err
	}
	m, err := batch.OpenManifest(o.Manifest)
	if err != nil {
		return err
	}
	if r.Complete && !r.Covers(m) {
		return errors.New("complete receipt does not cover the batch")
	}
	o.delivered.Store(r.Complete)
	return nil
}

func (o *outbox) LastUpdate(context.Context) (int64, error)       { return 0, nil }
func (o *outbox) KeepUpdate(context.Context, int64, []byte) error { return nil }

// sendAsKiosk delivers as a kiosk that is on does: pass after pass.
func sendAsKiosk(ctx context.Context, dir string) error {
	k, err := readKit(dir)
	if err != nil {
		return err
	}
	o := &outbox{kit: k}
	c := uplink.New(uplink.Config{
		Card: k.Card, Device: k.Device, Key: k.Transport, Outbox: o, Inbox: o,
		Log: slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelDebug})),
	})
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var done outcome
	began := time.Now()
	c.Run(ctx, func(p uplink.Progress) {
		if p.Receipt == nil {
			return
		}
		if done.Took = time.Since(began).Seconds(); done.First == 0 {
			done.First = done.Took
		}
		if p.Receipt.Complete {
			cancel()
		}
	}, nil)
	return json.NewEncoder(os.Stdout).Encode(done)
}
