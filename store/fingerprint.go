package store

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"ventanilla/app/intake"
)

// fingerprint keeps the keyed hashes by which a record of the same person can be found later.
func (s *Store) fingerprint(ctx context.Context, tx *sql.Tx, r intake.Revision) error {
	key, err := fingerprintKey(ctx, tx)
	if err != nil {
		return err
	}
	for _, trait := range traits(r.Answers.Applicant) {
		mac := hmac.New(sha256.New, key)
		mac.Write([]byte(trait))
		_, err := tx.ExecContext(ctx, "INSERT INTO fingerprint VALUES (?, ?) ON CONFLICT DO NOTHING", mac.Sum(nil), r.Application)
		if err != nil {
			return err
		}
	}
	return nil
}

func fingerprintKey(ctx context.Context, tx *sql.Tx) ([]byte, error) {
	var key []byte
	err := readSetting(ctx, tx, fingerprintKeyRow, &key)
	if !isNotFound(err) {
		return key, err
	}
	key = make([]byte, sha256.Size)
	rand.Read(key)
	return key, writeSetting(ctx, tx, fingerprintKeyRow, key)
}

// documentTrait begins the trait that a document is.
const documentTrait = "document\n"

// traits are what two records of one person are likely to have in common, in a form that spelling does not change.
func traits(p intake.Person) []string {
	var found []string
	for _, d := range p.Documents {
		if number := letters(d.Number); number != "" {
			found = append(found, documentTrait+string(d.Country)+"\n"+number)
		}
	}
	if p.HasName() && !p.BirthDate.IsZero() {
		words := strings.Fields(p.FullName())
		for i, w := range words {
			words[i] = letters(w)
		}
		slices.Sort(words)
		found = append(found, "person\n"+strings.Join(words, " ")+"\n"+p.BirthDate.String())
	}
	return found
}

// letters drops accents, case and all that is neither letter nor digit.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFD.String(text))
}
