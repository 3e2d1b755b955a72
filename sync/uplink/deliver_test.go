package uplink_test

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ventanilla/sync/batch"
	"ventanilla/sync/portal"
)

// arrived checks that the office holds each of the applications once, every
// byte, and that the kiosk has a receipt that covers each batch.
func arrived(t *testing.T, o *office, k *kiosk, manifests ...batch.Manifest) {
	t.Helper()
	want := map[string]bool{}
	for _, m := range manifests {
		if r, there := k.receipts[m.Batch]; !there || !r.Complete || !r.Covers(m) {
			t.Fatalf("batch %s has no receipt that covers it", m.Batch)
		}
		for _, object := range m.Objects {
			want[object.Application] = true
			holds(t, o, object, k.objects[object.Name])
		}
	}
	apps, err := o.ledger.Applications(t.Context())
	check(t, err)
	got := map[string]bool{}
	for _, a := range apps {
		got[a.ID] = true
	}
	if d := cmp.Diff(want, got); d != "" || len(apps) != len(want) {
		t.Fatalf("applications: -want +got\n%s", d)
	}
}

func holds(t *testing.T, o *office, object batch.Object, want []byte) {
	t.Helper()
	data, err := o.ledger.Data(t.Context(), object.Name)
	check(t, err)
	if data == nil {
		data, err = o.blobs.Get(t.Context(), object.Name)
		check(t, err)
	}
	if !bytes.Equal(data, want) {
		t.Fatalf("object %s has other bytes", object.Name)
	}
}

func TestDeliverByNetwork(t *testing.T) {
	o := newOffice(t)
	k := enrolled(t, o)
	first := k.cut(append(k.application(100_000, 200_000), k.application(70_000, 300)...)...)
	second := k.cut(k.application()...)
	result, err := k.client().Deliver(t.Context(), nil)
	check(t, err)
	if len(result.Delivered) != 2 || result.Left != 0 {
		t.Fatalf("delivered %d, left %d", len(result.Delivered), result.Left)
	}
	arrived(t, o, k, first, second)
}

func TestSameBatchByBothWaysAndTwice(t *testing.T) {
	for name, ways := range map[string][]portal.Way{
		"network first": {portal.WayNetwork, portal.WayUSB, portal.WayUSB, portal.WayNetwork},
		"stick first":   {portal.WayUSB, portal.WayNetwork, portal.WayNetwork, portal.WayUSB},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			k := enrolled(t, o)
			m := k.cut(k.application(50_000)...)
			waiting, _ := k.Waiting(t.Context())
			for _, way := range ways {
				k.waiting = waiting
				if way == portal.WayNetwork {
					_, err := k.client().Deliver(t.Context(), nil)
					check(t, err)
					continue
				}
				result, err := o.portal.ImportBundle(t.Context(), bytes.NewReader(k.bundle(nil, waiting...)))
				check(t, err)
				check(t, k.KeepReceipt(t.Context(), result.Batches[m.Batch].Receipt))
			}
			arrived(t, o, k, m)
			apps, err := o.ledger.Applications(t.Context())
			check(t, err)
			if apps[0].FirstWay != ways[0] || apps[0].Deliveries != len(ways) || apps[0].Objects != 2 {
				t.Fatalf("books say %+v", apps[0])
			}
			if k.receipts[m.Batch].Number != 1 && ways[0] == portal.WayUSB {
				t.Fatalf("receipt number %d for a repeated batch", k.receipts[m.Batch].Number)
			}
		})
	}
}
