package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"ventanilla/app/ui/theme"
)

// heighter is an object whose height follows from its width, such as wrapped text.
type heighter interface{ HeightFor(width float32) float32 }

// widthLayout is a layout whose height follows from its width.
type widthLayout interface {
	heightFor(objects []fyne.CanvasObject, width float32) float32
}

// HeightFor returns the height in px that o wants when it is that wide.
func HeightFor(o fyne.CanvasObject, width float32) float32 { return heightFor(o, width) }

// heightFor returns the height that o wants when it is that wide.
func heightFor(o fyne.CanvasObject, width float32) float32 {
	switch o := o.(type) {
	case heighter:
		return o.HeightFor(width)
	case *fyne.Container:
		if l, ok := o.Layout.(widthLayout); ok {
			return l.heightFor(o.Objects, width)
		}
	}
	return o.MinSize().Height
}

// visible returns the objects that take room.
func visible(objects []fyne.CanvasObject) []fyne.CanvasObject {
	shown := make([]fyne.CanvasObject, 0, len(objects))
	for _, o := range objects {
		if o.Visible() {
			shown = append(shown, o)
		}
	}
	return shown
}

// NewColumn stacks objects from top to bottom, gap px apart and as wide as the column.
// What is wrapped in Fill shares the height that is left.
func NewColumn(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&column{gap: gap}, objects...)
}

type column struct{ gap, width float32 }

func (c *column) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	height := float32(0)
	for i, o := range visible(objects) {
		if i > 0 {
			height += c.gap
		}
		height += heightFor(o, width)
	}
	return height
}

func (c *column) MinSize(objects []fyne.CanvasObject) fyne.Size {
	width := float32(0)
	for _, o := range visible(objects) {
		width = max(width, o.MinSize().Width)
	}
	return fyne.NewSize(width, c.heightFor(objects, max(width, c.width)))
}

func (c *column) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	c.width = size.Width
	shown := visible(objects)
	spare := share(shown, size.Height-c.heightFor(objects, size.Width))
	y := float32(0)
	for _, o := range shown {
		h := heightFor(o, size.Width)
		if isFill(o) {
			h += spare
		}
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, h))
		y += h + c.gap
	}
}

// share splits what is left among the objects that fill.
func share(objects []fyne.CanvasObject, left float32) float32 {
	n := 0
	for _, o := range objects {
		if isFill(o) {
			n++
		}
	}
	if n == 0 || left <= 0 {
		return 0
	}
	return left / float32(n)
}

// NewRow puts objects from left to right, gap px apart, each as wide as it wants and in
// the middle of the row's height. What is wrapped in Fill shares the width that is left.
func NewRow(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&row{gap: gap}, objects...)
}

// NewTopRow is NewRow with the objects at the row's top.
func NewTopRow(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&row{gap: gap, top: true}, objects...)
}

type row struct {
	gap, width float32
	top        bool
}

func (r *row) MinSize(objects []fyne.CanvasObject) fyne.Size {
	width := float32(0)
	for i, o := range visible(objects) {
		if i > 0 {
			width += r.gap
		}
		width += o.MinSize().Width
	}
	return fyne.NewSize(width, r.heightFor(objects, max(width, r.width)))
}

// widths returns the width of each visible object in a row of that width.
func (r *row) widths(shown []fyne.CanvasObject, width float32) []float32 {
	widths := make([]float32, len(shown))
	left := width - r.gap*float32(len(shown)-1)
	for i, o := range shown {
		widths[i] = o.MinSize().Width
		left -= widths[i]
	}
	spare := share(shown, left)
	for i, o := range shown {
		if isFill(o) {
			widths[i] += spare
		}
	}
	return widths
}

func (r *row) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	shown := visible(objects)
	height := float32(0)
	for i, w := range r.widths(shown, width) {
		height = max(height, heightFor(shown[i], w))
	}
	return height
}

func (r *row) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	r.width = size.Width
	shown := visible(objects)
	x := float32(0)
	for i, w := range r.widths(shown, size.Width) {
		o := shown[i]
		h := heightFor(o, w)
		if isFill(o) {
			h = size.Height
		}
		y := float32(0)
		if !r.top {
			y = (size.Height - h) / 2
		}
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, h))
		x += w + r.gap
	}
}

// Fill makes an object take the room that is left in a row or a column. Fill(nil) is
// empty room. In a row the object is as high as the row; wrap a text in NewRow inside
// Fill, or use Middle, to centre it.
func Fill(o fyne.CanvasObject) *fyne.Container {
	if o == nil {
		return container.New(fill{})
	}
	return container.New(fill{}, o)
}

// Middle is Fill with the object in the middle of the height.
func Middle(o fyne.CanvasObject) *fyne.Container {
	return container.New(fill{middle: true}, o)
}

type fill struct{ middle bool }

func isFill(o fyne.CanvasObject) bool {
	c, ok := o.(*fyne.Container)
	if !ok {
		return false
	}
	_, ok = c.Layout.(fill)
	return ok
}

func (f fill) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	height := float32(0)
	for _, o := range visible(objects) {
		height = max(height, heightFor(o, width))
	}
	return height
}

func (f fill) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.Size{}
	for _, o := range visible(objects) {
		size = size.Max(o.MinSize())
	}
	return size
}

func (f fill) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		y, h := float32(0), size.Height
		if f.middle {
			h = min(size.Height, heightFor(o, size.Width))
			y = (size.Height - h) / 2
		}
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, h))
	}
}

// NewSplit puts two objects side by side, gap px apart, and one below the other in
// portrait. The first takes that part of the width; with part 0 the second is as wide as
// it wants and the first takes the rest.
func NewSplit(part, gap float32, first, second fyne.CanvasObject) *fyne.Container {
	return container.New(&split{part: part, gap: gap}, first, second)
}

type split struct{ part, gap, width float32 }

// widths are the widths of both, and whether one stands below the other.
func (s *split) widths(objects []fyne.CanvasObject, width float32) (first, second float32, below bool) {
	if theme.Current().Class() == theme.Portrait || !objects[0].Visible() || !objects[1].Visible() {
		return width, width, true
	}
	second = (width - s.gap) * (1 - s.part)
	if s.part == 0 {
		second = objects[1].MinSize().Width
	}
	return width - s.gap - second, second, false
}

func (s *split) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	first, second, below := s.widths(objects, width)
	if below {
		return (&column{gap: s.gap}).heightFor(objects, width)
	}
	return max(heightFor(objects[0], first), heightFor(objects[1], second))
}

func (s *split) MinSize(objects []fyne.CanvasObject) fyne.Size {
	a, b := objects[0].MinSize().Width, objects[1].MinSize().Width
	width := a + s.gap + b
	if theme.Current().Class() == theme.Portrait {
		width = max(a, b)
	}
	return fyne.NewSize(width, s.heightFor(objects, max(width, s.width)))
}

func (s *split) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	s.width = size.Width
	first, second, below := s.widths(objects, size.Width)
	if below {
		(&column{gap: s.gap}).Layout(objects, size)
		return
	}
	box{0, 0, first, size.Height}.put(objects[0])
	box{first + s.gap, 0, second, size.Height}.put(objects[1])
}
