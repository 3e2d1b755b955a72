package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/interview"
	"ventanilla/app/locale"
	"ventanilla/app/ui"
	"ventanilla/app/ui/widgets"
)

// answers answers question after question as the record of a person says, until the window shows the screen named last.
// The diary has the prefix before each, the pictures only that of a quick check or of a worker.
func (g *guide) answers(person intake.Application, last, prefix string) error {
	for {
		question, err := g.question()
		if err != nil || question == last {
			return err
		}
		g.way = strings.TrimPrefix(prefix, string(person.Language)+"-")
		if err := g.answer(interview.Question(question), person); err != nil {
			return fmt.Errorf("answer %s: %w", question, err)
		}
		if err := g.picture(g.way + strings.ReplaceAll(question, "_", "-")); err != nil {
			return err
		}
		if err := g.goOn(question); err != nil {
			return err
		}
		if err := g.note("%s%s kept", prefix, question); err != nil {
			return err
		}
	}
}

// question names the screen that is shown, once it is one of the interview.
func (g *guide) question() (string, error) {
	var shown string
	err := g.until("a question", func() bool {
		shown = g.app.ScreenID()
		return interview.StepOf(interview.Question(shown)) != ""
	})
	return shown, err
}

// goOn touches Next until another screen stands there.
func (g *guide) goOn(from string) error {
	if err := g.tap("next"); err != nil {
		return err
	}
	return g.until("what follows "+from, func() bool { return g.app.ScreenID() != from })
}

// answer gives the answer to the question that is shown.
func (g *guide) answer(question interview.Question, person intake.Application) error {
	switch question {
	case interview.Consent:
		return g.consent(person.Consent)
	case interview.Name:
		return g.name(person.Applicant)
	case interview.Birth:
		return g.date(person.Applicant.BirthDate, true)
	case interview.Arrival:
		return g.date(person.Situation.ArrivalDate, false)
	case interview.Sex:
		return g.tap("choice." + string(person.Applicant.Sex))
	case interview.Nationality:
		return g.country(person.Language, intake.Country(person.Applicant.Nationalities[0]))
	case interview.BirthCountry:
		return g.country(person.Language, person.Applicant.BirthCountry)
	case interview.Contact:
		return g.contact(person)
	case interview.Family:
		return g.family(person.Household)
	case interview.Relatives:
		return g.relatives(person)
	case interview.DocumentBack:
		return g.tap("soft.does_not_have")
	case interview.Portrait, interview.DocumentPhoto:
		return g.photo(string(question))
	case interview.Document:
		return g.document(person)
	case interview.Interests:
		return g.interests(person.Interests)
	case interview.Money:
		return g.tap("money.no")
	case interview.Conditions:
		return nil
	}
	return errors.New("the tour knows no answer")
}

func (g *guide) consent(c *intake.Consent) error {
	for _, purpose := range intake.Purposes() {
		if err := g.tap("consent." + string(purpose) + "." + yesNo(c.Purposes[purpose])); err != nil {
			return err
		}
	}
	given := "given." + string(intake.Verbal) // where a worker asks
	if _, asked := g.look(func() (fyne.CanvasObject, bool) { return g.app.Find(given) }); asked {
		return g.tap(given)
	}
	return nil
}

func (g *guide) name(p intake.Person) error {
	if err := g.fill("field.given", p.GivenNames); err != nil {
		return err
	}
	if p.Surname == "" {
		return nil
	}
	if err := g.fill("field.surname", p.Surname); err != nil {
		return err
	}
	if p.SecondSurname == "" {
		return g.closeKeys()
	}
	if err := g.fill("field.second_surname", p.SecondSurname); err != nil {
		return err
	}
	return g.closeKeys()
}

func (g *guide) closeKeys() error { return g.tap("key.close") }

// date touches as much of a date as is known.
func (g *guide) date(d intake.Date, birth bool) error {
	if d.IsZero() {
		return nil
	}
	year := strconv.Itoa(d.Year())
	if birth {
		if err := g.tapSaying("date.year.", decade(d.Year())); err != nil {
			return err
		}
	}
	if err := g.tapSaying("date.year.", year); err != nil {
		return err
	}
	if d.Month() != 0 {
		if err := g.tap("date.month." + strconv.Itoa(int(d.Month()))); err != nil {
			return err
		}
	}
	if d.Day() != 0 {
		if err := g.tap("date.day." + strconv.Itoa(d.Day())); err != nil {
			return err
		}
	}
	if d.Approximate() {
		return g.tap("soft.about")
	}
	return nil
}

// decade is the beginning of what the cell of a year's decade says.
func decade(year int) string { return strconv.Itoa(year / 10 * 10) }

// country picks a country, by its cell or by writing its name.
func (g *guide) country(language intake.Language, c intake.Country) error {
	if language == "" {
		language = locale.Spanish
	}
	name := g.app.Texts.In(language).Country(c)
	if _, found := g.look(g.saying("country.", name)); found {
		return g.tapSaying("country.", name)
	}
	if err := g.fill("country.search", string([]rune(name)[:4])); err != nil {
		return err
	}
	if err := g.closeKeys(); err != nil {
		return err
	}
	return g.tapSaying("country.", name)
}

func (g *guide) contact(person intake.Application) error {
	c := person.Contact
	if c.Email != "" {
		if err := g.fill("field.email", c.Email); err != nil {
			return err
		}
	} else if err := g.tap("email." + string(person.Missing[intake.FieldEmail])); err != nil {
		return err
	}
	if err := g.fill("field.phone", strings.TrimPrefix(c.Phone, "+502")); err != nil {
		return err
	}
	if err := g.closeKeys(); err != nil {
		return err
	}
	return g.taps("shared."+yesNo(*c.PhoneShared), "safe."+yesNo(*c.MessagesSafe))
}

