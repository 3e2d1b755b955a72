package site_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"filippo.io/age"

	"ventanilla/app/eligibility"
	"ventanilla/app/intake"
	"ventanilla/assets"
	"ventanilla/cmd/internal/site"
	"ventanilla/sync/batch"
	"ventanilla/sync/outbox"
)

// desk is an unlocked kiosk with a clock that the test sets, and the portal that sends it updates.
type desk struct {
	*site.Session
	portal *portal
	dir    string
	now    time.Time
	number int64 // of the last update
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{portal: newPortal(t), dir: filepath.Join(t.TempDir(), "kiosk"), now: noon}
	must(t, site.Init(t.Context(), d.dir, d.portal.newSite(t)))
	d.restart(t)
	t.Cleanup(func() { d.Lock() })
	return d
}

// restart ends the program and begins it again.
func (d *desk) restart(t *testing.T) {
	t.Helper()
	if d.Session != nil {
		must(t, d.Lock())
	}
	s, err := site.Open(d.dir, site.Options{Now: func() time.Time { return d.now }})
	must(t, err)
	ana, err := s.FindStaff("")
	must(t, err)
	d.Session, err = s.Unlock(t.Context(), ana.ID, passphrase)
	must(t, err)
}

// pack is the first pack with other values at its top, or of the GT office's intake.
func pack(t *testing.T, top, calendar map[string]any) []byte {
	t.Helper()
	var p map[string]any
	must(t, json.Unmarshal(builtIn(t), &p))
	maps.Copy(p, top)
	for name, value := range calendar {
		p["offices"].(map[string]any)["GT"].(map[string]any)["intake"].(map[string]any)[name] = value
	}
	data, err := json.Marshal(p)
	must(t, err)
	return data
}

func builtIn(t *testing.T) []byte {
	t.Helper()
	data, err := assets.Rules.ReadFile(assets.FirstPack)
	must(t, err)
	return data
}

// publish lets an update come, and returns why it was refused, "" if it was not.
func (d *desk) publish(t *testing.T, topic batch.Topic, subject string, body []byte) outbox.Reason {
	t.Helper()
	d.number++
	envelope, err := batch.SignDocument(d.portal.key, batch.Publication{
		Version: batch.Version, Portal: batch.NewPortalID(d.portal.public()), Topic: topic, Subject: subject,
		Number: d.number, At: d.now, Body: body,
	})
	must(t, err)
	return d.take(t, envelope)
}

func (d *desk) take(t *testing.T, update []byte) outbox.Reason {
	t.Helper()
	must(t, d.Site.Outbox().KeepUpdate(t.Context(), d.number, update))
	_, settled, err := d.Work(t.Context())
	must(t, err)
	if len(settled.Refused) == 0 {
		return ""
	}
	var refused *outbox.RefusedError
	if !errors.As(settled.Refused[0], &refused) {
		t.Fatalf("refused with %v", settled.Refused[0])
	}
	return refused.Reason
}

func (d *desk) publishPack(t *testing.T, top, calendar map[string]any) outbox.Reason {
	t.Helper()
	return d.publish(t, batch.TopicRulePack, "safe-mobility", pack(t, top, calendar))
}

func (d *desk) version(t *testing.T) string {
	t.Helper()
	rules, err := d.Rules(t.Context())
	must(t, err)
	return rules.Version.String()
}

