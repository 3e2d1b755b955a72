package site_test

import (
	"bytes"
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"filippo.io/age"

	"ventanilla/app/intake"
	"ventanilla/cmd/internal/site"
	"ventanilla/store/vault"
	"ventanilla/sync/batch"
	"ventanilla/sync/carrier"
)

const passphrase = "cuatro palabras bien raras"

var noon = time.Date(2026, 2, 3, 12, 0, 0, 0, time.UTC)

// portal is the other side: keys, and a code that it gave out.
type portal struct {
	key    ed25519.PrivateKey
	office *age.HybridIdentity
	code   batch.EnrolmentCode
}

func newPortal(t *testing.T) *portal {
	t.Helper()
	office, err := age.GenerateHybridIdentity()
	must(t, err)
	code, err := batch.NewEnrolmentCode("GT")
	must(t, err)
	return &portal{key: ed25519.NewKeyFromSeed(bytes.Repeat([]byte{2}, 32)), office: office, code: code}
}

func (p *portal) public() ed25519.PublicKey { return p.key.Public().(ed25519.PublicKey) }

func (p *portal) card(t *testing.T) []byte {
	t.Helper()
	card, err := batch.SignDocument(p.key, batch.Card{
		Version: batch.Version, URL: "http://127.0.0.1:1", Key: hex.EncodeToString(p.public()),
		Recipients: []string{p.office.Recipient().String()},
	})
	must(t, err)
	return card
}

func (p *portal) newSite(t *testing.T) site.New {
	t.Helper()
	return site.New{
		Card: p.card(t), Code: string(p.code), Now: func() time.Time { return noon },
		First: vault.Config{Name: "Ana", Passphrase: passphrase, WorkFactor: 10, Weak: true},
	}
}

func open(t *testing.T, dir string) *site.Site {
	t.Helper()
	s, err := site.Open(dir, site.Options{Now: func() time.Time { return noon }})
	must(t, err)
	return s
}

func unlock(t *testing.T, s *site.Site) *site.Session {
	t.Helper()
	ana, err := s.FindStaff("")
	must(t, err)
	session, err := s.Unlock(t.Context(), ana.ID, passphrase)
	must(t, err)
	t.Cleanup(func() { session.Lock() })
	return session
}

