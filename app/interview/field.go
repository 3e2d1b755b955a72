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

func allFields() []field {
	type app = intake.Application
	return []field{
		{intake.FieldConsent, func(a *app) bool { return a.Consent.Allows(intake.Screening) }, func(*app) {}},
		{intake.FieldName, func(a *app) bool { return a.Applicant.HasName() }, clearName},
		{
			intake.FieldBirthDate,
			func(a *app) bool { return !a.Applicant.BirthDate.IsZero() },
			func(a *app) { a.Applicant.BirthDate = intake.Date{} },
		},
		{FieldSex, func(a *app) bool { return a.Applicant.Sex != "" }, func(a *app) { a.Applicant.Sex = "" }},
		{
			intake.FieldNationalities,
			func(a *app) bool { return len(a.Applicant.Nationalities) > 0 },
			func(a *app) { a.Applicant.Nationalities = nil },
		},
		{
			FieldBirthCountry,
			func(a *app) bool { return a.Applicant.BirthCountry != "" },
			func(a *app) { a.Applicant.BirthCountry = "" },
		},
		{
			intake.FieldArrivalDate,
			func(a *app) bool { return !a.Situation.ArrivalDate.IsZero() },
			func(a *app) { a.Situation.ArrivalDate = intake.Date{} },
		},
		{
			intake.FieldHostStatus,
			func(a *app) bool { return a.Situation.HostStatus != "" },
			func(a *app) { a.Situation.HostStatus = "" },
		},
		{
			intake.FieldRegularization,
			func(a *app) bool { return a.Situation.AppliedForRegularization != nil },
			func(a *app) { a.Situation.AppliedForRegularization = nil },
		},
		{
			intake.FieldAsylum,
			func(a *app) bool { return !a.Situation.AsylumRegistrationDate.IsZero() },
			func(a *app) { a.Situation.AsylumRegistrationDate = intake.Asylum{} },
		},
		{intake.FieldEmail, func(a *app) bool { return a.Contact.Email != "" }, func(a *app) { a.Contact.Email = "" }},
		{intake.FieldPhone, func(a *app) bool { return a.Contact.Phone != "" }, func(a *app) { a.Contact.Phone = "" }},
		{FieldPhoneShared, func(a *app) bool { return a.Contact.PhoneShared != nil }, func(a *app) { a.Contact.PhoneShared = nil }},
		{FieldMessagesSafe, func(a *app) bool { return a.Contact.MessagesSafe != nil }, func(a *app) { a.Contact.MessagesSafe = nil }},
		{intake.FieldHousehold, func(a *app) bool { return a.Household != nil }, func(a *app) { a.Household = nil }},
		{FieldRelatives, func(a *app) bool { return a.RelativesAbroad != nil }, func(a *app) { a.RelativesAbroad = nil }},
		{intake.FieldPortrait, func(a *app) bool { return a.HasPhoto(intake.Portrait) }, dropPhotos(intake.Portrait)},
		{
			intake.FieldDocument,
			func(a *app) bool { return a.HasPhoto(intake.DocumentFront) },
			dropPhotos(intake.DocumentFront, intake.DocumentBack),
		},
		{
			FieldDocumentBack,
			func(a *app) bool { return a.HasPhoto(intake.DocumentBack) },
			dropPhotos(intake.DocumentBack),
		},
		{
			FieldDocuments,
			func(a *app) bool { return len(a.Applicant.Documents) > 0 },
			func(a *app) { a.Applicant.Documents = nil },
		},
		{FieldInterests, func(a *app) bool { return a.Interests != nil }, func(a *app) { a.Interests = nil }},
		{FieldMoney, func(a *app) bool { return a.AskedForMoney != nil }, func(a *app) { a.AskedForMoney = nil }},
	}
}

func clearName(a *intake.Application) {
	p := &a.Applicant
	p.GivenNames, p.Surname, p.SecondSurname, p.NameOnDocument, p.KnownAs = "", "", "", "", ""
}
