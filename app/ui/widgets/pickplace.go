package widgets

import (
	"fyne.io/fyne/v2"

	"ventanilla/app/ui/theme"
)

// relayout lets the frame around an object lay out again after its height changed.
func relayout(o fyne.CanvasObject) {
	c := fyne.CurrentApp().Driver().CanvasForObject(o)
	if c == nil {
		return
	}
	Walk(c.Content(), func(o fyne.CanvasObject) bool {
		f, ok := o.(*Frame)
		if ok {
			f.Update()
		}
		return !ok
	})
}

// CreateRenderer implements fyne.Widget.
func (p *SearchPick) CreateRenderer() fyne.WidgetRenderer { return newDrawing(p) }

func (p *SearchPick) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{p.chips, p.field, p.caption, p.holder}
}

// paint hides what has no room beside the keyboard while a person searches.
func (p *SearchPick) paint() {
	th := theme.Current()
	searching := p.field.focused && th.Class() != theme.Portrait
	p.chips.Hidden = len(p.values) == 0 || searching
	p.caption.Hidden = p.caption.text == "" || searching && len(p.shown) > 0
	p.grid.columns = 4
	if th.Class() == theme.Portrait {
		p.grid.columns = 2
	}
}

// gapAfter is the distance below each part.
func (p *SearchPick) gapAfter(o fyne.CanvasObject) float32 {
	if o == p.caption {
		return 10
	}
	return 18
}

// HeightFor returns the height of the picker at a width.
func (p *SearchPick) HeightFor(width float32) float32 {
	p.paint()
	height := float32(0)
	for _, o := range visible(p.objects()) {
		height += heightFor(o, width) + p.gapAfter(o)
	}
	return height - 18
}

func (p *SearchPick) min() fyne.Size {
	const least = 480
	return fyne.NewSize(least, p.HeightFor(max(least, p.Size().Width)))
}

func (p *SearchPick) layout(size fyne.Size) {
	y := float32(0)
	for _, o := range visible(p.objects()) {
		h := heightFor(o, size.Width)
		box{0, y, size.Width, h}.put(o)
		y += h + p.gapAfter(o)
	}
}
