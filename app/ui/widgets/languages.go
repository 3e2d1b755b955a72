package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"ventanilla/app/ui/theme"
	"ventanilla/assets"
)

// Language is one window of the language screen, in its own words.
type Language struct {
	Code, Greeting, Name, Tap, Listen string
	Silent                            bool // no recording: no disc
}

// Languages is the language screen's body: a window for each language on one sill. Use
// it in a page that is Whole.
type Languages struct {
	widget.BaseWidget
	windows []*languageWindow
	sill    canvas.Rectangle
	foot    fyne.CanvasObject
}

// NewLanguages returns the windows with a foot below the sill. Each window is
// "language.CODE" and its disc "listen.CODE".
func NewLanguages(languages []Language, foot fyne.CanvasObject, chosen, listen func(code string)) *Languages {
	l := &Languages{foot: foot}
	for _, lang := range languages {
		l.windows = append(l.windows, newLanguageWindow(lang, func() { chosen(lang.Code) }, func() { listen(lang.Code) }))
	}
	l.ExtendBaseWidget(l)
	return l
}

// SetPlaying shows which language is read aloud; "" is none.
func (l *Languages) SetPlaying(code string) {
	for _, w := range l.windows {
		w.disc.SetPlaying(w.language.Code == code)
	}
}

// CreateRenderer implements fyne.Widget.
func (l *Languages) CreateRenderer() fyne.WidgetRenderer { return newDrawing(l) }

func (l *Languages) objects() []fyne.CanvasObject {
	out := []fyne.CanvasObject{&l.sill}
	for _, w := range l.windows {
		out = append(out, w)
	}
	return append(out, l.foot)
}

func (l *Languages) min() fyne.Size { return fyne.NewSize(600, 400) }

func (l *Languages) paint() {
	l.sill.FillColor, l.sill.CornerRadius = theme.Current().Tokens().Maize, 6
}

func (l *Languages) layout(size fyne.Size) {
	const sillHeight, footHeight, footEdge = 12, 106, 12
	gap := float32(20)
	foot := max(heightFor(l.foot, size.Width)+2*footEdge, footHeight*size.Height/728)
	sill := size.Height - foot - sillHeight
	box{0, sill, size.Width, sillHeight}.put(&l.sill)
	h := heightFor(l.foot, size.Width)
	box{0, sill + sillHeight + (foot-h)/2, size.Width, h}.put(l.foot)
	const inset = 16
	width := size.Width - 2*inset
	n := float32(len(l.windows))
	if theme.Current().Class() == theme.Portrait {
		rowHeight := min(140, (sill-16-(n-1)*gap)/n)
		y := (sill - n*rowHeight - (n-1)*gap) / 2
		for i, w := range l.windows {
			box{inset, y + float32(i)*(rowHeight+gap), width, rowHeight}.put(w)
		}
		return
	}
	w := (width - (n-1)*gap) / n
	top := min(44, sill/16)
	for i, window := range l.windows {
		box{inset + float32(i)*(w+gap), top, w, sill - top}.put(window)
	}
}

// languageWindow is one arch.
type languageWindow struct {
	target
	language       Language
	greeting, name *label
	tap, listen    *label
	under, rule    canvas.Rectangle
	hand           *glyph
	disc           *ReadAloud
}

func newLanguageWindow(l Language, chosen, listen func()) *languageWindow {
	w := &languageWindow{
		language: l,
		greeting: newLabel(l.Greeting, theme.Display), name: newLabel(l.Name, theme.Heading),
		tap: newLabel(l.Tap, theme.Soft), listen: newLabel(l.Listen, theme.Soft),
		hand: newGlyph(""), disc: NewReadAloud("listen."+l.Code, listen),
	}
	w.id, w.onTap = "language."+l.Code, chosen
	w.tap.bold = true
	w.ExtendBaseWidget(w)
	return w
}

func (w *languageWindow) CreateRenderer() fyne.WidgetRenderer { return newDrawing(w) }

func (w *languageWindow) objects() []fyne.CanvasObject {
	out := []fyne.CanvasObject{&w.ring, &w.plate, &w.under, &w.rule, w.hand.Image}
	for _, l := range []*label{w.greeting, w.name, w.tap, w.listen} {
		out = append(out, l.objects()...)
	}
	return append(out, w.disc)
}

func (w *languageWindow) min() fyne.Size { return fyne.NewSize(160, 140) }

func (w *languageWindow) paint() {
	k := theme.Current().Tokens()
	s := skin{fill: k.Pane, text: k.Ink}
	if w.pressed {
		s.fill = k.Sel
	}
	w.wear(s, 0)
	w.paintRing(k.Maize)
	w.under.FillColor, w.under.CornerRadius, w.rule.FillColor = k.Maize, 3, k.Line
	w.greeting.color, w.tap.color, w.listen.color, w.name.color = k.Ink, k.Ink, k.Ink, k.Action
	w.hand.set(assets.IconHandTap, k.Ink)
	w.disc.Hidden = w.language.Silent
	if w.language.Silent {
		w.listen.text = ""
	}
}

func (w *languageWindow) layout(size fyne.Size) {
	w.plate.CornerRadius = 0
	if theme.Current().Class() == theme.Portrait {
		w.layoutRow(size)
	} else {
		w.layoutArch(size)
	}
	w.layoutPlate(size)
	w.ring.CornerRadius = w.plate.TopLeftCornerRadius
}

// line puts a label in the middle of a line at y.
func (w *languageWindow) line(l *label, x, y, width float32) {
	l.set(width - 16)
	h := l.size * 1.3
	l.place(fyne.NewPos(x, y-h/2), fyne.NewSize(width, h))
}

// layoutArch follows the drawing of a window 224 wide and 566 high.
func (w *languageWindow) layoutArch(size fyne.Size) {
	w.plate.TopLeftCornerRadius, w.plate.TopRightCornerRadius = size.Width/2, size.Width/2
	w.plate.BottomLeftCornerRadius = 0
	const drawn = 566
	at := func(y float32) float32 { return y * size.Height / drawn }
	middle := size.Width / 2
	w.line(w.greeting, 0, at(106), size.Width)
	box{middle - 28, at(156) - 3, 56, 6}.put(&w.under)
	w.line(w.name, 0, at(196), size.Width)
	put(w.hand, middle, at(283), 56)
	w.line(w.tap, 0, max(at(331), at(283)+48), size.Width)
	box{middle - 75, at(388), 150, 2}.put(&w.rule)
	side := max(theme.MinTarget, at(84))
	w.disc.side = side
	put(w.disc, middle, at(455), side)
	w.line(w.listen, 0, at(521), size.Width)
	w.under.Hidden, w.rule.Hidden = false, w.language.Silent
}

// layoutRow is the window lying down, round at its left end.
func (w *languageWindow) layoutRow(size fyne.Size) {
	w.plate.TopLeftCornerRadius, w.plate.BottomLeftCornerRadius = size.Height/2, size.Height/2
	w.plate.TopRightCornerRadius = 0
	middle := size.Height / 2
	put(w.hand, middle+12, middle, 52)
	words, right := size.Height, size.Width-180
	w.line(w.greeting, words, middle-26, right-words)
	w.line(w.name, words, middle+28, right-words)
	w.tap.set(1)
	w.tap.fill(nil)
	w.under.Hidden, w.rule.Hidden = true, true
	const side = 72
	w.disc.side = side
	put(w.disc, size.Width-90, middle-16, side)
	w.line(w.listen, right, middle+44, 180)
}
