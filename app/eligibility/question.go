package eligibility

import (
	"errors"
	"fmt"

	"ventanilla/app/intake"
)

// MaxQuestion is the largest question that is read, in bytes.
const MaxQuestion = 64 << 10

// ErrNationality is returned for a nationality that is neither a country code nor stateless.
var ErrNationality = errors.New("not an ISO 3166-1 alpha-2 code")

// Question asks for one assessment, as programs write it.
type Question struct {
	ID     string // as written, in JSON: a string in quotes or a number; "null" if there is none
	Office intake.Office
	Day    intake.Day
	Facts  Facts
}

// ParseQuestion reads
//
//	{"id":"a1","office":"EC","assessed_on":"2024-05-04","facts":{"nationalities":["CO"],"arrival_date":"2023-10~"}}
//
// A fact that is left out is unknown. The error is a *PlaceError, and the question then still has its ID if that could
// be read.
func ParseQuestion(data []byte) (Question, error) {
	var doc document
	root := doc.open(data, MaxQuestion)
	q := Question{ID: "null"}
	if doc.err != nil || !root.is(kindObject) {
		return q, doc.err
	}
	q.ID = readID(root)
	root.onlyHas("id", "office", "assessed_on", "facts")
	q.Office = intake.Office(root.get("office").string())
	root.get("assessed_on").readText(&q.Day)
	if facts, ok := root.find("facts"); ok {
		q.Facts = readFacts(facts)
	}
	return q, doc.err
}

// readID keeps the id as JSON, so that the answer repeats it whatever it is.
func readID(root value) string {
	switch id := root.get("id"); id.kind {
	case kindString:
		return quote(id.text)
	case kindNumber:
		return id.text
	default:
		id.is(kindString)
		return "null"
	}
}

func readFacts(v value) (f Facts) {
	v.members(func(name string, member value) {
		switch Fact(name) {
		case Nationalities:
			f.Nationalities = readNationalities(member)
		case BirthDate:
			member.readText(&f.BirthDate)
		case ArrivalDate:
			member.readText(&f.ArrivalDate)
		case HostStatus:
			f.HostStatus = readHostStatus(member)
		case AppliedForRegularization:
			f.AppliedForRegularization = new(member.bool())
		case AsylumRegistrationDate:
			member.readText(&f.AsylumRegistrationDate)
		default:
			member.refuse(ErrUnknownFact)
		}
	})
	return f
}

func readNationalities(v value) (all []intake.Nationality) {
	v.elements(0, maxValues, func(element value) {
		nationality := element.string()
		if element.kind == kindString && !isNationality(nationality) {
			element.refuse(ErrNationality)
		}
		all = append(all, intake.Nationality(nationality))
	})
	return all
}

func readHostStatus(v value) intake.HostStatus {
	status := v.string()
	if v.kind == kindString && !isHostStatus(status) {
		v.refuse(fmt.Errorf("%w: want regular, in_process or irregular", ErrBadValue))
	}
	return intake.HostStatus(status)
}
