package locale

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

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
