package eligibility

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"ventanilla/app/intake"
)

// MaxNotice is the largest notice that is read, in bytes.
const MaxNotice = 64 << 10

// What can be wrong with a notice.
var (
	ErrAudience = errors.New("unknown audience: want public or staff")
	ErrUrgency  = errors.New("unknown urgency: want information, important or urgent")
)

// Audience is who a notice is for.
type Audience string

// The audiences. Staff see the public notices too, so that they know what people read.
const (
	Public Audience = "public"
	Staff  Audience = "staff"
)

// Urgency is how much a notice asks for attention.
type Urgency string

// The urgencies, least first.
const (
	Information Urgency = "information"
	Important   Urgency = "important"
	Urgent      Urgency = "urgent"
)

// urgencies lists them, least first.
func urgencies() []Urgency { return []Urgency{Information, Important, Urgent} }

// Notice is an announcement of the programme, in one or more languages.
type Notice struct {
	ID        string // a notice with the same ID takes its place
	Programme string
	Audience  Audience
	Urgency   Urgency
	From, To  intake.Day      // both included
	Offices   []intake.Office // empty: all
	Text      Text            // at least one language
}

// ParseNotice reads
//
//	{"notice":"gt-form-closed","programme":"safe-mobility","audience":"public","urgency":"important",
//	 "from":"2026-11-20","to":"2026-11-27","offices":["GT"],"text":{"es":"…","en":"…"}}
//
// in which offices may be left out. The error is a *PlaceError.
func ParseNotice(data []byte) (Notice, error) {
	var doc document
	root := doc.open(data, MaxNotice)
	var n Notice
	if doc.err == nil {
		n = readNotice(root)
	}
	if doc.err != nil {
		return Notice{}, fmt.Errorf("parse notice: %w", doc.err)
	}
	return n, nil
}

// IsNotice reports whether the text means to be a notice rather than a rule pack; it may still be a bad one.
func IsNotice(data []byte) bool {
	var doc document
	_, ok := doc.open(data, MaxNotice).find("notice")
	return ok
}

func readNotice(v value) Notice {
	v.onlyHas("notice", "programme", "audience", "urgency", "from", "to", "offices", "text")
	n := Notice{
		ID:        identifier(v.get("notice")),
		Programme: identifier(v.get("programme")),
		Audience:  Audience(v.get("audience").string()),
		Urgency:   Urgency(v.get("urgency").string()),
		Text:      make(Text),
	}
	if n.Audience != Public && n.Audience != Staff {
		v.get("audience").refuse(ErrAudience)
	}
	if !slices.Contains(urgencies(), n.Urgency) {
		v.get("urgency").refuse(ErrUrgency)
	}
	v.get("from").readText(&n.From)
	v.get("to").readText(&n.To)
	if n.To.Before(n.From) {
		v.get("to").refuse(ErrOrder)
	}
	if offices, ok := v.find("offices"); ok {
		offices.elements(1, maxOffices, func(element value) {
			n.Offices = append(n.Offices, intake.Office(element.limited(maxName)))
		})
	}
	words := v.get("text")
	words.some(len(Languages()))
	words.members(func(language string, member value) {
		if !supported(intake.Language(language)) {
			member.refuse(ErrUnknownField)
		}
		n.Text[intake.Language(language)] = member.limited(maxText)
	})
	return n
}

// Current returns the notices to show at the office on the day to the audience, most urgent first, then newest first.
func Current(notices []Notice, office intake.Office, day intake.Day, audience Audience) []Notice {
	var current []Notice
	for _, n := range notices {
		if n.isFor(office, day, audience) {
			current = append(current, n)
		}
	}
	slices.SortStableFunc(current, func(a, b Notice) int {
		return cmp.Or(
			cmp.Compare(slices.Index(urgencies(), b.Urgency), slices.Index(urgencies(), a.Urgency)),
			b.From.Compare(a.From),
		)
	})
	return current
}

func (n Notice) isFor(office intake.Office, day intake.Day, audience Audience) bool {
	return !day.Before(n.From) && !day.After(n.To) &&
		(n.Audience == audience || audience == Staff) &&
		(len(n.Offices) == 0 || slices.Contains(n.Offices, office))
}
