package ledger_test

import (
	"bytes"
	"errors"
	"sync"
	"testing"

	"ventanilla/sync/batch"
	"ventanilla/sync/portal"
	"ventanilla/sync/portal/ledger"
)

func TestSameAgainGivesTheStoredReceipt(t *testing.T) {
	onEach(t, func(t *testing.T, p processes) {
		s, k := newSigner(), enrolled(t, p[0])
		parcel := k.cut(newApplication(), newApplication())
		first, err := parcel.deliver(t, p[0], portal.WayNetwork, s)
		check(t, err)
		again, err := parcel.deliver(t, p[1], portal.WayUSB, s)
		check(t, err)
		if !bytes.Equal(first, again) {
			t.Fatal("another receipt for the same")
		}
		r := s.open(t, first)
		if !r.Complete || len(r.Held) != 2 || r.Number != 1 {
			t.Fatalf("receipt %+v", r)
		}
		for _, a := range applications(t, p[0], 2) {
			if a.Deliveries != 2 || a.FirstWay != portal.WayNetwork || a.Objects != 1 {
				t.Errorf("%+v", a)
			}
		}
	})
}

func applications(t *testing.T, l *ledger.Ledger, want int) []ledger.Application {
	t.Helper()
	all, err := l.Applications(t.Context())
	check(t, err)
	if len(all) != want {
		t.Fatalf("%d applications, want %d", len(all), want)
	}
	return all
}

func TestWhatCameFirstStays(t *testing.T) {
	onEach(t, func(t *testing.T, p processes) {
		s, k, other := newSigner(), enrolled(t, p[0]), enrolled(t, p[0])
		id := newApplication()
		first := k.cut(id)
		for _, c := range []struct {
			parcel parcel
			reason batch.Reason
		}{{first, ""}, {k.cut(id), batch.ReasonConflict}, {other.cut(id), batch.ReasonForeign}} {
			envelope, err := c.parcel.deliver(t, p[1], portal.WayNetwork, s)
			check(t, err)
			r := s.open(t, envelope)
			if c.reason == "" {
				continue
			}
			if !r.Complete || len(r.Held) != 0 || len(r.Quarantined) != 1 || r.Quarantined[0].Reason != c.reason {
				t.Errorf("want %s: %+v", c.reason, r)
			}
		}
		held, err := p[0].Held(t.Context(), id)
		check(t, err)
		if len(held) != 1 || held[0].Name != first.objects[0].Name {
			t.Fatalf("held %+v", held)
		}
		data, err := p[0].Data(t.Context(), held[0].Name)
		check(t, err)
		if !bytes.Equal(data, first.objects[0].Data) {
			t.Fatal("other bytes")
		}
	})
}

func TestDevicesAreRefused(t *testing.T) {
	onEach(t, func(t *testing.T, p processes) {
		s, revoked, cloned := newSigner(), enrolled(t, p[0]), enrolled(t, p[0])
		check(t, p[1].Revoke(t.Context(), revoked.id))
		_, err := cloned.cut(newApplication()).deliver(t, p[0], portal.WayNetwork, s)
		check(t, err)
		cloned.sequence = 0
		cloned.previous = ""
		for want, k := range map[error]*kiosk{
			portal.ErrUnknownDevice: newKiosk(t), portal.ErrRevokedDevice: revoked, portal.ErrClonedDevice: cloned,
		} {
			if _, err := k.cut(newApplication()).deliver(t, p[1], portal.WayNetwork, s); !errors.Is(err, want) {
				t.Errorf("want %v: %v", want, err)
			}
		}
		applications(t, p[0], 1)
	})
}

func TestLargeObjectsLieElsewhere(t *testing.T) {
	onEach(t, func(t *testing.T, p processes) {
		parcel := enrolled(t, p[0]).cut(newApplication())
		parcel.objects[0].Data = nil
		_, err := parcel.deliver(t, p[0], portal.WayNetwork, newSigner())
		check(t, err)
		if data, err := p[1].Data(t.Context(), parcel.objects[0].Name); data != nil || err != nil {
			t.Fatalf("%d bytes, %v", len(data), err)
		}
		if _, err := p[1].Data(t.Context(), batch.NameOf(nil)); !errors.Is(err, portal.ErrNotFound) {
			t.Fatal(err)
		}
	})
}

