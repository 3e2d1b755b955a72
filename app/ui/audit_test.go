package ui_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"ventanilla/app/intake"
	"ventanilla/app/locale"
	"ventanilla/app/ui"
)

// trail is a record in memory.
type trail struct {
	entries  []ui.AuditEntry // the newest first
	verdict  ui.AuditVerdict
	searched ui.AuditSearch
	exported string
}

func newTrail() *trail {
	t := &trail{}
	now := newClock().now
	did := []string{
		"unlocked", "draft_started", "handed_in", "sealed", "delivered", "purged", "viewed", "exported", "update_taken", "made_supervisor",
		"older_vault_refused", "passphrase_reset", "withdrawal_asked", "draft_deleted", "something_new",
	}
	people := []ui.AuditPerson{{ID: "ana", Name: "Ana Cux"}, {ID: "marta", Name: "Marta Ical"}, {}}
	const total = 4312
	for i := range total {
		e := ui.AuditEntry{
			Sequence: total - i, At: now.Add(-time.Duration(i) * 7 * time.Minute), Who: people[i%len(people)], Did: did[i%len(did)],
			Whom: "Yolette Pierre", Application: i%3 > 0, Update: "rule_pack", Version: "2026-02",
		}
		if e.Application && e.Did != "draft_deleted" {
			e.Code = "B7KQ4M2XE9"
		}
		t.entries = append(t.entries, e)
	}
	t.verdict = ui.AuditVerdict{Entries: total}
	return t
}

func (t *trail) Find(_ context.Context, s ui.AuditSearch) ([]ui.AuditEntry, int, error) {
	t.searched = s
	var found []ui.AuditEntry
	for _, e := range t.entries {
		if (s.Person == nil || *s.Person == e.Who) && (s.Day.IsZero() || intake.DayOf(e.At) == s.Day) {
			found = append(found, e)
		}
	}
	page := found[min(s.Offset, len(found)):]
	return page[:min(s.Limit, len(page))], len(found), nil
}

func (t *trail) People(context.Context) ([]ui.AuditPerson, error) {
	return []ui.AuditPerson{{}, {ID: "ana", Name: "Ana Cux"}, {ID: "marta", Name: "Marta Ical"}}, nil
}

func (t *trail) Verify(_ context.Context, progress func(done, total int)) (ui.AuditVerdict, error) {
	progress(500, t.verdict.Entries)
	return t.verdict, nil
}

func (t *trail) Export(_ context.Context, folder string) (string, error) {
	t.exported = folder
	return "ventanilla-audit-0f3c9a0e-2026-11-21.jsonl", nil
}

// auditScreens visits what there is to see of the record.
func auditScreens(t *testing.T, a *ui.App, m *machine, visit func(name string)) {
	t.Helper()
	m.audit.verdict = ui.AuditVerdict{Entries: 4312}
	tap(t, a, "audit")
	visit("audit")
	for _, id := range []string{"audit.who", "audit.what", "audit.day"} {
		tap(t, a, id)
		visit(id)
		tap(t, a, "dialog.close")
	}
	tap(t, a, "audit.carry")
	visit("audit.carry")
	tap(t, a, "stick./media/azul")
	visit("audit.carried")
	tap(t, a, "dialog.close")
	tap(t, a, "home")
	m.audit.verdict = ui.AuditVerdict{Entries: 4312, Fault: "changed", Sequence: 812}
	tap(t, a, "audit")
	tap(t, a, "audit.show")
	visit("audit, broken")
	tap(t, a, "home")
}

func TestAuditIsNarrowedPagedAndFollowed(t *testing.T) {
	m := newMachine()
	a := open(t, m, newClock(), locale.Spanish, sizes["landscape"])
	unlock(t, a, "ana", m.secret)
	tap(t, a, "audit")
	if !strings.Contains(words(a), "Ana Cux abrió la tableta.") || !strings.Contains(words(a), "4312 anotaciones") {
		t.Errorf("the record says %s", words(a))
	}
	tap(t, a, "rows.after")
	if m.audit.searched.Offset == 0 {
		t.Error("the second page begins at the first entry")
	}
	tap(t, a, "audit.who")
	tap(t, a, "audit.who.marta")
	if s := m.audit.searched; s.Person == nil || s.Person.Name != "Marta Ical" || s.Offset != 0 {
		t.Errorf("searched %+v", s)
	}
	tap(t, a, "audit.what")
	tap(t, a, "audit.what.staff")
	tap(t, a, "audit.day")
	tap(t, a, "audit.day.earlier")
	tap(t, a, "audit.day.2026-11-08")
	if s := m.audit.searched; s.Kind != ui.AuditStaff || s.Day.String() != "2026-11-08" {
		t.Errorf("searched %+v", s)
	}
	tap(t, a, "audit.carry")
	tap(t, a, "stick./media/azul")
	if m.audit.exported != "/media/azul" {
		t.Errorf("exported to %q", m.audit.exported)
	}
}

func TestABrokenRecordNamesTheEntry(t *testing.T) {
	for fault, want := range map[string]string{
		"changed": "Alguien cambió la anotación 812", "missing": "Falta la anotación 812", "reordered": "La anotación 812 no está en su lugar",
	} {
		m := newMachine()
		m.audit.verdict = ui.AuditVerdict{Entries: 4312, Fault: fault, Sequence: 812}
		a := open(t, m, newClock(), locale.Spanish, sizes["landscape"])
		unlock(t, a, "ana", m.secret)
		tap(t, a, "audit")
		tap(t, a, "audit.show")
		if !strings.Contains(words(a), want) {
			t.Errorf("%s: %s", fault, words(a))
		}
		first := m.audit.entries[m.audit.searched.Offset].Sequence
		if first < 812 || first-m.audit.searched.Limit > 812 {
			t.Errorf("%s: the page shows %d and before", fault, first)
		}
	}
}

func TestWithoutAStickOneIsAskedFor(t *testing.T) {
	m := newMachine()
	m.sticks = nil
	a := open(t, m, newClock(), locale.Spanish, sizes["landscape"])
	unlock(t, a, "ana", m.secret)
	tap(t, a, "audit")
	tap(t, a, "audit.carry")
	m.sticks = []ui.Stick{{Path: "/media/rojo", Name: "ROJO"}}
	tap(t, a, "carry.look")
	tap(t, a, "stick./media/rojo")
	if m.audit.exported != "/media/rojo" {
		t.Errorf("exported to %q", m.audit.exported)
	}
}
