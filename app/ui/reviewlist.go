package ui

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"

	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// reviewList is what waits for a supervisor, a page of rows at a time.
type reviewList struct {
	app   *App
	board ReviewBoard
	first int // of the page

	header  *widgets.Header
	rows    []*reviewRow
	empty   *widgets.Text
	pager   *rowPager
	approve *widgets.Button
	require *widgets.Button
}

func (l *reviewList) id() string { return "reviews" }

func (l *reviewList) build() *widgets.Page {
	a := l.app
	l.header = widgets.NewHeader(a.text("reviews.title"), "")
	l.empty = widgets.NewText(theme.Body, "").Toned(widgets.Ink2)
	rows := []fyne.CanvasObject{l.empty}
	l.rows = nil
	for range mostRows {
		row := newReviewRow(a, l)
		l.rows, rows = append(l.rows, row), append(rows, row.tile)
	}
	l.pager = newRowPager(a, l.turn)
	l.approve = widgets.NewButton("approve.all", widgets.Primary, "", l.approveAll).WithIcon(assets.IconCheck)
	l.require = widgets.NewButton("require", widgets.InPane, "", l.toggle).WithIcon(assets.IconListChecks)
	tools := []fyne.CanvasObject{l.require}
	if a.desk.Twins != nil {
		tools = append(tools, widgets.NewButton("twins", widgets.InPane, a.text("twins.open"), a.openTwins).WithIcon(assets.IconCopy))
	}
	return &widgets.Page{
		Header: l.header,
		Body:   widgets.NewColumn(listGap, widgets.NewFlow(12, tools...), widgets.NewColumn(0, rows...)),
		Left:   l.pager.objects(a.homeButton()),
		Right:  []fyne.CanvasObject{l.approve},
	}
}

func (l *reviewList) refresh() {
	l.write()
	a := l.app
	a.update()
	work(a, a.desk.Reviews.Board, func(board ReviewBoard, err error) {
		if err != nil {
			a.trouble("read reviews", err)
			return
		}
		l.board = board
		l.write()
		a.update()
	})
}

// pageRows is how many rows fit below the two buttons.
func (l *reviewList) pageRows() int {
	room := l.app.bodyRoom() - theme.Current().Measures().Soft - listGap
	return min(max(int(room/l.rows[0].height()), 1), mostRows)
}

func (l *reviewList) write() {
	a, b := l.app, l.board
	most := l.pageRows()
	for l.first > 0 && l.first >= len(b.Waiting) {
		l.first = max(0, l.first-most)
	}
	rule, other := "reviews.off", "reviews.start"
	if b.Required {
		rule, other = "reviews.on", "reviews.stop"
	}
	l.header.Set(a.text("reviews.title"), a.text(rule))
	l.require.SetText(a.text(other))
	for i, row := range l.rows {
		if n := l.first + i; i < most && n < len(b.Waiting) {
			row.set(b.Waiting[n])
		} else {
			row.tile.Hide()
		}
	}
	l.empty.SetText(a.text("reviews.empty"))
	if !b.Required {
		l.empty.SetText(a.text("reviews.empty_off", "start", a.text("reviews.start")))
	}
	setVisible(l.empty, len(b.Waiting) == 0)
	n := len(b.complete())
	l.approve.SetText(a.count("reviews.approve", n))
	setVisible(l.approve, n > 0)
	l.pager.write("", l.first > 0, l.first+most < len(b.Waiting))
}

func (l *reviewList) turn(direction int) {
	l.first = max(0, l.first+direction*l.pageRows())
	l.write()
	l.app.update()
}

// approveAll lets everything leave that needs no closer look.
func (l *reviewList) approveAll() {
	a, ids := l.app, l.board.complete()
	l.approve.SetReady(false)
	work(a, func(ctx context.Context) (bool, error) { return true, a.desk.Reviews.Approve(ctx, ids) }, func(_ bool, err error) {
		l.approve.SetReady(true)
		if err != nil {
			a.trouble("approve", err)
		}
		l.refresh()
	})
}

// toggle switches whether what is handed in waits for a supervisor.
func (l *reviewList) toggle() {
	a, needed := l.app, !l.board.Required
	work(a, func(ctx context.Context) (bool, error) { return true, a.desk.Reviews.Require(ctx, needed) }, func(_ bool, err error) {
		switch {
		case errors.Is(err, ErrSealed):
			a.frame.ShowDialog(widgets.NewDialog(a.text("reviews.title"), widgets.NewBody(a.text("reviews.sealed")), a.closeButton()))
		case err != nil:
			a.trouble("switch review", err)
		}
		l.refresh()
	})
}

// reviewRow is one application that waits.
type reviewRow struct {
	app     *App
	list    *reviewList
	tile    *widgets.Tile
	round   *widgets.Round
	code    *widgets.Text
	badge   *widgets.Badge
	lacking *widgets.Text
}

func newReviewRow(a *App, l *reviewList) *reviewRow {
	r := &reviewRow{
		app: a, list: l, round: widgets.NewRound("", false, discSide), code: widgets.NewLine(theme.Code, ""),
		badge: widgets.NewBadge(assets.IconCheck, widgets.Good, ""), lacking: widgets.NewText(theme.SmallText, ""),
	}
	chevron := widgets.NewIcon(assets.IconCaretRight, widgets.Ink, 28)
	badge := widgets.NewRow(0, r.badge)
	content := widgets.NewRow(18, r.round, r.code, widgets.Sized(badge, 270, 0), widgets.Middle(r.lacking), chevron)
	if r.narrow() {
		content = widgets.NewRow(16, r.round,
			widgets.Middle(widgets.NewColumn(rowGap, widgets.NewRow(16, r.code, badge), r.lacking)), chevron)
	}
	r.tile = widgets.NewListRow("review.row", content, nil)
	return r
}

func (r *reviewRow) narrow() bool {
	look := r.app.look
	return look.Class == theme.Portrait || look.Step != theme.Normal
}

// height is the height of a row, in px; in a narrow one what is missing may take two lines.
func (r *reviewRow) height() float32 {
	least := r.tile.MinSize().Height
	if !r.narrow() {
		return least
	}
	const padding, lines = 12, 2
	line := theme.Current().Type(theme.SmallText) * theme.SmallText.Leading()
	return max(least, r.badge.MinSize().Height+rowGap+lines*line+padding)
}

func (r *reviewRow) set(one Review) {
	a := r.app
	r.round.Set(one.Initials, false)
	r.code.SetText(one.Code.String())
	switch {
	case one.First:
		r.badge.Set(assets.IconSiren, widgets.Unknown, a.text("reviews.first"))
	case one.Twins > 0:
		r.badge.Set(assets.IconCopy, widgets.Unknown, a.text("reviews.twin"))
	case len(one.Lacking) > 0:
		r.badge.Set(assets.IconWarningCircle, widgets.Warn, a.text("reviews.lacking"))
	default:
		r.badge.Set(assets.IconCheck, widgets.Good, a.text("applications.complete"))
	}
	r.lacking.SetText("")
	if len(one.Lacking) > 0 {
		r.lacking.SetText(a.lacking(one.Lacking))
	}
	r.tile.SetTapped(func() { a.openDossier(one.Summary, a.openReviews) })
	r.tile.Show()
}
