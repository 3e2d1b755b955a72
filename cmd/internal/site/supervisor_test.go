package site_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"ventanilla/app/intake"
	"ventanilla/app/report"
	"ventanilla/cmd/internal/site"
	"ventanilla/store"
	"ventanilla/store/vault"
	"ventanilla/sync/batch"
)

// newOffice is a kiosk with a supervisor and a worker.
func newOffice(t *testing.T) (dir string, ana *site.Session) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "kiosk")
	must(t, site.Init(t.Context(), dir, newPortal(t).newSite(t)))
	v, err := vault.Read(filepath.Join(dir, "vault.json"))
	must(t, err)
	opened, err := v.Unlock(v.Staff()[0].ID, passphrase, noon)
	must(t, err)
	_, err = opened.Add("Marta", vault.Worker, passphrase)
	must(t, err)
	opened.Lock()
	s := open(t, dir)
	who, err := s.FindStaff("Ana")
	must(t, err)
	ana, err = s.Unlock(t.Context(), who.ID, passphrase)
	must(t, err)
	t.Cleanup(func() { ana.Lock() })
	return dir, ana
}

func TestOnlySupervisorsCarryOut(t *testing.T) {
	dir, ana := newOffice(t)
	must(t, ana.Lock())
	s := open(t, dir)
	who, err := s.FindStaff("Marta")
	must(t, err)
	marta, err := s.Unlock(t.Context(), who.ID, passphrase)
	must(t, err)
	defer marta.Lock()
	stick := t.TempDir()
	for what, do := range map[string]func(context.Context) error{
		"report":      func(ctx context.Context) error { _, err := marta.Report(ctx, report.All); return err },
		"purge":       func(ctx context.Context) error { _, err := marta.PurgeNow(ctx); return err },
		"retention":   func(ctx context.Context) error { _, err := marta.Retention(ctx); return err },
		"save report": func(ctx context.Context) error { return marta.SaveReport(ctx, stick, "r.csv", report.All) },
		"audit":       func(ctx context.Context) error { return marta.ExportAudit(ctx, stick, "a.jsonl") },
		"write audit": func(ctx context.Context) error { return marta.WriteAudit(ctx, &bytes.Buffer{}) },
		"page audit":  func(ctx context.Context) error { _, _, err := marta.AuditPage(ctx, store.AuditFilter{}); return err },
		"support":     func(ctx context.Context) error { return marta.SaveSupport(ctx, stick, "s.json", nil) },
	} {
		if err := do(t.Context()); !errors.Is(err, site.ErrRole) {
			t.Errorf("a worker may %s: %v", what, err)
		}
	}
	if left, err := os.ReadDir(stick); err != nil || len(left) > 0 {
		t.Errorf("%d files were written, %v", len(left), err)
	}
}

func TestAuditFileTellsEachChange(t *testing.T) {
	_, ana := newOffice(t)
	for range 3 {
		handIn(t, ana)
	}
	var out bytes.Buffer
	must(t, ana.WriteAudit(t.Context(), &out))
	seal, err := site.VerifyAuditFile(bytes.NewReader(out.Bytes()))
	must(t, err)
	if seal.Device != ana.Site.Device() || seal.Entries < 10 || seal.Staff[string(ana.Staff.ID)] != "Ana" || len(seal.Staff) != 2 {
		t.Errorf("seal %+v", seal)
	}
	lines := bytes.SplitAfter(out.Bytes(), []byte("\n"))
	lines = lines[:len(lines)-1]
	last := len(lines) - 1
	edit := func(change func(lines [][]byte) [][]byte) []byte {
		return bytes.Join(change(append([][]byte{}, lines...)), nil)
	}
	stranger := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{9}, 32))
	forged, err := batch.SignDocument(stranger, seal)
	must(t, err)
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"an entry changed": {edit(func(l [][]byte) [][]byte {
			l[3] = bytes.Replace(l[3], []byte(`"what":"`), []byte(`"what":"un`), 1)
			return l
		}), store.ErrAuditChanged},
		"an entry missing": {edit(func(l [][]byte) [][]byte { return append(l[:3], l[4:]...) }), store.ErrAuditMissing},
		"entries swapped":  {edit(func(l [][]byte) [][]byte { l[3], l[4] = l[4], l[3]; return l }), store.ErrAuditMissing},
		"the end missing":  {edit(func(l [][]byte) [][]byte { return append(l[:last-1], l[last]) }), batch.ErrDamaged},
		"white space":      {edit(func(l [][]byte) [][]byte { l[2] = append([]byte(" "), l[2]...); return l }), batch.ErrDamaged},
		"no seal":          {edit(func(l [][]byte) [][]byte { return l[:last] }), batch.ErrMalformed},
		"forged":           {edit(func(l [][]byte) [][]byte { l[last] = forged; return l }), batch.ErrSignature},
		"a second seal":    {edit(func(l [][]byte) [][]byte { return append(l, l[last]) }), batch.ErrMalformed},
		"nothing":          {nil, batch.ErrMalformed},
	} {
		if _, err := site.VerifyAuditFile(bytes.NewReader(c.data)); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	stick := t.TempDir()
	must(t, ana.ExportAudit(t.Context(), stick, ana.AuditName()))
	if names, err := os.ReadDir(stick); err != nil || len(names) != 1 || !strings.HasPrefix(names[0].Name(), "ventanilla-audit-") {
		t.Errorf("on the stick: %v, %v", names, err)
	}
	must(t, ana.Store.VerifyAudit(t.Context()))
}

