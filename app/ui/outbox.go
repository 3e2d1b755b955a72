package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/locale"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// outbox shows what is on its way, what the office has by its receipts, and what somebody must look at.
type outbox struct {
	app    *App
	held   []Summary // the newest
	parked []Summary
	shown  Status // what the page says now

	header *widgets.Header
	body   *fyne.Container
	last   *widgets.Text
	retry  *widgets.Button
	enrol  *widgets.Button // in its place while the office takes nothing from this tablet
	way    wayCard
	has    *listCard
	stuck  *listCard
}

// outboxLines is how many applications a card lists at most.
const outboxLines = 6

func newOutbox(a *App) *outbox { return &outbox{app: a} }

func (o *outbox) id() string { return "outbox" }

func (o *outbox) build() *widgets.Page {
	a := o.app
	all := widgets.NewButton("outbox.all", widgets.InPane, a.text("outbox.all"), a.openOutboxList).WithIcon(assets.IconStack)
	o.header = widgets.NewHeader(a.text("outbox.title"), a.linkLong()).WithAside(all)
	o.last = widgets.NewLine(theme.SmallText, "").Toned(widgets.OnCounter2)
	o.retry = widgets.NewButton("retry", widgets.Primary, a.text("outbox.retry"), o.deliver).WithIcon(assets.IconArrowClockwise)
	o.enrol = a.enrolButton(widgets.Primary, o)
	o.way = newWayCard(a)
	o.has = newListCard(a, outboxLines, assets.IconCheckCircle, widgets.Good, "outbox.held", "outbox.held_rule")
	o.stuck = newListCard(a, 1, assets.IconWarning, widgets.Warn, "outbox.parked", "outbox.parked_rule")
	o.stuck.mend = widgets.NewButton("mend", widgets.InPane, "", func() { a.mend(Dossier{Summary: o.parked[0]}, o.refresh) })
	o.stuck.below.Add(o.stuck.mend)
	o.body = o.arrange()
	page := &widgets.Page{
		Header: o.header,
		Body:   o.body,
		Left:   []fyne.CanvasObject{a.homeButton()},
		Centre: o.last,
		Right:  []fyne.CanvasObject{o.retry, o.enrol},
	}
	if a.desk.Sticks != nil {
		carry := widgets.NewButton("usb", widgets.Secondary, a.spare("outbox.carry_usb"), a.openStick).WithIcon(assets.IconUsb)
		page.Right = []fyne.CanvasObject{carry, o.retry, o.enrol}
	}
	return page
}

// arrange puts the cards side by side, or below each other in portrait, each as high as it needs there.
func (o *outbox) arrange() *fyne.Container {
	const gap = 20 // px
	if o.app.look.Class == theme.Portrait {
		return widgets.NewColumn(gap, widgets.Fill(o.way.card), widgets.Fill(o.has.card), widgets.Fill(o.stuck.card))
	}
	return widgets.NewGrid(3, gap, o.way.card, o.has.card, o.stuck.card)
}

func (o *outbox) refresh() {
	o.write()
	a := o.app
	a.update() // the lines that fit depend on the room
	type outcome struct{ held, parked []Summary }
	work(a, func(ctx context.Context) (outcome, error) {
		held, err := a.desk.Records.Find(ctx, Search{State: intake.StateDelivered, Limit: outboxLines})
		if err != nil {
			return outcome{}, err
		}
		parked, err := a.desk.Records.Find(ctx, Search{State: intake.StateParked, Limit: 1})
		return outcome{held, parked}, err
	}, func(found outcome, err error) {
		if err != nil {
			a.trouble("list outbox", err)
			return
		}
		o.held, o.parked = found.held, found.parked
		o.write()
		a.update()
	})
}

// tick follows the delivery while somebody looks on.
func (o *outbox) tick() {
	if o.app.status != o.shown {
		o.refresh()
		o.app.update()
	}
}

