package store

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"ventanilla/app/intake"
)

// Twins are two applications that name the same document, or the same name and birth date. First is the older one.
type Twins struct{ First, Second intake.ApplicationID }

func newTwins(a, b intake.ApplicationID) Twins {
	if a > b {
		a, b = b, a
	}
	return Twins{a, b}
}

// Verdict is what a person decided about twins.
type Verdict string

// The verdicts.
const (
	SamePerson Verdict = "same_person"
	TwoPeople  Verdict = "two_people"
)

// mostTwins is how many pairs are looked at in one go.
const mostTwins = 500

// Twins returns the pairs about which nobody has decided, the newest first. Those that were taken back are left out.
func (s *Store) Twins(ctx context.Context) ([]Twins, error) {
	pairs, err := query(ctx, s.db, func(rows *sql.Rows) (t Twins, err error) {
		err = rows.Scan(&t.First, &t.Second)
		return t, err
	}, `SELECT DISTINCT a.application, b.application FROM fingerprint a JOIN fingerprint b USING (hash)
		WHERE a.application < b.application
		AND NOT EXISTS (SELECT 1 FROM comparison c WHERE c.first = a.application AND c.second = b.application)
		AND NOT EXISTS (SELECT 1 FROM revision r WHERE r.application IN (a.application, b.application) AND r.withdrawn)
		AND NOT EXISTS (SELECT 1 FROM withdrawal w WHERE w.application IN (a.application, b.application))
		ORDER BY b.application DESC, a.application DESC LIMIT ?`, mostTwins)
	if err != nil {
		return nil, fmt.Errorf("find twins: %w", err)
	}
	return pairs, nil
}

// Decide keeps what a person decided about two applications; they are not asked about again.
func (s *Store) Decide(ctx context.Context, a, b intake.ApplicationID, verdict Verdict) error {
	pair, what := newTwins(a, b), JudgedTwo
	if verdict == SamePerson {
		what = JudgedSame
	}
	err := s.write(ctx, func(tx *sql.Tx) error {
		for _, id := range []intake.ApplicationID{pair.First, pair.Second} {
			if err := handedIn(ctx, tx, id); err != nil {
				return err
			}
		}
		_, err := tx.ExecContext(ctx, "INSERT OR REPLACE INTO comparison VALUES (?, ?, ?, ?, ?)",
			pair.First, pair.Second, verdict, s.staff, millis(s.now()))
		if err != nil {
			return err
		}
		for _, id := range []intake.ApplicationID{pair.First, pair.Second} {
			if err := s.record(ctx, tx, what, id); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("decide about twins: %w", err)
	}
	return nil
}

// Likeness says how a field of two applications compares.
type Likeness string

// The likenesses.
const (
	Same    Likeness = "same"    // but for spelling
	Similar Likeness = "similar" // in part, or one knows more than the other
	Differs Likeness = "differs"
	OnlyOne Likeness = "only_one" // only one of them has it
	Unknown Likeness = "unknown"  // the answers of one have left the device
)

// Comparison is a field of two applications.
type Comparison struct {
	Field    intake.Field
	Likeness Likeness
}

// FieldDocuments is compared beside fields of a complete application.
const FieldDocuments intake.Field = "applicant.documents"

// Compare holds two applications against each other, field by field. Either may be nil where the answers have left the
// device; then only keyed hashes of it are there, and tell of document, name and birth date whether they are the same.
func (s *Store) Compare(ctx context.Context, pair Twins, a, b *intake.Application) ([]Comparison, error) {
	if a != nil && b != nil {
		return compare(a, b), nil
	}
	known, gone := a, pair.Second
	if known == nil {
		known, gone = b, pair.First
	}
	all := []Comparison{
		{FieldDocuments, Unknown},
		{intake.FieldName, Unknown},
		{intake.FieldBirthDate, Unknown},
		{intake.FieldNationalities, Unknown},
		{intake.FieldPhone, Unknown},
	}
	if known == nil {
		return all, nil
	}
	shared, err := s.shared(ctx, gone, known.Applicant)
	if err != nil {
		return nil, fmt.Errorf("compare applications: %w", err)
	}
	for _, trait := range shared {
		if strings.HasPrefix(trait, documentTrait) {
			all[0].Likeness = Same
		} else {
			all[1].Likeness, all[2].Likeness = Same, Same
		}
	}
	return all, nil
}

// shared returns the traits of a person that an application has too, by its keyed hashes.
func (s *Store) shared(ctx context.Context, id intake.ApplicationID, p intake.Person) ([]string, error) {
	var key []byte
	if err := readSetting(ctx, s.db, fingerprintKeyRow, &key); err != nil {
		return nil, err
	}
	var found []string
	for _, trait := range traits(p) {
		mac := hmac.New(sha256.New, key)
		mac.Write([]byte(trait))
		var held bool
		err := s.db.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM fingerprint WHERE hash = ? AND application = ?)",
			mac.Sum(nil), id).Scan(&held)
		if err != nil {
			return nil, err
		}
		if held {
			found = append(found, trait)
		}
	}
	return found, nil
}

func compare(a, b *intake.Application) []Comparison {
	return []Comparison{
		{FieldDocuments, alike(papers(a.Applicant), papers(b.Applicant))},
		{intake.FieldName, alike(nameWords(a.Applicant), nameWords(b.Applicant))},
		{intake.FieldBirthDate, alikeDates(a.Applicant.BirthDate, b.Applicant.BirthDate)},
		{intake.FieldNationalities, alike(texts(a.Applicant.Nationalities), texts(b.Applicant.Nationalities))},
		{intake.FieldPhone, alike(given(a.Contact.Phone), given(b.Contact.Phone))},
	}
}

// alike compares two sets of words.
func alike(a, b []string) Likeness {
	slices.Sort(a)
	slices.Sort(b)
	common := slices.ContainsFunc(a, func(one string) bool { return slices.Contains(b, one) })
	switch {
	case len(a) == 0 && len(b) == 0, slices.Equal(a, b):
		return Same
	case len(a) == 0, len(b) == 0:
		return OnlyOne
	case common:
		return Similar
	}
	return Differs
}

// alikeDates compares two dates that may be half known.
func alikeDates(a, b intake.Date) Likeness {
	const marks = "~?%" // of EDTF: about, not sure, both
	one, other := strings.TrimRight(a.String(), marks), strings.TrimRight(b.String(), marks)
	switch {
	case a.String() == b.String():
		return Same
	case a.IsZero(), b.IsZero():
		return OnlyOne
	case strings.HasPrefix(one, other), strings.HasPrefix(other, one):
		return Similar
	}
	return Differs
}

func papers(p intake.Person) []string {
	var all []string
	for _, d := range p.Documents {
		if number := letters(d.Number); number != "" {
			all = append(all, string(d.Country)+" "+number)
		}
	}
	return all
}

func nameWords(p intake.Person) []string {
	words := strings.Fields(p.FullName())
	for i, w := range words {
		words[i] = letters(w)
	}
	return words
}

func texts(all []intake.Nationality) []string {
	out := make([]string, len(all))
	for i, n := range all {
		out[i] = string(n)
	}
	return out
}

func given(text string) []string {
	if text == "" {
		return nil
	}
	return []string{text}
}
