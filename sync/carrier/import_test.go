package carrier_test

import (
	"os"
	"path/filepath"
	"testing"

	"ventanilla/sync/batch"
	"ventanilla/sync/carrier"
	"ventanilla/sync/outbox"
)

// put writes a file onto a stick as the portal does.
func put(t *testing.T, stick, file string, data []byte) {
	t.Helper()
	path := filepath.Join(stick, filepath.FromSlash(file))
	must(t, os.MkdirAll(filepath.Dir(path), 0o700))
	must(t, os.WriteFile(path, data, 0o600))
}

func (k *kiosk) receipt(t *testing.T, m batch.Manifest) []byte {
	t.Helper()
	r := batch.Receipt{
		Version: batch.Version, Portal: batch.NewPortalID(public(k.portal)), Device: m.Device, Batch: m.Batch,
		Number: 1, At: noon, Held: []batch.Name{}, Complete: true,
	}
	for _, o := range m.Objects {
		r.Held = append(r.Held, o.Name)
	}
	envelope, err := batch.SignDocument(k.portal, r)
	must(t, err)
	return envelope
}

func (k *kiosk) notice(t *testing.T, number int64) []byte {
	t.Helper()
	envelope, err := batch.SignDocument(k.portal, batch.Publication{
		Version: batch.Version, Portal: batch.NewPortalID(public(k.portal)), Topic: batch.TopicNotice, Subject: "hours",
		Number: number, At: noon, Body: []byte(`{}`),
	})
	must(t, err)
	return envelope
}

func TestImportTakesWhatIsForThisDevice(t *testing.T) {
	k, stick := newKiosk(t, 2), newStick(t)
	batches := k.batches(t)
	other := batch.NewDeviceID(public(key(5)))
	put(t, stick, batch.AnswerFile(k.id()), []byte("answer"))
	put(t, stick, batch.AnswerFile(other), []byte("another's"))
	put(t, stick, batch.ReceiptFile(batches[0].Manifest.Batch), k.receipt(t, batches[0].Manifest))
	put(t, stick, batch.ReceiptFile(batches[1].Manifest.Batch), k.receipt(t, batches[0].Manifest)[1:])
	put(t, stick, batch.UpdateFile(2, ""), k.notice(t, 2))
	put(t, stick, batch.UpdateFile(1, other), []byte("age-encryption.org/v1\n"))
	put(t, stick, batch.UpdateFile(3, k.id()), []byte("age-encryption.org/v1\n"))
	put(t, stick, "portal/updates/notes.txt", []byte("hello"))

	got, err := carrier.Import(t.Context(), k.folder, stick, nil)
	must(t, err)
	if string(got.Answer) != "answer" || got.Receipts != 1 || got.Updates != 2 || len(got.Refused) != 1 {
		t.Errorf("imported %+v", got)
	}
	mustBe(t, got.Refused[0], outbox.ErrForeign)
	if batches := k.batches(t); !batches[0].Complete() || batches[1].Complete() {
		t.Error("the receipt is not for its own batch")
	}
	if last, err := k.folder.LastUpdate(t.Context()); err != nil || last != 0 {
		t.Errorf("the name of a file on a stick keeps the network from bringing all up to %d, %v", last, err)
	}
	again, err := carrier.Import(t.Context(), k.folder, stick, nil)
	must(t, err)
	if again.Updates != 0 {
		t.Errorf("again: %+v", again)
	}
}

func TestImportFromAnEmptyStick(t *testing.T) {
	k := newKiosk(t, 1)
	got, err := carrier.Import(t.Context(), k.folder, newStick(t), nil)
	must(t, err)
	if got.Answer != nil || got.Receipts+got.Updates+len(got.Refused) != 0 {
		t.Errorf("imported %+v", got)
	}
	_, err = carrier.Import(t.Context(), k.folder, filepath.Join(t.TempDir(), "pulled"), nil)
	mustBe(t, err, carrier.ErrGone)
}
