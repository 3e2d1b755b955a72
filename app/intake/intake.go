// Package intake holds the nouns of an application to a Safe Mobility Office: the record itself, the people in it, its
// frozen revisions, their ids and codes, half-known dates, and what can be wrong with any of them.
//
// Begin with [ParseApplication], which reads the JSON form of a record and refuses what cannot be right, or with the
// zero [Application], which holds no answer yet. A field that was not asked or is not known is absent; nothing here
// guesses. The package imports only the standard library and uuid, and does no I/O.
package intake

import "time"

// Office is the code of a Safe Mobility Office, the ISO 3166-1 alpha-2 code of its country: "CO", "CR", "EC", "GT", or
// what a rule pack adds.
type Office string

// Language is a BCP 47 tag: "es", "ht", "fr", "en" or "pt" in the app, any in a record.
type Language string

// AssistedBy says who held the tablet during the interview.
type AssistedBy string

// Who held the tablet.
const (
	ByWorker AssistedBy = "worker"
	BySelf   AssistedBy = "self"
)

// Interest is something that the applicant would like to hear about.
type Interest string

// The interests that the programme can speak to.
const (
	SeasonalWork Interest = "seasonal_work"
	Spain        Interest = "spain"
	Canada       Interest = "canada"
	Mexico       Interest = "mexico"
)

// Application is the record that an interview fills and a sealed core carries. The zero value holds no answer.
type Application struct {
	Office           Office           `json:"office,omitempty"`
	Language         Language         `json:"language,omitempty"`
	AssistedBy       AssistedBy       `json:"assisted_by,omitempty"`
	Consent          *Consent         `json:"consent,omitempty"`
	Applicant        Person           `json:"applicant,omitzero"`
	Contact          Contact          `json:"contact,omitzero"`
	Situation        Situation        `json:"situation,omitzero"`
	Household        []Member         `json:"household,omitzero"` // nil: not asked; empty: asked, nobody
	RelativesAbroad  []RelativeAbroad `json:"relatives_abroad,omitzero"`
	Interests        []Interest       `json:"interests,omitzero"`
	AskedForMoney    *MoneyReport     `json:"asked_for_money,omitempty"`
	UrgentProtection bool             `json:"urgent_protection,omitempty"` // staff only: never in a list, a receipt or a notice
	Photos           []Photo          `json:"photos,omitzero"`
	Missing          map[Field]Reason `json:"missing,omitempty"`
	Assessment       *Assessment      `json:"assessment,omitempty"` // what was told; written by the app
}

// Situation holds the facts about being in the host country that minimum requirements look at.
type Situation struct {
	ArrivalDate              Date       `json:"arrival_date,omitzero"` // since when the person has been there
	HostStatus               HostStatus `json:"host_status,omitempty"`
	AppliedForRegularization *bool      `json:"applied_for_regularization,omitempty"`
	AsylumRegistrationDate   Asylum     `json:"asylum_registration_date,omitzero"`
	Place                    string     `json:"place,omitempty"` // free text, at most NoteLimit characters
}

// HostStatus is the person's migration status in the host country.
type HostStatus string

// The host statuses.
const (
	Regular   HostStatus = "regular"
	InProcess HostStatus = "in_process"
	Irregular HostStatus = "irregular"
)

// RelativeAbroad is a relative in a destination country, who may open a pathway.
type RelativeAbroad struct {
	Relationship  Relationship   `json:"relationship,omitempty"`
	Country       Country        `json:"country,omitempty"`
	Status        RelativeStatus `json:"status,omitempty"`
	PetitionFiled *bool          `json:"petition_filed,omitempty"`
}

// RelativeStatus is a relative's status in the destination country.
type RelativeStatus string

// The statuses of a relative abroad.
const (
	Citizen           RelativeStatus = "citizen"
	PermanentResident RelativeStatus = "permanent_resident"
	Refugee           RelativeStatus = "refugee"
	Asylee            RelativeStatus = "asylee"
	OtherStatus       RelativeStatus = "other"
	UnknownStatus     RelativeStatus = "unknown"
)

// MoneyReport says whether somebody asked for money. It is delivered before anything else.
type MoneyReport struct {
	Asked bool   `json:"asked"`
	Note  string `json:"note,omitempty"` // at most NoteLimit characters
}

// Assessment is what the person was told about an office's minimum requirements, under which rules, and when.
type Assessment struct {
	PackVersion string            `json:"pack_version"`
	Day         Day               `json:"day"`
	Verdict     string            `json:"verdict"`            // as in package eligibility: meets_minimum, does_not_meet, needs_information
	Criteria    map[string]string `json:"criteria,omitempty"` // criterion: met, not_met or unknown
	Pathways    map[string]string `json:"pathways,omitempty"` // pathway: may_be_considered, not_for_this_person or ask_the_counsellor
}

// Stamp says when something was stored, by three clocks of falling convenience and rising worth.
type Stamp struct {
	Device   time.Time `json:"device"`          // the device's own clock, which is wrong sooner or later
	Sequence int64     `json:"sequence"`        // counts up by one a record on this device, from 1
	Portal   time.Time `json:"portal,omitzero"` // the last time that a portal signed, zero before the first
}
