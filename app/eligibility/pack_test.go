package eligibility_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"ventanilla/app/eligibility"
	"ventanilla/app/intake"
)

// packCase is the first pack with some edits: a good pack, or a bad one with the place and kind of its error.
type packCase struct {
	Name         string
	Edits        []edit
	Place, Error string
	BeyondSchema bool `json:"beyond_schema"` // only the parser can know
}

// sentinels are the errors by the names that testdata gives them.
var sentinels = map[string]error{
	"wrong type": eligibility.ErrWrongType, "missing": eligibility.ErrMissing, "unknown field": eligibility.ErrUnknownField,
	"identifier": eligibility.ErrIdentifier, "version": eligibility.ErrVersion, "order": eligibility.ErrOrder,
	"year": intake.ErrYear, "month": intake.ErrMonth, "day": intake.ErrDay, "day syntax": intake.ErrDaySyntax,
	"unknown text": eligibility.ErrUnknownText, "unknown source": eligibility.ErrUnknownSource,
	"unknown office": eligibility.ErrUnknownOffice, "unknown fact": eligibility.ErrUnknownFact,
	"unknown predicate": eligibility.ErrUnknownPredicate, "one predicate": eligibility.ErrPredicate,
	"not for fact": eligibility.ErrNotForFact, "out of range": eligibility.ErrOutOfRange,
	"bad value": eligibility.ErrBadValue, "country": eligibility.ErrCountry, "given twice": eligibility.ErrDuplicate,
	"placeholder": eligibility.ErrPlaceholder, "placeholders": eligibility.ErrPlaceholders,
	"language": eligibility.ErrMissingLanguage, "contradiction": eligibility.ErrContradiction,
	"too complex": eligibility.ErrTooComplex, "time zone": eligibility.ErrTimeZone, "weekday": eligibility.ErrWeekday,
	"clock": eligibility.ErrClock, "general notice": eligibility.ErrNoGeneralNotice,
}

func TestParserAndSchemaAgree(t *testing.T) {
	schema := compileSchema(t)
	cases := readLines[packCase](t, "testdata/packs.jsonl")
	if len(cases) < 100 {
		t.Fatalf("only %d cases", len(cases))
	}
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			data := edited(t, c.Edits)
			_, err := eligibility.ParsePack(data)
			if c.Error == "" && err != nil {
				t.Errorf("a good pack is refused: %v", err)
			}
			if c.Error != "" {
				refusedAt(t, err, c.Place, sentinels[c.Error])
			}
			instance, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			wantValid := c.Error == "" || c.BeyondSchema
			if err := schema.Validate(instance); (err == nil) != wantValid {
				t.Errorf("the schema says %v", err)
			}
		})
	}
}

// refusedAt wants a PlaceError of that kind and place.
func refusedAt(t *testing.T, err error, place string, want error) {
	t.Helper()
	var at *eligibility.PlaceError
	switch {
	case want == nil:
		t.Fatal("the case names no error")
	case !errors.As(err, &at):
		t.Errorf("error is %v, want one at %s", err, place)
	case !errors.Is(err, want) || at.Place() != place:
		t.Errorf("error is %q, want %q at %s", err, want, place)
	}
}

func TestParsePackRefusesBadText(t *testing.T) {
	tests := []struct {
		name, text, place string
		want              error
	}{
		{"nothing", "", "", eligibility.ErrSyntax},
		{"half", `{"programme":`, "/programme", eligibility.ErrSyntax},
		{"two values", `{} {}`, "", eligibility.ErrSyntax},
		{"comma at the end", `{"texts":{},}`, "", eligibility.ErrSyntax},
		{"leading zero", `{"version":01}`, "/version", eligibility.ErrSyntax},
		{"control character", "{\"version\":\"\x01\"}", "/version", eligibility.ErrSyntax},
		{"control character after an escape", "{\"version\":\"\\n\x01\"}", "/version", eligibility.ErrSyntax},
		{"half a surrogate pair", `{"version":"\ud800"}`, "/version", eligibility.ErrSyntax},
		{"broken UTF-8", "{\"version\":\"\xff\"}", "", eligibility.ErrNotUTF8},
		{"name twice", `{"offices":{"CO":{},"CO":{}}}`, "/offices/CO", eligibility.ErrDuplicate},
		{"name twice in disguise", `{"version":1,"versi\u006fn":2}`, "/version", eligibility.ErrDuplicate},
		{"deep lists", strings.Repeat("[", 100_000), strings.Repeat("/0", 33), eligibility.ErrTooDeep},
		{"deep objects", strings.Repeat(`{"a":`, 100_000), strings.Repeat("/a", 33), eligibility.ErrTooDeep},
		{"huge", strings.Repeat(" ", eligibility.MaxPack+1), "", eligibility.ErrTooLarge},
		{"slash in a name", `{"a/b~c":1}`, "/a~1b~0c", eligibility.ErrUnknownField},
		{"endless name", `{"` + strings.Repeat("é", 1000) + `":1}`, "/" + strings.Repeat("é", 32) + "…", eligibility.ErrUnknownField},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := eligibility.ParsePack([]byte(test.text))
			refusedAt(t, err, test.place, test.want)
		})
	}
}