func (o *outbox) write() {
	a, s := o.app, o.app.status
	o.shown = s
	o.header.Set(a.text("outbox.title"), a.linkLong())
	o.last.SetText(a.text("outbox.no_receipt"))
	if !s.Receipt.IsZero() {
		o.last.SetText(a.text("outbox.last_receipt", "when", a.words.When(s.Receipt, a.Now())))
	}
	setVisible(o.retry, !a.refusedHere())
	setVisible(o.enrol, a.refusedHere())
	o.way.write(a)
	o.stuck.write(a, s.Parked, o.parked, a.remark, "outbox.none_parked")
	setVisible(o.stuck.mend, len(o.parked) > 0)
	if len(o.parked) > 0 {
		o.stuck.mend.SetText(a.mendWord(o.parked[0].Problem))
	}
	if s.Parked > 0 {
		o.stuck.icon.Set(assets.IconWarning, widgets.Warn)
		o.stuck.card.SetTone(widgets.Warn, false)
	} else {
		o.stuck.icon.Set(assets.IconCheck, widgets.Ink2)
		o.stuck.card.SetTone(widgets.Quiet, false)
	}
	o.writeHeld()
}

// writeHeld lists as much of what the office has as can be seen without paging.
func (o *outbox) writeHeld() {
	a := o.app
	for n := len(o.held); ; n-- {
		o.has.write(a, a.status.Delivered, o.held[:n], a.when, "outbox.no_receipt")
		if n <= 1 || widgets.HeightFor(o.body, a.paneWidth()) <= a.bodyRoom() {
			return
		}
	}
}

func (o *outbox) deliver() { o.app.desk.Outbox.DeliverNow() }

// wayCard tells how far what waits has come.
type wayCard struct {
	card          *widgets.Card
	none          *widgets.Text
	parts         *fyne.Container // what is shown while something waits
	count, amount *widgets.Text
	left          *widgets.Text
	bar           *widgets.Progress
	sizes         *fyne.Container // amount and left
	going, wait   *widgets.Text
	photos        *widgets.Toggle // on while they go over the network
	photosRule    *widgets.Text
}

func newWayCard(a *App) wayCard {
	c := wayCard{
		count: widgets.NewLine(theme.Heading, ""), bar: widgets.NewProgress(),
		none:   widgets.NewText(theme.Label, a.text("outbox.empty")),
		amount: widgets.NewText(theme.Label, ""), left: widgets.NewText(theme.Label, "").Strong().Aligned(fyne.TextAlignTrailing),
		going: widgets.NewText(theme.Label, ""), wait: widgets.NewText(theme.Label, ""),
		photosRule: widgets.NewText(theme.Label, ""),
	}
	c.photos = widgets.NewToggle("photos", !a.status.CoresOnly, a.sendPhotos)
	line := func(icon assets.IconName, tone widgets.Tone, text *widgets.Text) fyne.CanvasObject {
		return widgets.NewRow(14, widgets.NewIcon(icon, tone, 30), widgets.Middle(text))
	}
	c.sizes = widgets.NewGrid(2, 8, c.amount, c.left)
	c.parts = widgets.NewColumn(14,
		c.bar,
		c.sizes,
		line(assets.IconArrowCircleUp, widgets.Way, c.going),
		line(assets.IconClock, widgets.Ink2, c.wait),
	)
	rows := []fyne.CanvasObject{
		cardHead(a, widgets.NewIcon(assets.IconArrowUp, widgets.Way, headIcon), "outbox.on_its_way", c.count),
		c.none,
		c.parts,
		widgets.Fill(nil),
		widgets.NewRow(14, c.photos, widgets.Middle(c.photosRule)),
	}
	if a.look.Class != theme.Small {
		rows = append(rows, widgets.NewSmall(a.text("outbox.goes_on")))
	}
	c.card = widgets.NewCard(widgets.Quiet, widgets.NewColumn(14, rows...))
	return c
}

