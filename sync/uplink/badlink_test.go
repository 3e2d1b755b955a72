package uplink_test

import (
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"ventanilla/sync/batch"
	"ventanilla/sync/uplink"
)

// One mebibyte over 64 kbit/s, a round trip of a second, loss, and a link that
// dies for 3 seconds after every 30, taking all connections with it. The bits
// take 131 s, and the outages some 45 s more.
func TestDeliverOverALinkThatDies(t *testing.T) {
	for _, c := range []struct {
		loss           float64
		limit, receipt time.Duration
		ratio          float64
	}{
		{0, 200 * time.Second, 10 * time.Second, 1.15},
		{0.05, 270 * time.Second, 10 * time.Second, 1.3},
		{0.15, 480 * time.Second, 30 * time.Second, 1.7},
	} {
		t.Run(fmt.Sprint(c.loss), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				l := newLink(t, &link{rate: 8000, delay: 500 * time.Millisecond, queue: 24_000, loss: c.loss, up: 30 * time.Second, down: 3 * time.Second})
				took, receipt, ratio := deliverMebibyte(t, l)
				t.Logf("took %v, first receipt after %v, %.3f bytes sent a byte, %d connections", took, receipt, ratio, l.dials)
				if took > c.limit || receipt > c.receipt || ratio > c.ratio {
					t.Error("too slow, or too many bytes")
				}
			})
		})
	}
}

// deliverMebibyte returns when the last and the first receipt were there, and how
// many bytes went up for a byte of the objects.
func deliverMebibyte(t *testing.T, l *link) (took, receipt time.Duration, ratio float64) {
	t.Helper()
	o := newOfficeOn(t, l)
	k := enrolled(t, o)
	first := k.cut(k.application(300_000, 200_000)...)
	second := k.cut(k.application(400_000, 140_000)...)
	began := time.Now()
	for len(k.waiting) > 0 {
		result, err := k.client(l.over).Deliver(t.Context(), func(p uplink.Progress) {
			if p.Receipt == nil {
				return
			}
			if took = time.Since(began); receipt == 0 {
				receipt = took
			}
		})
		if err != nil && !errors.Is(err, uplink.ErrNoLink) || time.Since(began) > 20*time.Minute {
			t.Fatalf("left %d after %v: %v", result.Left, time.Since(began), err)
		}
	}
	arrived(t, o, k, first, second)
	return took, receipt, float64(l.bytesUp()) / float64(bytesOf(first)+bytesOf(second))
}

// Without trouble, what goes over the wire is little more than the objects.
func TestDeliverCostsFewBytes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLink(t, &link{rate: 8000, delay: 500 * time.Millisecond})
		o := newOfficeOn(t, l)
		k := enrolled(t, o)
		var total int64
		for range 5 {
			total += bytesOf(k.cut(k.application(90_000, 110_000)...))
		}
		_, err := k.client(l.over).Deliver(t.Context(), nil)
		check(t, err)
		ratio := float64(l.bytesUp()) / float64(total)
		t.Logf("%.3f bytes sent a byte", ratio)
		if ratio > 1.10 {
			t.Error("too many bytes")
		}
	})
}

// A link that is cut again and again, and a portal that loses its memory each
// time: the next pass goes on where the last one ended.
func TestPassesGoOnWhereTheLastOneEnded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLink(t, &link{rate: 20_000, delay: 50 * time.Millisecond})
		o := newOfficeOn(t, l)
		k := enrolled(t, o)
		m := k.cut(k.application(300_000, 250_000)...)
		passes := 0
		for len(k.waiting) > 0 {
			if passes++; passes > 20 {
				t.Fatal("no end")
			}
			ctx, cancel := contextFor(t, 5*time.Second)
			_, err := k.client(l.over).Deliver(ctx, nil)
			cancel()
			if err == nil && len(k.waiting) > 0 {
				t.Fatal("a pass says that all is done, and it is not")
			}
			synctest.Wait() // the portal has noticed
			o.restart()
		}
		arrived(t, o, k, m)
		if ratio := float64(l.bytesUp()) / float64(bytesOf(m)); ratio > 1.3 {
			t.Errorf("%.3f bytes sent a byte in %d passes", ratio, passes)
		}
	})
}

func bytesOf(m batch.Manifest) int64 {
	var n int64
	for _, o := range m.Objects {
		n += o.Size
	}
	return n
}
