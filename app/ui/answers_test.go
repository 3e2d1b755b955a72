package ui_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/locale"
	"ventanilla/app/report"
	"ventanilla/app/ui"
)

// answers is what a supervisor answers for, in memory.
type answers struct {
	audit     *trail
	figures   *figures
	health    *health
	retention *storeroom
}

func newAnswers() answers {
	return answers{audit: newTrail(), figures: &figures{}, health: &health{}, retention: &storeroom{plan: ui.RetentionPlan{
		KeepDays: 14, Waiting: 17, Drafts: 7, Due: []ui.PurgeDay{
			{Day: day("2026-11-21"), Applications: 12},
			{Day: day("2026-11-24"), Applications: 1},
			{Day: day("2026-11-25"), Applications: 31},
			{Day: day("2026-12-01"), Applications: 8},
			{Day: day("2026-12-02"), Applications: 3},
			{Day: day("2026-12-03"), Applications: 9},
			{Day: day("2026-12-04"), Applications: 9},
			{Day: day("2026-12-05"), Applications: 9},
		},
	}}}
}

func (s answers) give(desk *ui.Desk) {
	desk.Audit, desk.Reports, desk.Diagnostics, desk.Retention = s.audit, s.figures, s.health, s.retention
}

func day(text string) intake.Day {
	d, err := intake.ParseDay(text)
	if err != nil {
		panic(err)
	}
	return d
}

// figures are reports of made-up counts.
type figures struct {
	counts report.Counts
	period report.Period
	saved  string
}

func (f *figures) Report(_ context.Context, period report.Period) (report.Report, error) {
	f.period = period
	today := intake.DayOf(newClock().now)
	if f.counts.Offices == nil {
		f.counts = madeUpCounts(today)
	}
	return report.New(period, today, f.counts), nil
}

func madeUpCounts(today intake.Day) report.Counts {
	c := report.Counts{
		Days:      map[intake.Day]int{},
		Offices:   map[string]int{"GT": 142},
		Languages: map[string]int{"es": 71, "ht": 38, "fr": 12, "en": 3, "": 18},
		Verdicts:  map[string]int{"meets_minimum": 49, "does_not_meet": 31, "needs_information": 44, "": 18},
		States:    map[string]int{"delivered": 96, "waiting": 29, "on_its_way": 11, "parked": 2, "withdrawn": 4},
		Lacking:   map[string]int{"contact.email": 61, "photos.document": 33, "household": 12, "situation.arrival_date": 2, "applicant.birth_date": 8},
		Minutes:   map[int]int{12: 20, 18: 30, 24: 41, 31: 25, 55: 9},
	}
	for i := range 30 {
		c.Days[today.AddDate(0, 0, -i)] = (i*7 + 3) % 11
	}
	return c
}

func (f *figures) Save(_ context.Context, folder string, _ report.Period) (string, error) {
	f.saved = folder
	return "ventanilla-report-month-0f3c9a0e-2026-11-21.csv", nil
}

// health is what the checks find.
type health struct {
	unknown bool                      // to the portal
	wait    func(ctx context.Context) // while all is read
	saved   []ui.Check
}

func (h *health) Checks(context.Context) ([]ui.Check, error) {
	portal := ui.Check{Name: "portal", Found: "known", Good: true}
	if h.unknown {
		portal = ui.Check{Name: "portal", Found: "not_yet"}
	}
	return []ui.Check{
		{Name: "app", Found: "version", Good: true, Text: "v0.4.1"},
		{Name: "system", Found: "version", Good: true, Text: "go1.26 linux/amd64"},
		{Name: "schema", Found: "version", Good: true, Text: "6"},
		{Name: "disk", Found: "low", Bytes: 640_000_000},
		portal,
		{Name: "batches", Found: "waiting", Good: true, Count: 3},
		{Name: "rules", Found: "current", Good: true, Text: "2026-01"},
		{Name: "clock", Found: "fits", Good: true, At: newClock().now.Add(-50 * time.Hour)},
		{Name: "link", Found: "none", Good: true},
		{Name: "camera", Found: "sees", Good: true},
		{Name: "printer", Found: "none", Good: true},
	}, nil
}

func (h *health) Inspect(ctx context.Context, progress func(done, total int64)) ([]ui.Check, error) {
	progress(40_000_000, 210_000_000)
	if h.wait != nil {
		h.wait(ctx)
	}
	return []ui.Check{
		{Name: "store", Found: "sound", Good: true, Bytes: 180_000_000},
		{Name: "audit", Found: "unbroken", Good: true, Count: 4312},
		{Name: "outbox", Found: "damaged", Count: 2},
	}, ctx.Err()
}

func (h *health) Save(_ context.Context, _ string, checks []ui.Check) (string, error) {
	h.saved = checks
	return "ventanilla-support-0f3c9a0e-2026-11-21.json", nil
}

// storeroom is what is to be removed.
type storeroom struct {
	plan   ui.RetentionPlan
	purged int
	err    error
}

func (k *storeroom) Plan(context.Context) (ui.RetentionPlan, error) { return k.plan, nil }

