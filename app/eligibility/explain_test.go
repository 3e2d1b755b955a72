package eligibility_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"ventanilla/app/eligibility"
	"ventanilla/app/intake"
)

var update = flag.Bool("update", false, "write the texts of testdata/explain anew")

// plainWording shows where dates and countries stand, in no language.
type plainWording struct{}

func (plainWording) Day(d intake.Day) string           { return "<" + d.String() + ">" }
func (plainWording) Date(d intake.Date) string         { return "<" + d.String() + ">" }
func (plainWording) Country(c intake.Country) string   { return "<" + string(c) + ">" }
func (plainWording) CountryIn(c intake.Country) string { return "<in " + string(c) + ">" }

// scenes are people about whom every kind of card is written.
func scenes(t testing.TB) map[string]struct {
	office intake.Office
	day    intake.Day
	facts  eligibility.Facts
} {
	type scene = struct {
		office intake.Office
		day    intake.Day
		facts  eligibility.Facts
	}
	return map[string]scene{
		"meets-open": {"GT", day(t, "2026-11-21"), eligibility.Facts{
			Nationalities: []intake.Nationality{"HN"}, ArrivalDate: date(t, "2024-07-15"),
		}},
		"meets-closed": {"CO", day(t, "2026-11-21"), eligibility.Facts{
			Nationalities: []intake.Nationality{"VE", "CO"}, ArrivalDate: date(t, "2022"),
			BirthDate: date(t, "1990"), HostStatus: intake.InProcess,
		}},
		"does-not-meet": {"EC", day(t, "2026-11-21"), eligibility.Facts{
			Nationalities: []intake.Nationality{intake.Stateless}, ArrivalDate: date(t, "2023-12"),
			AppliedForRegularization: new(false), AsylumRegistrationDate: intake.Asylum{Never: true},
		}},
		"needs-information": {"EC", day(t, "2026-11-21"), eligibility.Facts{
			Nationalities: []intake.Nationality{"CO"}, ArrivalDate: date(t, "2023-10"), AppliedForRegularization: new(false),
		}},
		"nothing-known-open": {"CR", day(t, "2026-11-21"), eligibility.Facts{}},
		"nothing-known":      {"CO", day(t, "2027-02-04"), eligibility.Facts{}},
	}
}

