package intake

import "time"

// Consent is what the applicant allowed, on which notice, and how.
type Consent struct {
	NoticeVersion string           `json:"notice_version"`
	NoticeSHA256  string           `json:"notice_sha256,omitempty"` // of the notice's text as shown; the app fills it
	Language      Language         `json:"language,omitempty"`
	Purposes      map[Purpose]bool `json:"purposes"` // a purpose left out was not answered and counts as no
	Given         ConsentForm      `json:"given,omitempty"`
	At            time.Time        `json:"at,omitzero"`
}

// Allows reports whether the purpose was answered with yes.
func (c *Consent) Allows(p Purpose) bool { return c != nil && c.Purposes[p] }

// Purpose is one use of a person's data, each of which can be refused.
type Purpose string

// The purposes. Without Screening nothing is stored.
const (
	Screening  Purpose = "screening"
	ToContact  Purpose = "contact"
	Referral   Purpose = "referral"
	Statistics Purpose = "statistics"
)

// Purposes lists every purpose in the order in which people are asked.
func Purposes() []Purpose { return []Purpose{Screening, ToContact, Referral, Statistics} }

// ConsentForm says how consent was given.
type ConsentForm string

// The forms of consent.
const (
	Signed ConsentForm = "signed"
	Verbal ConsentForm = "verbal"
)