func (k *storeroom) PurgeNow(context.Context) (int, error) {
	k.purged++
	k.plan.Due = nil
	return 42, k.err
}

// answerScreens visits what a supervisor answers for.
func answerScreens(t *testing.T, a *ui.App, m *machine, visit func(name string)) {
	t.Helper()
	tap(t, a, "reports")
	visit("reports")
	for n := range 6 {
		o, ok := a.Find("page.down")
		if !ok || o.(fyne.Disableable).Disabled() {
			break
		}
		tap(t, a, "page.down")
		visit(fmt.Sprintf("reports, page %d", n+2))
	}
	tap(t, a, "period.today")
	visit("reports, today")
	tap(t, a, "home")
	tap(t, a, "diagnostics")
	visit("diagnostics")
	m.health.wait = func(context.Context) { visit("diagnostics, reading") }
	tap(t, a, "inspect")
	visit("diagnostics, read")
	tap(t, a, "home")
	tap(t, a, "retention")
	visit("retention")
	tap(t, a, "home")
}

func TestAnswerScreensFit(t *testing.T) {
	inEachLook(t, func(t *testing.T, a *ui.App, m *machine, see func(string)) {
		unlock(t, a, "ana", m.secret)
		auditScreens(t, a, m, see)
		answerScreens(t, a, m, see)
	})
}

func TestReportsTellNoSmallNumber(t *testing.T) {
	m := newMachine()
	a := open(t, m, newClock(), locale.Spanish, sizes["landscape"])
	unlock(t, a, "ana", m.secret)
	tap(t, a, "reports")
	said := words(a)
	for _, want := range []string{"142", "24 minutos", "La mitad dura entre 18 y 31 minutos", "menos de 5", "no se muestra", "Cumple los requisitos mínimos", "Kreyòl"} {
		if !strings.Contains(said, want) {
			t.Errorf("no %q in %s", want, said)
		}
	}
	tap(t, a, "period.week")
	if m.figures.period != report.Week {
		t.Errorf("period %q", m.figures.period)
	}
	tap(t, a, "report.carry")
	tap(t, a, "stick./media/azul")
	if m.figures.saved != "/media/azul" {
		t.Errorf("saved to %q", m.figures.saved)
	}
	tap(t, a, "dialog.close")
	m.figures.counts = report.Counts{Offices: map[string]int{}}
	tap(t, a, "period.today")
	if !strings.Contains(words(a), "Elija más días") {
		t.Errorf("without figures: %s", words(a))
	}
}

func TestWhatNeedsAttentionStandsFirst(t *testing.T) {
	m := newMachine()
	a := open(t, m, newClock(), locale.Spanish, sizes["landscape"])
	unlock(t, a, "ana", m.secret)
	tap(t, a, "diagnostics")
	said := words(a)
	if !strings.Contains(said, "Hay 1 cosa que atender.") || strings.Index(said, "Queda poco lugar") > strings.Index(said, "El portal conoce") {
		t.Errorf("the state says %s", said)
	}
	tap(t, a, "inspect")
	if said = words(a); !strings.Contains(said, "Hay 2 cosas que atender.") || !strings.Contains(said, "2 archivos están dañados") {
		t.Errorf("after reading all: %s", said)
	}
	tap(t, a, "support")
	tap(t, a, "stick./media/azul")
	if len(m.health.saved) != 14 {
		t.Errorf("the support file has %d checks", len(m.health.saved))
	}
}

func TestInspectionCanBeStopped(t *testing.T) {
	m := newMachine()
	a := open(t, m, newClock(), locale.Spanish, sizes["landscape"])
	unlock(t, a, "ana", m.secret)
	tap(t, a, "diagnostics")
	m.health.wait = func(ctx context.Context) {
		if !strings.Contains(words(a), "Leyendo todo lo guardado: 40.0\u00a0MB de 210\u00a0MB") {
			t.Errorf("while reading: %s", words(a))
		}
		tap(t, a, "stop")
		if !errors.Is(ctx.Err(), context.Canceled) {
			t.Error("the reading goes on")
		}
	}
	tap(t, a, "inspect")
	if !strings.Contains(words(a), "Se paró la revisión") {
		t.Errorf("after stopping: %s", words(a))
	}
}

func TestPurgeNowIsHeld(t *testing.T) {
	m := newMachine()
	a := open(t, m, newClock(), locale.Spanish, sizes["landscape"])
	unlock(t, a, "ana", m.secret)
	tap(t, a, "retention")
	if said := words(a); !strings.Contains(said, "14 días después del comprobante") || !strings.Contains(said, "12 solicitudes") {
		t.Errorf("the plan says %s", said)
	}
	tap(t, a, "purge.hold")
	if m.retention.purged != 0 {
		t.Error("a tap must not remove anything")
	}
	m.retention.plan.Due = nil
	tap(t, a, "home")
	tap(t, a, "retention")
	o, ok := a.Find("purge.hold")
	if !ok || !o.(fyne.Disableable).Disabled() {
		t.Error("there is nothing to remove, and the button is ready")
	}
}