// Every card reads as it did when somebody last read it.
func TestCardTexts(t *testing.T) {
	p := firstPack(t)
	for name, s := range scenes(t) {
		for _, language := range eligibility.Languages() {
			text := card(t, p, s.office, s.day, s.facts, language).Text()
			file := filepath.Join("testdata", "explain", fmt.Sprintf("%s.%s.txt", name, language))
			if *update {
				if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if text != string(want) {
				t.Errorf("%s reads\n%s", file, text)
			}
		}
	}
}

func card(t testing.TB, p *eligibility.Pack, office intake.Office, on intake.Day, f eligibility.Facts, language intake.Language) eligibility.Card {
	t.Helper()
	a, err := eligibility.Assess(p, office, on, f)
	if err != nil {
		t.Fatal(err)
	}
	c, err := p.Explain(a, f, language, plainWording{})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestCardTellsWhatToDo(t *testing.T) {
	p := firstPack(t)
	texts := func(keys ...string) (all []string) {
		for _, key := range keys {
			all = append(all, packTexts(t)[key]["en"])
		}
		return all
	}
	tests := []struct {
		scene string
		steps []string
		finds int
	}{
		{"meets-open", texts("next.hand_in"), 0},
		{"meets-closed", texts("next.asylum", "next.other_help"), 0},
		{"does-not-meet", texts("next.correct", "next.asylum", "next.other_help"), 0},
		{"needs-information", texts("next.bring", "next.asylum", "next.other_help"), 2},
		{"nothing-known-open", texts("next.bring", "next.hand_in_without"), 2},
		{"nothing-known", texts("next.bring", "next.asylum", "next.other_help"), 4},
	}
	for _, test := range tests {
		s := scenes(t)[test.scene]
		c := card(t, p, s.office, s.day, s.facts, "en")
		finds := 0
		for _, l := range c.Lines {
			finds += len(l.Find)
		}
		if strings.Join(c.Steps, "|") != strings.Join(test.steps, "|") || finds != test.finds {
			t.Errorf("%s: steps %q, %d things to find out", test.scene, c.Steps, finds)
		}
		if (c.Overdue != "") != (test.scene == "nothing-known") {
			t.Errorf("%s: overdue %q", test.scene, c.Overdue)
		}
	}
}

func TestClosedProgrammeIsSaid(t *testing.T) {
	p := parsed(t, edit{At: "/accepting", Set: false}, edit{At: "/closed", Set: "card.title"})
	c := card(t, p, "GT", day(t, "2026-11-21"), eligibility.Facts{}, "en")
	if c.Office != packTexts(t)["card.title"]["en"] {
		t.Errorf("office: %q", c.Office)
	}
}

func TestExplainRefuses(t *testing.T) {
	p := firstPack(t)
	a, err := eligibility.Assess(p, "GT", day(t, "2026-11-21"), eligibility.Facts{})
	if err != nil {
		t.Fatal(err)
	}
	foreign, elsewhere, older := a, a, a
	foreign.Programme, elsewhere.Office, older.Version = "other", "PA", eligibility.Version{Year: 2025, Number: 1}
	for _, test := range []struct {
		a        eligibility.Assessment
		language intake.Language
		want     error
	}{
		{a, "de", eligibility.ErrLanguage},
		{foreign, "en", eligibility.ErrOtherPack},
		{elsewhere, "en", eligibility.ErrOtherPack},
		{older, "en", eligibility.ErrOtherPack},
	} {
		if _, err := p.Explain(test.a, eligibility.Facts{}, test.language, plainWording{}); !errors.Is(err, test.want) {
			t.Errorf("error is %v, want %v", err, test.want)
		}
	}
}

func TestPathwayCards(t *testing.T) {
	p := firstPack(t)
	answers, err := eligibility.Pathways(p, "EC", day(t, "2027-02-04"), eligibility.Circumstances{})
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range answers {
		for _, language := range eligibility.Languages() {
			c, err := p.ExplainPathway(a, language, plainWording{})
			if err != nil {
				t.Fatal(err)
			}
			all := append([]string{c.Title, c.State, c.Why, c.About, c.Overdue}, c.Sources...)
			for _, text := range all {
				if text == "" || strings.ContainsAny(text, "{}") {
					t.Errorf("%s in %s: %q", c.Pathway, language, all)
				}
			}
		}
		if _, err := p.ExplainPathway(a, "de", plainWording{}); !errors.Is(err, eligibility.ErrLanguage) {
			t.Errorf("error is %v", err)
		}
	}
}

// Words that would promise, refuse or insult, in any language of the app.
var neverSaid = regexp.MustCompile(`(?i)\b(eligib|elegib|éligib|approv|aprob|aprov|approuv|apwouv|reject|rechaz|rejeit|rejet|` +
	`guarant|garant[ií]|soon|pronto|bientôt|byento|illegal|ilegal|illégal|alien\b)`)

// Texts hold to the rules of each language that a machine can check.
func TestFirstPackTexts(t *testing.T) {
	fixed := map[intake.Language]*regexp.Regexp{
		"fr": regexp.MustCompile(`[^\x{202F}][;!?]|[^\x{00A0}]:|'`),
		"ht": regexp.MustCompile(`[éçqxÉÇQX'’]|\s[?!]`),
		"es": regexp.MustCompile(`[¿¡]\s|\s[?!]|'`),
	}
	for key, text := range packTexts(t) {
		for language, words := range text {
			if bad := neverSaid.FindString(words); bad != "" {
				t.Errorf("%s in %s says %q", key, language, bad)
			}
			rule := fixed[language]
			if rule == nil {
				continue
			}
			if bad := rule.FindString(words); bad != "" {
				t.Errorf("%s in %s is written with %q", key, language, bad)
			}
			if language == "es" && strings.Count(words, "?") != strings.Count(words, "¿") {
				t.Errorf("%s in es opens a question otherwise than it closes it", key)
			}
		}
	}
}

// packTexts reads the texts of the first pack as they stand in its file.
func packTexts(t testing.TB) map[string]map[intake.Language]string {
	t.Helper()
	data, err := os.ReadFile(firstPackFile)
	if err != nil {
		t.Fatal(err)
	}
	var pack struct {
		Texts map[string]map[intake.Language]string
	}
	unmarshal(t, data, &pack)
	return pack.Texts
}
