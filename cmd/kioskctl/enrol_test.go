package main

import (
	"strings"
	"testing"

	"ventanilla/sync/batch"
)

// TestARefusedCodeStrandsNoKiosk captures with a code that the portal never gave, and delivers with one that it did.
func TestARefusedCodeStrandsNoKiosk(t *testing.T) {
	o := newOffice(t)
	wrong, err := batch.NewEnrolmentCode("GT")
	must(t, err)
	k := o.newKioskBy(t, string(wrong))
	mustCtl(t, applicant, k.unlocked("capture")...)
	_, messages, status := ctlAll(t, "", k.locked("sync", "--once")...)
	if status != exitUnreachable || !strings.Contains(messages, "kioskctl enrol") {
		t.Errorf("exit status %d: %s", status, messages)
	}

	code := strings.TrimSpace(o.run(t, "enrol", "--site", "Casa del Migrante", "--office", "GT"))
	mistyped := code[:len(code)-1] + "U"
	if _, status := ctl(t, "", k.unlocked("enrol", "--code", mistyped)...); status != exitUsage {
		t.Errorf("mistyped: exit status %d", status)
	}
	elsewhere, err := batch.NewEnrolmentCode("CR")
	must(t, err)
	if _, status := ctl(t, "", k.unlocked("enrol", "--code", string(elsewhere))...); status != exitUsage {
		t.Errorf("of another office: exit status %d", status)
	}
	mustCtl(t, "", k.unlocked("enrol", "--code", code)...)
	mustCtl(t, "", k.unlocked("sync", "--once")...)
	if got := len(o.received(t)); got != 1 {
		t.Errorf("%d applications arrived", got)
	}
	if _, status := ctl(t, "", k.unlocked("enrol", "--code", code)...); status != exitRefused {
		t.Errorf("enrolled already: exit status %d", status)
	}
}