func TestPartsStayUntilTheirObjectIsWhole(t *testing.T) {
	onEach(t, func(t *testing.T, p processes) {
		s, parcel := newSigner(), enrolled(t, p[0]).cut(newApplication())
		name := parcel.objects[0].Name
		_, err := p[0].Begin(t.Context(), portal.WayNetwork, parcel.envelope, s.sign)
		check(t, err)
		for i, l := range p {
			check(t, l.SaveParts(t.Context(), name, map[int][]byte{i: {byte(i)}}))
		}
		for _, want := range []int{2, 0} {
			parts, err := p[1].LoadParts(t.Context(), name)
			check(t, err)
			if len(parts) != want {
				t.Fatalf("%d parts, want %d", len(parts), want)
			}
			_, err = parcel.deliver(t, p[0], portal.WayNetwork, s)
			check(t, err)
			check(t, p[1].SaveParts(t.Context(), name, map[int][]byte{0: {9}})) // too late
		}
	})
}

// TestEightDeliveriesAtOnce brings each batch eight times at once, by both ways
// and on two processes, while other batches of the same device come too.
func TestEightDeliveriesAtOnce(t *testing.T) {
	const kiosks, batches, times, cores = 4, 5, 8, 5
	onEach(t, func(t *testing.T, p processes) {
		s := newSigner()
		var all sync.WaitGroup
		receipts := make([][times][]byte, kiosks*batches)
		for i := range kiosks {
			k := enrolled(t, p[0])
			for j := range batches {
				parcel := k.cut(newApplication(), newApplication(), newApplication(), newApplication(), newApplication())
				for n := range times {
					all.Go(func() {
						envelope, err := parcel.deliver(t, p[n%2], []portal.Way{portal.WayNetwork, portal.WayUSB}[n/2%2], s)
						if err != nil {
							t.Error(err)
						}
						receipts[i*batches+j][n] = envelope
					})
				}
			}
		}
		all.Wait()
		for _, same := range receipts {
			for _, envelope := range same {
				if !bytes.Equal(envelope, same[0]) {
					t.Fatal("two receipts for one batch")
				}
			}
			if r := s.open(t, same[0]); !r.Complete || len(r.Held) != cores || r.Number > batches {
				t.Fatalf("receipt %+v", r)
			}
		}
		for _, a := range applications(t, p[0], kiosks*batches*cores) {
			// Those that began before the first had ended are one delivery with it.
			if a.Deliveries < 1 || a.Deliveries > times || a.Objects != 1 {
				t.Fatalf("%+v", a)
			}
		}
	})
}

func TestACodeEnrolsOneDevice(t *testing.T) {
	onEach(t, func(t *testing.T, p processes) {
		code := waiting(t, p[0])
		var all sync.WaitGroup
		errs := make([]error, 8)
		for i := range errs {
			k := newKiosk(t)
			all.Go(func() { errs[i] = k.enrol(p[i%2], code) })
		}
		all.Wait()
		won := 0
		for _, err := range errs {
			switch {
			case err == nil:
				won++
			case !errors.Is(err, portal.ErrUsedCode):
				t.Error(err)
			}
		}
		if won != 1 {
			t.Fatalf("%d devices enrolled with one code", won)
		}
	})
}

func TestADevicesDayIsLimitedOverAllProcesses(t *testing.T) {
	onEach(t, func(t *testing.T, p processes) {
		s, k, other := newSigner(), enrolled(t, p[0]), enrolled(t, p[0])
		for _, l := range p {
			l.DailyBytes = 200 // two cores
		}
		first := k.cut(newApplication())
		for i, c := range []struct {
			parcel parcel
			way    portal.Way
			want   error
		}{
			{first, portal.WayNetwork, nil},
			{first, portal.WayNetwork, nil}, // again is free
			{k.cut(newApplication()), portal.WayNetwork, nil},
			{k.cut(newApplication()), portal.WayNetwork, portal.ErrQuota},
			{k.cut(newApplication()), portal.WayUSB, nil},
			{other.cut(newApplication()), portal.WayNetwork, nil},
		} {
			if _, err := c.parcel.deliver(t, p[i%2], c.way, s); !errors.Is(err, c.want) {
				t.Errorf("delivery %d: %v", i, err)
			}
		}
	})
}

func TestUpdatesAreNumberedOnce(t *testing.T) {
	const each = 10
	onEach(t, func(t *testing.T, p processes) {
		var all sync.WaitGroup
		for i := range 2 * each {
			all.Go(func() {
				if err := p[i%2].AddUpdate(t.Context(), "", func(int64) ([]byte, error) { return []byte("notice"), nil }); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		updates, err := p[0].AllUpdates(t.Context())
		check(t, err)
		if len(updates) != 2*each || updates[len(updates)-1].Number != 2*each {
			t.Fatalf("%d updates", len(updates))
		}
	})
}
