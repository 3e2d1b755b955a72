package intake_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"ventanilla/app/intake"
)

func TestWhatAReportMayTell(t *testing.T) {
	today := intake.DayOf(time.Date(2026, 2, 3, 12, 0, 0, 0, time.UTC))
	for _, tt := range []struct {
		text string
		want *intake.Problem // nil: it is taken
	}{
		{`{"what":"money for a form"}`, nil},
		{`{"when":"2026-01~"}`, nil},
		{`{"by":"guide"}`, nil},
		{`{"amount":"150.50","currency":"USD"}`, nil},
		{`{}`, &intake.Problem{Code: intake.NothingTold}},
		{`{"language":"es","may_contact":true,"office":"GT"}`, &intake.Problem{Code: intake.NothingTold}},
		{`{"when":"2027"}`, &intake.Problem{Code: intake.ImpossibleDate, Field: "when"}},
		{`{"when":"2026-13"}`, &intake.Problem{Code: intake.ImpossibleDate, Field: "when"}},
		{`{"amount":"much"}`, &intake.Problem{Code: intake.WrongType, Field: "amount"}},
		{`{"amount":"1","currency":"dollars"}`, &intake.Problem{Code: intake.UnknownCode, Field: "currency"}},
		{`{"by":"neighbour"}`, &intake.Problem{Code: intake.UnknownCode, Field: "by"}},
		{`{"what":"a\u0007"}`, &intake.Problem{Code: intake.ControlCharacters, Field: "what"}},
		{`{"who":"him"}`, &intake.Problem{Code: intake.UnknownField, Field: "who"}},
		{`{"what":"a"} {}`, &intake.Problem{Code: intake.NotJSON}},
	} {
		c, err := intake.ParseCharge([]byte(tt.text))
		if err == nil {
			err = c.Check(today)
		}
		if tt.want == nil && err != nil || tt.want != nil && !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", tt.text, err, tt.want)
		}
	}
}

func FuzzParseCharge(f *testing.F) {
	for _, seed := range []string{`{"what":"a","when":"2026-01~"}`, `{"by":"agent","may_contact":null}`, `[]`, `{"when":5}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := intake.ParseCharge(data)
		if err != nil {
			return
		}
		text, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := intake.ParseCharge(text); err != nil || again.Told() != c.Told() {
			t.Errorf("%s: read again: %v", text, err)
		}
	})
}
