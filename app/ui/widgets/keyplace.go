package widgets

import (
	"fyne.io/fyne/v2"

	"ventanilla/app/ui/theme"
)

// columnGap is the distance between the letters, the accents and the controls, in px.
const columnGap = 26

func (k *Keyboard) min() fyne.Size {
	m := theme.Current().Measures()
	rows := float32(keyRows + 1)
	if theme.Current().Class() == theme.Portrait && k.blockShown() > 0 {
		rows++
	}
	return fyne.NewSize(keyColumns*theme.MinTarget, rows*m.Key+(rows-1)*m.KeyGap)
}

func (k *Keyboard) blockShown() int { return len(k.layer.blockOf(k.language)) }

func (k *Keyboard) layout(size fyne.Size) {
	if theme.Current().Class() == theme.Portrait {
		k.layoutPortrait(size)
	} else {
		k.layoutWide(size)
	}
}

// line puts keys of the given widths from x to the right.
func line(x, y, height, gap float32, keys []*key, widths ...float32) {
	for i, b := range keys {
		w := widths[min(i, len(widths)-1)]
		b.Move(fyne.NewPos(x, y))
		b.Resize(fyne.NewSize(w, height))
		x += w + gap
	}
}

// layoutWide puts letters left, accents beside them and the controls at the right.
func (k *Keyboard) layoutWide(size fyne.Size) {
	m := theme.Current().Measures()
	columns := max(blockColumns(k.blockShown()), 2) // digits keep the letters' places
	const control = 1.4                             // width of a control in keys
	gaps := m.KeyGap*float32(keyColumns-1+columns-1) + 2*columnGap
	unit := (size.Width - gaps) / (keyColumns + float32(columns) + control)
	pitch := m.Key + m.KeyGap
	blockX := keyColumns*(unit+m.KeyGap) - m.KeyGap + columnGap
	controlX := size.Width - control*unit
	for row := range keyRows {
		y := float32(row) * pitch
		line(0, y, m.Key, m.KeyGap, k.main[row*keyColumns:(row+1)*keyColumns], unit)
		first := row * columns
		line(blockX, y, m.Key, m.KeyGap, k.block[min(first, maxBlock):min(first+columns, maxBlock)], unit)
		line(controlX, y, m.Key, m.KeyGap, []*key{k.erase, k.lift, k.swap}[row:row+1], control*unit)
	}
	const small, wide = 1.3, 3.28 // widths of @ and the arrows, and of close, in keys
	space := size.Width - (3*small+wide)*unit - 4*m.KeyGap
	line(0, keyRows*pitch, m.Key, m.KeyGap, []*key{k.at, k.space, k.left, k.right, k.shut},
		small*unit, space, small*unit, small*unit, wide*unit)
}

// layoutPortrait puts the accents in a row above the letters.
func (k *Keyboard) layoutPortrait(size fyne.Size) {
	m := theme.Current().Measures()
	pitch, y := m.Key+m.KeyGap, float32(0)
	if n := k.blockShown(); n > 0 {
		w := (size.Width - m.KeyGap*float32(n-1)) / float32(n)
		line(0, y, m.Key, m.KeyGap, k.block[:n], w)
		y += pitch
	}
	unit := (size.Width - m.KeyGap*(keyColumns-1)) / keyColumns
	for row := range keyRows {
		line(0, y, m.Key, m.KeyGap, k.main[row*keyColumns:(row+1)*keyColumns], unit)
		y += pitch
	}
	const control = 60
	rest := size.Width - 7*control - 7*m.KeyGap
	line(0, y, m.Key, m.KeyGap, []*key{k.lift, k.swap, k.at, k.space, k.left, k.right, k.shut, k.erase},
		control, control, control, rest, control)
}
