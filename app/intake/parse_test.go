package intake_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ventanilla/app/intake"
)

// whole is a record with an answer of each kind.
const whole = `{"office":"GT","language":"es","assisted_by":"worker",
 "consent":{"notice_version":"2026-01","language":"es","purposes":{"screening":true,"contact":false},"given":"verbal","at":"2026-11-20T15:04:05Z"},
 "applicant":{"given_names":"Wendy Paola","surname":"Muñoz","sex":"F","birth_date":"1985~","birth_country":"HN","nationalities":["HN","MX"],
  "documents":[{"type":"passport","number":"E123456","country":"HN","expires":"2028-05"}]},
 "contact":{"phone":"+50298140418","phone_shared":true,"messages_safe":false},
 "situation":{"arrival_date":"2024-06","host_status":"in_process","applied_for_regularization":true,"asylum_registration_date":"never"},
 "household":[{"given_names":"Josué","relationship":"child","whereabouts":"here","birth_date":"2017"}],
 "relatives_abroad":[{"relationship":"sibling","country":"US","status":"permanent_resident","petition_filed":false}],
 "interests":["seasonal_work"],"asked_for_money":{"asked":true,"note":"a man at the gate"},
 "photos":[{"kind":"portrait","file":"photos/a.jpg"}],"missing":{"contact.email":"does_not_have"}}`

func TestApplicationKeepsEachAnswer(t *testing.T) {
	a, err := intake.ParseApplication([]byte(whole))
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Check(day(t, "2026-11-21")); err != nil {
		t.Fatal(err)
	}
	written, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	var before, after any
	if err := errors.Join(json.Unmarshal([]byte(whole), &before), json.Unmarshal(written, &after)); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, after); diff != "" {
		t.Error(diff)
	}
}

func TestNobodyAndNotAskedDiffer(t *testing.T) {
	for text, asked := range map[string]bool{`{}`: false, `{"household":[]}`: true} {
		a, err := intake.ParseApplication([]byte(text))
		if err != nil || (a.Household != nil) != asked {
			t.Errorf("%s: asked %t, %v", text, a.Household != nil, err)
		}
		if written, _ := json.Marshal(a); string(written) != text {
			t.Errorf("%s came back as %s", text, written)
		}
	}
}

func TestRefusalsNameTheirPlace(t *testing.T) {
	tests := []struct {
		name, old, new string
		want           intake.Problem
	}{
		{"unknown field", `"office"`, `"ofice":1,"office"`, intake.Problem{Code: intake.UnknownField, Field: "ofice"}},
		{"wrong type", `"surname":"Muñoz"`, `"surname":7`, intake.Problem{Code: intake.WrongType, Field: "applicant.surname"}},
		{"month 13", `"2024-06"`, `"2024-13"`, intake.Problem{Code: intake.ImpossibleDate, Field: "situation.arrival_date"}},
		{"a date in a list", `"2017"`, `"2017-02-30"`, intake.Problem{Code: intake.ImpossibleDate, Field: "household.0.birth_date"}},
		{"two values", `"does_not_have"}}`, `"does_not_have"}} {}`, intake.Problem{Code: intake.NotJSON}},
		{"born tomorrow", `"1985~"`, `"2026-11-22"`, intake.Problem{Code: intake.BirthInFuture, Field: "applicant.birth_date"}},
		{"unknown country", `"HN","MX"`, `"HN","XX"`, intake.Problem{Code: intake.UnknownCode, Field: "applicant.nationalities.1"}},
		{"unknown relation", `"child"`, `"cousin"`, intake.Problem{Code: intake.UnknownCode, Field: "household.0.relationship"}},
		{"bad phone", `+50298140418`, `98140418`, intake.Problem{Code: intake.MalformedPhone, Field: "contact.phone"}},
		{"bad email", `"phone":`, `"email":"wendy@correo","phone":`, intake.Problem{Code: intake.MalformedEmail, Field: "contact.email"}},
		{"no consent", `"screening":true`, `"screening":false`, intake.Problem{Code: intake.NoConsent, Field: "consent.purposes.screening"}},
		{"long name", `Muñoz`, strings.Repeat("ñ", 101), intake.Problem{Code: intake.TooLong, Field: "applicant.surname"}},
		{"line break in a name", `Muñoz`, `Mu\noz`, intake.Problem{Code: intake.ControlCharacters, Field: "applicant.surname"}},
		{"a line turned around", `Muñoz`, `Mu\u202eoz`, intake.Problem{Code: intake.ControlCharacters, Field: "applicant.surname"}},
		{"unknown reason", `"does_not_have"`, `"lost"`, intake.Problem{Code: intake.UnknownCode, Field: "missing.contact.email"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			text := strings.Replace(whole, test.old, test.new, 1)
			a, err := intake.ParseApplication([]byte(text))
			if err == nil {
				err = a.Check(day(t, "2026-11-21"))
			}
			var got *intake.Problem
			if !errors.As(err, &got) || *got != test.want {
				t.Errorf("got %v, want %v", err, &test.want)
			}
		})
	}
}

