package eligibility

import (
	"ventanilla/app/intake"
)

// Fact is the name of something that a rule can look at. The names are closed: a pack that uses another one is refused.
type Fact string

// The facts about a person. Minimum requirements look at these alone.
const (
	Nationalities            Fact = "nationalities"
	BirthDate                Fact = "birth_date"
	ArrivalDate              Fact = "arrival_date"
	HostStatus               Fact = "host_status"
	AppliedForRegularization Fact = "applied_for_regularization"
	AsylumRegistrationDate   Fact = "asylum_registration_date"
)

// The facts around a person. Pathways look at these too.
const (
	OfficeAsked     Fact = "office"           // the office that the person speaks to
	HostCountry     Fact = "host_country"     // that office's country
	RelativesAbroad Fact = "relatives_abroad" // "US/citizen": the country and status of any one relative
	PetitionFiled   Fact = "petition_filed"   // the country of any one relative who filed a petition for the person
)

// personFacts lists the facts of Facts, in the order in which people are asked.
func personFacts() []Fact {
	return []Fact{
		Nationalities, BirthDate, ArrivalDate, HostStatus, AppliedForRegularization, AsylumRegistrationDate,
	}
}

// Facts is what is known about a person for an office's minimum requirements. What is absent is unknown, never "no".
// Assess only reads it.
type Facts struct {
	Nationalities            []intake.Nationality // any match is enough; empty is unknown
	BirthDate                intake.Date
	ArrivalDate              intake.Date // since when the person has been in the host country
	HostStatus               intake.HostStatus
	AppliedForRegularization *bool
	AsylumRegistrationDate   intake.Asylum
}

// FactsOf takes the facts out of an application. They share its memory.
func FactsOf(a intake.Application) Facts {
	return Facts{
		Nationalities:            a.Applicant.Nationalities,
		BirthDate:                a.Applicant.BirthDate,
		ArrivalDate:              a.Situation.ArrivalDate,
		HostStatus:               a.Situation.HostStatus,
		AppliedForRegularization: a.Situation.AppliedForRegularization,
		AsylumRegistrationDate:   a.Situation.AsylumRegistrationDate,
	}
}

// Circumstances is what is known about a person for the pathways.
type Circumstances struct {
	Facts
	Relatives []intake.RelativeAbroad // nil: not asked; empty: asked, none
	Interests []intake.Interest       // nil: not asked; empty: asked, none
}

// CircumstancesOf takes the circumstances out of an application. They share its memory.
func CircumstancesOf(a intake.Application) Circumstances {
	return Circumstances{Facts: FactsOf(a), Relatives: a.RelativesAbroad, Interests: a.Interests}
}
