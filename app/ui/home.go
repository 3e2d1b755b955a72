package ui

import (
	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/locale"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// home is where staff begin: drafts to go on with at the left, the tools of the counter at the right.
type home struct {
	app    *App
	drafts []intake.Draft                  // newest first
	notes  map[intake.ApplicationID]string // of those that a supervisor sent back

	rows  []*draftRow
	empty *widgets.Text
	all   *widgets.Button
	link  *widgets.Banner // in portrait, where the bar has no room for it
	tools *toolGrid
	say   *saying
}

// most is how many drafts home shows; the list has the rest.
func (h *home) most() int {
	if h.app.look.Class == theme.Small {
		return 2
	}
	return 3
}

func newHome(a *App) *home { return &home{app: a} }

func (h *home) id() string { return "home" }

func (h *home) build() *widgets.Page {
	a := h.app
	saved := widgets.NewRow(12, widgets.NewIcon(assets.IconCheckCircle, widgets.Ink2, 28),
		widgets.NewLine(theme.Label, a.text("home.saved")).Toned(widgets.Ink2))
	today := locale.Capital(a.words.Weekday(intake.DayOf(a.Now())))
	if a.look.Class == theme.Small {
		today = ""
	}
	header := widgets.NewHeader(a.greeting(), today)
	h.say = newSaying(a, a.look.Class == theme.Small)
	switch a.look.Class {
	case theme.Landscape:
		header.WithAside(saved)
	case theme.Small: // where the banner has no room
		header.WithAside(widgets.NewRow(12, h.say.icon, h.say.words))
	}
	page := &widgets.Page{
		Header: header,
		Body:   h.buildBody(),
		Left:   a.standButtons(),
		Right:  a.newButtons(),
	}
	return page
}

// greeting is the time of day's greeting for whoever unlocked.
func (a *App) greeting() string {
	key := "home.good_evening"
	switch hour := a.Now().Hour(); {
	case hour >= 4 && hour < 12:
		key = "home.good_morning"
	case hour >= 12 && hour < 19:
		key = "home.good_afternoon"
	}
	return a.text(key, "name", firstWord(a.desk.Staff.Name))
}

func (h *home) buildBody() fyne.CanvasObject {
	a, gap := h.app, theme.Current().Measures().Gap
	h.link = nil
	switch a.look.Class {
	case theme.Portrait:
		h.link = widgets.NewBanner(linkIcon(a.status.Link), widgets.Quiet, "")
		return widgets.NewColumn(gap, h.link, h.buildDrafts(), h.buildTools(), widgets.Fill(nil), h.say.banner, a.handOverButton(widgets.InPane, a.text("action.hand_over")))
	case theme.Small:
		const drafts = 0.4 // of the width: names of tools are longer
		return widgets.NewSplit(drafts, 20, h.buildDrafts(), h.buildTools())
	default:
		return widgets.NewColumn(gap, widgets.Fill(widgets.NewSplit(0.5, 36, h.buildDrafts(), h.buildTools())), h.say.banner)
	}
}

func (h *home) buildDrafts() fyne.CanvasObject {
	a := h.app
	h.all = widgets.NewButton("drafts", widgets.InPane, "", func() { a.list.showState(intake.StateDraft) })
	h.empty = widgets.NewText(theme.Body, a.text("home.no_drafts")).Toned(widgets.Ink2)
	rows := []fyne.CanvasObject{}
	h.rows = nil
	for range h.most() {
		row := newDraftRow(a)
		h.rows, rows = append(h.rows, row), append(rows, row.tile)
	}
	head := widgets.Sized(widgets.NewRow(12, widgets.Middle(widgets.NewText(theme.Heading, a.text("home.continue"))), h.all), 0, theme.MinTarget)
	return widgets.NewColumn(12, append([]fyne.CanvasObject{head, h.empty}, rows...)...)
}

func (h *home) buildTools() fyne.CanvasObject {
	h.tools = newToolGrid(h.app, h.app.counterTools(), 2, h.toolHeight())
	head := widgets.Sized(widgets.NewRow(0, widgets.Middle(widgets.NewText(theme.Heading, h.app.text("home.desk")))), 0, theme.MinTarget)
	return widgets.NewColumn(12, head, h.tools.object)
}

// toolHeight shares the height of the drafts out among the rows of tools, in px.
func (h *home) toolHeight() float32 {
	if h.app.look.Class == theme.Small {
		return 60
	}
	rows := float32((len(h.app.counterTools()) + 1) / 2)
	drafts := float32(h.most())*(h.tileHeight()+toolGap) - toolGap
	return min((drafts-(rows-1)*toolGap)/rows, h.tileHeight())
}

// tileHeight is the height of drafts and tools, in px.
func (h *home) tileHeight() float32 {
	switch h.app.look.Class {
	case theme.Small:
		return 70
	case theme.Portrait:
		return 80
	default:
		return 104
	}
}

func (h *home) refresh() {
	a := h.app
	h.tools.refresh()
	h.say.refresh()
	if h.link != nil {
		h.link.Set(linkIcon(a.status.Link), linkTone(a.status), a.linkLong())
	}
	h.refreshDrafts()
	work(a, a.desk.Drafts.List, h.listed)
	h.readNotes()
	if a.desk.Notices != nil {
		work(a, a.desk.Notices.Board, h.announced)
	}
}

// announced says how many notices were not read.
func (h *home) announced(board Board, err error) {
	if err != nil {
		h.app.Log.Error("read notices", "error", err)
		return
	}
	h.app.fresh = board.Fresh()
	h.tools.refresh()
	h.app.update()
}

func (h *home) listed(drafts []intake.Draft, err error) {
	if err != nil {
		h.app.trouble("list drafts", err)
		return
	}
	h.drafts = drafts
	h.refreshDrafts()
	h.app.update()
}

func (h *home) refreshDrafts() {
	for i, row := range h.rows {
		if i < len(h.drafts) {
			row.set(h.drafts[i])
		} else {
			row.tile.Hide()
		}
	}
	setVisible(h.empty, len(h.drafts) == 0)
	h.all.SetText(h.app.count("home.see_all", len(h.drafts)))
	setVisible(h.all, len(h.drafts) > h.most())
}

// draftRow is a draft to go on with.
type draftRow struct {
	app     *App
	tile    *widgets.Tile
	round   *widgets.Round
	lacking *widgets.Text
	when    *widgets.Text
}

func newDraftRow(a *App) *draftRow {
	r := &draftRow{app: a, round: widgets.NewRound("", false, 52), lacking: widgets.NewText(theme.Label, "").Strong(), when: widgets.NewSmall("")}
	words := widgets.NewColumn(0, r.lacking, r.when)
	content := widgets.NewRow(16, r.round, widgets.Middle(words), widgets.NewIcon(assets.IconCaretRight, widgets.Ink, 32))
	r.tile = widgets.NewTile("draft", content, nil).High(a.home.tileHeight())
	return r
}

func (r *draftRow) set(d intake.Draft) {
	a := r.app
	r.round.Set(d.Answers.Applicant.Initials(), false)
	r.lacking.SetText(a.lacking(d.Answers.Lacking()))
	r.when.SetText(locale.Capital(a.words.When(d.SavedAt, a.Now())))
	if a.rulesChanged(d) {
		r.when.SetText("**" + a.text("home.rules_changed") + "**")
	}
	if note := a.home.notes[d.Application]; note != "" {
		r.when.SetText("**" + a.text("returned.title") + "** " + shortNote(note))
	}
	r.tile.SetTapped(func() { a.resume(d) })
	r.tile.Show()
}

// rulesChanged reports whether the person of a draft is told otherwise now than under the rules before.
func (a *App) rulesChanged(d intake.Draft) bool {
	if d.Answers.Assessment == nil || a.desk.Interview == nil {
		return false
	}
	iv, err := a.desk.Interview.Resume(d)
	if err != nil {
		a.Log.Error("assess draft again", "error", err)
		return false
	}
	update, err := iv.ExplainUpdate()
	return err == nil && len(update.Lines) > 0
}
