package widgets

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"ventanilla/app/ui/theme"
)

// Page is what the frame shows at a time. A screen makes its page once, keeps it, and
// changes its parts; Frame.Update lays it out again.
type Page struct {
	Header *Header           // at the top of the pane, or nil
	Body   fyne.CanvasObject // takes the room that is left and scrolls if it must
	Foot   fyne.CanvasObject // the last row of the pane: soft answers; or nil
	Side   fyne.CanvasObject // 288 px at the pane's left: the step rail; or nil; not in portrait

	Left   []fyne.CanvasObject // on the counter, from the left: Back first
	Centre fyne.CanvasObject   // between them, or nil
	Right  []fyne.CanvasObject // on the counter, at the right: Next last

	Step, Steps int  // the sill's segments; 0 steps is a plain sill
	Bare        bool // on the wall itself, without a pane, with the body down to the sill
	Whole       bool // like Bare, and without sill and counter
}

// Brand is what the bar above the pane says.
type Brand struct{ Place, Office string }

// Frame is the window's content: the bar above, the pane, the sill, the counter, the
// keyboard, and what covers them. It sets the theme's class from its size.
type Frame struct {
	widget.BaseWidget
	// OnClass is called when the screen's class changed; the theme has the new one.
	OnClass func(theme.Class)
	// OnTouched is called for each finger on a target, for each key of a keyboard with a plug, and where one moved the focus.
	OnTouched func()
	// After calls f on Fyne's goroutine after a time unless stop is called before. It is
	// the real clock unless a test sets it.
	After func(d time.Duration, f func()) (stop func())

	page  *Page
	brand Brand
	top   []fyne.CanvasObject

	counter, rim, rule canvas.Rectangle // the wall behind them is the theme's background: painted twice it would cost a fifth of a page
	arch, pane         canvas.Rectangle // the pane's round top and the rest of it: a big round shape is slow to paint
	veil               canvas.Rectangle // over a page that has just come
	unveil             *fyne.Animation
	mark               *picture
	place, office      *Text
	body               *Scroll
	sill               *sill
	pager              [2]*Button
	spilt              []*Button // from the counter into the pane
	keyboard           *Keyboard
	hardware           bool
	dialog             *Dialog
	snack              *Snackbar
	forget             func() // stops the snackbar's time
}

// NewFrame returns a frame without a page.
func NewFrame() *Frame {
	f := &Frame{
		page: &Page{}, mark: newPicture(),
		place: NewLine(theme.Label, "").Strong(), office: NewLine(theme.SmallText, ""),
		body: NewScroll(nil), sill: newSill(), After: wallClock,
	}
	f.keyboard = newKeyboard(f.closeKeyboard)
	f.keyboard.Hide()
	f.pager[0] = NewButton("page.up", Secondary, "", func() { f.body.Page(-1) })
	f.pager[1] = NewButton("page.down", Secondary, "", func() { f.body.Page(1) })
	f.labelPager()
	f.body.OnScrolled = f.paintPager
	f.ExtendBaseWidget(f)
	return f
}

// Page returns the page that is shown.
func (f *Frame) Page() *Page { return f.page }

// Keyboard returns the on-screen keyboard, to set its language and words.
func (f *Frame) Keyboard() *Keyboard { return f.keyboard }

// Body returns the scroll around the page's body.
func (f *Frame) Body() *Scroll { return f.body }

// SetBrand changes the words beside the mark.
func (f *Frame) SetBrand(b Brand) {
	f.brand = b
	f.place.SetText(b.Place)
	f.office.SetText(b.Office)
	f.Refresh()
}

// SetTop replaces the objects at the right of the bar above the pane.
func (f *Frame) SetTop(objects ...fyne.CanvasObject) {
	f.top = objects
	f.Refresh()
}

// Open shows a page, from its top, with the keyboard and every dialog away.
func (f *Frame) Open(p *Page) {
	f.Unfocus()
	f.unpaint()
	f.page, f.dialog, f.hardware = p, nil, false
	f.dropSnackbar()
	f.keyboard.forget()
	f.body.offset = 0
	f.Refresh()
	f.fade()
}

