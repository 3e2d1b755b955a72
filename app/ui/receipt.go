package ui

import (
	"strings"

	"fyne.io/fyne/v2"

	"ventanilla/app/locale"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// receipt is what the applicant takes along: the code, what happens next, and that all of it is free.
type receipt struct {
	talk  *talk
	print *widgets.Button // nil where nothing can be printed
}

func (r *receipt) id() string { return "receipt" }

func (r *receipt) barButtons() []fyne.CanvasObject {
	if r.talk.app.hosted() {
		return r.talk.app.hostButtons()
	}
	return r.talk.app.staffButtons()
}

func (r *receipt) build() *widgets.Page {
	a := r.talk.app
	step, of := r.talk.iv.Position()
	finish := widgets.NewButton("finish", widgets.Primary, a.text("action.finish"), a.nextPerson).WithArrow(assets.IconCheck)
	large := widgets.NewButton("enlarge", widgets.Secondary, a.text("receipt.enlarge"), r.openLarge).WithIcon(assets.IconArrowsOut)
	page := &widgets.Page{
		Bare: true, Body: r.buildBody(), Step: step, Steps: of,
		Left: []fyne.CanvasObject{large}, Right: []fyne.CanvasObject{finish},
	}
	if a.desk.Printer != nil && r.talk.slip.Signed != "" {
		r.print = widgets.NewButton("print", widgets.Secondary, a.text("receipt.print"), r.printOut).WithIcon(assets.IconPrinter)
		page.Left = append(page.Left, r.print)
	}
	return page
}

func (r *receipt) buildBody() fyne.CanvasObject {
	slip := widgets.NewSlip(r.slip())
	if r.talk.app.look.Class == theme.Portrait {
		return widgets.NewColumn(8, widgets.Pad(r.buildNext(), 16, 16, 16, 0), widgets.Fill(nil),
			widgets.NewRow(0, widgets.Fill(nil), slip, widgets.Fill(nil)))
	}
	return widgets.NewSplit(0, 36, widgets.Pad(r.buildNext(), 16, 28, 0, 24), widgets.Pad(slip, 0, 20, 16, 0))
}

// ground says on which ground the words beside the slip stand.
func (r *receipt) ground() (first, second widgets.Tone) {
	if r.talk.app.hosted() {
		return widgets.OnCounter, widgets.OnCounter2
	}
	return widgets.Ink, widgets.Ink2
}

// buildNext says what happens next.
func (r *receipt) buildNext() fyne.CanvasObject {
	a := r.talk.app
	ink, ink2 := r.ground()
	parts := []fyne.CanvasObject{
		widgets.NewText(theme.Display, r.greeting()).Toned(ink),
		widgets.NewText(theme.Body, a.text("receipt.keep_code")).Toned(ink2),
	}
	icons := []assets.IconName{assets.IconPaperPlaneTilt, assets.IconEnvelopeSimple, assets.IconPhone}
	for i, key := range []string{"receipt.next_1", "receipt.next_2", "receipt.next_3"} {
		tone := widgets.Maize
		if !a.hosted() {
			tone = widgets.Way
		}
		parts = append(parts, widgets.NewTopRow(16, widgets.NewIcon(icons[i], tone, 36), widgets.Middle(widgets.NewText(theme.Body, a.text(key)).Toned(ink))))
	}
	free := widgets.OnCounter
	if !a.hosted() {
		free = widgets.Quiet
	}
	parts = append(parts,
		widgets.NewText(theme.SmallText, a.text("receipt.next_4")).Toned(ink2),
		widgets.Fill(nil),
		widgets.NewBanner(assets.IconHandCoins, free, "**"+a.text("free.short")+".** "+a.text("free.tell_us")))
	return widgets.NewColumn(16, parts...)
}

func (r *receipt) greeting() string {
	a := r.talk.app
	name := firstWord(r.talk.iv.Answers().Applicant.FullName())
	if name == "" {
		return a.text("receipt.done_nameless")
	}
	return a.text("receipt.done", "name", name)
}

// slip is what stands on the paper: of the person no more than the initials.
func (r *receipt) slip() widgets.SlipText {
	a, s := r.talk.app, r.talk.slip
	missing := r.missing()
	if len(s.Lacking) > 0 {
		missing = "**" + a.text("receipt.missing") + "** " + missing
	}
	return widgets.SlipText{
		Title: a.text("app.name"), Kind: a.text("receipt.title"),
		CodeLabel: a.text("receipt.code"), Code: s.Code.String(), QR: s.QR,
		Beside:  r.beside(),
		Given:   "**" + a.text("receipt.handed_in") + "** " + r.given() + "\n" + missing,
		Promise: "**" + a.text("free.short") + ".** " + a.text("receipt.no_promise"),
	}
}

// beside are the lines beside the QR.
func (r *receipt) beside() []string {
	a, s := r.talk.app, r.talk.slip
	return []string{s.Initials, a.words.Day(s.Day), locale.Capital(a.words.Country(r.talk.iv.Office().Country)), s.Site.Name}
}

// given counts what was handed in.
func (r *receipt) given() string {
	a, s := r.talk.app, r.talk.slip
	return a.count("family.count", s.People) + ", " + a.count("receipt.photos", s.Photos)
}

// missing names what was not handed in.
func (r *receipt) missing() string {
	a := r.talk.app
	var names []string
	for _, f := range r.talk.slip.Lacking {
		names = append(names, a.text("field."+string(f)))
	}
	if len(names) == 0 {
		return a.text("receipt.nothing_missing")
	}
	return strings.Join(names, ", ")
}

func (r *receipt) refresh() {}

// openLarge shows the code as large as it gets, to be copied or photographed.
func (r *receipt) openLarge() {
	a := r.talk.app
	code := widgets.NewText(theme.BigCode, r.talk.slip.Code.String()).Aligned(fyne.TextAlignCenter)
	body := widgets.NewColumn(20, code, widgets.NewBody(a.text("receipt.trusted")), widgets.NewSmall(a.text("receipt.check")))
	a.frame.ShowDialog(widgets.NewDialog(a.text("receipt.code"), body, a.closeButton()))
}

// thankful is what is said to a person who told us of a charge.
func thankful(a *App) *widgets.Banner {
	return widgets.NewBanner(assets.IconFlag, widgets.Quiet, a.text("charge.thanks"))
}
