package main

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"ventanilla/app/intake"
	"ventanilla/app/report"
	"ventanilla/app/ui"
	"ventanilla/cmd/internal/site"
	"ventanilla/sync/carrier"
	"ventanilla/sync/uplink"
)

// openLogged opens a kiosk that writes its log as the window does.
func openLogged(t *testing.T, dir string) (*kiosk, *ui.Desk) {
	t.Helper()
	file := &logFile{}
	must(t, file.open(dir))
	log := slog.New(slog.NewTextHandler(file, nil))
	s, err := site.Open(dir, site.Options{Log: log})
	must(t, err)
	k, err := newKiosk(dir, s, newEye("test", ""), log)
	must(t, err)
	t.Cleanup(func() {
		k.close()
		k.eye.close()
		if err := file.set(nil); err != nil {
			t.Error(err)
		}
	})
	return k, unlockKiosk(t, k)
}

// TestTroubleTellsNobodysName makes trouble with applications of somebody, and looks for that person in the log and in the
// support file.
func TestTroubleTellsNobodysName(t *testing.T) {
	dir := newSite(t)
	k, desk := openLogged(t, dir)
	var secrets []string
	for range 2 {
		iv := begin(t, desk)
		must(t, iv.SetEmail("nusta.x@example.org"))
		must(t, iv.SetPhone("+50255510987"))
		draft, err := iv.Finish()
		must(t, err)
		_, err = desk.Records.HandIn(t.Context(), draft)
		must(t, err)
		secrets = append(secrets, string(draft.Code), draft.Code.String(), "Ñusta", "Xicará", "nusta.x@example.org", "+50255510987")
		if _, err := desk.Records.HandIn(t.Context(), draft); err == nil {
			t.Error("handed in twice")
		} else {
			k.log.Error("hand in", "error", err)
		}
	}
	objects, err := filepath.Glob(filepath.Join(dir, "outbox", "objects", "*"))
	must(t, err)
	for _, path := range objects {
		must(t, os.WriteFile(path, []byte("x"), 0o600))
	}
	_, err = k.site.Export(t.Context(), t.TempDir(), carrier.Options{})
	k.log.Error("export", "error", err)
	for _, cause := range []error{uplink.ErrNoLink, os.ErrPermission, site.ErrDamaged} {
		k.passed(t.Context(), cause)
	}
	_, err = desk.Records.Draft(t.Context(), "nothing")
	k.log.Error("open draft", "error", err)

	stick := t.TempDir()
	checks, err := desk.Diagnostics.Checks(t.Context())
	must(t, err)
	read, err := desk.Diagnostics.Inspect(t.Context(), func(int64, int64) {})
	must(t, err)
	name, err := desk.Diagnostics.Save(t.Context(), stick, append(checks, read...))
	must(t, err)
	if len(checks) < 10 || len(read) != 3 {
		t.Errorf("%d and %d checks", len(checks), len(read))
	}
	log, err := os.ReadFile(filepath.Join(dir, site.LogFile))
	must(t, err)
	support, err := os.ReadFile(filepath.Join(stick, name))
	must(t, err)
	if bytes.Count(log, []byte("level=ERROR")) < 5 || !bytes.Contains(support, []byte("level=ERROR")) {
		t.Errorf("there was no trouble to write about: %s", log)
	}
	for _, secret := range secrets {
		for _, form := range forms(secret) {
			if bytes.Contains(log, form) {
				t.Errorf("the log holds %q", secret)
			}
			if bytes.Contains(support, form) {
				t.Errorf("the support file holds %q", secret)
			}
		}
	}
}

// forms are a text as programs write it: plain, quoted, in JSON, and in both orders of UTF-16.
func forms(text string) [][]byte {
	quoted, _ := json.Marshal(text) // a string always has a JSON form
	little, big := []byte{}, []byte{}
	for _, unit := range utf16.Encode([]rune(text)) {
		little, big = binary.LittleEndian.AppendUint16(little, unit), binary.BigEndian.AppendUint16(big, unit)
	}
	return [][]byte{[]byte(text), bytes.Trim(quoted, `"`), little, big}
}

func TestWhatASupervisorAnswersFor(t *testing.T) {
	k, desk := openLogged(t, newSite(t))
	draft, err := begin(t, desk).Finish()
	must(t, err)
	_, err = desk.Records.HandIn(t.Context(), draft)
	must(t, err)
	k.settle(t.Context())

	entries, total, err := desk.Audit.Find(t.Context(), ui.AuditSearch{Kind: ui.AuditApplications, Limit: 2})
	must(t, err)
	if total != 2 || len(entries) != 2 || entries[0].Did != "handed_in" || entries[0].Code != draft.Code || entries[0].Who.Name != "Ana" {
		t.Errorf("%d entries: %+v", total, entries)
	}
	today := intake.DayOf(k.site.Now())
	if _, total, err = desk.Audit.Find(t.Context(), ui.AuditSearch{Day: today.AddDate(0, 0, -1)}); err != nil || total != 0 {
		t.Errorf("%d entries of yesterday, %v", total, err)
	}
	verdict, err := desk.Audit.Verify(t.Context(), func(int, int) {})
	must(t, err)
	if verdict.Fault != "" || verdict.Entries < 4 {
		t.Errorf("verdict %+v", verdict)
	}
	stick := t.TempDir()
	name, err := desk.Audit.Export(t.Context(), stick)
	must(t, err)
	f, err := os.Open(filepath.Join(stick, name))
	must(t, err)
	defer f.Close()
	if _, err := site.VerifyAuditFile(f); err != nil {
		t.Errorf("the exported record: %v", err)
	}

	shown, err := desk.Reports.Report(t.Context(), report.Today)
	must(t, err)
	if shown.Total.Shown != report.Few || !shown.Languages.Withheld {
		t.Errorf("one application is told: %+v", shown)
	}
	name, err = desk.Reports.Save(t.Context(), stick, report.All)
	must(t, err)
	if !strings.HasSuffix(name, ".csv") {
		t.Errorf("report %s", name)
	}
	plan, err := desk.Retention.Plan(t.Context())
	must(t, err)
	if plan.Waiting != 1 || len(plan.Due) != 0 || plan.Sealed {
		t.Errorf("plan %+v", plan)
	}
	if n, err := desk.Retention.PurgeNow(t.Context()); n != 0 || err != nil {
		t.Errorf("purged %d without a receipt, %v", n, err)
	}
}
