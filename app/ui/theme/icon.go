package theme

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"ventanilla/assets"
)

// Drawing is an icon or the app's sign in its colours, and square. Two drawings that look alike are equal. The zero
// Drawing is the sign without a colour.
type Drawing struct {
	icon     assets.IconName // "" is the sign
	ink, sun color.NRGBA     // sun is of the sign only
}

// Icon returns an icon drawn in one colour.
func Icon(name assets.IconName, c color.NRGBA) Drawing { return Drawing{icon: name, ink: c} }

// Mark returns the app's sign with the arch in one colour and the rest in another.
func Mark(arch, sill color.NRGBA) Drawing { return Drawing{ink: arch, sun: sill} }

// mark is the window on its sill: arch, sun and sill, each in a colour of its own.
const mark = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 344 344">` +
	`<path d="M60 288V132a112 112 0 0 1 224 0v156z" fill="%[1]s"/>` +
	`<path d="M104 288a68 68 0 0 1 136 0z" fill="%[2]s"/>` +
	`<rect x="8" y="284" width="328" height="40" rx="20" ry="20" fill="%[2]s"/></svg>`

// SVG returns the drawing as a file.
func (d Drawing) SVG() []byte {
	if d.icon == "" {
		return fmt.Appendf(nil, mark, hex(d.ink), hex(d.sun))
	}
	return bytes.ReplaceAll(assets.Icon(d.icon), []byte("currentColor"), []byte(hex(d.ink)))
}

func hex(c color.NRGBA) string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

// stroke is a drawing at the size that it is painted in.
type stroke struct {
	drawing Drawing
	side    int // in pixels
}

// mostDrawn bounds what a theme keeps of what was drawn: a window that is drawn larger and larger asks for ever more.
const mostDrawn = 512

// Draw returns a drawing side pixels wide and high, an odd side rounded up. It is drawn once and kept, because a page has
// dozens, and pages come and go: nobody may write into it.
func (t *Theme) Draw(d Drawing, side int) *image.RGBA {
	t.mu.Lock()
	defer t.mu.Unlock()
	key := stroke{d, side + side%2}
	if kept, ok := t.drawn[key]; ok {
		return kept
	}
	if t.drawn == nil || len(t.drawn) == mostDrawn {
		t.drawn = map[stroke]*image.RGBA{}
	}
	t.drawn[key] = d.draw(key.side)
	return t.drawn[key]
}

// draw lets Fyne draw. What stands on no canvas it draws with two pixels for each px, except where it is tested. The
// picture is of the kind that painters take: of another they make such a one each time.
func (d Drawing) draw(side int) *image.RGBA {
	drawn := image.NewRGBA(image.Rect(0, 0, side, side))
	if side == 0 {
		return drawn
	}
	svg := canvas.NewImageFromResource(fyne.NewStaticResource(fmt.Sprintf("%s%v%v.svg", d.icon, d.ink, d.sun), d.SVG()))
	svg.Refresh()
	svg.Resize(fyne.NewSquareSize(float32(side / 2)))
	if svg.Image.Bounds() != drawn.Rect {
		svg.Resize(fyne.NewSquareSize(float32(side)))
	}
	draw.Draw(drawn, drawn.Rect, svg.Image, svg.Image.Bounds().Min, draw.Src)
	return drawn
}
