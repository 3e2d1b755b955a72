package ui

import (
	"slices"
	"strings"

	"ventanilla/app/intake"
	"ventanilla/app/interview"
	"ventanilla/app/locale"
)

// answerGroup is what was answered on one subject: the questions that ask for it, in their order, and a line for each answer.
type answerGroup struct {
	questions []interview.Question
	name      string
	said      []string
}

// answerGroups are all answers that are there, in the order of the interview.
func (a *App) answerGroups(answers intake.Application) []answerGroup {
	type asked = []interview.Question
	group := func(questions asked, step string, said ...string) answerGroup {
		return answerGroup{questions, a.text("step." + step), nonEmpty(said...)}
	}
	field := func(q interview.Question, name intake.Field, said string) answerGroup {
		return answerGroup{asked{q}, a.fieldName(name), nonEmpty(said)}
	}
	person, situation := answers.Applicant, answers.Situation
	var all []answerGroup
	for _, g := range []answerGroup{
		group(asked{interview.Consent}, "consent", a.consentSaid(answers.Consent)...),
		group(asked{interview.Name}, "name", a.nameSaid(person)...),
		group(asked{interview.Birth, interview.Sex}, "birth", a.words.Date(person.BirthDate), a.sexSaid(answers)),
		group(asked{interview.Nationality, interview.BirthCountry}, "nationality",
			a.nationalitiesSaid(person.Nationalities), a.birthCountrySaid(answers)),
		group(asked{interview.Arrival}, "arrival", a.words.Date(situation.ArrivalDate)),
		group(asked{interview.HostStatus, interview.Regularization, interview.Asylum}, "status", a.statusSaid(situation)...),
		group(asked{interview.Contact}, "contact", a.contactSaid(answers)...),
		group(asked{interview.Family, interview.Relatives}, "family", a.familySaid(answers)...),
		group(asked{interview.Portrait}, "portrait", a.photosSaid(answers.Photos, intake.Portrait), a.photosSaid(answers.Photos, intake.OtherPhoto)),
		group(asked{interview.DocumentPhoto, interview.DocumentBack, interview.Document}, "document", a.documentSaid(answers)...),
		field(interview.Interests, interview.FieldInterests, a.interestsSaid(answers)),
		field(interview.Money, interview.FieldMoney, a.moneySaid(answers)),
	} {
		if len(g.said) > 0 {
			all = append(all, g)
		}
	}
	return all
}

// pair is an answer with the name of what it answers.
func (a *App) pair(name, said string) string {
	if said == "" {
		return ""
	}
	return a.text("review.said", "name", name, "said", said)
}

func (a *App) fieldName(field intake.Field) string {
	return locale.Capital(a.text("field." + string(field)))
}

// reasonSaid says why a field has no answer, "" if no reason was given.
func (a *App) reasonSaid(answers intake.Application, field intake.Field) string {
	if reason := answers.Missing[field]; reason != "" {
		return a.pair(a.fieldName(field), a.reason(reason))
	}
	return ""
}

// reason is the word for a reason: the person's own, or the worker's about the person.
func (a *App) reason(r intake.Reason) string {
	if a.hosted() {
		return a.text("answer." + string(r))
	}
	return locale.Capital(a.text("reason." + string(r)))
}

// yesNoSaid is an answer that is yes or no, with its name, or why there is none.
func (a *App) yesNoSaid(answers intake.Application, field intake.Field, said *bool) string {
	if said == nil {
		return a.reasonSaid(answers, field)
	}
	return a.pair(a.fieldName(field), a.text("action."+yesOrNo(said)))
}

func nonEmpty(parts ...string) []string {
	return slices.DeleteFunc(parts, func(part string) bool { return part == "" })
}

// listed joins what belongs to one answer.
func listed(parts ...string) string { return strings.Join(nonEmpty(parts...), " · ") }