func (g *guide) family(household []intake.Member) error {
	if household != nil && len(household) == 0 {
		return g.tap("soft.nobody")
	}
	for i, m := range household {
		page := func(name string) error { return g.inner(i == 0, name) }
		err := g.steps(
			func() error { return g.tap("member.add") },
			func() error { return g.name(m.Person) },
			func() error { return page("member-name") },
			func() error { return g.taps("next", "relationship."+string(m.Relationship)) },
			func() error { return page("member-kin") },
			func() error { return g.tap("next") },
			func() error { return g.date(m.BirthDate, true) },
			func() error { return page("member-birth") },
			func() error { return g.taps("next", "whereabouts."+string(m.Whereabouts)) },
			func() error { return page("member-place") },
			func() error { return g.tap("next") },
			func() error { return g.await("member.add") },
		)
		if err != nil {
			return err
		}
	}
	return nil
}

// inner takes a picture of a page inside a question, if it is the first of its kind and an applicant is asked.
func (g *guide) inner(first bool, name string) error {
	if !first || g.way != "" {
		return nil
	}
	return g.picture(name)
}

func (g *guide) relatives(person intake.Application) error {
	if len(person.RelativesAbroad) == 0 {
		return g.tap("soft.nobody")
	}
	for i, r := range person.RelativesAbroad {
		page := func(name string) error { return g.inner(i == 0, name) }
		err := g.steps(
			func() error { return g.taps("relative.add", "relationship."+string(r.Relationship)) },
			func() error { return page("relative-kin") },
			func() error { return g.tap("next") },
			func() error { return g.await("country.search") },
			func() error { return g.country(person.Language, r.Country) },
			func() error { return page("relative-country") },
			func() error { return g.taps("next", "relative_status."+string(r.Status)) },
			func() error { return page("relative-status") },
			func() error { return g.taps("next", "action."+yesNo(r.PetitionFiled != nil && *r.PetitionFiled)) },
			func() error { return page("relative-petition") },
			func() error { return g.tap("next") },
			func() error { return g.await("relative.add") },
		)
		if err != nil {
			return err
		}
	}
	return nil
}

// photo waits for the coach, takes the picture, and reads the verdict. Only the first one is counted down to. On a slow
// machine the camera may still show what was before it: then another picture is taken, as a person would.
func (g *guide) photo(question string) error {
	if err := g.pauseFor(1500 * time.Millisecond); err != nil {
		return err
	}
	if err := g.picture(g.way + strings.ReplaceAll(question, "_", "-") + "-coach"); err != nil {
		return err
	}
	const tries = 4
	for range tries {
		clear := false
		err := g.steps(
			func() error { return g.tap("next") },
			func() error { return g.countdown(question) },
			func() error {
				return g.until("the verdict", func() bool {
					_, unclear := g.app.Find("soft.keep")
					_, clear = g.app.Find("retake")
					clear = clear && !unclear
					return clear || unclear
				})
			},
		)
		if err != nil || clear {
			return err
		}
		if err := g.steps(func() error { return g.tap("next") }, func() error { return g.pauseFor(3 * time.Second) }); err != nil {
			return err
		}
	}
	return fmt.Errorf("no clear picture in %d tries", tries)
}

// countdown shows it, if there is one, and switches it off for what follows.
func (g *guide) countdown(question string) error {
	camera, ok := g.app.Camera.(ui.Lenses)
	if !ok || !camera.Settings().Countdown {
		return nil
	}
	if err := g.picture(question + "-countdown"); err != nil {
		return err
	}
	return camera.SetCountdown(false)
}

// document tells the document on its three pages: kind and number, country, how long it is good.
func (g *guide) document(person intake.Application) error {
	d := person.Applicant.Documents[0]
	err := g.steps(
		func() error { return g.tap("document." + string(d.Type)) },
		func() error { return g.fill("field.number", d.Number) },
		g.closeKeys,
		func() error { return g.picture(g.way + "document-kind") },
		func() error { return g.tap("next") },
		func() error { return g.await("country.search") },
		func() error { return g.country(person.Language, d.Country) },
	)
	if err != nil || d.Expires.IsZero() {
		return err
	}
	return g.steps(
		func() error { return g.picture(g.way + "document-country") },
		func() error { return g.tap("next") },
		func() error { return g.await("date.year.0") },
		func() error { return g.date(d.Expires, false) },
	)
}

func (g *guide) interests(all []intake.Interest) error {
	if len(all) == 0 {
		return g.tap("soft.nothing")
	}
	for _, interest := range all {
		if err := g.tap("interest." + string(interest)); err != nil {
			return err
		}
	}
	return nil
}

// tapSaying touches the cell whose id begins and whose text begins so.
func (g *guide) tapSaying(id, text string) error {
	at, err := g.wait(id+" saying "+text, g.saying(id, text))
	if err != nil {
		return err
	}
	return g.hand.tap(at.x, at.y)
}

func (g *guide) saying(id, text string) func() (fyne.CanvasObject, bool) {
	return func() (found fyne.CanvasObject, ok bool) {
		widgets.Walk(g.app.Window().Content(), func(o fyne.CanvasObject) bool {
			if c, is := o.(*widgets.Choice); is && strings.HasPrefix(c.WidgetID(), id) && strings.HasPrefix(c.Text(), text) {
				found, ok = c, true
			}
			return !ok
		})
		return found, ok
	}
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
