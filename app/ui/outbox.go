package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// outbox shows what is on its way, what the office has by its receipts, and what somebody must look at.
type outbox struct {
	app   *App
	lists map[intake.State][]Summary // the newest few delivered and parked

	header *widgets.Header
	cards  map[intake.State]*outboxCard
	last   *widgets.Text
}

func newOutbox(a *App) *outbox { return &outbox{app: a} }

func (o *outbox) id() string { return "outbox" }

func (o *outbox) build() *widgets.Page {
	a := o.app
	o.header = widgets.NewHeader(a.text("outbox.title"), "")
	o.last = widgets.NewLine(theme.SmallText, "").Toned(widgets.OnCounter2)
	retry := widgets.NewButton("retry", widgets.Primary, a.text("outbox.retry"), o.retry).WithIcon(assets.IconArrowClockwise)
	return &widgets.Page{
		Header: o.header,
		Body:   o.buildBody(),
		Left:   []fyne.CanvasObject{a.homeButton()},
		Centre: o.last,
		Right:  []fyne.CanvasObject{retry},
	}
}

func (o *outbox) buildBody() fyne.CanvasObject {
	o.cards = map[intake.State]*outboxCard{
		intake.StateOnItsWay:  newOutboxCard(o.app, assets.IconArrowUp, widgets.Quiet, "outbox.on_its_way", "outbox.goes_on"),
		intake.StateDelivered: newOutboxCard(o.app, assets.IconCheckCircle, widgets.Quiet, "outbox.held", "outbox.held_rule"),
		intake.StateParked:    newOutboxCard(o.app, assets.IconWarning, widgets.Warn, "outbox.parked", "outbox.parked_rule"),
	}
	return widgets.NewGrid(o.app.columns(3, 1), 20,
		o.cards[intake.StateOnItsWay].card, o.cards[intake.StateDelivered].card, o.cards[intake.StateParked].card)
}

// outboxCard is one column: a heading with a number, lines, and a rule at its foot.
type outboxCard struct {
	card  *widgets.Card
	count *widgets.Text
	lines *fyne.Container
}

func newOutboxCard(a *App, icon assets.IconName, tone widgets.Tone, name, rule string) *outboxCard {
	c := &outboxCard{count: widgets.NewLine(theme.Heading, ""), lines: widgets.NewColumn(10)}
	iconTone := widgets.Way
	switch icon {
	case assets.IconCheckCircle:
		iconTone = widgets.Good
	case assets.IconWarning:
		iconTone = widgets.Warn
	}
	head := widgets.NewRow(14, widgets.NewIcon(icon, iconTone, 32), widgets.Middle(widgets.NewText(theme.Heading, a.text(name))), c.count)
	column := widgets.NewColumn(14, head, c.lines, widgets.Fill(nil), widgets.NewSmall(a.text(rule)))
	c.card = widgets.NewCard(tone, column)
	return c
}

func (o *outbox) refresh() {
	o.write()
	a := o.app
	work(a, func(ctx context.Context) (map[intake.State][]Summary, error) {
		lists := map[intake.State][]Summary{}
		for _, state := range []intake.State{intake.StateDelivered, intake.StateParked} {
			found, err := a.desk.Records.Find(ctx, Search{State: state, Limit: 4})
			if err != nil {
				return nil, err
			}
			lists[state] = found
		}
		return lists, nil
	}, func(lists map[intake.State][]Summary, err error) {
		if err != nil {
			a.trouble("list outbox", err)
			return
		}
		o.lists = lists
		o.write()
		a.update()
	})
}

func (o *outbox) write() {}

func (o *outbox) retry() { o.app.desk.Outbox.DeliverNow() }
