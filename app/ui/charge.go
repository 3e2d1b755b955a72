package ui

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// Charges takes reports of having been asked for money.
type Charges interface {
	// Report keeps a report, seals it, and sends it before anything else. The error is a *intake.Problem where an answer
	// cannot be right.
	Report(ctx context.Context, c intake.Charge) error
	// Standing tells how many reports wait, and how many the office has, by its receipts.
	Standing(ctx context.Context) (ChargeStanding, error)
}

// ChargeStanding counts reports.
type ChargeStanding struct{ Waiting, Held int }

// charge takes a report that somebody was asked for money. It needs no application, and each answer may be left out.
type charge struct {
	app      *App
	page     chargePage
	told     intake.Charge
	standing ChargeStanding

	part   chargePart
	next   *widgets.Button
	said   *widgets.Banner // how the reports stand, on the last page
	wrong  *widgets.Banner
	around *widgets.Page
}

// chargePage is a page of the report, in their order.
type chargePage int

const (
	chargeWhat chargePage = iota
	chargeWhen
	chargeWho
	chargeContact
	chargeSent
	chargePages = int(chargeSent)
)

// chargePart is the body of one page. keep takes over what is written.
type chargePart interface {
	build() fyne.CanvasObject
	keep()
}

func newCharge(a *App) *charge { return &charge{app: a} }

func (c *charge) id() string { return "charge" }

// openCharge begins a report.
func (a *App) openCharge() {
	a.charge.reset()
	a.show(a.charge)
}

func (c *charge) reset() {
	c.page, c.part, c.told = chargeWhat, nil, intake.Charge{Office: c.app.Kiosk.Site().Office}
	delete(c.app.pages, c)
}

// leave forgets what was told when another screen takes its place: the report stays, once it is sent.
func (c *charge) leave() { c.reset() }

var chargeKeys = [...]string{"what", "when", "who", "contact", "sent"}

func (c *charge) build() *widgets.Page {
	a := c.app
	key := "charge." + chargeKeys[c.page]
	if c.part != nil {
		c.part.keep() // the language or the look changed
	}
	c.part = c.newPart()
	c.wrong = widgets.NewBanner(assets.IconWarning, widgets.Warn, "")
	c.wrong.Hide()
	c.around = &widgets.Page{
		Header: widgets.NewHeader(a.text(key+".title"), a.text(key+".why")),
		Body:   widgets.NewColumn(16, c.part.build(), c.wrong),
		Left:   []fyne.CanvasObject{a.homeButton()},
		Right:  []fyne.CanvasObject{c.goButton()},
		Step:   int(c.page) + 1, Steps: chargePages,
	}
	if c.page > chargeWhat && c.page < chargeSent {
		back := widgets.NewButton("back", widgets.Secondary, a.spare("action.back"), c.goBack).WithIcon(assets.IconArrowLeft)
		c.around.Left = append(c.around.Left, back)
	}
	if c.page == chargeSent {
		c.around.Step = chargePages
	}
	return c.around
}

func (c *charge) newPart() chargePart {
	switch c.page {
	case chargeWhen:
		return &chargeWhenPart{charge: c}
	case chargeWho:
		return &chargeWhoPart{charge: c}
	case chargeContact:
		return &chargeContactPart{charge: c}
	case chargeSent:
		return &chargeSentPart{charge: c}
	default:
		return &chargeWhatPart{charge: c}
	}
}

func (c *charge) goButton() *widgets.Button {
	a := c.app
	switch c.page {
	case chargeContact:
		c.next = widgets.NewButton("send", widgets.Primary, a.text("charge.send"), c.send).WithIcon(assets.IconPaperPlaneTilt)
	case chargeSent:
		c.next = widgets.NewButton("finish", widgets.Primary, a.text("action.finish"), a.openHome).WithArrow(assets.IconCheck)
	default:
		c.next = widgets.NewButton("next", widgets.Primary, a.text("action.next"), c.goOn).WithArrow(assets.IconArrowRight)
	}
	return c.next
}

func (c *charge) refresh() {
	if c.page == chargeSent {
		c.ask()
	}
}

// tick asks whether the office has the report by now.
func (c *charge) tick() {
	if c.page == chargeSent {
		c.ask()
	}
}

func (c *charge) goOn()   { c.turn(c.page + 1) }
func (c *charge) goBack() { c.turn(c.page - 1) }

// turn keeps what is written and shows another page.
func (c *charge) turn(to chargePage) {
	c.part.keep()
	c.page, c.part = to, nil
	delete(c.app.pages, c)
	c.app.present()
}

// send hands the report over. What cannot be right is said, and nothing is lost.
func (c *charge) send() {
	a := c.app
	c.part.keep()
	c.told.Language = a.words.Language()
	c.next.SetReady(false)
	told := c.told
	work(a, func(ctx context.Context) (bool, error) { return true, a.desk.Charges.Report(ctx, told) },
		func(_ bool, err error) {
			c.next.SetReady(true)
			problem := new(intake.Problem)
			switch {
			case errors.As(err, &problem):
				c.wrong.Set(assets.IconWarning, widgets.Warn, a.problem(err))
				c.wrong.Show()
				a.update()
			case err != nil:
				a.trouble("report a charge", err)
			default:
				c.turn(chargeSent)
				c.told = intake.Charge{}
			}
		})
}

// ask finds out how the reports stand.
func (c *charge) ask() {
	a := c.app
	work(a, a.desk.Charges.Standing, func(standing ChargeStanding, err error) {
		if err != nil {
			a.Log.Error("count reports", "error", err)
			return
		}
		c.standing = standing
		if c.page == chargeSent && c.said != nil {
			c.write()
			a.update()
		}
	})
}

// write says how the reports stand. Only the portal's receipt says that the office has one.
func (c *charge) write() {
	a := c.app
	if c.standing.Waiting == 0 && c.standing.Held > 0 {
		c.said.Set(assets.IconCheckCircle, widgets.Good, a.count("charge.held", c.standing.Held))
		return
	}
	c.said.Set(assets.IconHourglass, widgets.Quiet, a.count("charge.waiting", c.standing.Waiting))
}

// chargeSentPart says that the report is kept, and how it stands.
type chargeSentPart struct{ charge *charge }

func (p *chargeSentPart) build() fyne.CanvasObject {
	a := p.charge.app
	p.charge.said = widgets.NewBanner(assets.IconHourglass, widgets.Quiet, "")
	p.charge.write()
	return widgets.NewColumn(20,
		widgets.NewRow(20, widgets.NewIcon(assets.IconFlag, widgets.Way, 72), widgets.Middle(widgets.NewText(theme.Body, a.text("charge.kept")))),
		p.charge.said,
		widgets.NewBanner(assets.IconHandCoins, widgets.Quiet, "**"+a.text("free.short")+".** "+a.text("free.nobody")))
}

func (p *chargeSentPart) keep() {}
