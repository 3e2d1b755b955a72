package main

import (
	"bytes"
	"crypto/ed25519"
	"testing"
	"time"

	"ventanilla/app/ui"
	"ventanilla/sync/batch"
)

// TestANewCode presents a kiosk with another code before the portal knows it, and as a new device after it has.
func TestANewCode(t *testing.T) {
	dir := newSite(t)
	eye := newEye("test", "")
	t.Cleanup(eye.close)
	h := newHouse(t.Context(), dir, eye)
	t.Cleanup(h.leave)
	must(t, h.enter())
	k := h.kiosk
	desk := unlockKiosk(t, k)
	draft := begin(t, desk).Draft()
	code, elsewhere := newCode(t, "GT"), newCode(t, "CR")
	must(t, desk.Enrolment.Code(code))
	for _, wrong := range []string{"", code[:len(code)-1] + "U", elsewhere} {
		if desk.Enrolment.Code(wrong) == nil {
			t.Errorf("%q is taken for a code", wrong)
		}
		if _, err := desk.Enrolment.Ask(t.Context(), wrong); err == nil {
			t.Errorf("presented with %q", wrong)
		}
	}
	if fresh, err := desk.Enrolment.Ask(t.Context(), code); err != nil || fresh != nil {
		t.Fatalf("asked: %v, %v", fresh, err)
	}

	device := k.site.Device()
	must(t, k.site.TakeAnswer(answer(t, device)))
	fresh, err := desk.Enrolment.Ask(t.Context(), newCode(t, "GT"))
	must(t, err)
	if fresh != ui.Kiosk(h.kiosk) || h.kiosk == k || h.kiosk.site.Device() == device || h.kiosk.site.Enrolled() {
		t.Error("it is no new device")
	}
	drafts, err := unlockKiosk(t, h.kiosk).Drafts.List(t.Context())
	must(t, err)
	if len(drafts) != 1 || drafts[0].Application != draft.Application {
		t.Errorf("%d drafts are left", len(drafts))
	}
}

func newCode(t *testing.T, office string) string {
	t.Helper()
	code, err := batch.NewEnrolmentCode(office)
	must(t, err)
	return string(code)
}

// answer is the portal's, that it knows the device.
func answer(t *testing.T, device batch.DeviceID) []byte {
	t.Helper()
	key := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{2}, ed25519.SeedSize))
	envelope, err := batch.SignDocument(key, batch.EnrolmentAnswer{
		Version: batch.Version, Portal: batch.NewPortalID(key.Public().(ed25519.PublicKey)), Device: device,
		Site: "Casa del Migrante", Office: "GT", At: batch.Stamp(time.Now()),
	})
	must(t, err)
	return envelope
}