func TestRulesSwitchAndNeverGoBack(t *testing.T) {
	d := newDesk(t)
	if got := d.version(t); got != "2026-01" {
		t.Fatalf("begins with %s", got)
	}
	tests := []struct {
		name    string
		subject string
		body    []byte
		want    outbox.Reason
		after   string
	}{
		{"the built-in pack again", "safe-mobility", builtIn(t), "", "2026-01"},
		{"older than the built-in one", "safe-mobility", pack(t, map[string]any{"version": "2025-09"}, nil), outbox.Older, "2026-01"},
		{"newer", "safe-mobility", pack(t, map[string]any{"version": "2026-03"}, nil), "", "2026-03"},
		{"older", "safe-mobility", pack(t, map[string]any{"version": "2026-02"}, nil), outbox.Older, "2026-03"},
		{"reused", "safe-mobility", pack(t, map[string]any{"version": "2026-03", "confirmed_on": "2026-01-09"}, nil), outbox.Reused, "2026-03"},
		{"another programme's", "other", pack(t, map[string]any{"version": "2027-01", "programme": "other"}, nil), outbox.OtherProgramme, "2026-03"},
		{"under another name", "other", pack(t, map[string]any{"version": "2027-01"}, nil), outbox.Malformed, "2026-03"},
		{"without this office", "safe-mobility", withoutGuatemala(t), outbox.OtherProgramme, "2026-03"},
		{"that does not parse", "safe-mobility", []byte(`{"version":"2027-01"}`), outbox.Malformed, "2026-03"},
	}
	for _, test := range tests {
		if got := d.publish(t, batch.TopicRulePack, test.subject, test.body); got != test.want {
			t.Errorf("%s: refused as %q, want %q", test.name, got, test.want)
		}
		for range 2 {
			if got := d.version(t); got != test.after {
				t.Errorf("%s: rules %s, want %s", test.name, got, test.after)
			}
			d.restart(t)
		}
	}
	refused, err := d.Refused(t.Context())
	must(t, err)
	if len(refused) != 7 || !refused[0].Fresh || refused[0].Reason != "malformed" || refused[6].Version != "2025-09" {
		t.Errorf("refusals %+v", refused)
	}
	must(t, d.Store.VerifyAudit(t.Context()))
}

// withoutGuatemala is a newer pack without the office of this kiosk, and without the pathway that only it has.
func withoutGuatemala(t *testing.T) []byte {
	t.Helper()
	var p struct {
		Offices  map[string]any
		Pathways []map[string]any
	}
	must(t, json.Unmarshal(builtIn(t), &p))
	delete(p.Offices, "GT")
	p.Pathways = slices.DeleteFunc(p.Pathways, func(way map[string]any) bool { return way["id"] == "seasonal_work" })
	return pack(t, map[string]any{"version": "2027-01", "offices": p.Offices, "pathways": p.Pathways}, nil)
}

func TestRulesWaitForTheirDay(t *testing.T) {
	d := newDesk(t)
	must(t, asError(d.publishPack(t, map[string]any{"version": "2026-02"}, nil)))
	must(t, asError(d.publishPack(t, map[string]any{"version": "2026-03", "valid_from": "2026-02-10"}, nil)))
	if got := d.version(t); got != "2026-02" {
		t.Errorf("rules %s before their day", got)
	}
	// At 05:00 UTC of the 10th it is still the 9th in Guatemala.
	d.now = time.Date(2026, 2, 10, 5, 0, 0, 0, time.UTC)
	if got := d.version(t); got != "2026-02" {
		t.Errorf("rules %s on the evening before", got)
	}
	d.now = d.now.Add(2 * time.Hour)
	if got := d.version(t); got != "2026-03" {
		t.Errorf("rules %s on their day", got)
	}
}

func asError(reason outbox.Reason) error {
	if reason == "" {
		return nil
	}
	return errors.New(string(reason))
}

const hoursNotice = `{"notice":"%s","programme":"safe-mobility","audience":"%s","urgency":"%s","from":"%s","to":"2026-02-20",
	"offices":["%s"],"text":{"es":"Cerrado el lunes."}}`