func FuzzVerifyAuditFile(f *testing.F) {
	for _, seed := range []string{"", "{}\n{}\n", `{"sequence":1,"device":"2026-02-03T12:00:00Z","what":"unlocked","hash":""}`} {
		f.Add([]byte(seed))
	}
	key := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{9}, 32))
	seal := site.AuditSeal{
		Version: 1, Device: batch.NewDeviceID(key.Public().(ed25519.PublicKey)), At: noon, Entries: 1,
		Head: hex.EncodeToString(make([]byte, 32)), SHA256: hex.EncodeToString(make([]byte, 32)),
	}
	envelope, err := batch.SignDocument(key, seal)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(envelope)
	f.Fuzz(func(t *testing.T, data []byte) {
		if seal, err := site.VerifyAuditFile(bytes.NewReader(data)); err == nil && seal.Check() != nil {
			t.Error("a seal that breaks the format passed")
		}
	})
}

// person is somebody made up whose every trait can be told from all else in a file.
func person() intake.Application {
	born, _ := intake.ParseDate("1987-06-23")
	return intake.Application{
		Office: "GT", Language: "ht", AssistedBy: intake.ByWorker,
		Consent: &intake.Consent{NoticeVersion: "2026-01", Purposes: map[intake.Purpose]bool{
			intake.Screening: true, intake.Statistics: true,
		}},
		Applicant: intake.Person{
			GivenNames: "Wilnérlande", Surname: "Xicará", SecondSurname: "Zúñiga", BirthDate: born, KnownAs: "Tikoulout",
			Documents: []intake.Document{{Type: intake.Passport, Number: "QX7743190", Country: "HT"}},
		},
		Contact:   intake.Contact{Email: "wilner.x@example.org", Phone: "+50255510987"},
		Situation: intake.Situation{Place: "detrás del mercado Terminal"},
		Household: []intake.Member{{Person: intake.Person{GivenNames: "Ñocha", Surname: "Bartolomé"}}},
	}
}

// telling are the texts that tell who the person is.
func telling(r intake.Revision) []string {
	a := r.Answers
	return []string{
		a.Applicant.GivenNames, a.Applicant.Surname, a.Applicant.SecondSurname, a.Applicant.KnownAs, "1987-06-23", "QX7743190",
		a.Contact.Email, a.Contact.Phone, a.Situation.Place, "Ñocha", "Bartolomé",
		string(r.Code), r.Code.String(), string(r.Application), "Ana", "Marta",
	}
}

func TestSupportFileHoldsNothingPersonal(t *testing.T) {
	dir, ana := newOffice(t)
	var secrets []string
	var log bytes.Buffer
	for i := range 3 {
		d, err := ana.Store.StartDraft(t.Context(), person())
		must(t, err)
		r, err := ana.HandIn(t.Context(), d.Application)
		must(t, err)
		secrets = append(secrets, telling(r)...)
		fmt.Fprintf(&log, "time=2026-02-03T12:00:0%dZ level=ERROR msg=\"seal\" error=\"submit revision 1 of %s: open /home/Ana Xicará/kiosk/x: bad\" code=%s\n",
			i, r.Application, r.Code)
	}
	must(t, os.WriteFile(filepath.Join(dir, site.LogFile), log.Bytes(), 0o600))
	checks, err := ana.Checks(t.Context())
	must(t, err)
	deep, err := ana.Inspect(t.Context(), func(int64, int64) {})
	must(t, err)
	stick := t.TempDir()
	must(t, ana.SaveSupport(t.Context(), stick, ana.SupportName(), append(checks, deep...)))
	data, err := os.ReadFile(filepath.Join(stick, ana.SupportName()))
	must(t, err)
	var support site.Support
	must(t, json.Unmarshal(data, &support))
	if support.States[intake.StateWaiting] != 3 || len(support.Log) != 3 || len(support.Checks) < 10 || support.Files["kiosk.db"] == 0 {
		t.Errorf("the file says too little to be of use: %s", data)
	}
	if !bytes.Contains(data, []byte("submit revision 1")) {
		t.Error("the log is scrubbed away")
	}
	data = append(data, ana.SupportName()...)
	for _, secret := range append(secrets, dir) {
		for form, text := range forms(secret) {
			if bytes.Contains(data, text) {
				t.Errorf("the support file holds %q in %s", secret, form)
			}
		}
	}
}