func handIn(t *testing.T, session *site.Session) intake.Revision {
	t.Helper()
	d, err := session.Store.StartDraft(t.Context(), intake.Application{
		Office: "GT", Applicant: intake.Person{GivenNames: "Ñusta", Surname: "Xicará"},
		Consent: &intake.Consent{NoticeVersion: "2026-01", Purposes: map[intake.Purpose]bool{intake.Screening: true}},
	})
	must(t, err)
	r, err := session.HandIn(t.Context(), d.Application)
	must(t, err)
	return r
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

func TestFirstDay(t *testing.T) {
	p, dir := newPortal(t), filepath.Join(t.TempDir(), "kiosk")
	must(t, site.Init(t.Context(), dir, p.newSite(t)))
	mustBe(t, site.Init(t.Context(), dir, p.newSite(t)), site.ErrExists)
	s := open(t, dir)
	if s.Office() != "GT" || s.Name() != "GT" || s.Language() != "es" || s.Enrolled() {
		t.Errorf("site %q of office %q", s.Name(), s.Office())
	}
	_, err := s.Unlock(t.Context(), s.Staff()[0].ID, "something else entirely")
	mustBe(t, err, vault.ErrPassphrase)

	session := unlock(t, s)
	r := handIn(t, session)
	if r.CapturedBy != string(s.Staff()[0].ID) || r.Device != string(s.Device()) {
		t.Errorf("handed in by %q on %q", r.CapturedBy, r.Device)
	}
	must(t, session.Lock())

	locked := open(t, dir)
	batches, err := locked.Outbox().Batches(t.Context())
	must(t, err)
	if len(batches) != 1 || batches[0].Manifest.Device != s.Device() {
		t.Errorf("%d batches while locked", len(batches))
	}
}

func TestEnrolmentByAStick(t *testing.T) {
	p, dir := newPortal(t), filepath.Join(t.TempDir(), "kiosk")
	must(t, site.Init(t.Context(), dir, p.newSite(t)))
	s, stick := open(t, dir), t.TempDir()
	done, err := s.Export(t.Context(), stick, carrier.Options{})
	must(t, err)
	data, err := os.ReadFile(done.Bundles[0].Path)
	must(t, err)
	entry, err := batch.NewBundleReader(bytes.NewReader(data)).Next()
	must(t, err)
	request, _, err := batch.OpenEnrolment(entry.Enrolment)
	must(t, err)
	if !request.ProvedBy(p.code.Secret()) || request.Device != s.Device() {
		t.Error("the request does not prove the code")
	}

	answer := func(key ed25519.PrivateKey, device batch.DeviceID) []byte {
		envelope, err := batch.SignDocument(key, batch.EnrolmentAnswer{
			Version: batch.Version, Portal: batch.NewPortalID(p.public()), Device: device, Site: "Xela", Office: "GT", At: noon,
		})
		must(t, err)
		return envelope
	}
	other := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{3}, 32))
	mustBe(t, s.TakeAnswer(answer(other, s.Device())), batch.ErrSignature)
	mustBe(t, s.TakeAnswer(answer(p.key, batch.NewDeviceID(p.public()))), batch.ErrSignature)
	must(t, s.TakeAnswer(answer(p.key, s.Device())))
	must(t, s.TakeAnswer(answer(p.key, s.Device())))
	s = open(t, dir)
	if !s.Enrolled() || s.Name() != "Xela" {
		t.Errorf("enrolled %v as %q", s.Enrolled(), s.Name())
	}
	if r := handIn(t, unlock(t, s)); r.Site != "Xela" {
		t.Errorf("handed in at %q", r.Site)
	}
}

func TestNothingIsInClear(t *testing.T) {
	p, dir := newPortal(t), filepath.Join(t.TempDir(), "kiosk")
	must(t, site.Init(t.Context(), dir, p.newSite(t)))
	session := unlock(t, open(t, dir))
	handIn(t, session)
	keys, err := session.Store.Keys(t.Context())
	must(t, err)
	secrets := [][]byte{
		[]byte("Ñusta"), []byte("Xicará"), []byte("CREATE TABLE"), []byte(passphrase), []byte(p.code),
		[]byte(keys.Identity), keys.Signing,
	}
	must(t, filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		for _, secret := range secrets {
			if bytes.Contains(data, secret) {
				t.Errorf("%s holds %q", path, secret)
			}
		}
		info, _ := e.Info()
		if info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s can be read by others", path)
		}
		return err
	}))
}

func TestInitLeavesNothingBehindWhenRefused(t *testing.T) {
	p, dir := newPortal(t), filepath.Join(t.TempDir(), "kiosk")
	n := p.newSite(t)
	n.First.Passphrase = "short"
	mustBe(t, site.Init(t.Context(), dir, n), vault.ErrWeak)
	n = p.newSite(t)
	n.Code = "GT-1"
	mustBe(t, site.Init(t.Context(), dir, n), batch.ErrMalformed)
	left, err := filepath.Glob(filepath.Dir(dir) + "/*")
	must(t, err)
	if len(left) != 0 {
		t.Errorf("left %v", left)
	}
}

func TestInitKeepsWhatStandsBesideIt(t *testing.T) {
	p, dir := newPortal(t), filepath.Join(t.TempDir(), "kiosk")
	strangers := filepath.Join(dir+".part", "thesis")
	must(t, os.Mkdir(filepath.Dir(strangers), 0o700))
	must(t, os.WriteFile(strangers, nil, 0o600))
	must(t, site.Init(t.Context(), dir, p.newSite(t)))
	_, err := os.Stat(strangers)
	must(t, err)
}
