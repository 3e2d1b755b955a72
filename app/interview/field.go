package interview

import "ventanilla/app/intake"

// Fields beyond those of a complete application that can be missing with a reason.
const (
	FieldSex          intake.Field = "applicant.sex"
	FieldBirthCountry intake.Field = "applicant.birth_country"
	FieldDocuments    intake.Field = "applicant.documents"
	FieldDocumentBack intake.Field = "photos.document_back"
	FieldPhoneShared  intake.Field = "contact.phone_shared"
	FieldMessagesSafe intake.Field = "contact.messages_safe"
	FieldRelatives    intake.Field = "relatives_abroad"
	FieldInterests    intake.Field = "interests"
	FieldMoney        intake.Field = "asked_for_money"
)

// field is a place of the record that an answer fills or leaves empty.
type field struct {
	name  intake.Field
	known func(*intake.Application) bool
	clear func(*intake.Application)
}

// fields finds fields by name; the names are those of this package and of intake.
func fields(names ...intake.Field) []field {
	var found []field
	for _, name := range names {
		for _, f := range allFields() {
			if f.name == name {
				found = append(found, f)
			}
		}
	}
	return found
}

// one is a field that holds one thing, or its zero value while nothing is known.
func one[T comparable](name intake.Field, at func(*intake.Application) *T) field {
	var nothing T
	return field{
		name,
		func(a *intake.Application) bool { return *at(a) != nothing },
		func(a *intake.Application) { *at(a) = nothing },
	}
}

func allFields() []field {
	type app = intake.Application
	return []field{
		{intake.FieldConsent, func(a *app) bool { return a.Consent.Allows(intake.Screening) }, func(*app) {}},
		{intake.FieldName, func(a *app) bool { return a.Applicant.HasName() }, clearName},
		one(intake.FieldBirthDate, func(a *app) *intake.Date { return &a.Applicant.BirthDate }),
		one(FieldSex, func(a *app) *intake.Sex { return &a.Applicant.Sex }),
		{
			intake.FieldNationalities,
			func(a *app) bool { return len(a.Applicant.Nationalities) > 0 },
			func(a *app) { a.Applicant.Nationalities = nil },
		},
		one(FieldBirthCountry, func(a *app) *intake.Country { return &a.Applicant.BirthCountry }),
		one(intake.FieldArrivalDate, func(a *app) *intake.Date { return &a.Situation.ArrivalDate }),
		one(intake.FieldHostStatus, func(a *app) *intake.HostStatus { return &a.Situation.HostStatus }),
		one(intake.FieldRegularization, func(a *app) **bool { return &a.Situation.AppliedForRegularization }),
		one(intake.FieldAsylum, func(a *app) *intake.Asylum { return &a.Situation.AsylumRegistrationDate }),
		one(intake.FieldEmail, func(a *app) *string { return &a.Contact.Email }),
		one(intake.FieldPhone, func(a *app) *string { return &a.Contact.Phone }),
		one(FieldPhoneShared, func(a *app) **bool { return &a.Contact.PhoneShared }),
		one(FieldMessagesSafe, func(a *app) **bool { return &a.Contact.MessagesSafe }),
		{intake.FieldHousehold, func(a *app) bool { return a.Household != nil }, func(a *app) { a.Household = nil }},
		{FieldRelatives, func(a *app) bool { return a.RelativesAbroad != nil }, func(a *app) { a.RelativesAbroad = nil }},
		{intake.FieldPortrait, func(a *app) bool { return a.HasPhoto(intake.Portrait) }, dropPhotos(intake.Portrait)},
		{
			intake.FieldDocument,
			func(a *app) bool { return a.HasPhoto(intake.DocumentFront) },
			dropPhotos(intake.DocumentFront, intake.DocumentBack),
		},
		{FieldDocumentBack, func(a *app) bool { return a.HasPhoto(intake.DocumentBack) }, dropPhotos(intake.DocumentBack)},
		{
			FieldDocuments,
			func(a *app) bool { return len(a.Applicant.Documents) > 0 },
			func(a *app) { a.Applicant.Documents = nil },
		},
		{FieldInterests, func(a *app) bool { return a.Interests != nil }, func(a *app) { a.Interests = nil }},
		one(FieldMoney, func(a *app) **intake.MoneyReport { return &a.AskedForMoney }),
	}
}

func clearName(a *intake.Application) {
	p := &a.Applicant
	p.GivenNames, p.Surname, p.SecondSurname, p.NameOnDocument, p.KnownAs = "", "", "", "", ""
}
