package ui

import (
	"strings"

	"github.com/nyaruka/phonenumbers"

	"ventanilla/app/intake"
	"ventanilla/app/interview"
	"ventanilla/app/locale"
)

// consentSaid lists what the person agrees to and what not; a purpose left unanswered counts as no.
func (a *App) consentSaid(c *intake.Consent) []string {
	if c == nil {
		return nil
	}
	var agreed, refused []string
	for _, purpose := range intake.Purposes() {
		title := a.text("consent." + string(purpose) + ".title")
		if c.Allows(purpose) {
			agreed = append(agreed, title)
		} else {
			refused = append(refused, title)
		}
	}
	said := []string{
		a.pair(a.text("action.yes"), strings.Join(agreed, ", ")),
		a.pair(a.text("action.no"), strings.Join(refused, ", ")),
	}
	if c.Given != "" {
		said = append(said, a.text("consent.given."+string(c.Given)))
	}
	return said
}

// nameSaid gives the name, and the others that the person has beside it.
func (a *App) nameSaid(p intake.Person) []string {
	said := []string{p.FullName()}
	if p.NameOnDocument != said[0] {
		said = append(said, a.pair(a.text("name.document"), p.NameOnDocument))
	}
	if p.KnownAs != said[0] {
		said = append(said, a.pair(a.text("name.known_as"), p.KnownAs))
	}
	return said
}

func (a *App) sexSaid(answers intake.Application) string {
	if sex := answers.Applicant.Sex; sex != "" {
		return a.pair(a.fieldName(interview.FieldSex), a.text("sex."+string(sex)))
	}
	return a.reasonSaid(answers, interview.FieldSex)
}

func (a *App) nationalitiesSaid(all []intake.Nationality) string {
	var names []string
	for _, n := range all {
		names = append(names, a.words.Nationality(n))
	}
	return strings.Join(names, ", ")
}

func (a *App) birthCountrySaid(answers intake.Application) string {
	if country := answers.Applicant.BirthCountry; country != "" {
		return a.pair(a.fieldName(interview.FieldBirthCountry), a.words.Country(country))
	}
	return a.reasonSaid(answers, interview.FieldBirthCountry)
}

func (a *App) statusSaid(s intake.Situation) []string {
	var said []string
	if s.HostStatus != "" {
		said = append(said, locale.Capital(a.text("host_status."+string(s.HostStatus))))
	}
	if s.AppliedForRegularization != nil {
		said = append(said, a.pair(a.fieldName(intake.FieldRegularization), a.text("action."+yesOrNo(s.AppliedForRegularization))))
	}
	if d := s.AsylumRegistrationDate; !d.IsZero() {
		when := a.words.Date(d.Date)
		if d.Never {
			when = a.text("action.no")
		}
		said = append(said, a.pair(a.fieldName(intake.FieldAsylum), when))
	}
	return said
}

func (a *App) contactSaid(answers intake.Application) []string {
	c := answers.Contact
	return []string{
		c.Email, international(c.Phone),
		a.yesNoSaid(answers, interview.FieldPhoneShared, c.PhoneShared),
		a.yesNoSaid(answers, interview.FieldMessagesSafe, c.MessagesSafe),
		a.pair(a.text("contact.other"), c.Other),
	}
}

// international is a kept number in groups, as it is dialled from anywhere.
func international(kept string) string {
	number, err := phonenumbers.Parse(kept, "")
	if err != nil {
		return kept
	}
	return phonenumbers.Format(number, phonenumbers.INTERNATIONAL)
}

// familySaid lists the household and the relatives in other countries, a line for each person.
func (a *App) familySaid(answers intake.Application) []string {
	var said []string
	if answers.Household != nil && len(answers.Household) == 0 {
		said = append(said, a.count("family.count", 0))
	}
	for _, m := range answers.Household {
		where := ""
		if m.Whereabouts != "" {
			where = a.text("whereabouts.short." + string(m.Whereabouts))
		}
		said = append(said, listed(m.FullName(), a.kinship(m), where))
	}
	if abroad := answers.RelativesAbroad; abroad != nil && len(abroad) == 0 {
		said = append(said, a.pair(a.fieldName(interview.FieldRelatives), a.text("relatives.none")))
	}
	for _, r := range answers.RelativesAbroad {
		said = append(said, a.relativeSaid(r))
	}
	return append(said, a.reasonSaid(answers, interview.FieldRelatives))
}

func (a *App) relativeSaid(r intake.RelativeAbroad) string {
	var kin, country, status, petition string
	if r.Relationship != "" {
		kin = locale.Capital(a.text("relationship." + string(r.Relationship)))
	}
	if r.Country != "" {
		country = a.words.Country(r.Country)
	}
	if r.Status != "" {
		status = a.text("relative_status." + string(r.Status))
	}
	if r.PetitionFiled != nil {
		petition = a.text("review.petition." + yesOrNo(r.PetitionFiled))
	}
	return listed(kin, country, status, petition)
}

// photosSaid says whether a photo of the kind is there and clear.
func (a *App) photosSaid(photos []intake.Photo, kind intake.PhotoKind) string {
	n, clear := 0, true
	for _, p := range photos {
		if p.Kind == kind {
			n++
			clear = clear && (p.Quality == nil || p.Quality.Clear)
		}
	}
	switch {
	case n == 0:
		return ""
	case n > 1:
		return a.count("receipt.photos", n)
	case !clear:
		return a.text("review.photo_unclear")
	}
	return a.text("review.photo_clear")
}

// documentSaid says what is known of the documents, and of their photos.
func (a *App) documentSaid(answers intake.Application) []string {
	var said []string
	for _, d := range answers.Applicant.Documents {
		kind, country := "", ""
		if d.Type != "" {
			kind = a.text("document_type." + string(d.Type))
		}
		if d.Country != "" {
			country = a.words.Country(d.Country)
		}
		said = append(said, listed(kind, d.Number, country, a.pair(a.text("document.expires"), a.words.Date(d.Expires))))
	}
	back := a.reasonSaid(answers, interview.FieldDocumentBack)
	if answers.Missing[interview.FieldDocumentBack] == intake.DoesNotHave {
		back = a.text("document.no_back")
	}
	return append(said,
		a.reasonSaid(answers, interview.FieldDocuments),
		a.pair(a.fieldName(intake.FieldDocument), a.photosSaid(answers.Photos, intake.DocumentFront)),
		a.pair(a.fieldName(interview.FieldDocumentBack), a.photosSaid(answers.Photos, intake.DocumentBack)), back)
}

func (a *App) interestsSaid(answers intake.Application) string {
	if answers.Interests != nil && len(answers.Interests) == 0 {
		return a.text("interests.none")
	}
	var names []string
	for _, interest := range answers.Interests {
		names = append(names, a.text("interest."+string(interest)))
	}
	if reason := answers.Missing[interview.FieldInterests]; reason != "" {
		return a.reason(reason)
	}
	return strings.Join(names, ", ")
}

func (a *App) moneySaid(answers intake.Application) string {
	if report := answers.AskedForMoney; report != nil {
		return listed(a.text("action."+yesOrNo(&report.Asked)), report.Note)
	}
	if reason := answers.Missing[interview.FieldMoney]; reason != "" {
		return a.reason(reason)
	}
	return ""
}
