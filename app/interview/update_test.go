package interview_test

import (
	"os"
	"strings"
	"testing"

	"ventanilla/app/eligibility"
	"ventanilla/app/interview"
)

// laterPack is the first pack under another version; change is what else is replaced.
func laterPack(t *testing.T, change ...string) *eligibility.Pack {
	t.Helper()
	data, err := os.ReadFile("../../assets/rules/safe-mobility/2026-01.json")
	must(t, err)
	change = append(change, `"version": "2026-01",`+"\n"+`  "valid_from"`, `"version": "2026-02",`+"\n"+`  "valid_from"`)
	p, err := eligibility.ParsePack([]byte(strings.NewReplacer(change...).Replace(string(data))))
	must(t, err)
	if p.Version.String() != "2026-02" {
		t.Fatal("the pack has its old version")
	}
	return p
}

func TestADraftSaysWhatNewRulesChange(t *testing.T) {
	d := newDesk()
	iv := agreed(t, d, "GT")
	must(t, iv.AddNationality("HN"))
	must(t, iv.SetArrivalDate(date(t, "2024-07-10")))
	must(t, iv.Told())
	config := d.config(t, "GT")
	resume := func() *interview.Interview {
		t.Helper()
		draft, _ := d.stored(t, iv.Draft().Application)
		again, err := interview.Resume(config, draft)
		must(t, err)
		return again
	}
	if resume().Updated() {
		t.Error("the rules are the same")
	}
	config.Pack = laterPack(t)
	update, err := resume().ExplainUpdate()
	must(t, err)
	if !resume().Updated() || len(update.Lines) != 0 || update.Since.IsZero() {
		t.Errorf("rules of another version that say the same: %+v", update)
	}
	config.Pack = laterPack(t, `{"fact": "arrival_date", "day": "2024-07-16"}`, `{"fact": "arrival_date", "day": "2024-07-01"}`)
	again := resume()
	for range 2 {
		update, err = again.ExplainUpdate()
		must(t, err)
		if len(update.Lines) != 1 || update.Lines[0].Before == update.Lines[0].After || update.Lines[0].Title == "" {
			t.Errorf("a stricter day: %+v", update)
		}
		must(t, again.Told())
	}
	if got := again.Answers().Assessment; got.PackVersion != "2026-02" || got.Verdict != "does_not_meet" {
		t.Errorf("on record: %+v", got)
	}
	if resume().Updated() {
		t.Error("what is on record is told again as news")
	}
}
