package eligibility_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"ventanilla/app/eligibility"
	"ventanilla/app/intake"
)

func TestParseQuestionRefuses(t *testing.T) {
	with := func(facts string) string {
		return `{"id":"a","office":"EC","assessed_on":"2024-05-04","facts":{` + facts + `}}`
	}
	tests := []struct {
		name, line, field string
		want              error
	}{
		{"a list", `[]`, "", eligibility.ErrWrongType},
		{"no id", `{"office":"EC","assessed_on":"2024-05-04","facts":{}}`, "id", eligibility.ErrMissing},
		{"an id that is a list", `{"id":[],"office":"EC","assessed_on":"2024-05-04"}`, "id", eligibility.ErrWrongType},
		{"no office", `{"id":"a","assessed_on":"2024-05-04","facts":{}}`, "office", eligibility.ErrMissing},
		{"an office that is a number", `{"id":"a","office":1,"assessed_on":"2024-05-04"}`, "office", eligibility.ErrWrongType},
		{"no day", `{"id":"a","office":"EC","facts":{}}`, "assessed_on", eligibility.ErrMissing},
		{"a day half known", `{"id":"a","office":"EC","assessed_on":"2024-05"}`, "assessed_on", intake.ErrDaySyntax},
		{"a day that is not", `{"id":"a","office":"EC","assessed_on":"2023-02-29"}`, "assessed_on", intake.ErrDay},
		{"month 13", `{"id":"a","office":"EC","assessed_on":"2023-13-01"}`, "assessed_on", intake.ErrMonth},
		{"year 0", `{"id":"a","office":"EC","assessed_on":"0000-01-01"}`, "assessed_on", intake.ErrYear},
		{"facts in a list", `{"id":"a","office":"EC","assessed_on":"2024-05-04","facts":[]}`, "facts", eligibility.ErrWrongType},
		{"an unknown field", `{"id":"a","office":"EC","assessed_on":"2024-05-04","fact":{}}`, "fact", eligibility.ErrUnknownField},
		{"an unknown fact", with(`"shoe_size":42`), "facts.shoe_size", eligibility.ErrUnknownFact},
		{"a fact of pathways", with(`"relatives_abroad":[]`), "facts.relatives_abroad", eligibility.ErrUnknownFact},
		{"a fact twice", with(`"host_status":"regular","host_status":"irregular"`), "facts.host_status", eligibility.ErrDuplicate},
		{"a fact that is null", with(`"arrival_date":null`), "facts.arrival_date", eligibility.ErrWrongType},
		{"a date that is a number", with(`"arrival_date":2023`), "facts.arrival_date", eligibility.ErrWrongType},
		{"a date with both marks", with(`"arrival_date":"2023?~"`), "facts.arrival_date", intake.ErrDateSyntax},
		{"an empty date", with(`"birth_date":""`), "facts.birth_date", intake.ErrDateSyntax},
		{"a birth on 31 April", with(`"birth_date":"1985-04-31"`), "facts.birth_date", intake.ErrDay},
		{"a birth that never was", with(`"birth_date":"never"`), "facts.birth_date", intake.ErrDateSyntax},
		{"a registration in month 13", with(`"asylum_registration_date":"2023-13"`), "facts.asylum_registration_date", intake.ErrMonth},
		{"a nationality alone", with(`"nationalities":"CO"`), "facts.nationalities", eligibility.ErrWrongType},
		{"a nationality in small letters", with(`"nationalities":["CO","ve"]`), "facts.nationalities.1", eligibility.ErrNationality},
		{"a nationality that is none", with(`"nationalities":["ZZ"]`), "facts.nationalities.0", eligibility.ErrNationality},
		{"a nationality that is a number", with(`"nationalities":[170]`), "facts.nationalities.0", eligibility.ErrWrongType},
		{"an unknown status", with(`"host_status":"legal"`), "facts.host_status", eligibility.ErrBadValue},
		{"a flag in words", with(`"applied_for_regularization":"yes"`), "facts.applied_for_regularization", eligibility.ErrWrongType},
		{"deep nesting", with(`"nationalities":` + strings.Repeat("[", 1000)), "facts.nationalities" + strings.Repeat(".0", 31), eligibility.ErrTooDeep},
		{"too large", with(strings.Repeat(" ", eligibility.MaxQuestion)), "", eligibility.ErrTooLarge},
		{"half a line", `{"id":"a","office":"EC"`, "", eligibility.ErrSyntax},
		{"broken UTF-8", "{\"id\":\"\xc3\x28\"}", "", eligibility.ErrNotUTF8},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := eligibility.ParseQuestion([]byte(test.line))
			var at *eligibility.PlaceError
			if !errors.Is(err, test.want) || !errors.As(err, &at) || at.Field() != test.field {
				t.Errorf("error is %v, want %v of %s", err, test.want, test.field)
			}
		})
	}
}

