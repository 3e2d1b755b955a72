package intake

// MaxHousehold is the largest number of household members, the applicant not counted.
const MaxHousehold = 30

// Member is a person of the applicant's household, wherever that person is now.
type Member struct {
	Person
	Relationship Relationship `json:"relationship,omitempty"`
	Whereabouts  Whereabouts  `json:"whereabouts,omitempty"`
}

// Relationship is what a member or relative is to the applicant.
type Relationship string

// The relationships.
const (
	Spouse        Relationship = "spouse"
	Partner       Relationship = "partner"
	Child         Relationship = "child"
	Stepchild     Relationship = "stepchild"
	Parent        Relationship = "parent"
	Sibling       Relationship = "sibling"
	Grandparent   Relationship = "grandparent"
	Grandchild    Relationship = "grandchild"
	OtherRelative Relationship = "other_relative"
	Ward          Relationship = "ward"
	NotRelated    Relationship = "not_related"
)

// Relationships lists every relationship in the order in which people are asked.
func Relationships() []Relationship {
	return []Relationship{
		Spouse, Partner, Child, Stepchild, Parent, Sibling, Grandparent, Grandchild, OtherRelative, Ward, NotRelated,
	}
}

// Whereabouts is where a member of the household is now.
type Whereabouts string

// The whereabouts.
const (
	Here         Whereabouts = "here"
	HostCountry  Whereabouts = "host_country"
	Elsewhere    Whereabouts = "elsewhere"
	UnknownWhere Whereabouts = "unknown"
)

// majority is the age, in completed years, from which a person can answer for a child.
const majority = 18

// MinorAlone reports whether the applicant is surely under 18 on day and has no grown parent here. Whether somebody else
// is the child's guardian is for staff to find out: the flag is theirs, and never reaches a screen that the applicant sees.
func (a Application) MinorAlone(day Day) bool {
	if !surelyUnder(majority, a.Applicant.BirthDate, day) {
		return false
	}
	for _, m := range a.Household {
		if m.Relationship == Parent && m.Whereabouts == Here && !surelyUnder(majority, m.BirthDate, day) {
			return false
		}
	}
	return true
}

// surelyUnder reports whether a person born on any day that birth can mean is younger than years on day.
func surelyUnder(years int, birth Date, day Day) bool {
	if birth.IsZero() {
		return false
	}
	_, oldest := birth.AgeOn(day)
	return oldest < years
}
