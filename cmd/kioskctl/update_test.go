package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ventanilla/assets"
	"ventanilla/store"
	"ventanilla/sync/outbox"
)

// applicant is a person with nothing but a nationality and a day of arrival.
const applicant = `{"consent":{"notice_version":"2026-01","purposes":{"screening":true}},"applicant":{"nationalities":["HN"]},"situation":{"arrival_date":"2024-07-01"}}`

// publish writes the built-in rules under another version, and publishes them; change is "" or what else is replaced.
func (o *office) publish(t *testing.T, version string, change ...string) {
	t.Helper()
	pack, err := assets.Rules.ReadFile(assets.FirstPack)
	must(t, err)
	text := strings.Replace(string(pack), `"version": "2026-01"`, `"version": "`+version+`"`, 1)
	file := filepath.Join(t.TempDir(), version+".json")
	must(t, os.WriteFile(file, []byte(strings.NewReplacer(change...).Replace(text)), 0o600))
	o.run(t, "publish", file)
}

// stick exports what the portal has for kiosks.
func (o *office) stick(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	o.run(t, "export", "--to", folder)
	return folder
}

// rules is the version of the rules under which the kiosk tells a person what they say.
func (k kiosk) rules(t *testing.T) string {
	t.Helper()
	return jsonLines[captured](t, mustCtl(t, applicant, k.unlocked("capture")...))[0].PackVersion
}

// wantRules fails unless the kiosk uses that version.
func (k kiosk) wantRules(t *testing.T, want string) {
	t.Helper()
	if got := k.rules(t); got != want {
		t.Errorf("captured under %s, want %s", got, want)
	}
}

// updates runs a command that must end with the status, and returns the updates that it tells.
func (k kiosk) updates(t *testing.T, status int, args []string) []updateLine {
	t.Helper()
	out, got := ctl(t, "", append(args, "--json")...)
	if got != status {
		t.Errorf("kioskctl %s: exit status %d, want %d", args[0], got, status)
	}
	var told []updateLine
	for _, line := range jsonLines[updateLine](t, out) {
		if strings.HasPrefix(line.Event, "update") {
			line.Error = ""
			told = append(told, line)
		}
	}
	return told
}

// refusals lists the updates that the audit trail says were refused.
func (k kiosk) refusals(t *testing.T) (refused []store.Update) {
	t.Helper()
	for _, e := range jsonLines[store.Entry](t, mustCtl(t, "", k.unlocked("audit", "--json")...)) {
		if e.What == store.UpdateRefused {
			refused = append(refused, *e.Update)
		}
	}
	return refused
}

func wantOne[T comparable](t *testing.T, what string, got []T, want T) {
	t.Helper()
	if len(got) != 1 || got[0] != want {
		t.Errorf("%s: %+v, want %+v", what, got, want)
	}
}

