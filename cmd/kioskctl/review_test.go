package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestReviewOnTheCommandLine hands in where a supervisor must look first, and wants at the portal what was approved alone.
func TestReviewOnTheCommandLine(t *testing.T) {
	people := path(t, "..", "..", "app", "intake", "testdata")
	lines := applicationLines(t, people)
	o := newOffice(t)
	k := o.newKiosk(t)
	t.Chdir(people)
	k.run(t, "", k.unlocked("review", "--approval", "on"))
	twice := []string{lines[0], lines[0], lines[1]} // the first person twice
	var codes []string
	for _, line := range jsonLines[captured](t, k.run(t, strings.Join(twice, "\n"), k.unlocked("capture"))) {
		codes = append(codes, line.Code)
	}
	k.run(t, "", k.unlocked("sync", "--once"))
	if got := o.list(t); len(got) != 0 {
		t.Fatalf("%d are at the portal that nobody approved", len(got))
	}
	if waiting := jsonLines[reviewLine](t, k.run(t, "", k.unlocked("review"))); len(waiting) != 3 {
		t.Errorf("%d wait for a supervisor", len(waiting))
	}
	pairs := jsonLines[twinLine](t, k.run(t, "", k.unlocked("duplicates")))
	if len(pairs) != 1 || pairs[0].Codes != [2]string{codes[0], codes[1]} {
		t.Fatalf("possible duplicates %+v", pairs)
	}
	k.run(t, "", k.unlocked("duplicates", "--decide", "same_person", codes[1], codes[0]))
	k.run(t, "", k.unlocked("withdraw", codes[1], "--reason", "duplicate"))
	if pairs := k.run(t, "", k.unlocked("duplicates")); pairs != "" {
		t.Errorf("asked again: %s", pairs)
	}
	k.run(t, "", k.unlocked("review", "--send-back", "--note", "the phone is wrong", codes[2]))
	k.run(t, "", k.unlocked("review", "--approve", codes[0]))
	k.refuses(t, "", "review", "--approve", codes[0])
	k.run(t, "", k.unlocked("sync", "--once"))
	got := o.list(t)
	if len(got) != 2 || got[codes[0]].Withdrawn || !got[codes[1]].Withdrawn {
		t.Errorf("at the portal: %+v", got)
	}
	if shown := o.show(t, codes[1]); shown.Answers.Applicant.HasName() || len(shown.Portal.Photos) != 0 {
		t.Error("answers of somebody left that nobody approved")
	}
	k.run(t, "", k.unlocked("audit"))
}

func TestInitRefusesApprovalWithSealOnSubmit(t *testing.T) {
	_, status := ctl(t, "", "init", "--dir", filepath.Join(t.TempDir(), "kiosk"), "--card", "card.json", "--code", "GT-7K3M-90QX-VB2D-H5T7",
		"--staff", "Ana", "--approval", "--retention", "seal_on_submit")
	if status != exitUsage {
		t.Errorf("exit status %d", status)
	}
}
