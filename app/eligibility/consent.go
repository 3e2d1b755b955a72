package eligibility

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"

	"ventanilla/app/intake"
)

// ErrNoGeneralNotice is returned for a pack whose last consent notice is not for everybody.
var ErrNoGeneralNotice = errors.New("the last notice has to be for every office and nationality")

// ConsentNotice is the notice that a person is read before giving consent.
type ConsentNotice struct {
	Version Version
	Text    Text

	offices       []intake.Office      // empty: any
	nationalities []intake.Nationality // empty: any
}

// SHA256 returns the hash of the notice in the language, in hexadecimal, as a record of consent keeps it.
func (n *ConsentNotice) SHA256(language intake.Language) string {
	sum := sha256.Sum256([]byte(n.Text[language]))
	return hex.EncodeToString(sum[:])
}

// ConsentNotice returns the notice for a person with these nationalities, perhaps none known yet, at the office. There
// is one for everybody.
func (p *Pack) ConsentNotice(office intake.Office, nationalities []intake.Nationality) *ConsentNotice {
	for _, n := range p.Consents {
		if n.isFor(office, nationalities) {
			return n
		}
	}
	return p.Consents[len(p.Consents)-1]
}

func (n *ConsentNotice) isFor(office intake.Office, nationalities []intake.Nationality) bool {
	if len(n.offices) > 0 && !slices.Contains(n.offices, office) {
		return false
	}
	return len(n.nationalities) == 0 || slices.ContainsFunc(nationalities, func(own intake.Nationality) bool {
		return slices.Contains(n.nationalities, own)
	})
}

// consents reads the notices: the first that is for a person is the one, and the last is for everybody.
func (r *packReader) consents(v value) {
	v.elements(1, maxConsents, func(element value) {
		r.pack.Consents = append(r.pack.Consents, r.consent(element))
	})
	if n := len(r.pack.Consents); n > 0 {
		if last := r.pack.Consents[n-1]; len(last.offices)+len(last.nationalities) > 0 {
			v.refuse(ErrNoGeneralNotice)
		}
	}
}

func (r *packReader) consent(v value) *ConsentNotice {
	v.onlyHas("version", "text", "offices", "nationalities")
	n := &ConsentNotice{}
	v.get("version").readText(&n.Version)
	n.Text = r.pack.texts[r.textKey(v.get("text"))]
	if offices, ok := v.find("offices"); ok {
		offices.elements(1, maxOffices, func(element value) {
			n.offices = append(n.offices, intake.Office(r.grammar.word(OfficeAsked, element)))
		})
	}
	if nationalities, ok := v.find("nationalities"); ok {
		nationalities.elements(1, maxValues, func(element value) {
			n.nationalities = append(n.nationalities, intake.Nationality(r.grammar.word(Nationalities, element)))
		})
	}
	return n
}