func TestNotices(t *testing.T) {
	d := newDesk(t)
	put := func(id, audience, urgency, from, office string) {
		t.Helper()
		body := fmt.Sprintf(hoursNotice, id, audience, urgency, from, office)
		must(t, asError(d.publish(t, batch.TopicNotice, id, []byte(body))))
	}
	put("closed", "public", "important", "2026-02-01", "GT")
	put("phones", "staff", "urgent", "2026-02-01", "GT")
	put("later", "public", "urgent", "2026-02-09", "GT")
	put("elsewhere", "public", "urgent", "2026-02-01", "CO")
	if got := d.publish(t, batch.TopicNotice, "bad", []byte(`{"notice":"bad"}`)); got != outbox.Malformed {
		t.Errorf("a bad notice: %q", got)
	}
	public, err := d.Notices(t.Context(), eligibility.Public)
	must(t, err)
	if len(public) != 1 || public[0].ID != "closed" {
		t.Errorf("public notices %+v", public)
	}
	mustFind := func(fresh ...bool) {
		t.Helper()
		staff, err := d.Notices(t.Context(), eligibility.Staff)
		must(t, err)
		if len(staff) != 2 || staff[0].ID != "phones" || staff[0].Fresh != fresh[0] || staff[1].Fresh != fresh[1] {
			t.Errorf("staff notices %+v", staff)
		}
	}
	mustFind(true, true)
	must(t, d.ReadNotices(t.Context()))
	d.restart(t)
	mustFind(false, false)
	refused, err := d.Refused(t.Context())
	must(t, err)
	if len(refused) != 1 || refused[0].Fresh {
		t.Errorf("refusals %+v", refused)
	}
	put("closed", "public", "information", "2026-02-02", "GT")
	mustFind(false, true)
}

func TestCaseStatus(t *testing.T) {
	d := newDesk(t)
	r := handIn(t, d.Session)
	keys, err := d.Store.Keys(t.Context())
	must(t, err)
	self, err := age.ParseHybridIdentity(keys.Identity)
	must(t, err)
	send := func(number int64, state batch.CaseState) {
		t.Helper()
		d.number = number
		envelope, err := batch.SignDocument(d.portal.key, batch.CaseStatus{
			Version: batch.Version, Portal: batch.NewPortalID(d.portal.public()), Device: d.Site.Device(),
			Application: string(r.Application), State: state, Number: number, At: noon,
		})
		must(t, err)
		update, err := batch.Seal([]age.Recipient{self.Recipient()}, envelope)
		must(t, err)
		must(t, asError(d.take(t, update)))
	}
	if _, ok, err := d.CaseStatus(t.Context(), r.Application); ok || err != nil {
		t.Errorf("a status before there is one: %v", err)
	}
	send(1, "under_review")
	send(2, "interview_requested")
	d.restart(t)
	status, ok, err := d.CaseStatus(t.Context(), r.Application)
	must(t, err)
	if !ok || status.State != "interview_requested" || !status.At.Equal(noon) {
		t.Errorf("status %+v", status)
	}
}

func TestFullToday(t *testing.T) {
	d := newDesk(t)
	d.now = time.Date(2026, 2, 3, 15, 0, 0, 0, time.UTC) // Tuesday, 9:00 in Guatemala
	must(t, asError(d.publishPack(t, map[string]any{"version": "2026-02"}, map[string]any{
		"daily_limit": 1, "weekdays": []string{"tuesday", "thursday"}, "opens": "08:00", "closes": "12:00",
	})))
	mustOpen := func(want site.Opening) {
		t.Helper()
		got, err := d.Opening(t.Context())
		must(t, err)
		if got.Now != want.Now || got.Full != want.Full || !got.From.Equal(want.From) || got.Left != want.Left || !got.Office {
			t.Errorf("opening %+v, want %+v", got, want)
		}
	}
	sent := func(want int) {
		t.Helper()
		_, _, err := d.Work(t.Context())
		must(t, err)
		batches, err := d.Site.Outbox().Batches(t.Context())
		must(t, err)
		if len(batches) != want {
			t.Errorf("%d batches at %s, want %d", len(batches), d.now, want)
		}
	}
	mustOpen(site.Opening{Now: true, From: d.now, Left: 1})
	handIn(t, d.Session)
	handIn(t, d.Session)
	sent(1)
	thursday := time.Date(2026, 2, 5, 14, 0, 0, 0, time.UTC)
	mustOpen(site.Opening{Full: true, From: thursday, Left: 1})
	d.restart(t)
	d.now = thursday.Add(-time.Minute)
	sent(1)
	mustOpen(site.Opening{From: thursday, Left: 1})
	count, until, err := d.Withheld(t.Context())
	must(t, err)
	if count != 1 || !until.Equal(thursday) {
		t.Errorf("%d are withheld until %s", count, until)
	}
	d.now = thursday
	sent(2)
	if count, _, err := d.Withheld(t.Context()); count != 0 || err != nil {
		t.Errorf("%d are withheld, %v", count, err)
	}
}

