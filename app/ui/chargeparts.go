package ui

import (
	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
)

// chargeWhatPart asks what was asked for, and how much.
type chargeWhatPart struct {
	charge *charge
	what   *widgets.TextField
	amount *widgets.TextField
}

func (p *chargeWhatPart) build() fyne.CanvasObject {
	a, told := p.charge.app, &p.charge.told
	p.what = widgets.NewTextArea("field.what", a.text("charge.what"), 3)
	p.what.MaxRunes = intake.NoteLimit
	p.what.SetText(told.What)
	p.amount = widgets.NewTextField("field.amount", widgets.DigitsKind, a.text("charge.amount"))
	p.amount.MaxRunes = 9
	p.amount.SetText(told.Amount)
	cells := newOneOf(&told.Currency, p.charge.currencies(), func(code string) (id, word string) { return "currency." + code, code }).objects()
	money := widgets.NewSplit(0.5, 20, p.amount, widgets.NewColumn(0, widgets.Fill(nil), widgets.NewGrid(len(cells), theme.TargetGap, cells...)))
	return widgets.NewColumn(16, p.what, money)
}

// currencies are the office's own and the ones that people carry.
func (c *charge) currencies() []string {
	own := map[intake.Office]string{"GT": "GTQ", "CO": "COP", "CR": "CRC"}[c.told.Office]
	if own == "" {
		return []string{"USD", "MXN"}
	}
	return []string{own, "USD", "MXN"}
}

func (p *chargeWhatPart) keep() {
	p.charge.told.What, p.charge.told.Amount = p.what.Text(), p.amount.Text()
}

// chargeWhenPart asks for the day, as far as it is known.
type chargeWhenPart struct {
	charge *charge
	half   widgets.Date // what was tapped while the year is not known
	picker *widgets.DatePicker
}

func (p *chargeWhenPart) build() fyne.CanvasObject {
	p.picker = p.charge.app.newPicker(false, intake.DayOf(p.charge.app.Now()))
	p.picker.SetValue(shownDate(p.charge.told.When, p.half))
	return p.picker
}

func (p *chargeWhenPart) keep() {
	p.charge.told.When, p.half = pickedDate(p.picker.Value())
}

// chargeWhoPart asks who it was, and where.
type chargeWhoPart struct {
	charge *charge
	note   *widgets.TextField
	where  *widgets.TextField
}

func (p *chargeWhoPart) build() fyne.CanvasObject {
	a, told := p.charge.app, &p.charge.told
	cells := newOneOf(&told.By, intake.ChargeRoles(), func(role intake.ChargeRole) (id, word string) {
		return "by." + string(role), a.text("charge.by." + string(role))
	}).objects()
	p.note = widgets.NewTextField("field.by_note", widgets.SentenceKind, a.text("charge.by_note"))
	p.where = widgets.NewTextField("field.where", widgets.SentenceKind, a.text("charge.where"))
	p.note.MaxRunes, p.where.MaxRunes = intake.NoteLimit, intake.NoteLimit
	p.note.SetText(told.ByNote)
	p.where.SetText(told.Where)
	fields := widgets.NewGrid(a.columns(2, 1), 16, p.note, p.where)
	return widgets.NewColumn(16, widgets.Pad(widgets.NewGrid(a.columns(3, 2), 12, cells...), 0, 8, 12, 0), fields)
}

func (p *chargeWhoPart) keep() {
	p.charge.told.ByNote, p.charge.told.Where = p.note.Text(), p.where.Text()
}

// chargeContactPart asks whether the office may ask about it, and how.
type chargeContactPart struct {
	charge *charge
	cells  *widgets.YesNo
	how    *widgets.TextField
}

func (p *chargeContactPart) build() fyne.CanvasObject {
	a, told := p.charge.app, p.charge.told
	p.cells = widgets.NewYesNo("may", widgets.Option{Value: yes, Text: a.text("action.yes")}, widgets.Option{Value: no, Text: a.text("action.no")})
	p.cells.SetValue(yesOrNo(told.MayContact))
	p.how = widgets.NewTextField("field.contact", widgets.SentenceKind, a.text("charge.how"))
	p.how.MaxRunes = intake.NoteLimit
	p.how.SetText(told.Contact)
	setVisible(p.how, p.cells.Value() == yes)
	p.cells.OnChosen = func(value string) {
		setVisible(p.how, value == yes)
		a.update()
	}
	return widgets.NewColumn(24, widgets.NewRow(0, p.cells), p.how)
}

func (p *chargeContactPart) keep() {
	p.charge.told.MayContact, p.charge.told.Contact = nil, ""
	switch p.cells.Value() {
	case yes:
		may := true
		p.charge.told.MayContact, p.charge.told.Contact = &may, p.how.Text()
	case no:
		p.charge.told.MayContact = new(bool)
	}
}
