package widgets

import (
	"slices"

	"fyne.io/fyne/v2"

	"ventanilla/app/ui/theme"
)

// counterGap is the distance between two objects on the counter, in px.
const counterGap = 16

// layoutCounter puts the page's left objects, the page buttons, the centre and the right
// objects on the counter. The centre goes where it would touch them; where even the
// buttons do not fit, they all become narrower alike.
func (f *Frame) layoutCounter(b box) {
	left := f.onCounter(append(append([]fyne.CanvasObject{}, f.page.Left...), f.pager[0], f.pager[1]))
	right := f.onCounter(f.page.Right)
	scale := counterScale(append(append([]fyne.CanvasObject{}, left...), right...), b.w)
	x := b.x
	for _, o := range left {
		x += placeOnCounter(o, x, b, scale) + counterGap
	}
	end := b.x + b.w
	for i := len(right) - 1; i >= 0; i-- {
		w := right[i].MinSize().Width * scale
		end -= w
		placeOnCounter(right[i], end, b, scale)
		end -= counterGap
	}
	f.layoutCentre(box{x, b.y, end - x, b.h})
}

// spillOver takes the buttons between the first and the last from a counter that is too
// narrow for all; they go into the pane.
func (f *Frame) spillOver(width float32) {
	f.spilt = nil
	left, right := visible(f.page.Left), visible(f.page.Right)
	all := append(append([]fyne.CanvasObject{}, left...), right...)
	narrow := counterScale(all, width) < 1 && !f.page.Bare
	for i, o := range all {
		b, ok := o.(*Button)
		if !ok || b.style != Secondary {
			continue
		}
		first, last := i == 0 && len(left) > 0, i == len(all)-1 && len(right) > 0
		spilt := narrow && !first && !last
		if spilt {
			f.spilt = append(f.spilt, b)
		}
		b.setSpilt(spilt)
	}
}

// onCounter are the visible objects that have not been spilt.
func (f *Frame) onCounter(objects []fyne.CanvasObject) []fyne.CanvasObject {
	return slices.DeleteFunc(visible(objects), func(o fyne.CanvasObject) bool {
		b, ok := o.(*Button)
		return ok && b.spilt
	})
}

// layoutSpilt puts the spilt buttons at the pane's end, side by side where their words have
// room and else one below the other, and returns what is left.
func (f *Frame) layoutSpilt(b box) box {
	if len(f.spilt) == 0 {
		return b
	}
	columns := len(f.spilt)
	cell := (b.w - counterGap*float32(columns-1)) / float32(columns)
	if slices.ContainsFunc(f.spilt, func(o *Button) bool { return o.MinSize().Width > cell }) {
		columns, cell = 1, b.w
	}
	for i, button := range slices.Backward(f.spilt) {
		h := button.MinSize().Height
		box{b.x + float32(i%columns)*(cell+counterGap), b.y + b.h - h, cell, h}.put(button)
		if i%columns == 0 {
			b.h -= h + theme.TargetGap
		}
	}
	b.h -= footGap - theme.TargetGap
	return b
}

// counterScale is what the widths are multiplied with so that all fit.
func counterScale(objects []fyne.CanvasObject, width float32) float32 {
	sum := float32(0)
	for _, o := range objects {
		sum += o.MinSize().Width
	}
	room := width - counterGap*float32(max(len(objects)-1, 0))
	if sum <= room || sum == 0 {
		return 1
	}
	return room / sum
}

// placeOnCounter puts an object in the middle of the counter's height.
func placeOnCounter(o fyne.CanvasObject, x float32, b box, scale float32) float32 {
	s := o.MinSize()
	s.Width *= scale
	box{x, b.y + (b.h-s.Height)/2, s.Width, s.Height}.put(o)
	return s.Width
}

func (f *Frame) layoutCentre(b box) {
	c := f.page.Centre
	if c == nil {
		return
	}
	s := c.MinSize()
	if t, ok := c.(*Text); ok && !t.single { // takes the lines that it needs there
		s = fyne.NewSize(max(s.Width, b.w), t.HeightFor(b.w))
	}
	if s.Width > b.w || s.Height > b.h {
		c.Hide()
		return
	}
	c.Show()
	box{b.x + (b.w-s.Width)/2, b.y + (b.h-s.Height)/2, s.Width, s.Height}.put(c)
}
