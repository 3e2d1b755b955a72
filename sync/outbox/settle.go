package outbox

import (
	"context"
	"errors"
	"fmt"
	"os"

	"ventanilla/app/intake"
	"ventanilla/sync/batch"
)

// Settled is what a call of Settle has done.
type Settled struct {
	Delivered []intake.ApplicationID // all of whose objects the portal has signed for
	Parked    []Parked               // what the portal keeps apart
	Updates   []Update               // publications and case statuses that are new here
	Refused   []error                // updates that were not taken, each a [RefusedError]
	Restored  []intake.ApplicationID // drafts that were given back
}

// And is what two calls have done, one after the other.
func (s Settled) And(later Settled) Settled {
	return Settled{
		Delivered: append(s.Delivered, later.Delivered...), Parked: append(s.Parked, later.Parked...),
		Updates: append(s.Updates, later.Updates...), Refused: append(s.Refused, later.Refused...),
		Restored: append(s.Restored, later.Restored...),
	}
}

// Settle takes the receipts and updates that wait in the folder: it records what the portal holds, and removes the
// ciphertext of it. An update that is refused keeps no other from being taken. On an error of store or disk what was done
// stays, and what could not be settled waits for the next call.
func (c *Custody) Settle(ctx context.Context) (Settled, error) {
	var done Settled
	batches, err := c.folder.Batches(ctx)
	if err != nil {
		return done, fmt.Errorf("settle: %w", err)
	}
	var failed error
	for _, b := range batches {
		if b.Receipt == nil || c.settled[b.Receipt.Batch] == b.Receipt.Number {
			continue
		}
		if err := c.settleBatch(ctx, b, &done); err != nil {
			failed = errors.Join(failed, err)
			continue
		}
		c.settled[b.Receipt.Batch] = b.Receipt.Number
	}
	for _, take := range []func(context.Context, *Settled) error{c.takeUpdates, c.takeDrafts} {
		if err := take(ctx, &done); err != nil {
			failed = errors.Join(failed, fmt.Errorf("settle: %w", err))
		}
	}
	return done, errors.Join(failed, ctx.Err())
}

func (c *Custody) settleBatch(ctx context.Context, b Batch, done *Settled) error {
	strange, err := c.strange(ctx, b)
	if err != nil {
		return fmt.Errorf("settle batch %s: %w", b.Manifest.Batch, err)
	}
	if strange {
		return c.clear(b)
	}
	envelope, err := os.ReadFile(c.folder.receiptPath(b.Manifest.Batch))
	if err != nil {
		return fmt.Errorf("settle batch %s: %w", b.Manifest.Batch, err)
	}
	names := make([]string, len(b.Receipt.Held))
	for i, name := range b.Receipt.Held {
		names[i] = string(name)
	}
	for _, a := range b.Receipt.Appointments {
		if err := c.store.RecordAppointment(ctx, intake.ApplicationID(a.Application), a.Day, a.Number); err != nil {
			return fmt.Errorf("settle batch %s: %w", b.Manifest.Batch, err)
		}
	}
	delivered, err := c.store.RecordReceipt(ctx, b.Manifest.Sequence, envelope, b.Receipt.At, names)
	if err != nil {
		return fmt.Errorf("settle batch %s: %w", b.Manifest.Batch, err)
	}
	done.Delivered = append(done.Delivered, delivered...)
	if err := c.parkQuarantined(ctx, b, done); err != nil {
		return fmt.Errorf("settle batch %s: %w", b.Manifest.Batch, err)
	}
	spent, err := c.spent(ctx, b)
	if err != nil {
		return fmt.Errorf("settle batch %s: %w", b.Manifest.Batch, err)
	}
	if spent {
		return c.folder.dropBatch(b.Manifest)
	}
	return c.clear(b)
}

// spent reports whether nothing of a batch is to be delivered any more: the portal has signed for it, or it was lost, and
// what it belongs to was sealed again for a later batch.
func (c *Custody) spent(ctx context.Context, b Batch) (bool, error) {
	held := b.Held()
	for _, o := range b.Manifest.Objects {
		if held[o.Name] {
			continue
		}
		if open, err := c.store.Sealed(ctx, string(o.Name)); open || err != nil {
			return false, err
		}
	}
	return true, nil
}

// clear removes from the folder what nobody needs there any more.
func (c *Custody) clear(b Batch) error {
	if b.Complete() {
		return c.folder.dropBatch(b.Manifest)
	}
	for _, name := range b.Receipt.Held {
		if err := c.folder.drop(name); err != nil {
			return err
		}
	}
	return nil
}

func (c *Custody) parkQuarantined(ctx context.Context, b Batch, done *Settled) error {
	reasons := map[batch.Name]string{}
	for _, q := range b.Receipt.Quarantined {
		reasons[q.Name] = Conflict
		if q.Reason == batch.ReasonForeign {
			reasons[q.Name] = ForeignCase
		}
	}
	for _, o := range b.Manifest.Objects {
		reason, apart := reasons[o.Name]
		if !apart || !o.Kind.OfApplication() {
			continue
		}
		p := Parked{intake.ApplicationID(o.Application), o.Revision, reason}
		if err := c.store.Park(ctx, p.Application, p.Revision, p.Reason); err != nil {
			return err
		}
		done.Parked = append(done.Parked, p)
	}
	return nil
}
