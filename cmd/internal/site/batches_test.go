package site_test

import (
	"os"
	"path/filepath"
	"testing"

	"ventanilla/sync/batch"
	"ventanilla/sync/carrier"
)

// TestBatches tells on which stick a batch lies until the portal's receipt is there, and from then on when it came.
func TestBatches(t *testing.T) {
	p, _, ana := newKiosk(t)
	ctx := t.Context()
	handIn(t, ana)
	stick := filepath.Join(t.TempDir(), "ROJA")
	must(t, os.Mkdir(stick, 0o700))
	_, err := ana.Export(ctx, stick, carrier.Options{})
	must(t, err)
	list, total, err := ana.Batches(ctx, 0, 10)
	must(t, err)
	if total != 1 || len(list) != 1 || list[0].Applications != 1 || list[0].Arrived != 0 || list[0].Stick != "ROJA" || !list[0].At.IsZero() || !list[0].Carried.Equal(noon) {
		t.Fatalf("carried: %+v", list)
	}

	open, err := ana.Site.Outbox().Batches(ctx)
	must(t, err)
	receipt := batch.Receipt{
		Version: batch.Version, Portal: batch.NewPortalID(p.public()), Device: ana.Site.Device(), Batch: open[0].Manifest.Batch,
		Number: 1, At: batch.Stamp(noon), Complete: true,
	}
	for _, o := range open[0].Manifest.Objects {
		receipt.Held = append(receipt.Held, o.Name)
	}
	envelope, err := batch.SignDocument(p.key, receipt)
	must(t, err)
	must(t, ana.Site.Outbox().KeepReceipt(ctx, envelope))
	_, _, err = ana.Work(ctx)
	must(t, err)
	list, _, err = ana.Batches(ctx, 0, 10)
	must(t, err)
	if list[0].Arrived != list[0].Bytes || list[0].Stick != "" || !list[0].At.Equal(noon) {
		t.Errorf("receipted: %+v", list)
	}
}
