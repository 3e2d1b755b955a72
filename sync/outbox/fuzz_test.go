package outbox_test

import (
	"bytes"
	"testing"

	"ventanilla/sync/batch"
	"ventanilla/sync/outbox"
)

// FuzzKeep wants nothing to be kept but what the portal has signed, however it is bent.
func FuzzKeep(f *testing.F) {
	portal := batch.NewPortalID(public(key(2)))
	device := batch.NewDeviceID(public(key(1)))
	notice, err := batch.SignDocument(key(2), batch.Publication{
		Version: batch.Version, Portal: portal, Topic: batch.TopicNotice, Subject: "hours", Number: 1, At: noon, Body: []byte(`{}`),
	})
	if err != nil {
		f.Fatal(err)
	}
	receipt, err := batch.SignDocument(key(2), batch.Receipt{
		Version: batch.Version, Portal: portal, Device: device, Batch: "01990000-0000-7000-8000-0000000000b1", Number: 1,
		At: noon, Held: []batch.Name{}, Complete: true,
	})
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range [][]byte{notice, receipt, notice[1:], receipt[:len(receipt)/2], []byte("{}"), []byte("age-encryption.org/v1\n")} {
		f.Add(seed)
	}
	folder, err := outbox.OpenFolder(f.TempDir(), device, public(key(2)))
	if err != nil {
		f.Fatal(err)
	}
	number := int64(0)
	f.Fuzz(func(t *testing.T, data []byte) {
		number++
		if folder.KeepReceipt(t.Context(), data) == nil {
			t.Error("a receipt for what was never sent was kept")
		}
		kept := folder.KeepUpdate(t.Context(), number, data) == nil
		if kept && !bytes.Equal(data, notice) && !bytes.HasPrefix(data, []byte("age-encryption.org/v1\n")) {
			t.Error("an update that nobody signed was kept")
		}
	})
}
