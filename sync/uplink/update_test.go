package uplink_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"ventanilla/sync/batch"
	"ventanilla/sync/uplink"
)

var errPicky = errors.New("not this one")

// picky is an inbox that refuses one update, and takes note of it or not.
type picky struct {
	*kiosk
	number int64
	notes  bool
}

func (p picky) KeepUpdate(ctx context.Context, number int64, data []byte) error {
	if number != p.number {
		return p.kiosk.KeepUpdate(ctx, number, data)
	}
	if p.notes {
		p.last = number
	}
	return errPicky
}

func TestRefusedUpdateKeepsNoOtherFromComing(t *testing.T) {
	o := newOffice(t)
	for i := range 3 {
		check(t, o.ledger.AddPublication(t.Context(), nil, func(number int64) ([]byte, error) {
			return batch.SignDocument(o.key, batch.Publication{
				Version: batch.Version, Portal: o.portal.ID(), Topic: batch.TopicNotice, Subject: fmt.Sprint("n", i),
				Number: number, At: batch.Stamp(time.Now()), Body: []byte("{}"),
			})
		}))
	}
	for notes, want := range map[bool]int{true: 2, false: 1} {
		k := enrolled(t, o)
		client := k.client(func(c *uplink.Config) { c.Inbox = picky{k, 2, notes} })
		result, err := client.Deliver(t.Context(), nil)
		if !errors.Is(err, errPicky) || result.Updates != want || len(k.updates) != want {
			t.Errorf("noted %v: %d updates, %v", notes, result.Updates, err)
		}
	}
}
