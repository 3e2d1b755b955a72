package main

import (
	"bytes"
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"ventanilla/app/intake"
	"ventanilla/app/interview"
	"ventanilla/app/ui"
	"ventanilla/cmd/internal/site"
	"ventanilla/store/vault"
	"ventanilla/sync/batch"
	"ventanilla/sync/uplink"
)

const secret = "cuatro palabras bien raras"

// newCard is that of a portal which nobody reaches.
func newCard(t testing.TB) []byte {
	t.Helper()
	office, err := age.GenerateHybridIdentity()
	must(t, err)
	key := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{2}, ed25519.SeedSize))
	card, err := batch.SignDocument(key, batch.Card{
		Version: batch.Version, URL: "http://127.0.0.1:1", Key: hex.EncodeToString(key.Public().(ed25519.PublicKey)),
		Recipients: []string{office.Recipient().String()},
	})
	must(t, err)
	return card
}

// newSite makes a kiosk of that card's.
func newSite(t testing.TB) string {
	t.Helper()
	code, err := batch.NewEnrolmentCode("GT")
	must(t, err)
	dir := filepath.Join(t.TempDir(), "kiosk")
	must(t, site.Init(t.Context(), dir, site.New{
		Card: newCard(t), Code: string(code), Idle: 7, First: vault.Config{Name: "Ana", Passphrase: secret, WorkFactor: 10, Weak: true},
	}))
	return dir
}

func openKiosk(t testing.TB, dir string) *kiosk {
	t.Helper()
	s, err := site.Open(dir, site.Options{})
	must(t, err)
	pictures := newEye("test", "")
	k, err := newKiosk(dir, s, pictures, slog.New(slog.DiscardHandler))
	must(t, err)
	t.Cleanup(func() { k.close(); pictures.close() })
	return k
}

