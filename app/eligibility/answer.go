package eligibility

import (
	"encoding/json"
	"errors"
	"strconv"
)

// Answer assesses the question with the pack and appends the answer in JSON, without a line's end:
//
//	{"id":"a1","office":"EC","accepting":false,"verdict":"needs_information","criteria":{"nationality":"met"}}
//
// The error is a *PlaceError; nothing is appended then.
func (q Question) Answer(to []byte, p *Pack) ([]byte, error) {
	a, err := Assess(p, q.Office, q.Day, q.Facts)
	if err != nil {
		return to, within("office", &PlaceError{Err: err})
	}
	to = append(to, `{"id":`...)
	to = append(to, q.ID...)
	to = append(to, `,"office":`...)
	to = append(to, quote(string(a.Office))...)
	to = append(to, `,"accepting":`...)
	to = strconv.AppendBool(to, a.Accepting)
	to = append(to, `,"verdict":"`...)
	to = append(to, a.Verdict...)
	to = append(to, `","criteria":{`...)
	for i, f := range a.Findings {
		if i > 0 {
			to = append(to, ',')
		}
		to = append(to, '"')
		to = append(to, f.ID...)
		to = append(to, `":"`...)
		to = append(to, f.Outcome...)
		to = append(to, '"')
	}
	return append(to, "}}"...), nil
}

// Refusal appends the answer for a question that cannot be answered, without a line's end:
//
//	{"id":"a1","error":"facts.arrival_date: no such day in that month"}
func (q Question) Refusal(to []byte, err error) []byte {
	text := err.Error()
	var at *PlaceError
	if errors.As(err, &at) {
		text = at.Err.Error()
		if field := at.Field(); field != "" {
			text = field + ": " + text
		}
	}
	to = append(to, `{"id":`...)
	to = append(to, q.ID...)
	to = append(to, `,"error":`...)
	to = append(to, quote(text)...)
	return append(to, '}')
}

// quote writes a string as JSON.
func quote(s string) string {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			quoted, err := json.Marshal(s)
			if err != nil {
				return `""`
			}
			return string(quoted)
		}
	}
	return `"` + s + `"`
}
