package widgets

import "fyne.io/fyne/v2"

// counterGap is the distance between two objects on the counter, in px.
const counterGap = 16

// layoutCounter puts the page's left objects, the page buttons, the centre and the right
// objects on the counter. The centre goes where it would touch them; where even the
// buttons do not fit, they all become narrower alike.
func (f *Frame) layoutCounter(b box) {
	left := visible(append(append([]fyne.CanvasObject{}, f.page.Left...), f.pager[0], f.pager[1]))
	right := visible(f.page.Right)
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
	if s.Width > b.w {
		c.Hide()
		return
	}
	c.Show()
	box{b.x + (b.w-s.Width)/2, b.y + (b.h-s.Height)/2, s.Width, s.Height}.put(c)
}
