package intake

// Person is an applicant or a member of the household. Names stand as the person says them; one name alone is a name.
type Person struct {
	GivenNames     string        `json:"given_names,omitempty"`
	Surname        string        `json:"surname,omitempty"`
	SecondSurname  string        `json:"second_surname,omitempty"`
	NameOnDocument string        `json:"name_on_document,omitempty"`
	KnownAs        string        `json:"known_as,omitempty"`
	Sex            Sex           `json:"sex,omitempty"`
	BirthDate      Date          `json:"birth_date,omitzero"`
	BirthCountry   Country       `json:"birth_country,omitempty"`
	Nationalities  []Nationality `json:"nationalities,omitempty"`
	Documents      []Document    `json:"documents,omitempty"`
}

// HasName reports whether any part of a name is known.
func (p Person) HasName() bool {
	return p.GivenNames != "" || p.Surname != "" || p.NameOnDocument != "" || p.KnownAs != ""
}

// FullName joins what is known of the name in its usual order, "" if nothing is.
func (p Person) FullName() string {
	name := joinNonEmpty(p.GivenNames, p.Surname, p.SecondSurname)
	if name == "" {
		name = p.NameOnDocument
	}
	if name == "" {
		name = p.KnownAs
	}
	return name
}

// Initials gives at most two initials, "" without a name. They are all that a list or a receipt may show of a name.
func (p Person) Initials() string {
	first, rest := firstRune(p.GivenNames), firstRune(p.Surname)
	if first+rest == "" {
		first = firstRune(p.FullName())
	}
	return first + rest
}

// Sex as on a travel document (ICAO 9303).
type Sex string

// The values of Sex.
const (
	Female Sex = "F"
	Male   Sex = "M"
	X      Sex = "X" // other, or not said
)

// Nationality is a country code, or Stateless.
type Nationality string

// Stateless stands for having no nationality, which is known and not the same as an unknown one.
const Stateless Nationality = "stateless"

// Document is a paper that says who somebody is.
type Document struct {
	Type    DocumentType `json:"type,omitempty"`
	Number  string       `json:"number,omitempty"`
	Country Country      `json:"country,omitempty"`
	Expires Date         `json:"expires,omitzero"`
}

// DocumentType is the kind of a document.
type DocumentType string

// The kinds of documents.
const (
	Passport         DocumentType = "passport"
	NationalID       DocumentType = "national_id"
	ConsularID       DocumentType = "consular_id"
	BirthCertificate DocumentType = "birth_certificate"
	ResidencePermit  DocumentType = "residence_permit"
	OtherDocument    DocumentType = "other"
)
