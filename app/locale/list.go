package locale

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// And joins nouns with the language's "and": "a, b y c". One item stands alone, none is "".
func (p *Printer) And(items ...string) string { return join(items, p.grammar.and) }

// Or joins nouns with the language's "or".
func (p *Printer) Or(items ...string) string { return join(items, p.grammar.or) }

func join(items []string, word func(next string) string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	last := items[len(items)-1]
	return strings.Join(items[:len(items)-1], ", ") + " " + word(last) + " " + last
}

func always(word string) func(string) string {
	return func(string) string { return word }
}

// spanishAnd is e before the sound i (Irak, Higinio), but not where it glides (hielo, hiato, Ionesco).
func spanishAnd(next string) string {
	s := strings.TrimPrefix(plainLetters(next), "h")
	if strings.HasPrefix(s, "i") && !strings.HasPrefix(s, "ie") && !strings.HasPrefix(s, "ia") && !strings.HasPrefix(s, "io") {
		return "e"
	}
	return "y"
}

// spanishOr is u before the sound o (Omán, Honduras).
func spanishOr(next string) string {
	if strings.HasPrefix(strings.TrimPrefix(plainLetters(next), "h"), "o") {
		return "u"
	}
	return "o"
}

// plainLetters gives the text in small letters without accents.
func plainLetters(s string) string {
	var out strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		if r < 0x0300 || r > 0x036f {
			out.WriteRune(r)
		}
	}
	return out.String()
}

// Compare orders names as a list shows them: accents and capitals do not matter. It returns -1, 0 or 1.
func Compare(a, b string) int { return strings.Compare(plainLetters(a), plainLetters(b)) }