func TestLimitsAreInclusive(t *testing.T) {
	a, err := intake.ParseApplication([]byte(strings.Replace(whole, "Muñoz", strings.Repeat("ñ", intake.NameLimit), 1)))
	if err == nil {
		err = a.Check(day(t, "2026-11-21"))
	}
	if err != nil {
		t.Error(err)
	}
}

func TestLackingCountsWhatACompleteApplicationHas(t *testing.T) {
	if got := len(intake.Application{}.Lacking()); got != 10 {
		t.Errorf("an empty application lacks %d fields, want 10", got)
	}
	a, err := intake.ParseApplication([]byte(whole))
	if err != nil {
		t.Fatal(err)
	}
	want := []intake.Field{intake.FieldEmail, intake.FieldDocument}
	if diff := cmp.Diff(want, a.Lacking()); diff != "" {
		t.Error(diff)
	}
}

func TestMinorAlone(t *testing.T) {
	grown, child := intake.Person{BirthDate: date(t, "1980")}, intake.Person{BirthDate: date(t, "2012")}
	parent := func(p intake.Person, where intake.Whereabouts) intake.Member {
		return intake.Member{Person: p, Relationship: intake.Parent, Whereabouts: where}
	}
	tests := []struct {
		name      string
		applicant intake.Person
		household []intake.Member
		want      bool
	}{
		{"a child by itself", child, nil, true},
		{"with its mother", child, []intake.Member{parent(grown, intake.Here)}, false},
		{"mother elsewhere", child, []intake.Member{parent(grown, intake.Elsewhere)}, true},
		{"a parent of unknown age", child, []intake.Member{parent(intake.Person{}, intake.Here)}, false},
		{"grown", grown, nil, false},
		{"perhaps grown", intake.Person{BirthDate: date(t, "2008~")}, nil, false},
		{"unknown age", intake.Person{}, nil, false},
	}
	for _, test := range tests {
		a := intake.Application{Applicant: test.applicant, Household: test.household}
		if got := a.MinorAlone(day(t, "2026-11-21")); got != test.want {
			t.Errorf("%s: %t, want %t", test.name, got, test.want)
		}
	}
}

func TestNames(t *testing.T) {
	tests := []struct {
		person         intake.Person
		full, initials string
	}{
		{intake.Person{GivenNames: "Wendy Paola", Surname: "Muñoz", SecondSurname: "Ortiz"}, "Wendy Paola Muñoz Ortiz", "WM"},
		{intake.Person{GivenNames: "Ixchel"}, "Ixchel", "I"},
		{intake.Person{KnownAs: "élodie"}, "élodie", "É"},
		{intake.Person{}, "", ""},
	}
	for _, test := range tests {
		if full, initials := test.person.FullName(), test.person.Initials(); full != test.full || initials != test.initials {
			t.Errorf("got %q %q, want %q %q", full, initials, test.full, test.initials)
		}
	}
}

func FuzzParseApplication(f *testing.F) {
	f.Add([]byte(whole))
	f.Add([]byte(`{"household":[{"birth_date":"2017-02-30"}]}`))
	f.Add([]byte(`{"applicant":{"birth_date":7}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		a, err := intake.ParseApplication(data)
		if err != nil {
			return
		}
		if a.Check(day(t, "2026-11-21")) != nil {
			return
		}
		written, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		again, err := intake.ParseApplication(written)
		if err != nil {
			t.Fatalf("%s: %v", written, err)
		}
		if rewritten, _ := json.Marshal(again); string(rewritten) != string(written) {
			t.Fatalf("%s became %s", written, rewritten)
		}
	})
}

func day(t testing.TB, s string) intake.Day {
	t.Helper()
	d, err := intake.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func date(t testing.TB, s string) intake.Date {
	t.Helper()
	d, err := intake.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
