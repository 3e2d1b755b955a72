package main

import (
	"os"
	"path/filepath"
	"testing"

	"ventanilla/app/ui"
	"ventanilla/store/vault"
	"ventanilla/sync/batch"
)

// writeStick puts a portal's card, and what is none, into a folder.
func writeStick(t *testing.T) string {
	t.Helper()
	card := newCard(t)
	stick := t.TempDir()
	must(t, os.Mkdir(filepath.Join(stick, "office"), 0o700))
	must(t, os.WriteFile(filepath.Join(stick, "office", "card.json"), card, 0o600))
	must(t, os.WriteFile(filepath.Join(stick, "copy.JSON"), card, 0o600))
	must(t, os.WriteFile(filepath.Join(stick, "other.json"), []byte(`{"a":1}`), 0o600))
	return stick
}

// TestFromNothingToAKioskAndBack makes a kiosk in a folder that is not there, works with it, wipes it and makes another.
func TestFromNothingToAKioskAndBack(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "kiosk")
	if !vacant(dir) {
		t.Fatal("a folder that is not there is taken")
	}
	eye := newEye("test", "")
	t.Cleanup(eye.close)
	h := newHouse(t.Context(), dir, eye)
	t.Cleanup(h.leave)
	if err := h.enter(); err == nil || h.window() != nil {
		t.Fatal("there is a kiosk where none was made")
	}
	f := &founder{house: h, first: vault.Config{WorkFactor: 10, Weak: true}}
	cards := cardsIn(t.Context(), writeStick(t), "AZUL")
	if len(cards) != 1 || cards[0].Name != "AZUL: copy.JSON" || len(cards[0].Fingerprint) != 49 {
		t.Fatalf("found %+v", cards)
	}
	if c := f.Check(t.Context()); !c.Camera || !c.Clock {
		t.Errorf("checked %+v", c)
	}
	code, err := batch.NewEnrolmentCode("GT")
	must(t, err)
	strange, err := batch.NewEnrolmentCode("ZZ")
	must(t, err)
	must(t, f.Code(string(code)))
	for _, wrong := range []string{"", "GT-1", string(strange), string(code)[:len(code)-1] + "!"} {
		if f.Code(wrong) == nil {
			t.Errorf("%q is taken for a code", wrong)
		}
	}
	for range 2 {
		foundAndWiped(t, f, ui.Foundation{Card: cards[0].Data, Code: string(code), Name: "Ana", Passphrase: secret, Language: "ht"})
		if !vacant(dir) || h.window() != nil {
			t.Fatal("something is left after the wipe")
		}
	}
}

func foundAndWiped(t *testing.T, f *founder, foundation ui.Foundation) {
	t.Helper()
	weak := foundation
	weak.Passphrase = "short"
	if _, err := f.Found(t.Context(), weak); err == nil || !vacant(f.house.dir) {
		t.Fatal("a weak passphrase makes a kiosk")
	}
	k, err := f.Found(t.Context(), foundation)
	must(t, err)
	desk, err := k.Unlock(t.Context(), k.Staff()[0].ID, secret)
	must(t, err)
	if !desk.Staff.Supervisor || k.Site().Enrolled || f.house.kiosk.site.Language() != "ht" {
		t.Errorf("made %+v for %+v", k.Site(), desk.Staff)
	}
	begin(t, desk)
	if err := desk.Wipe(t.Context(), "something else entirely"); err == nil {
		t.Fatal("wiped with a wrong passphrase")
	}
	must(t, desk.Wipe(t.Context(), secret))
}
