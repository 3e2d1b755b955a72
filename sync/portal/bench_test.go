package portal_test

import (
	"bufio"
	"errors"
	"sync"
	"testing"

	"ventanilla/sync/batch"
	"ventanilla/sync/batch/wire"
)

// BenchmarkIngest measures a portal on one machine, with SQLite and a folder,
// while kiosks on loopback deliver as fast as it takes. An operation is one
// application with its receipt; kiosk and portal share the processors.
func BenchmarkIngest(b *testing.B) {
	const core, photo = 5_000, 150_000
	for _, c := range []struct {
		name    string
		kiosks  int
		batches int // applications in one
		photos  []int
	}{
		{"cores/batches of 1", 8, 1, nil},
		{"cores/batches of 32", 8, 32, nil},
		{"two photos/batches of 1", 8, 1, []int{photo, photo}},
		{"two photos/batches of 16", 8, 16, []int{photo, photo}},
	} {
		b.Run(c.name, func(b *testing.B) {
			o := newOffice(b)
			waiting := make([][][]byte, c.kiosks)
			kiosks := make([]*kiosk, c.kiosks)
			for i := range kiosks {
				kiosks[i] = o.enrolled()
			}
			for n := 0; n < b.N; n += c.batches {
				i := n / c.batches % c.kiosks
				p := kiosks[i].cut(min(c.batches, b.N-n), core, c.photos...)
				waiting[i] = append(waiting[i], p.bytes())
			}
			size := core
			for _, p := range c.photos {
				size += p
			}
			b.SetBytes(int64(size))
			b.ResetTimer()
			var all sync.WaitGroup
			for i, k := range kiosks {
				all.Go(func() { k.deliverAll(waiting[i]) })
			}
			all.Wait()
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "applications/s")
		})
	}
}

func (p parcel) bytes() []byte {
	var all []byte
	for _, f := range p.frames() {
		all = f.AppendTo(all)
	}
	return all
}

// deliverAll sends batches on one flow, and waits for a complete receipt of each.
func (k *kiosk) deliverAll(batches [][]byte) {
	if len(batches) == 0 {
		return
	}
	s := k.flow()
	go func() {
		out := bufio.NewWriterSize(s.out, 256<<10)
		for _, bytes := range batches {
			if _, err := out.Write(bytes); err != nil {
				return // the reader says so
			}
		}
		_ = errors.Join(out.Flush(), s.out.Close())
	}()
	for left := len(batches); left > 0; {
		f := s.next(wire.TypeReceipt)
		r, err := batch.OpenDocument[batch.Receipt](k.office.publicKey(), f.Body)
		check(k.office.t, err)
		if r.Complete {
			left--
		}
	}
}