// The answer to a bad line still carries its id, and never what the person said.
func TestRefusal(t *testing.T) {
	tests := []struct{ line, want string }{
		{
			`{"id":"a\"1 ñ","office":"EC","assessed_on":"2024-05-04","facts":{"birth_date":"1985-02-30"}}`,
			`{"id":"a\"1 ñ","error":"facts.birth_date: no such day in that month"}`,
		},
		{`{"id":-7.50,"office":7}`, `{"id":-7.50,"error":"office: wrong type: want a text in quotes"}`},
		{`{"id":null}`, `{"id":null,"error":"id: wrong type: want a text in quotes"}`},
		{`nonsense`, `{"id":null,"error":"not valid JSON: unexpected character at byte 0"}`},
	}
	for _, test := range tests {
		q, err := eligibility.ParseQuestion([]byte(test.line))
		if got := string(q.Refusal(nil, err)); got != test.want {
			t.Errorf("got  %s\nwant %s", got, test.want)
		}
	}
}

func TestQuestionReadsEveryFact(t *testing.T) {
	q, err := eligibility.ParseQuestion([]byte(` {"facts" : {"nationalities":["CO","stateless"],"birth_date":"1985~",
		"arrival_date":"2023-10-18?","host_status":"in_process","applied_for_regularization":false,
		"asylum_registration_date":"never"}, "assessed_on":"2024-05-04", "office":"E\u0043", "id":"\ud83d\ude00"}`))
	if err != nil {
		t.Fatal(err)
	}
	f := q.Facts
	if q.ID != `"😀"` || q.Office != "EC" || q.Day != day(t, "2024-05-04") || joined(f.Nationalities, " ") != "CO stateless" ||
		f.BirthDate != date(t, "1985~") || f.ArrivalDate != date(t, "2023-10-18?") || f.HostStatus != intake.InProcess ||
		*f.AppliedForRegularization || !f.AsylumRegistrationDate.Never {
		t.Errorf("read as %+v", q)
	}
}

func FuzzQuestion(f *testing.F) {
	p := firstPack(f)
	f.Add([]byte(`{"id":"a1","office":"EC","assessed_on":"2024-05-04","facts":{"nationalities":["CO"],"arrival_date":"2023-10~"}}`))
	f.Add([]byte(`{"id":1e5,"office":"CO","assessed_on":"2024-02-29","facts":{"birth_date":"2004-02-29","host_status":"regular"}}`))
	f.Fuzz(func(t *testing.T, line []byte) {
		q, err := eligibility.ParseQuestion(line)
		var answer []byte
		if err == nil {
			answer, err = q.Answer(nil, p)
		}
		if err != nil {
			answer = q.Refusal(nil, err)
		}
		if !json.Valid(answer) || bytes.ContainsAny(answer, "\n\r") {
			t.Fatalf("no answer in one line of JSON: %q", answer)
		}
	})
}