// forms are a text as bytes in each way that a program might write it.
func forms(text string) map[string][]byte {
	quoted, _ := json.Marshal(text) // a string always has a JSON form
	all := map[string][]byte{"UTF-8": []byte(text), "JSON": bytes.Trim(quoted, `"`), "lower case": []byte(strings.ToLower(text))}
	if len(text) < 5 { // base64 and hashes hold every three letters somewhere
		delete(all, "lower case")
	}
	for name, order := range map[string]binary.AppendByteOrder{"UTF-16LE": binary.LittleEndian, "UTF-16BE": binary.BigEndian} {
		for _, unit := range utf16.Encode([]rune(text)) {
			all[name] = order.AppendUint16(all[name], unit)
		}
	}
	return all
}

func TestChecksTellWhatNeedsAttention(t *testing.T) {
	dir, ana := newOffice(t)
	handIn(t, ana)
	found := func(s *site.Session) map[string]string {
		checks, err := s.Checks(t.Context())
		must(t, err)
		deep, err := s.Inspect(t.Context(), func(done, total int64) {
			if done > total {
				t.Errorf("%d of %d", done, total)
			}
		})
		must(t, err)
		codes := map[string]string{}
		for _, c := range append(checks, deep...) {
			codes[c.Name] = c.Found
		}
		return codes
	}
	got := found(ana)
	for name, want := range map[string]string{
		"app": "version", "rules": "current", "schema": "version", "clock": "alone", "portal": "not_yet", "batches": "waiting",
		"store": "sound", "audit": "unbroken", "outbox": "whole",
	} {
		if got[name] != want {
			t.Errorf("%s is %q, want %q", name, got[name], want)
		}
	}
	objects, err := filepath.Glob(filepath.Join(dir, "outbox", "objects", "*"))
	must(t, err)
	for _, path := range objects {
		must(t, os.WriteFile(path, []byte("x"), 0o600))
	}
	if got := found(ana)["outbox"]; got != "damaged" {
		t.Errorf("the outbox is %q", got)
	}
	if _, err := os.Stat(objects[0]); err != nil {
		t.Error("to look at the outbox has changed it")
	}
	must(t, ana.Store.SawPortalTime(t.Context(), noon.Add(time.Hour)))
	if got := found(ana)["clock"]; got != "behind" {
		t.Errorf("the clock is %q", got)
	}
	must(t, ana.Lock())
	for _, later := range []struct {
		by   time.Duration
		want string
	}{{2 * time.Hour, "fits"}, {5 * 365 * 24 * time.Hour, "ahead"}, {30 * time.Minute, "behind"}} {
		s, err := site.Open(dir, site.Options{Now: func() time.Time { return noon.Add(later.by) }})
		must(t, err)
		who, err := s.FindStaff("Ana")
		must(t, err)
		session, err := s.Unlock(t.Context(), who.ID, passphrase)
		must(t, err)
		checks, err := session.Checks(t.Context())
		must(t, err)
		must(t, session.Lock())
		for _, c := range checks {
			if c.Name == "clock" && c.Found != later.want {
				t.Errorf("%s later the clock is %q, want %q", later.by, c.Found, later.want)
			}
		}
	}
}

func TestReportCountsWhatWasTaken(t *testing.T) {
	_, ana := newOffice(t)
	for range 6 {
		d, err := ana.Store.StartDraft(t.Context(), person())
		must(t, err)
		_, err = ana.HandIn(t.Context(), d.Application)
		must(t, err)
	}
	r, err := ana.Report(t.Context(), report.Today)
	must(t, err)
	if r.Total.N != 6 || len(r.Offices.Rows) != 1 || r.Languages.Rows[0].Value != "ht" || r.Languages.Rows[0].N != 6 ||
		r.States.Rows[0].Value != "waiting" || r.Days.Rows[0].N != 6 || r.Verdicts.Rows[0].Value != "unknown" {
		t.Errorf("report %+v", r)
	}
	stick := t.TempDir()
	must(t, ana.SaveReport(t.Context(), stick, ana.ReportName(report.All), report.All))
	data, err := os.ReadFile(filepath.Join(stick, ana.ReportName(report.All)))
	must(t, err)
	if !bytes.Contains(data, []byte("language,ht,6,exactly")) {
		t.Errorf("%s", data)
	}
}