// TestAnOfficeThatNoRulesKnowGetsWhatWasCaptured hands in at a kiosk whose code was for an office outside the rules.
func TestAnOfficeThatNoRulesKnowGetsWhatWasCaptured(t *testing.T) {
	p, dir := newPortal(t), filepath.Join(t.TempDir(), "kiosk")
	code, err := batch.NewEnrolmentCode("ZZ")
	must(t, err)
	p.code = code
	must(t, site.Init(t.Context(), dir, p.newSite(t)))
	session := unlock(t, open(t, dir))
	_, err = session.Opening(t.Context())
	mustBe(t, err, eligibility.ErrUnknownOffice)
	handIn(t, session)
	batches, err := session.Site.Outbox().Batches(t.Context())
	must(t, err)
	if len(batches) != 1 {
		t.Errorf("%d batches on their way", len(batches))
	}
}

// TestWhatAPersonWasToldStays: rules that come later change nothing of what was handed in.
func TestWhatAPersonWasToldStays(t *testing.T) {
	d := newDesk(t)
	answers := intake.Application{
		Office:  "GT",
		Consent: &intake.Consent{NoticeVersion: "2026-01", Purposes: map[intake.Purpose]bool{intake.Screening: true}},
	}
	told, err := d.Assess(t.Context(), answers)
	must(t, err)
	answers.Assessment = &told
	draft, err := d.Store.StartDraft(t.Context(), answers)
	must(t, err)
	r, err := d.HandIn(t.Context(), draft.Application)
	must(t, err)
	must(t, asError(d.publishPack(t, map[string]any{"version": "2026-02"}, nil)))
	d.restart(t)
	kept, err := d.Store.Revision(t.Context(), r.Application, r.Number)
	must(t, err)
	if got := kept.Answers.Assessment; d.version(t) != "2026-02" || got == nil || got.PackVersion != "2026-01" {
		t.Errorf("told %+v under the rules of %s", got, d.version(t))
	}
}

func TestClosedProgrammeTakesNothingNewAndDelivers(t *testing.T) {
	d := newDesk(t)
	before := handIn(t, d.Session)
	must(t, asError(d.publishPack(t, map[string]any{"version": "2026-02", "accepting": false, "closed": "office.existing_cases"}, nil)))
	draft, err := d.Store.StartDraft(t.Context(), intake.Application{
		Office:  "GT",
		Consent: &intake.Consent{NoticeVersion: "2026-01", Purposes: map[intake.Purpose]bool{intake.Screening: true}},
	})
	must(t, err)
	_, err = d.HandIn(t.Context(), draft.Application)
	mustBe(t, err, site.ErrClosed)
	correction, err := d.Store.Amend(t.Context(), before.Application)
	must(t, err)
	_, err = d.HandIn(t.Context(), correction.Application)
	must(t, err)
	opening, err := d.Opening(t.Context())
	must(t, err)
	batches, err := d.Site.Outbox().Batches(t.Context())
	must(t, err)
	if opening.Programme || opening.Office || len(batches) != 2 {
		t.Errorf("opening %+v, %d batches on their way", opening, len(batches))
	}
}
