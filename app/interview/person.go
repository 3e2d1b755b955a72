package interview

import (
	"slices"

	"ventanilla/app/intake"
)

// SetNames answers the parts of the name as the person says them. Each may be empty; one name alone is a name.
func (iv *Interview) SetNames(given, surname, second string) error {
	return iv.answer(func(a *intake.Application) {
		p := &a.Applicant
		p.GivenNames, p.Surname, p.SecondSurname = written(given), written(surname), written(second)
	}, intake.FieldName)
}

// SetNameOnDocument answers with the name as it stands on the document.
func (iv *Interview) SetNameOnDocument(name string) error {
	return iv.answer(func(a *intake.Application) { a.Applicant.NameOnDocument = written(name) }, intake.FieldName)
}

// SetKnownAs answers what else the person is called.
func (iv *Interview) SetKnownAs(name string) error {
	return iv.answer(func(a *intake.Application) { a.Applicant.KnownAs = written(name) }, intake.FieldName)
}

// SetBirthDate answers when the person was born, as far as it is known.
func (iv *Interview) SetBirthDate(d intake.Date) error {
	return iv.answer(func(a *intake.Application) { a.Applicant.BirthDate = d }, intake.FieldBirthDate)
}

// AboutAge is the birth date of somebody who is about so many years old on day: an approximate year.
func AboutAge(years int, day intake.Day) (intake.Date, error) {
	d, err := intake.NewDate(day.Year()-years, 0, 0)
	return d.AsApproximate(), err
}

// SetSex answers the sex as on a document.
func (iv *Interview) SetSex(s intake.Sex) error {
	return iv.answer(func(a *intake.Application) { a.Applicant.Sex = s }, FieldSex)
}

// SetNationalities answers all nationalities at once.
func (iv *Interview) SetNationalities(all []intake.Nationality) error {
	all = slices.Clone(all)
	return iv.answer(func(a *intake.Application) { a.Applicant.Nationalities = all }, intake.FieldNationalities)
}

// AddNationality adds one that is not there yet. Having none and having one exclude each other.
func (iv *Interview) AddNationality(n intake.Nationality) error {
	have := slices.Clone(iv.draft.Answers.Applicant.Nationalities)
	if n == intake.Stateless {
		have = nil
	}
	have = slices.DeleteFunc(have, func(h intake.Nationality) bool { return h == n || h == intake.Stateless })
	return iv.SetNationalities(append(have, n))
}

// SetBirthCountry answers where the person was born.
func (iv *Interview) SetBirthCountry(c intake.Country) error {
	return iv.answer(func(a *intake.Application) { a.Applicant.BirthCountry = c }, FieldBirthCountry)
}

// SetEmail answers the email; "" takes it away.
func (iv *Interview) SetEmail(email string) error {
	return iv.answer(func(a *intake.Application) { a.Contact.Email = written(email) }, intake.FieldEmail)
}

// SetPhone answers the phone in the form of E.164; "" takes it away.
func (iv *Interview) SetPhone(phone string) error {
	return iv.answer(func(a *intake.Application) { a.Contact.Phone = written(phone) }, intake.FieldPhone)
}

// SetPhoneShared answers whether others use the phone too.
func (iv *Interview) SetPhoneShared(yes bool) error {
	return iv.answer(func(a *intake.Application) { a.Contact.PhoneShared = &yes }, FieldPhoneShared)
}

// SetMessagesSafe answers whether messages put the person in no danger.
func (iv *Interview) SetMessagesSafe(yes bool) error {
	return iv.answer(func(a *intake.Application) { a.Contact.MessagesSafe = &yes }, FieldMessagesSafe)
}

// SetOtherContact answers how else the person can be reached.
func (iv *Interview) SetOtherContact(other string) error {
	return iv.answer(func(a *intake.Application) { a.Contact.Other = written(other) })
}

// SetDocument answers the document at i, or adds one at the end of the list.
func (iv *Interview) SetDocument(i int, d intake.Document) error {
	d.Number = written(d.Number)
	return iv.answer(func(a *intake.Application) { a.Applicant.Documents = put(a.Applicant.Documents, i, d) }, FieldDocuments)
}

// put replaces the element at i, or appends at the end of the list; any other i changes nothing.
func put[T any](list []T, i int, element T) []T {
	switch {
	case i == len(list):
		return append(list, element)
	case i >= 0 && i < len(list):
		list[i] = element
	}
	return list
}

// removeAt takes the element at i out of a list of the answers, so that Undo brings it back to its place.
func removeAt[T any](iv *Interview, list func(*intake.Application) *[]T, i int) error {
	have := *list(&iv.draft.Answers)
	if i < 0 || i >= len(have) {
		return ErrNothing
	}
	element := have[i]
	return iv.remove(
		func(a *intake.Application) { *list(a) = slices.Delete(*list(a), i, i+1) },
		func(a *intake.Application) { *list(a) = slices.Insert(*list(a), i, element) },
	)
}
