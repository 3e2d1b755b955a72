package ui

import (
	"context"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/locale"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// notices is the board for staff: what the portal announces, and what of the portal was not taken.
type notices struct {
	app   *App
	board Board
	body  *fyne.Container
}

func newNotices(a *App) *notices { return &notices{app: a} }

func (n *notices) id() string { return "notices" }

func (a *App) openNotices() { a.show(a.notices) }

func (n *notices) build() *widgets.Page {
	a := n.app
	n.body = widgets.NewColumn(14)
	return &widgets.Page{
		Header: widgets.NewHeader(a.text("notices.title"), ""),
		Body:   n.body,
		Left:   []fyne.CanvasObject{a.homeButton()},
		Right:  a.newButtons(),
	}
}

func (n *notices) refresh() {
	n.write()
	a := n.app
	work(a, func(ctx context.Context) (Board, error) {
		board, err := a.desk.Notices.Board(ctx)
		if err != nil {
			return board, err
		}
		return board, a.desk.Notices.Read(ctx)
	}, func(board Board, err error) {
		if err != nil {
			a.trouble("read notices", err)
			return
		}
		n.board = board
		n.write()
		a.update()
	})
}

func (n *notices) write() {
	var cards []fyne.CanvasObject
	for _, r := range n.board.Refused {
		cards = append(cards, n.refused(r))
	}
	for _, one := range n.board.Notices {
		cards = append(cards, n.notice(one))
	}
	if len(cards) == 0 {
		cards = append(cards, widgets.NewText(theme.Body, n.app.text("notices.empty")).Toned(widgets.Ink2))
	}
	n.body.Objects = cards
}

// refused says what was not taken, why, and what to do.
func (n *notices) refused(r Refused) fyne.CanvasObject {
	a := n.app
	small := []string{locale.Capital(a.words.When(r.At, a.Now()))}
	if r.Version != "" {
		small = append(small, r.Version)
	}
	return n.card(assets.IconWarning, widgets.Warn, r.Fresh, a.text("notices.refused."+refusedKind(r.Kind)),
		a.text("refused."+r.Reason)+" "+a.text("notices.kept"), small)
}

// refusedKind is the code of a text: what the portal did not sign need not say what it is.
func refusedKind(kind string) string {
	switch kind {
	case "rule_pack", "notice", "case_status", "devices":
		return kind
	}
	return "file"
}

// notice is one announcement, in the language of now or one that it has.
func (n *notices) notice(one Notice) fyne.CanvasObject {
	a := n.app
	icon, tone := assets.IconBell, widgets.Quiet
	if one.Urgent {
		icon, tone = assets.IconWarningCircle, widgets.Warn
	}
	who := "notices.for_staff"
	if one.Public {
		who = "notices.for_public"
	}
	return n.card(icon, tone, one.Fresh, "", one.in(a.words.Language()),
		[]string{a.text(who), a.text("notices.until", "day", a.words.Day(one.To))})
}

func (n *notices) card(icon assets.IconName, tone widgets.Tone, fresh bool, title, text string, small []string) fyne.CanvasObject {
	iconTone := tone
	if tone == widgets.Quiet {
		iconTone = widgets.Way
	}
	words := widgets.NewColumn(4)
	if title != "" {
		words.Add(widgets.NewText(theme.Label, title).Strong())
	}
	if fresh {
		small = append([]string{n.app.text("notices.new")}, small...)
	}
	words.Add(widgets.NewText(theme.Label, text))
	words.Add(widgets.NewSmall(strings.Join(small, " · ")))
	return widgets.NewCard(tone, widgets.NewTopRow(18, widgets.NewIcon(icon, iconTone, 34), widgets.Middle(words)))
}

// publicNotices gives what applicants should know, nothing while the store is locked or cannot say.
func (a *App) publicNotices() []Notice {
	if a.desk == nil || a.desk.Notices == nil {
		return nil
	}
	public, err := a.desk.Notices.Public(a.session)
	if err != nil {
		a.Log.Error("read public notices", "error", err)
	}
	return public
}

// noticeBanners shows the public notices in the language of now.
func (a *App) noticeBanners() (banners []fyne.CanvasObject) {
	for _, one := range a.publicNotices() {
		tone := widgets.Quiet
		if one.Urgent {
			tone = widgets.Warn
		}
		banners = append(banners, widgets.NewBanner(assets.IconBell, tone, one.in(a.words.Language())))
	}
	return banners
}

// mostLine is how long a notice may be, in characters, to stand below the windows of the languages.
const mostLine = 90

// noticeLines shows the most urgent public notice where nobody has chosen a language yet: in each that it has. One that is
// longer than a line is shown with the conditions only.
func (a *App) noticeLines() (lines []fyne.CanvasObject) {
	public := a.publicNotices()
	if len(public) == 0 || !public[0].Urgent {
		return nil
	}
	for _, language := range locale.Languages() {
		if text := public[0].Text[language]; text != "" && utf8.RuneCountInString(text) <= mostLine {
			lines = append(lines, widgets.NewSmall("**"+a.Texts.In(language).Text("language.name")+":** "+text).Toned(widgets.OnCounter))
		}
	}
	return lines
}

// opening is when the office takes a new application; now, if nobody can say.
func (a *App) opening() Opening {
	if a.desk == nil || a.desk.Opening == nil {
		return Opening{Now: true}
	}
	opening, err := a.desk.Opening(a.session)
	if err != nil {
		a.Log.Error("find opening", "error", err)
		return Opening{Now: true}
	}
	return opening
}

// opens says when the office takes applications again, "" if it does now or if that is not known.
func (a *App) opens(o Opening) string {
	if o.Now || o.From.IsZero() {
		return ""
	}
	return a.text("conditions.opens", "day", a.words.Day(intake.DayOf(o.From)), "time", a.words.Clock(o.From))
}

// openingBanners says that an application waits here for the office, and until when.
func (a *App) openingBanners() []fyne.CanvasObject {
	opening := a.opening()
	if opening.Now {
		return nil
	}
	text := a.text("conditions.kept")
	if opening.Full {
		text = a.text("outbox.full_today")
	}
	text = strings.TrimSpace(text + " " + a.opens(opening))
	return []fyne.CanvasObject{widgets.NewBanner(assets.IconHourglass, widgets.Quiet, text)}
}
