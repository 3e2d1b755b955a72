package intake

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of free text, in characters (Unicode code points).
const (
	NameLimit = 100  // names and document numbers
	NoteLimit = 2000 // notes, places, other ways of contact
)

// checkText refuses a text that is over its limit, is not UTF-8, or holds a control character other than, in notes, a
// line break.
func checkText(field Field, s string, limit int) error {
	if utf8.RuneCountInString(s) > limit {
		return &Problem{Code: TooLong, Field: field}
	}
	if !utf8.ValidString(s) {
		return &Problem{Code: ControlCharacters, Field: field}
	}
	for _, r := range s {
		lineBreak := r == '\n' && limit == NoteLimit
		if unicode.IsControl(r) && !lineBreak || isBidiControl(r) {
			return &Problem{Code: ControlCharacters, Field: field}
		}
	}
	return nil
}

// isBidiControl reports characters that turn the order of a line around, with which a name can be made to look like
// another (Unicode Standard Annex 9).
func isBidiControl(r rune) bool {
	return r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
}

func joinNonEmpty(parts ...string) string {
	var kept []string
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, " ")
}

func firstRune(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 || r == utf8.RuneError {
		return ""
	}
	return string(unicode.ToUpper(r))
}
