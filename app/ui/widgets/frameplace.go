package widgets

import (
	"fyne.io/fyne/v2"

	"ventanilla/app/ui/theme"
	"ventanilla/assets"
)

// sideWidth is the width of the page's side and its rule, in px.
const (
	sideWidth = 286
	ruleWidth = 2
	footGap   = 14 // above the last row of the pane
)

// box is a place on the frame.
type box struct{ x, y, w, h float32 }

func (b box) put(o fyne.CanvasObject) {
	o.Move(fyne.NewPos(b.x, b.y))
	o.Resize(fyne.NewSize(b.w, b.h))
}

// adopt makes the theme follow the size of the screen.
func (f *Frame) adopt(size fyne.Size) {
	look := theme.Current().Look()
	class := theme.ClassFor(size)
	if class == theme.Current().Class() || size.IsZero() {
		return
	}
	look.Class = class
	fyne.CurrentApp().Settings().SetTheme(theme.New(look))
	if f.OnClass != nil {
		f.OnClass(class)
	}
}

func (f *Frame) layout(size fyne.Size) {
	f.adopt(size)
	m := theme.Current().Measures()
	bottom := size.Height - m.Counter
	if f.dialog != nil {
		f.layoutDialog(size)
		return
	}
	keys := f.layoutKeyboard(size, bottom)
	f.spillOver(size.Width - 2*m.Margin)
	f.layoutTop(size.Width, m)
	end := bottom - keys
	f.layoutGround(size, end, m)
	if f.page.Whole {
		end = size.Height
	}
	f.layoutPage(box{m.Margin, m.Top, size.Width - 2*m.Margin, end - m.Top}, m)
	f.layoutSill(size.Width, bottom, m)
	f.layoutCounter(box{m.Margin, bottom + m.Sill, size.Width - 2*m.Margin, m.Counter - m.Sill})
	if f.snack != nil {
		box{m.Margin + 16, end - 72 - 16, size.Width - 2*m.Margin - 32, 72}.put(f.snack)
	}
}

// layoutGround puts the counter's ground from the pane's end down.
func (f *Frame) layoutGround(size fyne.Size, end float32, m theme.Measures) {
	f.counter.Hidden = f.page.Whole
	box{0, end, size.Width, size.Height - end}.put(&f.counter)
	width, top := size.Width-2*m.Margin, min(theme.RadiusPane, end-m.Top)
	const under = 2 // px that the arch reaches under the pane: its own end is soft
	box{m.Margin, m.Top, width, min(top+under, end-m.Top)}.put(&f.arch)
	box{m.Margin, m.Top + top, width, end - m.Top - top}.put(&f.pane)
	box{m.Margin, m.Top + top, width, end - m.Top - top}.put(&f.veil)
}

func (f *Frame) layoutSill(width, y float32, m theme.Measures) {
	if theme.Current().Assisted() || f.page.Steps > 0 {
		box{m.Margin, y, width - 2*m.Margin, m.Sill}.put(f.sill)
		return
	}
	box{0, y, width, m.Sill}.put(f.sill)
}

// layoutKeyboard puts the keyboard above the sill and returns the height that it takes.
func (f *Frame) layoutKeyboard(size fyne.Size, bottom float32) float32 {
	if !f.keyboard.Visible() {
		return 0
	}
	m := theme.Current().Measures()
	rim, around := m.Sill-2, m.KeyGap+2
	height := f.keyboard.MinSize().Height
	y := bottom - around - height
	box{m.Margin, y, size.Width - 2*m.Margin, height}.put(f.keyboard)
	box{0, y - around - rim, size.Width, rim}.put(&f.rim)
	return height + 2*around + rim
}

// layoutTop puts mark and words left, the buttons right.
func (f *Frame) layoutTop(width float32, m theme.Measures) {
	put(f.mark, m.Margin+22, m.Top/2, 32)
	x := m.Margin + m.TopButton
	place, office := f.place.MinSize(), f.office.MinSize()
	const between = 3 // px that the two lines stand closer than their heights
	single := f.brand.Office == "" || f.compact() || place.Height+office.Height-between > m.Top
	f.office.Hidden = single
	y := (m.Top - place.Height) / 2
	if !single {
		y = (m.Top - place.Height - office.Height + between) / 2
	}
	box{x, y, place.Width, place.Height}.put(f.place)
	box{x, y + place.Height - between, office.Width, office.Height}.put(f.office)
	right := width - m.Margin
	for i := len(f.top) - 1; i >= 0; i-- {
		if !f.top[i].Visible() {
			continue
		}
		s := f.top[i].MinSize()
		right -= s.Width
		box{right, (m.Top - s.Height) / 2, s.Width, s.Height}.put(f.top[i])
		right -= 12
	}
	f.place.Hidden = x+max(place.Width, office.Width) > right
	f.office.Hidden = f.office.Hidden || f.place.Hidden
}

