package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// NewGrid puts objects in rows of equal cells, gap px apart. Rows are as high as the
// highest object wants, and higher when the grid is given more height.
func NewGrid(columns int, gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&grid{columns: columns, gap: gap}, objects...)
}

type grid struct {
	columns int
	gap     float32
	width   float32
	least   int  // cells that take room even while they are hidden
	reach   bool // the last object reaches to the end of its row
}

func (g *grid) rows(n int) int { return (n + g.columns - 1) / g.columns }

func (g *grid) cellWidth(width float32) float32 {
	return (width - g.gap*float32(g.columns-1)) / float32(g.columns)
}

func (g *grid) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	shown := visible(objects)
	if len(shown) == 0 {
		return 0
	}
	cell := float32(0)
	for _, o := range shown {
		cell = max(cell, heightFor(o, g.cellWidth(width)))
	}
	rows := float32(g.rows(max(len(shown), g.least)))
	return rows*cell + (rows-1)*g.gap
}

func (g *grid) MinSize(objects []fyne.CanvasObject) fyne.Size {
	cell := float32(0)
	for _, o := range visible(objects) {
		cell = max(cell, o.MinSize().Width)
	}
	width := cell*float32(g.columns) + g.gap*float32(g.columns-1)
	return fyne.NewSize(width, g.heightFor(objects, max(width, g.width)))
}

func (g *grid) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	g.width = size.Width
	shown := visible(objects)
	if len(shown) == 0 {
		return
	}
	rows := float32(g.rows(max(len(shown), g.least)))
	cell := fyne.NewSize(g.cellWidth(size.Width), (size.Height-g.gap*(rows-1))/rows)
	for i, o := range shown {
		x, y := float32(i%g.columns), float32(i/g.columns)
		o.Move(fyne.NewPos(x*(cell.Width+g.gap), y*(cell.Height+g.gap)))
		o.Resize(cell)
	}
	if last := len(shown) - 1; g.reach {
		o := shown[last]
		o.Resize(fyne.NewSize(size.Width-o.Position().X, cell.Height))
	}
}

// NewFlow puts objects in rows, each as wide as it wants, and begins a new row where one
// is full.
func NewFlow(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&flow{gap: gap}, objects...)
}

type flow struct{ gap, width float32 }

// place calls put with the place of each visible object and returns the height used.
func (f *flow) place(objects []fyne.CanvasObject, width float32, put func(fyne.CanvasObject, fyne.Position, fyne.Size)) float32 {
	x, y, line := float32(0), float32(0), float32(0)
	for _, o := range visible(objects) {
		size := o.MinSize()
		size.Width = min(size.Width, width)
		if x > 0 && x+size.Width > width {
			x, y, line = 0, y+line+f.gap, 0
		}
		put(o, fyne.NewPos(x, y), size)
		x += size.Width + f.gap
		line = max(line, size.Height)
	}
	return y + line
}

func (f *flow) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	return f.place(objects, width, func(fyne.CanvasObject, fyne.Position, fyne.Size) {})
}

// MinSize is one row: a flow that is given less breaks.
func (f *flow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	width := float32(0)
	for i, o := range visible(objects) {
		if i > 0 {
			width += f.gap
		}
		width += o.MinSize().Width
	}
	if f.width > 0 {
		return fyne.NewSize(width, f.heightFor(objects, f.width))
	}
	return fyne.NewSize(width, f.heightFor(objects, width))
}

func (f *flow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	f.width = size.Width
	f.place(objects, size.Width, func(o fyne.CanvasObject, pos fyne.Position, size fyne.Size) {
		o.Move(pos)
		o.Resize(size)
	})
}

// Pad keeps that many px free around an object.
func Pad(o fyne.CanvasObject, left, top, right, bottom float32) *fyne.Container {
	return container.New(padding{left, top, right, bottom}, o)
}

type padding struct{ left, top, right, bottom float32 }

func (p padding) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	return heightFor(objects[0], width-p.left-p.right) + p.top + p.bottom
}

func (p padding) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().AddWidthHeight(p.left+p.right, p.top+p.bottom)
}

func (p padding) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Move(fyne.NewPos(p.left, p.top))
	objects[0].Resize(size.SubtractWidthHeight(p.left+p.right, p.top+p.bottom))
}

// Sized gives an object a least size in px; 0 leaves a side as it is.
func Sized(o fyne.CanvasObject, width, height float32) *fyne.Container {
	return container.New(sized{fyne.NewSize(width, height)}, o)
}

type sized struct{ least fyne.Size }

func (s sized) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	return max(s.least.Height, heightFor(objects[0], width))
}

func (s sized) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().Max(s.least)
}

func (s sized) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Move(fyne.Position{})
	objects[0].Resize(size)
}