// The first pack says what the programme's public documents say.
func TestFirstPackHoldsTheProgramme(t *testing.T) {
	p := firstPack(t)
	type criterion struct{ id, fact, bound string }
	offices := []struct {
		code      intake.Office
		accepting bool
		criteria  []criterion
	}{
		{"CO", false, []criterion{
			{"nationality", "nationalities", "CU HT VE"},
			{"presence", "arrival_date", "on_or_before 2023-06-11"},
			{"age", "birth_date", "at_least 18"},
			{"status", "host_status", "regular; in_process"},
		}},
		{"CR", true, []criterion{
			{"nationality", "nationalities", "NI VE EC"},
			{"presence", "arrival_date", "on_or_before 2023-06-12"},
		}},
		{"EC", false, []criterion{
			{"nationality", "nationalities", "CU HT NI VE CO"},
			{"presence", "arrival_date", "on_or_before 2023-10-18"},
			{"regularization_or_asylum", "applied_for_regularization asylum_registration_date", "true; on_or_before 2023-10-18"},
		}},
		{"GT", true, []criterion{
			{"nationality", "nationalities", "GT SV HN NI"},
			{"presence", "arrival_date", "before 2024-07-16"},
		}},
	}
	if len(p.Offices) != len(offices) {
		t.Fatalf("%d offices", len(p.Offices))
	}
	for i, want := range offices {
		o := p.Offices[i]
		if o.Code != want.code || string(o.Country) != string(want.code) || o.Accepting != want.accepting || len(o.Criteria) != len(want.criteria) {
			t.Errorf("office %s: %+v", want.code, o)
			continue
		}
		for j, c := range o.Criteria {
			got := criterion{c.ID, joined(c.Facts, " "), boundText(c.Bounds)}
			if got != want.criteria[j] || c.Source != "guide" || c.ConfirmedOn != p.ConfirmedOn {
				t.Errorf("office %s: %+v, want %+v", want.code, got, want.criteria[j])
			}
		}
	}
	if v := p.ConsentNotice("CO", nil).Version.String(); v != "2026-01" {
		t.Errorf("consent notice %s", v)
	}
}

func joined[T ~string](parts []T, with string) string {
	var all []string
	for _, p := range parts {
		all = append(all, string(p))
	}
	return strings.Join(all, with)
}

func boundText(bounds []eligibility.Bound) string {
	var parts []string
	for _, b := range bounds {
		switch b.Predicate {
		case eligibility.In, eligibility.Is:
			parts = append(parts, strings.Join(b.Values, " "))
		case eligibility.AtLeast:
			parts = append(parts, string(b.Predicate)+" "+strconv.Itoa(b.Years))
		default:
			parts = append(parts, string(b.Predicate)+" "+b.Day.String())
		}
	}
	return strings.Join(parts, "; ")
}

func TestPackDays(t *testing.T) {
	p := firstPack(t)
	for _, test := range []struct {
		day              string
		inForce, overdue bool
	}{
		{"2025-12-31", false, false},
		{"2026-01-01", true, false},
		{"2027-02-03", true, false},
		{"2027-02-04", true, true},
	} {
		d := day(t, test.day)
		if p.InForce(d) != test.inForce || p.Overdue(d) != test.overdue {
			t.Errorf("%s: in force %t, overdue %t", d, p.InForce(d), p.Overdue(d))
		}
	}
}

