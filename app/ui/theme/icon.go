package theme

import (
	"bytes"
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"

	"ventanilla/assets"
)

// Icon returns an icon drawn in one colour. The resource's name carries the colour, so
// that Fyne's caches never show an old one.
func Icon(name assets.IconName, c color.NRGBA) fyne.Resource {
	return recolour(string(name), assets.Icon(name), c)
}

// recolour replaces currentColor in an SVG text.
func recolour(name string, svg []byte, c color.NRGBA) fyne.Resource {
	hex := fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B)
	return fyne.NewStaticResource(name+hex+".svg", bytes.ReplaceAll(svg, []byte("currentColor"), []byte(hex)))
}

// mark is the window on its sill: arch, sun and sill, each in a colour of its own.
const mark = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 344 344">` +
	`<path d="M60 288V132a112 112 0 0 1 224 0v156z" fill="%[1]s"/>` +
	`<path d="M104 288a68 68 0 0 1 136 0z" fill="%[2]s"/>` +
	`<rect x="8" y="284" width="328" height="40" rx="20" ry="20" fill="%[2]s"/></svg>`

// Mark returns the app's sign with the arch in one colour and the rest in another.
func Mark(arch, sill color.NRGBA) fyne.Resource {
	a := fmt.Sprintf("#%02x%02x%02x", arch.R, arch.G, arch.B)
	s := fmt.Sprintf("#%02x%02x%02x", sill.R, sill.G, sill.B)
	return fyne.NewStaticResource("mark"+a+s+".svg", fmt.Appendf(nil, mark, a, s))
}
