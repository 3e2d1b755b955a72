package ui

import (
	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/locale"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
)

func (r *audit) writePills() {
	a, s := r.app, r.search
	who, day := a.text("audit.anybody"), a.text("audit.any_day")
	if s.Person != nil {
		who = a.personName(*s.Person)
	}
	if !s.Day.IsZero() {
		day = a.words.DayOfYear(s.Day)
	}
	r.pills[0].Set(a.text("audit.who", "who", who), -1)
	r.pills[1].Set(a.text("audit.what", "what", a.kindWord(s.Kind)), -1)
	r.pills[2].Set(a.text("audit.day", "day", day), -1)
	for i, chosen := range []bool{s.Person != nil, s.Kind != "", !s.Day.IsZero()} {
		r.pills[i].SetChosen(chosen)
	}
}

// personName is the name of who left an entry.
func (a *App) personName(p AuditPerson) string {
	switch {
	case p.ID == "":
		return a.text("audit.device")
	case p.Name == "":
		return a.text("audit.somebody")
	}
	return p.Name
}

func (a *App) kindWord(kind AuditKind) string {
	if kind == "" {
		return a.text("audit.kind.all")
	}
	return a.text("audit.kind." + string(kind))
}

// auditChoice is one way to narrow the record.
type auditChoice struct {
	id, text string
	chosen   bool
	tap      func()
}

// openChoices lets a person choose.
func (r *audit) openChoices(title string, columns int, choices []auditChoice) {
	a := r.app
	var cells []fyne.CanvasObject
	for _, c := range choices {
		choice := widgets.NewChoice(c.id, c.text, c.tap)
		choice.SetChosen(c.chosen)
		cells = append(cells, choice)
	}
	body := widgets.Pad(widgets.NewGrid(columns, 14, cells...), 0, 14, 12, 8)
	a.frame.ShowDialog(widgets.NewDialog(title, body, a.closeButton()))
}

func (r *audit) openWho() {
	a := r.app
	choices := []auditChoice{{"audit.who.all", locale.Capital(a.text("audit.anybody")), r.search.Person == nil, func() {
		r.narrow(func(s *AuditSearch) { s.Person = nil })
	}}}
	for _, p := range r.people {
		chosen := r.search.Person != nil && *r.search.Person == p
		choices = append(choices, auditChoice{"audit.who." + p.ID, a.personName(p), chosen, func() {
			r.narrow(func(s *AuditSearch) { s.Person = &p })
		}})
	}
	const few = 8
	columns := 2
	if len(choices) > few {
		columns = a.columns(3, 2)
	}
	r.openChoices(a.text("audit.ask_who"), columns, choices)
}

func (r *audit) openWhat() {
	a := r.app
	var choices []auditChoice
	for _, kind := range []AuditKind{"", AuditOpening, AuditApplications, AuditDelivery, AuditStaff, AuditOther} {
		choices = append(choices, auditChoice{"audit.what." + string(kind), locale.Capital(a.kindWord(kind)), r.search.Kind == kind, func() {
			r.narrow(func(s *AuditSearch) { s.Kind = kind })
		}})
	}
	r.openChoices(a.text("audit.ask_what"), a.columns(2, 1), choices)
}

// auditDays is how many days are offered at a time.
const auditDays = 10

func (r *audit) openWhen() {
	a := r.app
	choices := []auditChoice{{"audit.day.all", locale.Capital(a.text("audit.any_day")), r.search.Day.IsZero(), func() { r.auditDay(intake.Day{}) }}}
	today := intake.DayOf(a.Now())
	for i := range auditDays {
		day := today.AddDate(0, 0, -r.earlier-i)
		name := locale.Capital(a.words.Weekday(day))
		if a.look.Class == theme.Small {
			name = a.words.DayOfYear(day)
		}
		choices = append(choices, auditChoice{"audit.day." + day.String(), name, r.search.Day == day, func() { r.auditDay(day) }})
	}
	choices = append(choices, auditChoice{"audit.day.earlier", a.text("audit.earlier"), false, func() {
		r.earlier += auditDays
		r.openWhen()
	}})
	r.openChoices(a.text("audit.ask_day"), a.columns(3, 2), choices)
}
