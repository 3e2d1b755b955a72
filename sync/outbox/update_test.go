package outbox_test

import (
	"bytes"
	"path/filepath"
	"testing"

	"filippo.io/age"

	"ventanilla/sync/batch"
	"ventanilla/sync/outbox"
)

func TestUpdates(t *testing.T) {
	k := newKiosk(t)
	portal := batch.NewPortalID(public(k.portal))
	pack, err := batch.SignDocument(k.portal, batch.Publication{
		Version: batch.Version, Portal: portal, Topic: batch.TopicRulePack, Subject: "smo", Number: 1, At: noon, Body: []byte(`{}`),
	})
	must(t, err)
	status, err := batch.SignDocument(k.portal, batch.CaseStatus{
		Version: batch.Version, Portal: portal, Device: k.id(), Application: string(k.frozen(t, "Ana").Application),
		State: batch.CaseUnderReview, Number: 2, At: noon,
	})
	must(t, err)
	sealed, err := batch.Seal([]age.Recipient{k.self.Recipient()}, status)
	must(t, err)
	forged, err := batch.Seal([]age.Recipient{k.self.Recipient()}, bytes.Replace(status, []byte("payload"), []byte("pAyload"), 1))
	must(t, err)

	must(t, k.folder.KeepUpdate(t.Context(), 1, pack))
	must(t, k.folder.KeepUpdate(t.Context(), 2, sealed))
	must(t, k.folder.KeepUpdate(t.Context(), 3, forged))
	must(t, k.folder.KeepUpdate(t.Context(), 1, pack))
	mustBe(t, k.folder.KeepUpdate(t.Context(), 4, []byte("{}")), outbox.ErrForeign)
	k.open(t)
	settled, err := k.Settle(t.Context())
	must(t, err)
	if len(settled.Updates) != 2 || len(settled.Refused) != 1 {
		t.Errorf("settled %+v", settled)
	}
	held, err := k.Held(t.Context(), outbox.StatusKind)
	must(t, err)
	if last, err := k.folder.LastUpdate(t.Context()); err != nil || last != 4 || len(held) != 1 {
		t.Errorf("last update %d, %v; %d statuses", last, err, len(held))
	}
	refusals, err := k.Refusals(t.Context(), 9)
	must(t, err)
	if len(refusals) != 2 || refusals[0].Update.Reason != string(outbox.NotSigned) || refusals[1].Update.Kind != outbox.StatusKind {
		t.Errorf("refused %+v", refusals)
	}
	if left, _ := filepath.Glob(k.outbox("updates", "0*")); len(left) != 0 {
		t.Errorf("%d updates are left", len(left))
	}
}