// compact reports whether the keyboard takes a small screen's room.
func (f *Frame) compact() bool {
	return f.keyboard.Visible() && theme.Current().Class() == theme.Small
}

// layoutPage puts header, body and foot into the pane.
func (f *Frame) layoutPage(pane box, m theme.Measures) {
	f.rule.Hidden = true
	if f.page.Side != nil {
		pane = f.layoutSide(pane)
	}
	b := box{pane.x + m.PadX, pane.y + m.PadY, pane.w - 2*m.PadX, pane.h - 2*m.PadY}
	if f.page.Bare || f.page.Whole {
		b = box{pane.x, pane.y, pane.w, pane.h}
	}
	if f.page.Header != nil {
		f.page.Header.setCompact(f.compact())
	}
	b = f.layoutSpilt(b)
	if f.page.Foot != nil {
		b = f.layoutFoot(b, m)
	}
	if f.headerFits(b, m) {
		h := f.page.Header.HeightFor(b.w)
		box{b.x, b.y, b.w, h}.put(f.page.Header)
		b.y, b.h = b.y+h+m.Gap, b.h-h-m.Gap
	}
	box{b.x - overhang, b.y - overhang, b.w + 2*overhang, b.h + 2*overhang}.put(f.body)
}

// headerFits shows the header, unless the keyboard leaves no room for it beside the body.
func (f *Frame) headerFits(b box, m theme.Measures) bool {
	if f.page.Header == nil {
		return false
	}
	if f.keyboard.Visible() && f.wanted(b.w, m) > b.h+1 {
		f.page.Header.Hide()
		return false
	}
	f.page.Header.Show()
	return true
}

// wanted is the height that header and body want at a width.
func (f *Frame) wanted(width float32, m theme.Measures) float32 {
	h := float32(0)
	if f.page.Header != nil {
		h += f.page.Header.HeightFor(width) + m.Gap
	}
	if f.page.Body != nil {
		h += heightFor(f.page.Body, width)
	}
	return h
}

// layoutSide puts the page's side left and returns what is left of the pane.
func (f *Frame) layoutSide(pane box) box {
	if theme.Current().Class() == theme.Portrait {
		f.page.Side.Hide()
		return pane
	}
	f.page.Side.Show()
	f.rule.Hidden = false
	box{pane.x, pane.y, sideWidth, pane.h}.put(f.page.Side)
	box{pane.x + sideWidth, pane.y, ruleWidth, pane.h}.put(&f.rule)
	return box{pane.x + sideWidth + ruleWidth, pane.y, pane.w - sideWidth - ruleWidth, pane.h}
}

// layoutFoot puts the soft answers at the pane's end and returns what is left. Where the
// keyboard leaves no room for them beside the body they wait until it closes.
func (f *Frame) layoutFoot(b box, m theme.Measures) box {
	h := heightFor(f.page.Foot, b.w)
	if f.compact() || f.keyboard.Visible() && f.wanted(b.w, m)+h+footGap > b.h+1 {
		f.page.Foot.Hide()
		return b
	}
	f.page.Foot.Show()
	box{b.x, b.y + b.h - h, b.w, h}.put(f.page.Foot)
	b.h -= h + min(m.Gap, footGap)
	return b
}

func (f *Frame) labelPager() {
	f.pager[0].icon, f.pager[1].icon = assets.IconCaretUp, assets.IconCaretDown
}

// paintPager shows the page buttons where the body is higher than its room.
func (f *Frame) paintPager() {
	over := f.page.Body != nil && f.body.Overflows()
	for i, b := range f.pager {
		changed := b.Visible() != over
		b.Hidden = !over
		b.SetReady(i == 0 && !f.body.AtTop() || i == 1 && !f.body.AtEnd())
		if changed {
			b.Refresh()
			m := theme.Current().Measures()
			s := f.Size()
			f.layoutCounter(box{m.Margin, s.Height - m.Counter + m.Sill, s.Width - 2*m.Margin, m.Counter - m.Sill})
		}
	}
}
