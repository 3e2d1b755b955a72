package store_test

import (
	"fmt"
	"maps"
	"testing"
	"time"

	"ventanilla/app/intake"
)

// counted are the tallies of all days: "topic value": count.
func (b *bench) counted(t *testing.T) map[string]int {
	t.Helper()
	all, err := b.Tallies(t.Context(), day(t, "0001-01-01"), day(t, "9999-12-31"))
	must(t, err)
	counts := map[string]int{}
	for _, one := range all {
		counts[fmt.Sprintf("%s %s", one.Topic, one.Value)] += one.Count
	}
	return counts
}

func day(t *testing.T, text string) intake.Day {
	t.Helper()
	d, err := intake.ParseDay(text)
	must(t, err)
	return d
}

// counting is who allows to be counted.
func counting() intake.Application {
	a := ana()
	a.Consent.Purposes[intake.Statistics] = true
	a.Assessment = &intake.Assessment{PackVersion: "2026-01", Day: intake.DayOf(time.Date(2026, 2, 3, 0, 0, 0, 0, time.UTC)), Verdict: "meets_minimum"}
	return a
}

func TestWhatIsCountedOutlivesTheAnswers(t *testing.T) {
	b := open(t)
	r := b.frozen(t, counting())
	b.frozen(t, ana()) // who did not allow it
	deliver(t, b, r)
	if _, err := b.Revision(t.Context(), r.Application, 1); err == nil {
		t.Fatal("the answers are still there: the test proves nothing")
	}
	want := map[string]int{
		"office GT": 2, "language es": 1, "language ": 1, "verdict meets_minimum": 1, "verdict ": 1,
		"lacking applicant.birth_date": 1, "lacking situation.arrival_date": 1, "lacking contact.email": 1,
		"lacking household": 1, "lacking photos.portrait": 1, "lacking photos.document": 1,
	}
	if got := b.counted(t); !maps.Equal(got, want) {
		t.Errorf("counted %v", got)
	}
	states, err := b.States(t.Context(), intake.DayOf(b.now), intake.DayOf(b.now))
	must(t, err)
	if states[intake.StateDelivered] != 1 || states[intake.StateWaiting] != 1 {
		t.Errorf("states %v", states)
	}
	tomorrow := intake.DayOf(b.now).AddDate(0, 0, 1)
	if states, err = b.States(t.Context(), tomorrow, tomorrow); err != nil || len(states) != 0 {
		t.Errorf("states of tomorrow %v, %v", states, err)
	}
}

func TestAnApplicationIsCountedOnce(t *testing.T) {
	b := open(t)
	r := b.frozen(t, counting())
	d, err := b.Amend(t.Context(), r.Application)
	must(t, err)
	_, err = b.Freeze(t.Context(), d.Application)
	must(t, err)
	_, err = b.Withdraw(t.Context(), r.Application, intake.MovedOn)
	must(t, err)
	if got := b.counted(t); got["office GT"] != 1 || got["language es"] != 1 {
		t.Errorf("counted %v", got)
	}
}

func TestPausesDoNotCount(t *testing.T) {
	b := open(t)
	d, err := b.StartDraft(t.Context(), ana())
	must(t, err)
	for _, pause := range []time.Duration{4 * time.Minute, 20 * time.Hour, 9 * time.Minute, -time.Hour, 90 * time.Second} {
		b.now = b.now.Add(pause)
		d, err = b.SaveDraft(t.Context(), d)
		must(t, err)
	}
	_, err = b.Freeze(t.Context(), d.Application)
	must(t, err)
	if got := b.counted(t); got["minutes 15"] != 1 {
		t.Errorf("counted %v", got)
	}
	dropped, err := b.StartDraft(t.Context(), ana())
	must(t, err)
	b.now = b.now.Add(time.Minute)
	_, err = b.SaveDraft(t.Context(), dropped)
	must(t, err)
	must(t, b.DeleteDraft(t.Context(), dropped.Application))
	must(t, b.Close())
	db := b.raw(t)
	var left int
	must(t, db.QueryRowContext(t.Context(), "SELECT count(*) FROM effort").Scan(&left))
	must(t, db.Close())
	if left != 0 {
		t.Errorf("%d drafts that are gone are still timed", left)
	}
	b.again(t)
}

// TestCountsOfAnOlderStore opens a store of the schema before there were tallies.
func TestCountsOfAnOlderStore(t *testing.T) {
	b := open(t)
	b.frozen(t, counting())
	deliver(t, b, b.frozen(t, counting()))
	must(t, b.Close())
	b.tamper(t, "DROP TABLE tally", "DROP TRIGGER effort_grows", "DROP TABLE effort", "DROP TABLE counted",
		"DELETE FROM goose_db_version WHERE version_id = 6")
	b.again(t)
	got := b.counted(t)
	if got["office "]+got["office GT"] != 2 || got["language es"] != 1 || got["language "] != 1 || got["lacking household"] != 1 {
		t.Errorf("counted %v", got)
	}
}