// unpaint lets Fyne forget the pictures of the page that goes as they are painted: else it would keep those of every page for
// a minute.
func (f *Frame) unpaint() {
	Walk(f, func(o fyne.CanvasObject) bool {
		if image, ok := o.(*canvas.Image); ok {
			canvas.Refresh(image)
		}
		return true
	})
}

// Update lays the page out again, down to its smallest part, after something changed its
// words or came or went.
func (f *Frame) Update() {
	f.Refresh()
	settle(f)
}

// Unfocus takes the focus from whatever has it.
func (f *Frame) Unfocus() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(f); c != nil {
		c.Unfocus()
	}
}

// ShowDialog covers the page with a dialog.
func (f *Frame) ShowDialog(d *Dialog) {
	f.Unfocus()
	f.keyboard.Hide()
	f.dialog = d
	f.Refresh()
}

// HideDialog takes the dialog away.
func (f *Frame) HideDialog() {
	f.Unfocus()
	f.keyboard.Hide()
	f.dialog = nil
	f.Refresh()
}

// Dialog returns the dialog that covers the page, or nil.
func (f *Frame) Dialog() *Dialog { return f.dialog }

// CreateRenderer implements fyne.Widget.
func (f *Frame) CreateRenderer() fyne.WidgetRenderer { return newDrawing(f) }

func (f *Frame) min() fyne.Size { return fyne.NewSize(640, 480) }

// objects are all that is shown, in the order of drawing. What a dialog covers is not
// among them, so that neither a finger nor the keyboard reaches it.
func (f *Frame) objects() []fyne.CanvasObject {
	out := []fyne.CanvasObject{&f.counter}
	if f.dialog != nil {
		return append(out, f.dialog, &f.rim, f.keyboard)
	}
	out = append(out, &f.arch, &f.pane, &f.rule, f.mark.Image, f.place, f.office)
	out = append(out, f.top...)
	for _, o := range []fyne.CanvasObject{f.page.Side, f.headerObject(), f.body, f.page.Foot} {
		if o != nil {
			out = append(out, o)
		}
	}
	out = append(out, &f.veil, &f.rim, f.sill, f.keyboard)
	out = append(out, f.counterObjects()...)
	if f.snack != nil {
		out = append(out, f.snack)
	}
	return out
}

// headerObject is the header as an object, nil and not a nil header in an interface.
func (f *Frame) headerObject() fyne.CanvasObject {
	if f.page.Header == nil {
		return nil
	}
	return f.page.Header
}

func (f *Frame) counterObjects() []fyne.CanvasObject {
	if f.page.Whole {
		return nil
	}
	out := append([]fyne.CanvasObject{}, f.page.Left...)
	out = append(out, f.pager[0], f.pager[1])
	if f.page.Centre != nil {
		out = append(out, f.page.Centre)
	}
	return append(out, f.page.Right...)
}

func (f *Frame) paint() {
	th := theme.Current()
	k := th.Tokens()
	f.counter.FillColor, f.arch.FillColor, f.pane.FillColor = k.Counter, k.Pane, k.Pane
	f.place.tone, f.office.tone = Ink, Ink2
	arch := k.Action
	if th.Assisted() {
		f.place.tone, f.office.tone = OnCounter, OnCounter2
		arch = k.OnCounter
	}
	f.rim.FillColor, f.rule.FillColor = k.Counter2, k.Line
	f.arch.TopLeftCornerRadius, f.arch.TopRightCornerRadius = theme.RadiusPane, theme.RadiusPane
	f.pane.Hidden = f.page.Bare || f.page.Whole
	f.arch.Hidden = f.pane.Hidden
	f.sill.Hidden = f.page.Whole
	f.rim.Hidden = !f.keyboard.Visible()
	f.sill.set(f.page.Step, f.page.Steps)
	f.mark.set(theme.Mark(arch, k.Maize))
	f.body.SetContent(f.page.Body)
	f.body.Hidden = f.page.Body == nil
	f.paintPager()
}
