package ui

import (
	"time"

	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/interview"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// datePart asks for a date as far as it is known, and says back what it understood.
type datePart struct {
	talk     *talk
	question string
	field    intake.Field
	births   bool
	given    func(intake.Application) intake.Date
	give     func(intake.Date) error
	never    func(intake.Application) bool // nil: it happened, or the question would not be asked
	ages     bool                          // the years of age are asked instead of a date
	half     widgets.Date                  // what was tapped of it while the year is not known

	picker  *widgets.DatePicker
	age     *widgets.Stepper
	told    *widgets.Text
	heard   *widgets.Text
	heardOf *widgets.Icon
	about   *widgets.Choice
	year    *widgets.Choice
	aged    *widgets.Choice
	nevers  *widgets.Choice
	softs   *softs
	body    *fyne.Container
}

func newDatePart(t *talk, q interview.Question) *datePart {
	p := &datePart{talk: t, question: string(q)}
	switch q {
	case interview.Birth:
		p.field, p.births = intake.FieldBirthDate, true
		p.given = func(a intake.Application) intake.Date { return a.Applicant.BirthDate }
		p.give = t.iv.SetBirthDate
	case interview.Arrival:
		p.field = intake.FieldArrivalDate
		p.given = func(a intake.Application) intake.Date { return a.Situation.ArrivalDate }
		p.give = t.iv.SetArrivalDate
	default:
		p.field = intake.FieldAsylum
		p.given = func(a intake.Application) intake.Date { return a.Situation.AsylumRegistrationDate.Date }
		p.give = func(d intake.Date) error { return t.iv.SetAsylum(intake.Asylum{Date: d}) }
		p.never = func(a intake.Application) bool { return a.Situation.AsylumRegistrationDate.Never }
	}
	return p
}

// dateWords are the words of a date picker.
func (a *App) dateWords() widgets.DateWords {
	words := widgets.DateWords{
		Year: a.text("date.year_label"), Month: a.text("date.month_label"), Day: a.text("date.day_label"),
		IfKnown: a.text("date.if_known"), Earlier: a.text("date.before"), Later: a.text("date.after"),
		Decades: a.text("date.decades"),
	}
	for i := range 12 {
		words.Months[i] = a.words.Month(time.Month(i + 1))
		words.Short[i] = a.words.ShortMonth(time.Month(i + 1))
	}
	return words
}

// newPicker makes a picker of dates up to today.
func (a *App) newPicker(births bool, today intake.Day) *widgets.DatePicker {
	latest := widgets.Date{Year: today.Year(), Month: int(today.Month()), Day: today.Day()}
	if births {
		return widgets.NewBirthPicker("date", latest, a.dateWords())
	}
	return widgets.NewDatePicker("date", latest, a.dateWords())
}

func (p *datePart) build() (body, foot fyne.CanvasObject) {
	a := p.talk.app
	p.picker = a.newPicker(p.births, p.talk.iv.Today())
	p.picker.OnChanged = p.picked
	p.age = widgets.NewStepper("age", 0, 120, 30)
	p.age.OnChanged = p.agePicked
	p.body = widgets.NewColumn(0, p.picker, widgets.Pad(widgets.NewRow(24,
		widgets.NewLine(theme.Answer, a.text("birth.about_age_ask")), p.age, widgets.Fill(nil)), 0, 24, 0, 0))
	return p.body, p.buildFoot()
}

// buildFoot is what was understood, and the soft answers.
func (p *datePart) buildFoot() fyne.CanvasObject {
	p.heardOf = widgets.NewIcon(assets.IconCheckCircle, widgets.Good, 36)
	p.told, p.heard = widgets.NewSmall(p.talk.app.text("date.understood")), widgets.NewText(theme.Heading, "")
	softs := p.buildSofts()
	switch {
	case p.talk.app.look.Class == theme.Portrait:
		return widgets.NewColumn(12, p.understood(), widgets.NewGrid(len(softs), theme.TargetGap, softs...))
	case p.heardAbove():
		return widgets.NewFlow(theme.TargetGap, softs...)
	}
	return widgets.NewSplit(0, 16, p.understood(), widgets.NewFlow(12, softs...))
}

// understood says back the date, beside its sign.
func (p *datePart) understood() fyne.CanvasObject {
	return widgets.NewRow(14, p.heardOf, widgets.Middle(widgets.NewColumn(0, p.told, p.heard)))
}

// heardAbove reports whether the date is said back under the title, because the soft answers take the room beside them.
func (p *datePart) heardAbove() bool {
	look := p.talk.app.look
	crowded := p.births || p.never != nil || look.Step != theme.Normal
	return look.Class == theme.Small || look.Class == theme.Landscape && crowded
}

// title says back the date where there is no room for it elsewhere.
func (p *datePart) title() (title, why string) {
	a, key := p.talk.app, "question."+p.question
	why = a.text(key+".why", "country_in", p.talk.here())
	if heard := a.words.Understood(p.given(p.talk.iv.Answers())); heard != "" && p.heardAbove() {
		why = a.text("date.heard", "date", heard)
	}
	return a.text(key+".title", "country_in", p.talk.here()), why
}

// wide says that a date needs the whole pane.
func (p *datePart) wide() bool { return true }

// buildSofts are the soft answers that fit the question.
func (p *datePart) buildSofts() []fyne.CanvasObject {
	a := p.talk.app
	p.about = widgets.NewSoft("soft.about", a.text("answer.about"), func() { p.picker.SetAbout(!p.picker.Value().About) })
	p.year = widgets.NewSoft("soft.only_year", a.text("answer.only_year"), p.picker.OnlyYear)
	p.aged = widgets.NewSoft("soft.age", a.text("birth.about_age"), p.toggleAge)
	p.nevers = widgets.NewSoft("soft.never", a.text("answer.never"), func() { p.talk.took(p.talk.iv.SetAsylum(intake.Asylum{Never: true})) })
	p.softs = newSofts(p.talk, p.field, "soft.", intake.DoesNotKnow, intake.Refused)
	first := []fyne.CanvasObject{p.about, p.year} // there is room for two beside the reasons: a year alone can be tapped too
	switch {
	case p.births:
		first = []fyne.CanvasObject{p.about, p.aged}
	case p.never != nil:
		first = []fyne.CanvasObject{p.nevers, p.about}
	}
	return append(first, p.softs.all...)
}

func (p *datePart) refresh() {
	a, answers := p.talk.app, p.talk.iv.Answers()
	d := p.given(answers)
	if !d.IsZero() || p.talk.iv.Reason(p.field) != "" {
		p.half = widgets.Date{}
	}
	p.picker.SetValue(shownDate(d, p.half))
	p.refreshAge(d)
	setVisible(p.body.Objects[0], !p.ages)
	setVisible(p.body.Objects[1], p.ages)
	p.aged.SetChosen(p.ages)
	p.about.SetChosen((d.Approximate() || p.half.About) && !p.ages)
	p.about.SetPossible(!p.ages)
	p.year.SetPossible(!p.ages)
	p.nevers.SetChosen(p.never != nil && p.never(answers))
	p.softs.refresh()
	p.heard.SetText(a.words.Understood(d))
	setVisible(p.heardOf, !d.IsZero())
	setVisible(p.told, !d.IsZero())
}

// refreshAge shows the age that an approximate year stands for.
func (p *datePart) refreshAge(d intake.Date) {
	if d.IsZero() || !d.Approximate() || d.Month() != 0 {
		p.age.Clear()
		return
	}
	p.age.SetValue(p.talk.iv.Today().Year() - d.Year())
}

// shownDate is a date as the picker shows it, or what was tapped while its year is not known.
func shownDate(d intake.Date, half widgets.Date) widgets.Date {
	if d.IsZero() {
		return half
	}
	return widgets.Date{Year: d.Year(), Month: int(d.Month()), Day: d.Day(), About: d.Approximate()}
}

// pickedDate is a date as the record keeps it. Without its year it is none yet, but half of one.
func pickedDate(v widgets.Date) (d intake.Date, half widgets.Date) {
	d, err := intake.NewDate(v.Year, time.Month(v.Month), v.Day)
	if v.Year == 0 || err != nil {
		return intake.Date{}, v
	}
	if v.About {
		d = d.AsApproximate()
	}
	return d, half
}

// picked takes the date; while the year is not known, the rest waits for it.
func (p *datePart) picked(v widgets.Date) {
	d, half := pickedDate(v)
	if p.talk.done(p.give(d)) {
		p.half = half
	}
	p.talk.changed()
}

// toggleAge asks for the age instead of the date, or the date again.
func (p *datePart) toggleAge() {
	p.ages = !p.ages
	p.talk.changed()
}

func (p *datePart) agePicked(years int) {
	d, err := interview.AboutAge(years, p.talk.iv.Today())
	if err == nil {
		p.talk.took(p.give(d))
	}
}
