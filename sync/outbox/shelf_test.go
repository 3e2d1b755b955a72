package outbox_test

import (
	"bytes"
	"errors"
	"testing"

	"ventanilla/sync/batch"
	"ventanilla/sync/outbox"
)

// publication signs a rule pack as the portal does.
func (k *kiosk) publication(t *testing.T, number int64, version string) []byte {
	t.Helper()
	envelope, err := batch.SignDocument(k.portal, batch.Publication{
		Version: batch.Version, Portal: batch.NewPortalID(public(k.portal)), Topic: batch.TopicRulePack, Subject: "smo",
		Number: number, At: noon, Body: []byte(`{"version":"` + version + `"}`),
	})
	must(t, err)
	return envelope
}

// settle takes what waits and returns the reasons of what was refused.
func (k *kiosk) settle(t *testing.T) (outbox.Settled, []outbox.Reason) {
	t.Helper()
	settled, err := k.Settle(t.Context())
	must(t, err)
	var reasons []outbox.Reason
	for _, err := range settled.Refused {
		var refused *outbox.RefusedError
		if !errors.As(err, &refused) {
			t.Fatalf("refused with %v", err)
		}
		reasons = append(reasons, refused.Reason)
	}
	return settled, reasons
}

func TestOlderIsRefusedAlsoAfterARestart(t *testing.T) {
	k := newKiosk(t)
	must(t, k.folder.KeepUpdate(t.Context(), 5, k.publication(t, 5, "2026-05")))
	if settled, _ := k.settle(t); len(settled.Updates) != 1 || settled.Updates[0].Version != "2026-05" {
		t.Fatalf("taken %+v", settled.Updates)
	}
	k.open(t)
	fresh, err := k.folder.TakeUpdate(t.Context(), 4, k.publication(t, 4, "2026-04"))
	must(t, err)
	settled, reasons := k.settle(t)
	if !fresh || len(settled.Updates) != 0 || len(reasons) != 1 || reasons[0] != outbox.Older {
		t.Errorf("taken %v, refused %v", settled.Updates, reasons)
	}
	refusals, err := k.Refusals(t.Context(), 9)
	must(t, err)
	if len(refusals) != 1 || refusals[0].Update.Version != "2026-04" {
		t.Errorf("on record %+v", refusals)
	}
}

func TestWhatIsNotAcceptedIsNotHeld(t *testing.T) {
	k := newKiosk(t)
	config := k.config()
	config.Accept = func(p batch.Publication, held *batch.Publication) (outbox.Reason, error) {
		if held != nil && held.Number == 1 {
			return outbox.Malformed, errors.New("at /offices")
		}
		return "", nil
	}
	k.Custody = outbox.NewCustody(k.folder, k.Store, config)
	must(t, k.folder.KeepUpdate(t.Context(), 1, k.publication(t, 1, "2026-01")))
	must(t, k.folder.KeepUpdate(t.Context(), 2, k.publication(t, 2, "2026-02")))
	if _, reasons := k.settle(t); len(reasons) != 1 || reasons[0] != outbox.Malformed {
		t.Errorf("refused %v", reasons)
	}
	held, err := k.Held(t.Context(), string(batch.TopicRulePack))
	must(t, err)
	if len(held) != 1 || held[0].Version != 1 {
		t.Errorf("held %+v", held)
	}
}

// TestStickDecidesNothing: whoever writes a stick can name files, and keep some of them back.
func TestStickDecidesNothing(t *testing.T) {
	k := newKiosk(t)
	one := k.publication(t, 1, "2026-01")
	_, err := k.folder.TakeUpdate(t.Context(), 1_000_000, one)
	mustBe(t, err, outbox.ErrForeign)
	forged := bytes.Replace(one, []byte("payload"), []byte("payl0ad"), 1)
	_, err = k.folder.TakeUpdate(t.Context(), 1, forged)
	mustBe(t, err, outbox.ErrForeign)
	_, err = k.folder.TakeUpdate(t.Context(), 9, []byte("age-encryption.org/v1\nrubbish"))
	must(t, err)
	if last, err := k.folder.LastUpdate(t.Context()); err != nil || last != 0 {
		t.Fatalf("the network is to bring what comes after %d, %v", last, err)
	}
	fresh, err := k.folder.TakeUpdate(t.Context(), 1, one)
	must(t, err)
	again, err := k.folder.TakeUpdate(t.Context(), 1, one)
	must(t, err)
	must(t, k.folder.KeepUpdate(t.Context(), 1, one))
	if settled, reasons := k.settle(t); !fresh || again || len(settled.Updates) != 1 || len(reasons) != 1 {
		t.Errorf("taken %v, refused %v", settled.Updates, reasons)
	}
	refusals, err := k.Refusals(t.Context(), 9)
	must(t, err)
	if len(refusals) != 3 {
		t.Errorf("%d refusals on record", len(refusals))
	}
}
