package ui

import (
	"fyne.io/fyne/v2"

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
	finish := widgets.NewButton("finish", widgets.Primary, a.text("action.finish"), a.onward(a.nextPerson)).WithArrow(assets.IconCheck)
	large := widgets.NewButton("enlarge", widgets.Secondary, a.spare("receipt.enlarge"), r.words().large).WithIcon(assets.IconArrowsOut)
	page := &widgets.Page{
		Bare: true, Body: r.buildBody(), Step: step, Steps: of,
		Left: []fyne.CanvasObject{large}, Right: []fyne.CanvasObject{finish},
	}
	if a.desk.Printer != nil && r.talk.slip.Signed != "" {
		r.print = widgets.NewButton("print", widgets.Secondary, a.spare("receipt.print"), func() { r.words().printOut(r, r.print) }).WithIcon(assets.IconPrinter)
		page.Left = append(page.Left, r.print)
	}
	return page
}

func (r *receipt) buildBody() fyne.CanvasObject {
	slip := widgets.NewSlip(r.words().text())
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
		widgets.NewTopRow(16, append([]fyne.CanvasObject{widgets.Fill(widgets.NewText(theme.Display, r.greeting()).Toned(ink))}, a.listen(true)...)...),
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

// words are what stands on the paper.
func (r *receipt) words() slipWords {
	return slipWords{app: r.talk.app, slip: r.talk.slip, country: r.talk.iv.Office().Country}
}

func (r *receipt) refresh() {}

// thankful is what is said to a person who told us of a charge.
func thankful(a *App) *widgets.Banner {
	return widgets.NewBanner(assets.IconFlag, widgets.Quiet, a.text("charge.thanks"))
}
