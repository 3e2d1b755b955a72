package vault

import (
	_ "embed"
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const (
	minLength = 10 // characters
	minWords  = 4
	wordSize  = 3 // letters that make a word
)

// ErrWeak is matched by WeakError.
var ErrWeak = errors.New("passphrase too weak")

// WeakError says why a passphrase is refused. It matches ErrWeak.
type WeakError struct {
	Reason Reason
}

// Reason is why a passphrase is too weak.
type Reason string

// The reasons.
const (
	TooShort  Reason = "short"    // under 10 characters and under 4 words
	TooCommon Reason = "common"   // among the first that anyone would try
	TooPlain  Reason = "pattern"  // one thing repeated, a row of keys, or digits alone
	HasName   Reason = "own_name" // little more than the person's name
)

// Error names the reason.
func (e *WeakError) Error() string { return ErrWeak.Error() + ": " + string(e.Reason) }

// Is reports whether target is ErrWeak.
func (e *WeakError) Is(target error) bool { return target == ErrWeak }

// commonText is one passphrase a line, in small letters without spaces.
//
//go:embed words/common.txt
var commonText string

// rows are what fingers do when asked for a passphrase.
var rows = []string{
	"12345678901234567890", "09876543210987654321", "abcdefghijklmnopqrstuvwxyz", "zyxwvutsrqponmlkjihgfedcba",
	"qwertyuiopasdfghjklzxcvbnm", "poiuytrewqlkjhgfdsamnbvcxz", "qwertzuiopasdfghjklyxcvbnm", "azertyuiopqsdfghjklmwxcvbn",
	"qwertyuiopasdfghjklñzxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn", "q1w2e3r4t5y6u7i8o9p0", "1q2w3e4r5t6y7u8i9o0p",
}

// Check reports why a passphrase is too weak, as a *WeakError, or nil. names
// are words that it may not consist of, such as the person's name.
func Check(passphrase string, names ...string) error {
	p := normal(passphrase)
	flat := flatten(p)
	switch {
	case utf8.RuneCountInString(p) < minLength && countWords(p) < minWords:
		return &WeakError{TooShort}
	case isCommon(flat):
		return &WeakError{TooCommon}
	case isPattern(flat):
		return &WeakError{TooPlain}
	case isName(flat, names):
		return &WeakError{HasName}
	}
	return nil
}

// countWords counts what is long enough to be a word.
func countWords(p string) (n int) {
	for word := range strings.FieldsSeq(p) {
		if utf8.RuneCountInString(word) >= wordSize {
			n++
		}
	}
	return n
}

// normal is the form in which a passphrase is used: one Unicode form, whatever
// the keyboard, and single spaces.
func normal(passphrase string) string {
	return norm.NFKC.String(strings.Join(strings.Fields(passphrase), " "))
}

// flatten is small letters and digits only.
func flatten(p string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, p)
}

// isCommon looks for a listed passphrase with at most a few digits around it.
func isCommon(flat string) bool {
	bare := strings.TrimFunc(flat, unicode.IsDigit)
	for line := range strings.Lines(commonText) {
		if line = strings.TrimSpace(line); line == flat || line == bare {
			return true
		}
	}
	return false
}

// isPattern reports digits alone, few different characters, a repeated piece,
// or a row of keys.
func isPattern(flat string) bool {
	if strings.TrimFunc(flat, unicode.IsDigit) == "" || distinct(flat) < 5 {
		return true
	}
	for n := 1; n <= len(flat)/2; n++ {
		if strings.HasPrefix(strings.Repeat(flat[:n], len(flat)/n+1), flat) {
			return true
		}
	}
	for _, row := range rows {
		if strings.Contains(row+row, flat) {
			return true
		}
	}
	return false
}

func distinct(s string) int {
	seen := map[rune]bool{}
	for _, r := range s {
		seen[r] = true
	}
	return len(seen)
}

// isName reports a passphrase that has fewer than six characters beside the
// names.
func isName(flat string, names []string) bool {
	rest := flat
	for _, name := range names {
		for _, word := range strings.Fields(name) {
			if word = flatten(normal(word)); utf8.RuneCountInString(word) > 2 {
				rest = strings.ReplaceAll(rest, word, "")
			}
		}
	}
	return rest != flat && utf8.RuneCountInString(rest) < 6
}
