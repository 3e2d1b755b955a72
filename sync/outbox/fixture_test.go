package outbox_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"filippo.io/age"

	"ventanilla/app/intake"
	"ventanilla/store"
	"ventanilla/sync/batch"
	"ventanilla/sync/outbox"
)

var noon = time.Date(2026, 2, 3, 12, 0, 0, 0, time.UTC)

// kiosk is a store and a folder on a disk, and the portal's keys to judge what leaves it.
type kiosk struct {
	dir    string
	device ed25519.PrivateKey
	self   *age.HybridIdentity
	portal ed25519.PrivateKey
	office *age.HybridIdentity
	number int64 // of the last receipt

	*store.Store
	*outbox.Custody
	folder *outbox.Folder
}

func newKiosk(t *testing.T) *kiosk {
	t.Helper()
	k := &kiosk{dir: t.TempDir(), device: key(1), portal: key(2), self: identity(t), office: identity(t)}
	k.open(t)
	t.Cleanup(func() { k.Close() })
	return k
}

func key(n byte) ed25519.PrivateKey {
	return ed25519.NewKeyFromSeed(bytes.Repeat([]byte{n}, ed25519.SeedSize))
}

func public(k ed25519.PrivateKey) ed25519.PublicKey { return k.Public().(ed25519.PublicKey) }

func identity(t *testing.T) *age.HybridIdentity {
	t.Helper()
	id, err := age.GenerateHybridIdentity()
	must(t, err)
	return id
}

// open starts the kiosk anew from what is on its disk.
func (k *kiosk) open(t *testing.T) {
	t.Helper()
	if k.Store == nil {
		k.start(t, store.Create)
		return
	}
	must(t, k.Close())
	k.again(t)
}

// again opens a store that the test has closed.
func (k *kiosk) again(t *testing.T) { k.start(t, store.Open) }

func (k *kiosk) start(t *testing.T, start func(context.Context, string, []byte, store.Options) (*store.Store, error)) {
	t.Helper()
	var err error
	k.Store, err = start(t.Context(), filepath.Join(k.dir, "kiosk.db"), bytes.Repeat([]byte{7}, 32),
		store.Options{Now: func() time.Time { return noon }})
	must(t, err)
	k.folder, err = outbox.OpenFolder(k.outbox(), k.id(), public(k.portal))
	must(t, err)
	k.Custody = outbox.NewCustody(k.folder, k.Store, k.config())
}

func (k *kiosk) config() outbox.Config {
	return outbox.Config{
		Device: k.device, Identity: k.self, Site: "Xela", Recipients: []age.Recipient{k.office.Recipient()},
		Now: func() time.Time { return noon },
	}
}

func (k *kiosk) id() batch.DeviceID { return batch.NewDeviceID(public(k.device)) }

func (k *kiosk) outbox(path ...string) string {
	return filepath.Join(append([]string{k.dir, "outbox"}, path...)...)
}

// frozen hands an application with two pictures in.
func (k *kiosk) frozen(t *testing.T, name string) intake.Revision {
	t.Helper()
	d, err := k.StartDraft(t.Context(), intake.Application{
		Office: "GT", Applicant: intake.Person{GivenNames: name},
		Consent: &intake.Consent{NoticeVersion: "2026-01", Purposes: map[intake.Purpose]bool{intake.Screening: true}},
	})
	must(t, err)
	pictures := [][]byte{bytes.Repeat([]byte(name+" face "), 900), []byte(name + " document")}
	for i, kind := range []intake.PhotoKind{intake.Portrait, intake.DocumentFront} {
		d.Answers.Photos = append(d.Answers.Photos, intake.Photo{Kind: kind, SHA256: store.PhotoName(pictures[i])})
	}
	_, err = k.SaveDraft(t.Context(), d, pictures...)
	must(t, err)
	r, err := k.Freeze(t.Context(), d.Application)
	must(t, err)
	return r
}

func (k *kiosk) submit(t *testing.T) outbox.Submitted {
	t.Helper()
	done, err := k.Submit(t.Context())
	must(t, err)
	return done
}

func (k *kiosk) batches(t *testing.T) []outbox.Batch {
	t.Helper()
	batches, err := k.folder.Batches(t.Context())
	must(t, err)
	return batches
}

// receipt signs a receipt as the portal does.
func (k *kiosk) receipt(t *testing.T, b outbox.Batch, change func(*batch.Receipt)) []byte {
	t.Helper()
	k.number++
	r := batch.Receipt{
		Version: batch.Version, Portal: batch.NewPortalID(public(k.portal)), Device: k.id(), Batch: b.Manifest.Batch,
		Number: k.number, At: noon, Held: []batch.Name{}, Complete: true,
	}
	for _, o := range b.Manifest.Objects {
		r.Held = append(r.Held, o.Name)
	}
	if change != nil {
		change(&r)
	}
	envelope, err := batch.SignDocument(k.portal, r)
	must(t, err)
	return envelope
}

// receive opens, as the portal does, all that a batch names, and returns what it says.
func (k *kiosk) receive(t *testing.T, b outbox.Batch) (revisions []intake.Revision, photos [][]byte) {
	t.Helper()
	identities := []age.Identity{k.office}
	for _, o := range b.Manifest.Objects {
		ciphertext, err := k.folder.Read(t.Context(), o)
		must(t, err)
		if o.Kind == batch.KindPhoto {
			photo, err := batch.Open(identities, ciphertext)
			must(t, err)
			photos = append(photos, photo)
			continue
		}
		core, signer, err := batch.OpenCore(identities, ciphertext)
		must(t, err)
		if !signer.Equal(public(k.device)) {
			t.Error("core signed by another device")
		}
		var r intake.Revision
		must(t, json.Unmarshal(core, &r))
		revisions = append(revisions, r)
	}
	return revisions, photos
}

func (k *kiosk) state(t *testing.T, id intake.ApplicationID) store.Summary {
	t.Helper()
	s, err := k.Summary(t.Context(), id)
	must(t, err)
	return s
}

// files counts the files in a folder of the outbox.
func (k *kiosk) files(t *testing.T, dir string) int {
	t.Helper()
	entries, err := os.ReadDir(k.outbox(dir))
	must(t, err)
	return len(entries)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func mustBe(t *testing.T, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Fatalf("got error %v, want %v", err, want)
	}
}
