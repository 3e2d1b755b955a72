package ui

import (
	"strings"

	"ventanilla/app/intake"
	"ventanilla/app/interview"
)

// answerLine is one answer in a list.
type answerLine struct {
	question interview.Question
	name     string
	said     string
}

// answerLines are the answers that are there, in the order of the interview.
func (a *App) answerLines(answers intake.Application) []answerLine {
	row := func(q interview.Question, step, said string) answerLine {
		return answerLine{q, a.text("step." + step), said}
	}
	all := []answerLine{
		row(interview.Consent, "consent", a.consentSaid(answers.Consent)),
		row(interview.Name, "name", answers.Applicant.FullName()),
		row(interview.Birth, "birth", a.words.Date(answers.Applicant.BirthDate)),
		row(interview.Nationality, "nationality", a.nationalitiesSaid(answers.Applicant.Nationalities)),
		row(interview.Arrival, "arrival", a.words.Date(answers.Situation.ArrivalDate)),
		row(interview.HostStatus, "status", a.statusSaid(answers.Situation)),
		row(interview.Contact, "contact", joinNonEmpty(answers.Contact.Email, answers.Contact.Phone)),
	}
	if answers.Household != nil {
		all = append(all, row(interview.Family, "family", a.count("family.count", len(answers.Household))))
	}
	if n := len(answers.Photos); n > 0 {
		all = append(all, answerLine{interview.Portrait, a.text("review.photos"), a.count("receipt.photos", n)})
	}
	return keepSaid(all)
}

func keepSaid(all []answerLine) []answerLine {
	var said []answerLine
	for _, r := range all {
		if r.said != "" {
			said = append(said, r)
		}
	}
	return said
}

func joinNonEmpty(parts ...string) string {
	var kept []string
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, ", ")
}

func (a *App) consentSaid(c *intake.Consent) string {
	agreed := 0
	for _, purpose := range intake.Purposes() {
		if c.Allows(purpose) {
			agreed++
		}
	}
	return a.text("consent.summary", "yes", agreed, "no", len(intake.Purposes())-agreed)
}

func (a *App) nationalitiesSaid(all []intake.Nationality) string {
	var names []string
	for _, n := range all {
		names = append(names, a.words.Nationality(n))
	}
	return strings.Join(names, ", ")
}

func (a *App) statusSaid(s intake.Situation) string {
	var status, asylum string
	if s.HostStatus != "" {
		status = a.text("host_status." + string(s.HostStatus))
	}
	if d := s.AsylumRegistrationDate; !d.IsZero() {
		asylum = a.text("field.situation.asylum_registration_date") + ": " + a.words.Date(d.Date)
		if d.Never {
			asylum = a.text("field.situation.asylum_registration_date") + ": " + a.text("action.no")
		}
	}
	return joinNonEmpty(status, asylum)
}
