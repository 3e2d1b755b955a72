package store

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"ventanilla/app/intake"
)

// foldVersion changes with what is found by which words; the words of older stores are then worked out anew.
const foldVersion = 1

// Words that are no words of a person carry a sign, so that letters of a code are not taken for those of a name.
const (
	codeSign = "#" // reference codes, whole and their second half
	dateSign = "@" // days as 20260203: of birth, and of handing in or beginning
)

// wordSet collects what an application is found by.
type wordSet map[string]bool

func (w wordSet) add(words ...string) {
	for _, word := range words {
		if word != "" {
			w[word] = true
		}
	}
}

// text is the stored form, in which each word stands behind a space.
func (w wordSet) text() string {
	var b strings.Builder
	for _, word := range slices.Sorted(maps.Keys(w)) {
		b.WriteByte(' ')
		b.WriteString(word)
	}
	return b.String()
}

// addCode adds a code as it is read, its second half too.
func (w wordSet) addCode(code intake.Code) {
	w.add(codeSign + strings.ToLower(string(code)))
	if _, half, ok := strings.Cut(code.String(), "-"); ok {
		w.add(codeSign + strings.ToLower(half))
	}
}

// addDay adds a day of the device's calendar.
func (w wordSet) addDay(t time.Time) { w.add(dateSign + t.Format("20060102")) }

func (w wordSet) addAnswers(a intake.Application) {
	w.addPerson(a.Applicant)
	w.addPhone(a.Contact.Phone)
	for _, m := range a.Household {
		w.addPerson(m.Person)
	}
}

func (w wordSet) addPerson(p intake.Person) {
	for _, name := range []string{p.GivenNames, p.Surname, p.SecondSurname, p.NameOnDocument, p.KnownAs} {
		for token := range strings.FieldsSeq(name) {
			w.add(joined(token))
			w.add(fold(token)...)
		}
	}
	w.add(joined(p.Initials()))
	for _, d := range p.Documents {
		w.add(joined(d.Number))
		w.add(fold(d.Number)...)
	}
	if b := p.BirthDate; !b.IsZero() {
		w.add(dateSign + dayWord(b.Year(), int(b.Month()), b.Day()))
	}
}

// dayWord writes as much of a day as is known; 0 is not known.
func dayWord(year, month, day int) string {
	switch {
	case month == 0:
		return fmt.Sprintf("%04d", year)
	case day == 0:
		return fmt.Sprintf("%04d%02d", year, month)
	}
	return fmt.Sprintf("%04d%02d%02d", year, month, day)
}

// The parts of a phone number that people go by.
const (
	longestCallingCode = 3 // digits, by E.164
	lastDigits         = 4
)

// addPhone adds the number as a whole, without what can be its country's code, and its last digits.
func (w wordSet) addPhone(phone string) {
	number := joined(phone)
	w.add(number)
	for skip := 1; skip <= longestCallingCode && skip < len(number)-lastDigits; skip++ {
		w.add(number[skip:])
	}
	if len(number) > lastDigits {
		w.add(number[len(number)-lastDigits:])
	}
}

// noAccent spells letters that are one with their stroke or their neighbour.
var noAccent = strings.NewReplacer("œ", "oe", "æ", "ae", "ø", "o", "ł", "l", "đ", "d", "ß", "ss", "ı", "i")

// fold splits a text into words without accents and case. Whatever is neither letter nor digit stands between words.
func fold(text string) []string {
	plain := strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r):
			return -1
		case isWordRune(r):
			return unicode.ToLower(r)
		}
		return ' '
	}, norm.NFKD.String(text))
	return strings.Fields(noAccent.Replace(plain))
}

// joined is the text as one word.
func joined(text string) string { return strings.Join(fold(text), "") }

// isWordRune leaves out the letters that are written as apostrophes.
func isWordRune(r rune) bool {
	return unicode.IsLetter(r) && !unicode.Is(unicode.Lm, r) || unicode.IsDigit(r)
}
