package ui

import (
	"strconv"

	"fyne.io/fyne/v2"
	"github.com/nyaruka/phonenumbers"

	"ventanilla/app/intake"
	"ventanilla/app/interview"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// contactPart asks how the office can reach the person.
type contactPart struct {
	talk    *talk
	country intake.Country // of a number without its own prefix

	email, phone *widgets.TextField
	other        *widgets.TextField // where there is no phone
	code         *widgets.Button
	rows         [2]*fyne.Container
	shared, safe *widgets.YesNo
	silent       *widgets.Banner
	lent, more   *fyne.Container // what is asked of a phone, and of any way to write
	softs        [2]*softs
}

func (p *contactPart) build() (body, foot fyne.CanvasObject) {
	a := p.talk.app
	if p.country == "" {
		p.country = p.talk.iv.Office().Country
	}
	email, phone := p.email, p.phone // of another language or look
	p.email = widgets.NewTextField("field.email", widgets.EmailKind, a.text("contact.email"))
	p.phone = widgets.NewTextField("field.phone", widgets.PhoneKind, "")
	p.email.OnLeft, p.phone.OnLeft = p.left(p.keepEmail), p.left(p.keepPhone)
	p.email.OnWrite = func() { p.writeAfterAll(p.email, p.talk.iv.SetEmail("")) }
	p.phone.OnWrite = func() { p.writeAfterAll(p.phone, p.talk.iv.SetPhone("")) }
	p.takeOver(email, p.email, p.keepEmail)
	p.takeOver(phone, p.phone, p.keepPhone)
	p.code = widgets.NewButton("phone.country", widgets.InPane, "", p.openCountries).Plain()
	reasons := []intake.Reason{intake.DoesNotHave, intake.DoesNotKnow, intake.Refused, intake.NotSafe, intake.Later}
	p.softs[0] = newSofts(p.talk, intake.FieldEmail, "email.", reasons...)
	p.softs[1] = newSofts(p.talk, intake.FieldPhone, "phone.", reasons...)
	for i := range p.rows {
		p.rows[i] = widgets.NewFlow(10, p.softs[i].all...)
	}
	p.shared, p.safe = p.newYesNo("shared", interview.FieldPhoneShared, p.talk.iv.SetPhoneShared), p.newYesNo("safe", interview.FieldMessagesSafe, p.talk.iv.SetMessagesSafe)
	p.silent = widgets.NewBanner(assets.IconInfo, widgets.Quiet, a.text("contact.messages_no"))
	p.other = widgets.NewTextField("field.other_contact", widgets.SentenceKind, a.text("contact.other"))
	p.other.MaxRunes = intake.NoteLimit
	p.other.OnLeft = p.keepOther
	p.lent = widgets.NewColumn(0, p.asked("contact.shared", p.shared))
	p.more = widgets.NewColumn(10, p.asked("contact.messages_safe", p.safe), p.silent)
	const lower = 4 // px that the button stands lower than the field, which is higher
	return widgets.NewColumn(10,
		p.email, p.rows[0],
		widgets.NewSmall(a.text("contact.phone")), widgets.NewTopRow(12, widgets.Pad(p.code, 0, lower, 0, 0), widgets.Fill(p.phone)), p.rows[1],
		p.lent, p.more, p.other), nil
}

// takeOver brings what was refused, because it is not whole yet, into the field that takes another's place.
func (p *contactPart) takeOver(old, field *widgets.TextField, keep func()) {
	if old != nil && old.Problem() != "" {
		field.SetText(old.Text())
		keep()
	}
}

// asked puts a question before its cells, or above them where it has no room there.
func (p *contactPart) asked(key string, cells *widgets.YesNo) fyne.CanvasObject {
	text, look := widgets.NewText(theme.Label, p.talk.app.text(key)), p.talk.app.look
	if look.Class == theme.Portrait || look.Class == theme.Small && look.Step != theme.Normal {
		return widgets.NewColumn(8, text, cells)
	}
	return widgets.NewRow(16, widgets.Middle(text), cells)
}

// newYesNo makes the cells of yes, no and don't know.
func (p *contactPart) newYesNo(id string, field intake.Field, give func(bool) error) *widgets.YesNo {
	a := p.talk.app
	cells := widgets.NewYesNo(id, widgets.Option{Value: yes, Text: a.text("action.yes")},
		widgets.Option{Value: no, Text: a.text("action.no")}, widgets.Option{Value: "unknown", Text: a.text("answer.does_not_know")})
	cells.OnChosen = func(value string) {
		switch value {
		case yes, no:
			p.talk.took(give(value == yes))
		default:
			p.talk.took(p.talk.iv.Missing(field, intake.DoesNotKnow))
		}
	}
	return cells
}

func (p *contactPart) refresh() {
	a, answers := p.talk.app, p.talk.iv.Answers()
	p.refreshField(p.email, 0, intake.FieldEmail, answers.Contact.Email)
	p.refreshField(p.phone, 1, intake.FieldPhone, p.national(answers.Contact.Phone))
	p.code.SetText("+" + callingCode(p.country) + "  " + a.words.Country(p.country))
	p.refreshCells(p.shared, interview.FieldPhoneShared, answers.Contact.PhoneShared)
	p.refreshCells(p.safe, interview.FieldMessagesSafe, answers.Contact.MessagesSafe)
	setVisible(p.lent, answers.Contact.Phone != "")
	setVisible(p.more, answers.Contact.Phone != "" || answers.Contact.Email != "")
	setVisible(p.other, p.talk.iv.Reason(intake.FieldPhone) != "" || answers.Contact.Other != "")
	if !p.other.Focused() {
		p.other.SetText(answers.Contact.Other)
	}
	setVisible(p.silent, answers.Contact.MessagesSafe != nil && !*answers.Contact.MessagesSafe)
}

// refreshField shows what is known, or the reason why nothing is.
func (p *contactPart) refreshField(field *widgets.TextField, i int, name intake.Field, text string) {
	reason := p.talk.iv.Reason(name)
	switch {
	case reason != "":
		field.SetText("")
		field.SetMissing(p.talk.app.reason(reason), p.talk.app.text([]string{"contact.email_write", "contact.phone_write"}[i]))
	default:
		field.SetMissing("", "")
		if field.Problem() == "" && !field.Focused() {
			field.SetText(text)
		}
	}
	setVisible(p.rows[i], text == "" && reason == "")
	p.softs[i].refresh()
}

func (p *contactPart) refreshCells(cells *widgets.YesNo, field intake.Field, known *bool) {
	value := yesOrNo(known)
	if p.talk.iv.Reason(field) == intake.DoesNotKnow {
		value = "unknown"
	}
	cells.SetValue(value)
}

// left keeps what was written when the field is left, and shows what follows from it.
func (p *contactPart) left(keep func()) func() {
	return func() {
		keep()
		p.talk.changed()
	}
}

// writeAfterAll takes a reason back, for the person has an answer.
func (p *contactPart) writeAfterAll(field *widgets.TextField, err error) {
	if p.talk.done(err) {
		p.talk.changed()
		field.Focus()
	}
}

func (p *contactPart) keepEmail() {
	if p.email.Text() == p.talk.iv.Answers().Contact.Email || p.talk.iv.Reason(intake.FieldEmail) != "" && p.email.Text() == "" {
		p.email.SetProblem("")
		return
	}
	p.email.SetProblem(p.talk.app.problem(p.talk.iv.SetEmail(p.email.Text())))
}

func (p *contactPart) keepPhone() {
	number := e164(p.phone.Text(), p.country)
	if number == p.talk.iv.Answers().Contact.Phone || p.talk.iv.Reason(intake.FieldPhone) != "" && number == "" {
		p.phone.SetProblem("")
		return
	}
	p.phone.SetProblem(p.talk.app.problem(p.talk.iv.SetPhone(number)))
}

func (p *contactPart) keepOther() {
	if p.other.Text() != p.talk.iv.Answers().Contact.Other {
		p.other.SetProblem(p.talk.app.problem(p.talk.iv.SetOtherContact(p.other.Text())))
	}
}

// keep keeps what is written so far as soon as it is whole.
func (p *contactPart) keep() {
	if intake.ValidEmail(p.email.Text()) {
		p.keepEmail()
	}
	if intake.ValidPhone(e164(p.phone.Text(), p.country)) {
		p.keepPhone()
	}
	p.keepOther()
}

func (p *contactPart) finish() bool {
	p.leave()
	p.talk.app.update()
	return p.email.Problem()+p.phone.Problem()+p.other.Problem() == ""
}

func (p *contactPart) leave() {
	p.keepEmail()
	p.keepPhone()
	p.keepOther()
}

// openCountries lets the person choose the country of the phone.
func (p *contactPart) openCountries() {
	a := p.talk.app
	picker := widgets.NewSearchPick("phone", false, a.pickWords(), a.countryItems(), p.talk.mostCountries())
	picker.OnChanged = func(values []string) {
		if len(values) > 0 {
			p.country = intake.Country(values[0])
			a.frame.HideDialog()
			p.keepPhone()
			p.talk.changed()
		}
	}
	a.frame.ShowDialog(widgets.NewDialog(a.text("contact.country_code"), picker, a.closeButton()))
}

// callingCode is the prefix of a country's numbers, such as "504".
func callingCode(c intake.Country) string {
	return strconv.Itoa(phonenumbers.GetCountryCodeForRegion(string(c)))
}

// e164 is a number as the record keeps it; what cannot be read stays as it is written, to be refused there.
func e164(written string, country intake.Country) string {
	if written == "" {
		return ""
	}
	number, err := phonenumbers.Parse(written, string(country))
	if err != nil {
		return written
	}
	return phonenumbers.Format(number, phonenumbers.E164)
}

// national is a kept number as people of its country write it, and makes that country the one that is shown.
func (p *contactPart) national(kept string) string {
	number, err := phonenumbers.Parse(kept, "")
	if err != nil {
		return kept
	}
	if region := phonenumbers.GetRegionCodeForNumber(number); intake.Country(region).Valid() {
		p.country = intake.Country(region)
	} else if region != string(p.country) {
		return kept
	}
	return phonenumbers.Format(number, phonenumbers.NATIONAL)
}