// sendPhotos lets photos go over the network, or keeps them for a free link or a stick.
func (a *App) sendPhotos(on bool) {
	if err := a.desk.Outbox.SetCoresOnly(!on); err != nil {
		a.trouble("switch photos", err)
		return
	}
	a.status.CoresOnly = !on
	a.present()
}

func (c wayCard) write(a *App) {
	s := a.status
	c.photos.SetOn(!s.CoresOnly)
	c.photosRule.SetText(a.text("outbox.photos_go"))
	if s.CoresOnly {
		c.photosRule.SetText(a.text("outbox.photos_wait"))
	}
	c.count.SetText(a.words.Number(s.OnItsWay + s.Waiting))
	setVisible(c.none, s.OnItsWay+s.Waiting+s.Review == 0)
	setVisible(c.parts, s.OnItsWay+s.Waiting+s.Review > 0)
	setVisible(c.bar, s.OnItsWay > 0)
	setVisible(c.sizes, s.OnItsWay > 0)
	if s.Total > 0 {
		c.bar.SetPart(float32(s.Done) / float32(s.Total))
	} else {
		c.bar.SetPart(0)
	}
	c.amount.SetText(a.text("outbox.of", "done", a.words.Bytes(s.Done), "total", a.words.Bytes(s.Total)))
	c.left.SetText("")
	if s.Left > 0 {
		minutes := a.count("time.minutes", int((s.Left+30*time.Second)/time.Minute))
		c.left.SetText(a.text("outbox.left", "time", minutes))
	}
	c.going.SetText(a.count("outbox.in_part", s.OnItsWay))
	wait := a.count("outbox.wait", s.Waiting)
	if s.Review > 0 {
		wait += "\n" + a.count("reviews.count", s.Review)
	}
	if opens := a.opens(a.opening()); opens != "" {
		wait += "\n" + opens
	}
	c.wait.SetText(wait)
}

// listCard lists the newest applications in a state.
type listCard struct {
	card  *widgets.Card
	icon  *widgets.Icon
	count *widgets.Text
	none  *widgets.Text
	lines []outboxLine
	below *fyne.Container // the lines
	mend  *widgets.Button // what the first of them takes; nil where nothing is to be mended
}

// outboxLine is one application in a card.
type outboxLine struct {
	all          fyne.CanvasObject
	code, remark *widgets.Text
}

func newListCard(a *App, lines int, icon assets.IconName, tone widgets.Tone, name, rule string) *listCard {
	c := &listCard{count: widgets.NewLine(theme.Heading, ""), none: widgets.NewText(theme.Label, "")}
	c.icon = widgets.NewIcon(icon, tone, headIcon)
	parts := []fyne.CanvasObject{cardHead(a, c.icon, name, c.count), c.none}
	for range lines {
		l := outboxLine{code: widgets.NewLine(theme.Code, ""), remark: widgets.NewSmall("")}
		l.all = widgets.NewColumn(10, widgets.NewColumn(2, l.code, l.remark), widgets.NewDivider())
		c.lines = append(c.lines, l)
		parts = append(parts, l.all)
	}
	c.below = widgets.NewColumn(0)
	parts = append(parts, c.below, widgets.Fill(nil), widgets.NewSmall(a.text(rule)))
	c.card = widgets.NewCard(widgets.Quiet, widgets.NewColumn(12, parts...))
	return c
}

const headIcon = 34 // px

func cardHead(a *App, icon *widgets.Icon, name string, count *widgets.Text) fyne.CanvasObject {
	return widgets.NewRow(14, icon, widgets.Middle(widgets.NewText(theme.Heading, a.text(name))), count)
}

func (c *listCard) write(a *App, n int, found []Summary, remark func(Summary) string, none string) {
	c.count.SetText(a.words.Number(n))
	c.none.SetText(a.text(none))
	setVisible(c.none, len(found) == 0)
	for i, l := range c.lines {
		setVisible(l.all, i < len(found))
		if i < len(found) {
			l.code.SetText(found[i].Code.String())
			l.remark.SetText(locale.Capital(remark(found[i])))
		}
	}
}