func TestConsentNoticeForSome(t *testing.T) {
	p := parsed(t, edit{At: "/consent_notices", Set: []any{
		map[string]any{"version": "2026-03", "text": "consent.notice", "offices": []any{"CO"}, "nationalities": []any{"VE"}},
		map[string]any{"version": "2026-02", "text": "card.title", "offices": []any{"CO"}},
		map[string]any{"version": "2026-01", "text": "consent.notice"},
	}})
	tests := []struct {
		office        intake.Office
		nationalities []intake.Nationality
		want          string
	}{
		{"CO", []intake.Nationality{"HT", "VE"}, "2026-03"},
		{"CO", []intake.Nationality{"HT"}, "2026-02"},
		{"CO", nil, "2026-02"},
		{"GT", []intake.Nationality{"VE"}, "2026-01"},
	}
	for _, test := range tests {
		if got := p.ConsentNotice(test.office, test.nationalities).Version.String(); got != test.want {
			t.Errorf("%s %v: %s, want %s", test.office, test.nationalities, got, test.want)
		}
	}
	notice := p.ConsentNotice("GT", nil)
	if len(notice.SHA256("ht")) != 64 || notice.SHA256("ht") == notice.SHA256("fr") {
		t.Error("the hash does not tell languages apart")
	}
}

func TestAcceptUpdate(t *testing.T) {
	held := firstPack(t)
	version := func(v string) *eligibility.Pack { return parsed(t, edit{At: "/version", Set: v}) }
	tests := []struct {
		name     string
		held     *eligibility.Pack
		incoming *eligibility.Pack
		want     error
	}{
		{"the first", nil, held, nil},
		{"newer", held, version("2026-02"), nil},
		{"next year's", held, version("2027-01"), nil},
		{"older", held, version("2025-99"), eligibility.ErrOlder},
		{"the same", held, firstPack(t), eligibility.ErrHeld},
		{"the same without white space", held, compacted(t), eligibility.ErrHeld},
		{"another of that version", held, parsed(t, edit{At: "/offices/CO/criteria/2", Remove: true}), eligibility.ErrReused},
		{"another programme's", held, parsed(t, edit{At: "/programme", Set: "other"}), eligibility.ErrOtherProgramme},
	}
	for _, test := range tests {
		if err := eligibility.AcceptUpdate(test.held, test.incoming); !errors.Is(err, test.want) {
			t.Errorf("%s: %v, want %v", test.name, err, test.want)
		}
	}
}

// compacted is the first pack as it is published.
func compacted(t *testing.T) *eligibility.Pack {
	t.Helper()
	data, err := os.ReadFile(firstPackFile)
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	if err := json.Compact(&text, data); err != nil {
		t.Fatal(err)
	}
	p, err := eligibility.ParsePack(text.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestVersionText(t *testing.T) {
	var v eligibility.Version
	if err := v.UnmarshalText([]byte("2026-07")); err != nil || v.Year != 2026 || v.Number != 7 {
		t.Errorf("%+v, %v", v, err)
	}
	if text, err := v.MarshalText(); err != nil || string(text) != "2026-07" {
		t.Errorf("%s, %v", text, err)
	}
	for _, bad := range []string{"", "2026", "2026-7", "2026-007", "2026-00", "0000-01", "+026-01", "2026- 1", "2026-01 "} {
		if _, err := eligibility.ParseVersion(bad); !errors.Is(err, eligibility.ErrVersion) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func FuzzParsePack(f *testing.F) {
	whole, err := os.ReadFile(firstPackFile)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole)
	f.Add([]byte(`{"offices":{"CO":{"criteria":[{"rule":{"not":{"in":{"fact":"nationalities","values":["CU"]}}}}]}},"texts":{}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := eligibility.ParsePack(data)
		var at *eligibility.PlaceError
		if err != nil && !errors.As(err, &at) {
			t.Fatalf("no place: %v", err)
		}
		if err != nil {
			return
		}
		for _, o := range p.Offices {
			if _, err := eligibility.Assess(p, o.Code, p.ValidFrom, eligibility.Facts{}); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func compileSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	schema, err := c.Compile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}
