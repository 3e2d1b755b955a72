package ledger_test

import (
	"testing"
	"time"

	"ventanilla/sync/portal"
)

// TestSweepForgetsOnlyAbandonedUploads: the first process has begun three uploads; the second, a day later, has finished one
// and gone on with another.
func TestSweepForgetsOnlyAbandonedUploads(t *testing.T) {
	const aDay = 24 * time.Hour
	later := func() time.Time { return now.Add(aDay) }
	onEachWith(t, [2]func() time.Time{clock, later}, func(t *testing.T, p processes) {
		s, k := newSigner(), enrolled(t, p[0])
		abandoned, growing, finished := k.cut(newApplication()), k.cut(newApplication()), k.cut(newApplication())
		for _, one := range []parcel{abandoned, growing, finished} {
			_, err := p[0].Begin(t.Context(), portal.WayNetwork, one.envelope, s.sign)
			check(t, err)
			check(t, p[0].SaveParts(t.Context(), one.objects[0].Name, map[int][]byte{0: {1}, 1: {2}}))
		}
		check(t, p[1].SaveParts(t.Context(), growing.objects[0].Name, map[int][]byte{1: {2}, 2: {3}}))
		receipt, err := finished.deliver(t, p[1], portal.WayNetwork, s)
		check(t, err)
		for _, c := range []struct {
			before                   time.Time
			swept                    int64
			leftAbandoned, leftGrown int
		}{
			{now, 0, 2, 3},
			{now.Add(aDay / 2), 2, 0, 3},
			{now.Add(aDay / 2), 0, 0, 3},
			{now.Add(2 * aDay), 3, 0, 0},
		} {
			swept, err := p[0].Sweep(t.Context(), c.before)
			check(t, err)
			a, g := parts(t, p[1], abandoned), parts(t, p[1], growing)
			if swept != c.swept || a != c.leftAbandoned || g != c.leftGrown {
				t.Fatalf("swept %d and left %d and %d, want %+v", swept, a, g, c)
			}
		}
		for _, one := range []parcel{abandoned, growing} { // they come back, and lose nothing
			envelope, err := one.deliver(t, p[0], portal.WayNetwork, s)
			check(t, err)
			if r := s.open(t, envelope); !r.Complete || len(r.Held) != 1 {
				t.Errorf("receipt %+v", r)
			}
		}
		again, err := finished.deliver(t, p[0], portal.WayUSB, s)
		check(t, err)
		if string(again) != string(receipt) {
			t.Error("another receipt for what was finished")
		}
	})
}

func parts(t *testing.T, l portal.Parts, one parcel) int {
	t.Helper()
	chunks, err := l.LoadParts(t.Context(), one.objects[0].Name)
	check(t, err)
	return len(chunks)
}