func unlockKiosk(t *testing.T, k *kiosk) *ui.Desk {
	t.Helper()
	desk, err := k.Unlock(t.Context(), k.Staff()[0].ID, secret)
	must(t, err)
	return desk
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// begin begins an interview of somebody who agreed to the screening.
func begin(t *testing.T, desk *ui.Desk) *interview.Interview {
	t.Helper()
	iv, err := desk.Interview.Begin("es", intake.ByWorker)
	must(t, err)
	must(t, iv.SetPurpose(intake.Screening, true))
	must(t, iv.SetNames("Ñusta", "Xicará", ""))
	return iv
}

func TestWrongPassphrases(t *testing.T) {
	k := openKiosk(t, newSite(t))
	staff := k.Staff()[0].ID
	var wait *ui.WaitError
	for range 20 {
		_, err := k.Unlock(t.Context(), staff, "something else entirely")
		if errors.As(err, &wait) {
			break
		}
		if !errors.Is(err, ui.ErrPassphrase) {
			t.Fatalf("got %v", err)
		}
	}
	if wait == nil || wait.Wait <= 0 {
		t.Fatalf("20 wrong ones and no wait: %v", wait)
	}
}

func TestAnswersOutliveTheWindow(t *testing.T) {
	dir := newSite(t)
	k := openKiosk(t, dir)
	desk := unlockKiosk(t, k)
	iv := begin(t, desk)
	kept, err := desk.Photos.Keep(t.Context(), iv.Draft().Application, image.NewRGBA(image.Rect(0, 0, 640, 480)),
		intake.Photo{Kind: intake.DocumentFront})
	must(t, err)
	must(t, iv.SetPhoto(kept))
	k.close()

	desk = unlockKiosk(t, openKiosk(t, dir))
	drafts, err := desk.Drafts.List(t.Context())
	must(t, err)
	if len(drafts) != 1 || drafts[0].Answers.Applicant.Surname != "Xicará" {
		t.Fatalf("%d drafts", len(drafts))
	}
	shown, err := desk.Photos.Show(t.Context(), drafts[0].Answers.Photos[0])
	must(t, err)
	if shown.Bounds().Empty() {
		t.Error("the photo is empty")
	}
}

func TestHandInAndCarry(t *testing.T) {
	k := openKiosk(t, newSite(t))
	desk := unlockKiosk(t, k)
	iv := begin(t, desk)
	draft, err := iv.Finish()
	must(t, err)
	slip, err := desk.Records.HandIn(t.Context(), draft)
	must(t, err)
	if slip.Code != draft.Code || slip.QR == nil || slip.Initials != "ÑX" || slip.People != 1 {
		t.Errorf("slip %+v", slip)
	}
	k.settle(t.Context())
	if s := k.Status(); s.Waiting != 1 || s.Total == 0 || s.Delivered != 0 {
		t.Errorf("status %+v", s)
	}
	found, err := desk.Records.Find(t.Context(), ui.Search{Words: slip.Code.String()[:3]})
	must(t, err)
	if len(found) != 1 || found[0].State != intake.StateWaiting {
		t.Errorf("found %+v", found)
	}

	steps := map[ui.CarryStep]bool{}
	stick := t.TempDir()
	carried, err := desk.Sticks.Exchange(t.Context(), stick, func(s ui.CarryStep, _, _ int64) { steps[s] = true })
	must(t, err)
	if carried.Applications != 1 || carried.Bytes == 0 || !steps[ui.CarryCopy] || !steps[ui.CarryCheck] {
		t.Errorf("carried %+v in steps %v", carried, steps)
	}
	if _, err := desk.Sticks.Exchange(t.Context(), filepath.Join(stick, "pulled"), func(ui.CarryStep, int64, int64) {}); !errors.Is(err, ui.ErrStickGone) {
		t.Errorf("a stick that is not there: %v", err)
	}

	k.lock()
	if s := k.Status(); s.Waiting != 1 {
		t.Errorf("status while locked %+v", s)
	}
	must(t, k.count(t.Context()))
	if s := k.Status(); s.Waiting != 1 || s.Delivered != 0 {
		t.Errorf("counted while locked %+v", s)
	}
}

// TestTheSiteSaysWhenToLock: the limit that the kiosk was made with reaches the window.
func TestTheSiteSaysWhenToLock(t *testing.T) {
	k := openKiosk(t, newSite(t))
	unlockKiosk(t, k)
	if got := k.Site().Idle; got != 7*time.Minute {
		t.Errorf("locks after %s", got)
	}
}

func TestWipe(t *testing.T) {
	dir := newSite(t)
	k := openKiosk(t, dir)
	desk := unlockKiosk(t, k)
	if err := desk.Wipe(t.Context(), "something else entirely"); !errors.Is(err, ui.ErrPassphrase) {
		t.Fatalf("got %v", err)
	}
	must(t, desk.Wipe(t.Context(), secret))
	if _, err := site.Open(dir, site.Options{}); !errors.Is(err, site.ErrNoSite) {
		t.Errorf("after the wipe: %v", err)
	}
}

func TestLinkOf(t *testing.T) {
	tests := []struct {
		err  error
		want ui.Link
	}{
		{nil, ui.LinkUp},
		{uplink.ErrNoLink, ui.LinkNone},
		{fmt.Errorf("%w: %w", site.ErrCode, &uplink.RefusedError{}), ui.LinkCode},
		{&uplink.LinkError{Cause: uplink.ErrCaptive}, ui.LinkCaptive},
		{&uplink.LinkError{Cause: uplink.ErrClock}, ui.LinkClock},
		{&uplink.RefusedError{}, ui.LinkRefused},
		{os.ErrPermission, ui.LinkUp},
	}
	for _, tt := range tests {
		if got := linkOf(tt.err); got != tt.want {
			t.Errorf("%v: %s, want %s", tt.err, got, tt.want)
		}
	}
}

func TestExitStatuses(t *testing.T) {
	dir := newSite(t)
	held, err := site.Hold(dir)
	must(t, err)
	defer held.Close()
	other := t.TempDir()
	must(t, os.WriteFile(filepath.Join(other, "letters.txt"), nil, 0o600))
	tests := []struct {
		name string
		args []string
		want int
	}{
		{"no folder given", nil, exitUsage},
		{"words after the flags", []string{"--dir", dir, "now"}, exitUsage},
		{"an unknown flag", []string{"--dir", dir, "--loud"}, exitUsage},
		{"a tour without a passphrase", []string{"--dir", dir, "--tour", "x"}, exitUsage},
		{"a folder of something else", []string{"--dir", other}, exitStore},
		{"another window has it", []string{"--dir", dir}, exitStore},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := execute(t.Context(), tt.args); got != tt.want {
				t.Errorf("status %d, want %d", got, tt.want)
			}
		})
	}
	if left, err := os.ReadDir(other); err != nil || len(left) != 1 {
		t.Errorf("%d files in a folder that is no kiosk, error %v", len(left), err)
	}
}

func TestStoreErrorSaysWhatToDo(t *testing.T) {
	for _, cause := range []error{site.ErrNoSite, site.ErrHeld, site.ErrDamaged} {
		if text := (storeError{"D", cause}).Error(); !strings.Contains(text, ":") || !strings.Contains(text, "D") {
			t.Errorf("%v: %q names no next step", cause, text)
		}
	}
}

// TestEyeOpensAndRests holds that the camera is closed by who ends the window, and opened again by the next look.
func TestEyeOpensAndRests(t *testing.T) {
	e := newEye("test", "")
	for range 2 {
		frame, err := e.Frame(t.Context())
		must(t, err)
		if frame.Bounds().Empty() {
			t.Error("an empty frame")
		}
		e.close()
	}
	if _, err := newEye(t.TempDir(), "").Frame(t.Context()); err == nil {
		t.Error("a folder without pictures must be an error")
	}
}