func TestRulesComeByNetworkAndByStick(t *testing.T) {
	o := newOffice(t)
	near, far := o.newKiosk(t), o.newKiosk(t)
	near.wantRules(t, "2026-01")
	far.wantRules(t, "2026-01")
	o.publish(t, "2026-02")
	second := updateLine{Event: "update", Kind: "rule_pack", Name: "safe-mobility", Version: "2026-02"}
	wantOne(t, "by network", near.updates(t, exitDone, near.unlocked("sync", "--once")), second)
	older := o.stick(t)
	wantOne(t, "by stick", far.updates(t, exitDone, far.unlocked("import", "--from", older)), second)
	near.wantRules(t, "2026-02")
	far.wantRules(t, "2026-02")
	if again := near.updates(t, exitDone, near.unlocked("import", "--from", older)); len(again) != 0 {
		t.Errorf("what came by network is new again: %+v", again)
	}

	t.Run("older", func(t *testing.T) {
		o.publish(t, "2026-03")
		newer := o.stick(t)
		must(t, os.Remove(filepath.Join(newer, updateFile(t, older))))
		late := o.newKiosk(t)
		mustCtl(t, "", late.unlocked("import", "--from", newer)...)
		late.wantRules(t, "2026-03")
		want := updateLine{Event: "update_refused", Kind: "rule_pack", Name: "safe-mobility", Version: "2026-02", Reason: outbox.Older}
		wantOne(t, "an older pack", late.updates(t, exitRefused, late.unlocked("import", "--from", older)), want)
		wantOne(t, "audit", late.refusals(t), store.Update{Kind: "rule_pack", Name: "safe-mobility", Version: "2026-02", Reason: "older"})
		late.wantRules(t, "2026-03")
	})
	t.Run("forged", func(t *testing.T) {
		forged := t.TempDir()
		must(t, os.CopyFS(forged, os.DirFS(older)))
		file := filepath.Join(forged, updateFile(t, older))
		data, err := os.ReadFile(file)
		must(t, err)
		must(t, os.WriteFile(file, bytes.Replace(data, []byte(`"sig":"`), []byte(`"sig":"AAAA`), 1), 0o600))
		late := o.newKiosk(t)
		told := late.updates(t, exitRefused, late.locked("import", "--from", forged))
		if len(told) != 1 || told[0].Reason != outbox.NotSigned {
			t.Errorf("told %+v", told)
		}
		late.wantRules(t, "2026-01")
		if refused := late.refusals(t); len(refused) != 1 || refused[0].Reason != "not_signed" {
			t.Errorf("on record %+v", refused)
		}
		mustCtl(t, "", late.unlocked("import", "--from", older)...)
		late.wantRules(t, "2026-02")
	})
}

// updateFile is the one update on a stick, from its root.
func updateFile(t *testing.T, stick string) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(stick, "portal", "updates", "*"))
	must(t, err)
	if len(files) != 1 {
		t.Fatalf("%d updates on the stick", len(files))
	}
	file, err := filepath.Rel(stick, files[0])
	must(t, err)
	return file
}

func TestAClosedProgrammeTakesNothingNew(t *testing.T) {
	o := newOffice(t)
	k := o.newKiosk(t)
	k.rules(t)
	o.publish(t, "2026-02", `"accepting": true,
  "sources"`, `"accepting": false,
  "closed": "office.existing_cases",
  "sources"`)
	mustCtl(t, "", k.unlocked("sync", "--once")...)
	out, status := ctl(t, applicant, k.unlocked("capture")...)
	if status != exitRefused || !strings.Contains(out, `"error":"programme_closed"`) {
		t.Errorf("exit status %d: %s", status, out)
	}
	for _, r := range jsonLines[row](t, mustCtl(t, "", k.unlocked("list", "--json")...)) {
		if r.State != "delivered" {
			t.Errorf("what was held is %s", r.State)
		}
	}
}

const notice = `{"notice":"monday","programme":"safe-mobility","audience":"public","urgency":"important",
	"from":"2026-01-01","to":"2036-01-01","text":{"es":"El lunes no hay atención."}}`

func TestNoticesAndCaseStatusComeBack(t *testing.T) {
	o := newOffice(t)
	k := o.newKiosk(t)
	file := filepath.Join(t.TempDir(), "notice.json")
	must(t, os.WriteFile(file, []byte(notice), 0o600))
	o.run(t, "publish", file)
	code := jsonLines[captured](t, mustCtl(t, applicant, k.unlocked("capture")...))[0].Code
	wantOne(t, "a notice", k.updates(t, exitDone, k.unlocked("sync", "--once")),
		updateLine{Event: "update", Kind: "notice", Name: "monday"})
	o.run(t, "status", code, "under_review", "--note", "Entrevista en mayo")
	stick := o.stick(t)
	told := k.updates(t, exitDone, k.unlocked("import", "--from", stick))
	if len(told) != 1 || told[0].Kind != outbox.StatusKind {
		t.Errorf("told %+v", told)
	}
	rows := jsonLines[row](t, mustCtl(t, "", k.unlocked("list", "--json")...))
	if len(rows) != 1 || rows[0].Case != "under_review" || rows[0].CaseSince.IsZero() || rows[0].CaseNote != "" {
		t.Errorf("listed %+v", rows)
	}
}
