package intake

import (
	"fmt"
	"slices"
)

// Check refuses what cannot be right in an application captured on day: a birth date after that day, an unknown code, a
// malformed email or phone, a text over its limit, a control character. It returns the first [Problem] found, or nil.
// An answer that is only missing is no problem: see [Application.Lacking].
func (a Application) Check(day Day) error {
	checks := []func() error{
		a.checkHead,
		a.checkConsent,
		func() error { return a.Applicant.check("applicant", day) },
		a.Contact.check,
		a.Situation.check,
		func() error { return a.checkHousehold(day) },
		a.checkAbroad,
		a.checkPhotos,
		a.checkMissing,
	}
	for _, check := range checks {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

func (a Application) checkHead() error {
	if a.Office == "" || !Country(a.Office).Valid() {
		return &Problem{Code: UnknownCode, Field: "office"}
	}
	if err := checkText("language", string(a.Language), 35); err != nil {
		return err
	}
	if err := oneOf("assisted_by", a.AssistedBy, ByWorker, BySelf); err != nil {
		return err
	}
	for i, interest := range a.Interests {
		if err := oneOf(at("interests", i), interest, SeasonalWork, Spain, Canada, Mexico); err != nil {
			return err
		}
	}
	if a.AskedForMoney != nil {
		return checkText("asked_for_money.note", a.AskedForMoney.Note, NoteLimit)
	}
	return nil
}

func (a Application) checkConsent() error {
	c := a.Consent
	if !c.Allows(Screening) {
		return &Problem{Code: NoConsent, Field: "consent.purposes.screening"}
	}
	for purpose := range c.Purposes {
		if err := oneOf("consent.purposes", purpose, Purposes()...); err != nil {
			return err
		}
	}
	if err := checkText("consent.notice_version", c.NoticeVersion, NameLimit); err != nil {
		return err
	}
	return oneOf("consent.given", c.Given, Signed, Verbal)
}

func (a Application) checkHousehold(day Day) error {
	if len(a.Household) > MaxHousehold {
		return &Problem{Code: TooMany, Field: FieldHousehold}
	}
	for i, m := range a.Household {
		place := at("household", i)
		if err := m.check(place, day); err != nil {
			return err
		}
		if err := oneOf(place+".relationship", m.Relationship, Relationships()...); err != nil {
			return err
		}
		if err := oneOf(place+".whereabouts", m.Whereabouts, Here, HostCountry, Elsewhere, UnknownWhere); err != nil {
			return err
		}
	}
	return nil
}

func (a Application) checkAbroad() error {
	if len(a.RelativesAbroad) > MaxHousehold {
		return &Problem{Code: TooMany, Field: "relatives_abroad"}
	}
	for i, r := range a.RelativesAbroad {
		place := at("relatives_abroad", i)
		if err := oneOf(place+".relationship", r.Relationship, Relationships()...); err != nil {
			return err
		}
		if err := checkCountry(place+".country", r.Country); err != nil {
			return err
		}
		err := oneOf(place+".status", r.Status,
			Citizen, PermanentResident, Refugee, Asylee, OtherStatus, UnknownStatus)
		if err != nil {
			return err
		}
	}
	return nil
}

func (a Application) checkPhotos() error {
	if len(a.Photos) > 20 {
		return &Problem{Code: TooMany, Field: "photos"}
	}
	for i, p := range a.Photos {
		if p.Kind == "" {
			return &Problem{Code: UnknownCode, Field: at("photos", i) + ".kind"}
		}
		if err := oneOf(at("photos", i)+".kind", p.Kind, Portrait, DocumentFront, DocumentBack, OtherPhoto); err != nil {
			return err
		}
		if p.Quality != nil {
			if err := checkText(at("photos", i)+".quality.reason", p.Quality.Reason, NoteLimit); err != nil {
				return err
			}
		}
	}
	return nil
}

func (a Application) checkMissing() error {
	if len(a.Missing) > 200 {
		return &Problem{Code: TooMany, Field: "missing"}
	}
	for field, reason := range a.Missing {
		if err := checkText("missing", string(field), NameLimit); err != nil {
			return err
		}
		err := oneOf("missing."+field, reason, DoesNotHave, DoesNotKnow, Refused, NotSafe, Later)
		if err != nil {
			return err
		}
	}
	return nil
}

func (p Person) check(place Field, day Day) error {
	texts := []struct {
		name  Field
		value string
	}{
		{"given_names", p.GivenNames},
		{"surname", p.Surname},
		{"second_surname", p.SecondSurname},
		{"name_on_document", p.NameOnDocument},
		{"known_as", p.KnownAs},
	}
	for _, t := range texts {
		if err := checkText(place+"."+t.name, t.value, NameLimit); err != nil {
			return err
		}
	}
	if err := oneOf(place+".sex", p.Sex, Female, Male, X); err != nil {
		return err
	}
	if err := checkBirth(place+".birth_date", p.BirthDate, day); err != nil {
		return err
	}
	if err := checkCountry(place+".birth_country", p.BirthCountry); err != nil {
		return err
	}
	return p.checkPapers(place)
}

func (p Person) checkPapers(place Field) error {
	if len(p.Nationalities) > 10 || len(p.Documents) > 10 {
		return &Problem{Code: TooMany, Field: place}
	}
	for i, n := range p.Nationalities {
		if n != Stateless && !Country(n).Valid() {
			return &Problem{Code: UnknownCode, Field: at(place+".nationalities", i)}
		}
	}
	for i, d := range p.Documents {
		where := at(place+".documents", i)
		err := oneOf(where+".type", d.Type,
			Passport, NationalID, ConsularID, BirthCertificate, ResidencePermit, OtherDocument)
		if err != nil {
			return err
		}
		if err := checkText(where+".number", d.Number, NameLimit); err != nil {
			return err
		}
		if err := checkCountry(where+".country", d.Country); err != nil {
			return err
		}
	}
	return nil
}

func (c Contact) check() error {
	if c.Email != "" && !ValidEmail(c.Email) {
		return &Problem{Code: MalformedEmail, Field: FieldEmail}
	}
	if c.Phone != "" && !ValidPhone(c.Phone) {
		return &Problem{Code: MalformedPhone, Field: FieldPhone}
	}
	return checkText("contact.other", c.Other, NoteLimit)
}

func (s Situation) check() error {
	if err := oneOf(FieldHostStatus, s.HostStatus, Regular, InProcess, Irregular); err != nil {
		return err
	}
	return checkText("situation.place", s.Place, NoteLimit)
}

// checkBirth refuses a birth date all of whose possible days lie after day.
func checkBirth(place Field, birth Date, day Day) error {
	if birth.IsZero() {
		return nil
	}
	if first, _ := birth.Span(); day.Before(first) {
		return &Problem{Code: BirthInFuture, Field: place}
	}
	return nil
}

func checkCountry(place Field, c Country) error {
	if c != "" && !c.Valid() {
		return &Problem{Code: UnknownCode, Field: place}
	}
	return nil
}

// oneOf accepts the zero value, which stands for no answer, and the values listed.
func oneOf[T ~string](place Field, value T, allowed ...T) error {
	if value == "" || slices.Contains(allowed, value) {
		return nil
	}
	return &Problem{Code: UnknownCode, Field: place}
}

// at names the element i of the list at place, counted from 0.
func at(place Field, i int) Field { return Field(fmt.Sprintf("%s.%d", place, i)) }
