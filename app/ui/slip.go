package ui

import (
	"context"
	"errors"
	"image"
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"ventanilla/app/intake"
	"ventanilla/app/locale"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// slipWords are what stands on a receipt: of the person no more than the initials.
type slipWords struct {
	app     *App
	slip    Slip
	country intake.Country // of the office
}

// text is the receipt for the screen.
func (w slipWords) text() widgets.SlipText {
	a, s := w.app, w.slip
	given := "**" + a.text("receipt.handed_in") + "** " + w.given()
	if !s.Gone {
		missing := w.missing()
		if len(s.Lacking) > 0 {
			missing = "**" + a.text("receipt.missing") + "** " + missing
		}
		given += "\n" + missing
	}
	if expected := w.expected(); expected != "" {
		given += "\n**" + expected + "**"
	}
	return widgets.SlipText{
		Title: a.text("app.name"), Kind: a.text("receipt.title"),
		CodeLabel: a.text("receipt.code"), Code: s.Code.String(), QR: s.QR,
		Beside:  w.beside(),
		Given:   given,
		Promise: "**" + a.text("free.short") + ".** " + w.promise(),
	}
}

// beside are the lines beside the QR.
func (w slipWords) beside() []string {
	a, s := w.app, w.slip
	lines := []string{a.words.Day(s.Day), locale.Capital(a.words.Country(w.country)), s.Site.Name}
	if s.Initials != "" {
		lines = append([]string{s.Initials}, lines...)
	}
	return lines
}

// given counts what was handed in.
func (w slipWords) given() string {
	return w.app.count("family.count", w.slip.People) + ", " + w.app.count("receipt.photos", w.slip.Photos)
}

// expected is when the person is to come to the office, "" if it has given no day.
func (w slipWords) expected() string {
	if w.slip.Expected.IsZero() {
		return ""
	}
	return w.app.text("record.appointment", "day", w.app.words.Day(w.slip.Expected), "n", w.slip.Number)
}

// promise says what a receipt is not. One that names a day at the office does not say that it names none.
func (w slipWords) promise() string {
	if w.expected() != "" {
		return w.app.text("receipt.no_visa")
	}
	return w.app.text("receipt.no_promise")
}

// missing names what was not handed in.
func (w slipWords) missing() string {
	var names []string
	for _, f := range w.slip.Lacking {
		names = append(names, w.app.text("field."+string(f)))
	}
	if len(names) == 0 {
		return w.app.text("receipt.nothing_missing")
	}
	return strings.Join(names, ", ")
}

// paper is the receipt for the printer, in the words of now.
func (w slipWords) paper() Paper {
	a, s := w.app, w.slip
	blocks := []PaperText{{Lead: a.text("receipt.handed_in"), Text: w.given()}}
	if !s.Gone {
		missing := PaperText{Text: w.missing()}
		if len(s.Lacking) > 0 {
			missing.Lead = a.text("receipt.missing")
		}
		blocks = append(blocks, missing)
	}
	if expected := w.expected(); expected != "" {
		blocks = append(blocks, PaperText{Lead: expected})
	}
	next := []string{a.text("receipt.next_1"), a.text("receipt.next_2"), a.text("receipt.next_3"), a.text("receipt.next_4")}
	return Paper{
		Language: a.words.Language(), Title: a.text("receipt.title"), CodeLabel: a.text("receipt.code"),
		Code: s.Code, Day: s.Day, Beside: w.beside(), Signed: s.Signed,
		Blocks: append(blocks, PaperText{Text: strings.Join(next, " ")},
			PaperText{Lead: a.text("free.short") + ".", Text: a.text("free.nobody") + " " + w.promise()},
			PaperText{Text: a.text("receipt.check") + " " + a.text("receipt.trusted")}),
	}
}

// large shows both codes as large as they get, to be copied or photographed.
func (w slipWords) large() {
	a := w.app
	words := widgets.NewColumn(16, widgets.NewLine(theme.BigCode, w.slip.Code.String()),
		widgets.NewBody(a.text("receipt.trusted")), widgets.NewSmall(a.text("receipt.check")))
	body := words
	switch {
	case w.slip.QR == nil:
	case a.look.Class == theme.Portrait:
		body = widgets.NewColumn(20, widgets.NewRow(0, widgets.Fill(nil), qrPlate(w.slip.QR, 480), widgets.Fill(nil)), words)
	default:
		body = widgets.NewRow(28, qrPlate(w.slip.QR, 320), widgets.Middle(words))
	}
	a.frame.ShowDialog(widgets.NewDialog(a.text("receipt.code"), body, a.closeButton()))
}

// qrPlate is a QR on white, whatever the colours around it: a reader needs its light edge.
func qrPlate(qr image.Image, side float32) fyne.CanvasObject {
	const edge = 16 // px
	seen := canvas.NewImageFromImage(qr)
	seen.FillMode, seen.ScaleMode = canvas.ImageFillContain, canvas.ImageScalePixels
	plate := canvas.NewRectangle(color.White)
	plate.CornerRadius = theme.RadiusChoice
	return widgets.Sized(container.NewStack(plate, widgets.Pad(seen, edge, edge, edge, edge)), side, side)
}

// printOut prints the receipt away from the window, and says what became of it if the screen is still there.
func (w slipWords) printOut(on screen, button *widgets.Button) {
	a, paper := w.app, w.paper()
	button.SetReady(false)
	button.SetText(a.text("receipt.printing"))
	a.update()
	work(a, func(ctx context.Context) (bool, error) { return true, a.desk.Printer.Print(ctx, paper) }, func(_ bool, err error) {
		button.SetReady(true)
		button.SetText(a.text("receipt.print"))
		if a.current == on {
			w.printed(err)
		}
		a.update()
	})
}

// printed says where the paper is, or that the code can be photographed instead.
func (w slipWords) printed(err error) {
	a := w.app
	if err == nil {
		a.frame.ShowDialog(widgets.NewDialog(a.text("receipt.printed_title"), widgets.NewBody(a.text("receipt.printed")), a.closeButton()))
		return
	}
	key := "receipt.print_failed"
	if errors.Is(err, ErrNoPrinter) {
		key = "receipt.no_printer"
	}
	a.Log.Warn("print receipt", "error", err)
	large := widgets.NewButton("dialog.enlarge", widgets.Primary, a.text("receipt.enlarge"), w.large)
	a.frame.ShowDialog(widgets.NewDialog(a.text("receipt.not_printed"), widgets.NewBody(a.text(key)), a.closeButton(), large))
}

// again is the receipt of an application that was handed in before.
type again struct {
	record *record
	words  slipWords
}

// openSlip shows the receipt once more.
func (r *record) openSlip() {
	a := r.app
	work(a, func(ctx context.Context) (Slip, error) { return a.desk.Dossiers.Slip(ctx, r.key) }, func(s Slip, err error) {
		if err != nil {
			r.refused("show the receipt", err)
			return
		}
		a.show(&again{record: r, words: slipWords{app: a, slip: s, country: intake.Country(s.Site.Office)}})
	})
}

func (g *again) id() string { return "slip" }

func (g *again) leave() { delete(g.words.app.pages, g) }

func (g *again) build() *widgets.Page {
	a := g.words.app
	back := widgets.NewButton("back", widgets.Secondary, a.spare("action.back"), func() { a.show(g.record) }).WithIcon(assets.IconArrowLeft)
	large := widgets.NewButton("enlarge", widgets.Secondary, a.text("receipt.enlarge"), g.words.large).WithIcon(assets.IconArrowsOut)
	page := &widgets.Page{Bare: true, Body: g.buildBody(), Left: []fyne.CanvasObject{back}, Right: []fyne.CanvasObject{large}}
	if a.desk.Printer != nil && g.words.slip.Signed != "" {
		var paper *widgets.Button
		paper = widgets.NewButton("print", widgets.Primary, a.text("receipt.print"), func() { g.words.printOut(g, paper) }).WithIcon(assets.IconPrinter)
		page.Right = append(page.Right, paper)
	}
	return page
}

func (g *again) buildBody() fyne.CanvasObject {
	a := g.words.app
	slip := widgets.NewSlip(g.words.text())
	advice := widgets.NewColumn(16,
		widgets.NewText(theme.Title, a.text("record.slip")),
		widgets.NewBody(a.text("record.slip_note")),
		widgets.NewText(theme.Body, a.text("receipt.trusted")),
		widgets.Fill(nil),
		widgets.NewBanner(assets.IconHandCoins, widgets.Quiet, "**"+a.text("free.short")+".** "+a.text("free.tell_us")))
	if a.look.Class == theme.Portrait {
		return widgets.NewColumn(8, widgets.Pad(advice, 16, 16, 16, 0), widgets.Fill(nil),
			widgets.NewRow(0, widgets.Fill(nil), slip, widgets.Fill(nil)))
	}
	return widgets.NewSplit(0, 36, widgets.Pad(advice, 16, 28, 0, 24), widgets.Pad(slip, 0, 20, 16, 0))
}

func (g *again) refresh() {}
