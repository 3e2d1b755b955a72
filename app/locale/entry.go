package locale

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// entry is one text: plain, or with its plural forms.
type entry struct {
	text  string
	forms map[string]string // by form; nil for a plain text
}

// The forms of a plural. formZero is no grammatical form but the sentence for none at all; the others are those of CLDR.
const (
	formZero  = "=0"
	formOne   = "one"
	formMany  = "many" // from a million; read as other where it is not written
	formOther = "other"
)

var errForms = errors.New("plural needs the forms =0 and other, and knows one and many")

// UnmarshalJSON reads a string, or an object of forms.
func (e *entry) UnmarshalJSON(data []byte) error {
	if err := json.Unmarshal(data, &e.text); err == nil {
		return nil
	}
	if err := json.Unmarshal(data, &e.forms); err != nil {
		return fmt.Errorf("read plural: %w", err)
	}
	for form := range e.forms {
		switch form {
		case formZero, formOne, formMany, formOther:
		default:
			return errForms
		}
	}
	if e.forms[formZero] == "" || e.forms[formOther] == "" {
		return errForms
	}
	return nil
}

// count gives the text for n things by the rule of the language.
func (e entry) count(tag language.Tag, n int) string {
	switch {
	case e.forms == nil:
		return e.text
	case n == 0:
		return e.forms[formZero]
	}
	form := formOther
	switch plural.Cardinal.MatchPlural(tag, n, 0, 0, 0, 0) {
	case plural.One:
		form = formOne
	case plural.Many:
		form = formMany
	}
	if text, ok := e.forms[form]; ok {
		return text
	}
	return e.forms[formOther]
}

// fill puts values into the {places} of a text, once: a brace within a value stays a brace. It reports the name of a
// place without a value.
func fill(text string, value func(name string) (string, bool)) (filled, lacking string) {
	var out strings.Builder
	for {
		before, rest, open := strings.Cut(text, "{")
		name, after, closed := strings.Cut(rest, "}")
		out.WriteString(before)
		if !open || !closed {
			return out.String(), lacking
		}
		v, ok := value(name)
		if !ok {
			lacking = name
		}
		out.WriteString(v)
		text = after
	}
}
