package outbox_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"ventanilla/app/intake"
	"ventanilla/sync/batch"
	"ventanilla/sync/outbox"
)

// killed is what a panic carries that stands for the end of the program.
type killed struct{ step string }

// deadline ends the program after a number of steps.
type deadline struct {
	left int
	last string
}

func (d *deadline) step(name string) {
	d.last = name
	if d.left--; d.left == 0 {
		panic(killed{name})
	}
}

// dying is a store after each of whose calls the program may end.
type dying struct {
	outbox.Store
	*deadline
}

func (d dying) RecordSealed(ctx context.Context, id intake.ApplicationID, n int, objects map[string][]byte) error {
	err := d.Store.RecordSealed(ctx, id, n, objects)
	d.step("sealing recorded")
	return err
}

func (d dying) RecordBatch(ctx context.Context, sequence int64, manifest []byte, objects []string) error {
	err := d.Store.RecordBatch(ctx, sequence, manifest, objects)
	d.step("batch recorded")
	return err
}

func (d dying) RecordReceipt(ctx context.Context, sequence int64, receipt []byte, signed time.Time, held []string,
) ([]intake.ApplicationID, error) {
	delivered, err := d.Store.RecordReceipt(ctx, sequence, receipt, signed, held)
	d.step("receipt recorded")
	return delivered, err
}

// dies runs f with a custody that ends the program after n steps, and tells where it ended; "" if it came through.
func (k *kiosk) dies(t *testing.T, n int, f func(*outbox.Custody) error) (step string) {
	t.Helper()
	end := &deadline{left: n}
	k.folder.KillAt(end.step)
	defer func() {
		switch p := recover().(type) {
		case nil:
		case killed:
			step = p.step
		default:
			panic(p)
		}
		k.open(t)
	}()
	must(t, f(outbox.NewCustody(k.folder, dying{k.Store, end}, k.config())))
	return ""
}

// TestKilledAnywhere ends the program after each step of the way of two applications, lets it recover, and wants each to
// reach the portal exactly once.
func TestKilledAnywhere(t *testing.T) {
	way := func(k *kiosk, portal *inbox) func(*outbox.Custody) error {
		return func(c *outbox.Custody) error {
			if _, err := c.Recover(t.Context()); err != nil {
				return err
			}
			if _, err := c.Submit(t.Context()); err != nil {
				return err
			}
			if err := portal.take(t, k); err != nil {
				return err
			}
			_, err := c.Settle(t.Context())
			return err
		}
	}
	steps := 0
	for n := 1; ; n++ {
		k, portal := newKiosk(t), &inbox{names: map[batch.Name]bool{}, sequences: map[int64]string{}}
		ids := []intake.ApplicationID{k.frozen(t, "Ana").Application, k.frozen(t, "Eva").Application}
		at := k.dies(t, n, way(k, portal))
		if at != "" {
			k.dies(t, 0, way(k, portal))
		}
		for _, id := range ids {
			if s := k.state(t, id); s.State != intake.StateDelivered || portal.cores[id] != 1 {
				t.Errorf("ended after step %d (%s): state %q, %d cores at the portal", n, at, s.State, portal.cores[id])
			}
		}
		if left := k.files(t, "objects") + k.files(t, "manifests"); left != 0 {
			t.Errorf("ended after step %d (%s): %d files are left", n, at, left)
		}
		if at == "" {
			break
		}
		steps++
	}
	if steps < 25 {
		t.Errorf("only %d steps were tried", steps)
	}
	t.Logf("%d points of death", steps)
}

// inbox is a portal that takes whole batches and keeps count.
type inbox struct {
	names     map[batch.Name]bool
	sequences map[int64]string
	cores     map[intake.ApplicationID]int
}

func (p *inbox) take(t *testing.T, k *kiosk) error {
	if p.cores == nil {
		p.cores = map[intake.ApplicationID]int{}
	}
	for _, b := range k.batches(t) {
		hash := batch.ManifestHash(b.Envelope)
		if before, known := p.sequences[b.Manifest.Sequence]; known && before != hash {
			return fmt.Errorf("number %d was given twice", b.Manifest.Sequence)
		}
		p.sequences[b.Manifest.Sequence] = hash
		for _, o := range b.Manifest.Objects {
			if p.names[o.Name] {
				continue
			}
			if _, err := k.folder.Read(t.Context(), o); err != nil {
				return err
			}
			p.names[o.Name] = true
			if o.Kind == batch.KindCore {
				p.cores[intake.ApplicationID(o.Application)]++
			}
		}
		if err := k.folder.KeepReceipt(t.Context(), k.receipt(t, b, nil)); err != nil {
			return err
		}
	}
	return nil
}
