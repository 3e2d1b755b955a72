package intake

// Field names a place in an application by its JSON path, such as "contact.email" or "household.2.birth_date".
type Field string

// The fields that a complete application has, in the order of the interview.
const (
	FieldConsent       Field = "consent"
	FieldName          Field = "applicant.name"
	FieldBirthDate     Field = "applicant.birth_date"
	FieldNationalities Field = "applicant.nationalities"
	FieldArrivalDate   Field = "situation.arrival_date"
	FieldEmail         Field = "contact.email"
	FieldPhone         Field = "contact.phone"
	FieldHousehold     Field = "household"
	FieldPortrait      Field = "photos.portrait"
	FieldDocument      Field = "photos.document"
)

// Fields that an office's rules may ask for, and that can be missing with a reason too.
const (
	FieldHostStatus     Field = "situation.host_status"
	FieldRegularization Field = "situation.applied_for_regularization"
	FieldAsylum         Field = "situation.asylum_registration_date"
)

// Reason is why an answer is missing.
type Reason string

// The reasons. Each is allowed; none blocks handing in.
const (
	DoesNotHave Reason = "does_not_have"
	DoesNotKnow Reason = "does_not_know"
	Refused     Reason = "refused"
	NotSafe     Reason = "not_safe"
	Later       Reason = "later"
)

// Lacking lists the fields of a complete application that have no answer, with or without a reason, in the order of the
// interview. An application that lacks something can still be handed in, and says so.
func (a Application) Lacking() []Field {
	has := []struct {
		field Field
		known bool
	}{
		{FieldConsent, a.Consent.Allows(Screening)},
		{FieldName, a.Applicant.HasName()},
		{FieldBirthDate, !a.Applicant.BirthDate.IsZero()},
		{FieldNationalities, len(a.Applicant.Nationalities) > 0},
		{FieldArrivalDate, !a.Situation.ArrivalDate.IsZero()},
		{FieldEmail, a.Contact.Email != ""},
		{FieldPhone, a.Contact.Phone != ""},
		{FieldHousehold, a.Household != nil},
		{FieldPortrait, a.HasPhoto(Portrait)},
		{FieldDocument, a.HasPhoto(DocumentFront)},
	}
	var lacking []Field
	for _, h := range has {
		if !h.known {
			lacking = append(lacking, h.field)
		}
	}
	return lacking
}
