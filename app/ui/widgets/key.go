package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"ventanilla/app/ui/theme"
	"ventanilla/assets"
)

// keyFace says how a key is drawn.
type keyFace string

const (
	letterFace  keyFace = "letter"
	accentFace  keyFace = "accent"
	controlFace keyFace = "control"
)

// key is one key of the keyboard. It can hold the focus so that a tap on it does not
// take the focus from the field.
type key struct {
	target
	label *label
	glyph *glyph
	icon  assets.IconName
	face  keyFace
	lit   bool      // shift is on
	again *repeater // of a key that repeats, or nil
}

func newKey(id string, face keyFace, role theme.Role, tapped func()) *key {
	k := &key{label: newLabel("", role), glyph: newGlyph(""), face: face}
	k.label.bold = face == controlFace
	k.id, k.onTap = id, tapped
	k.ExtendBaseWidget(k)
	return k
}

// repeats makes the key act again and again while it is held, and returns it.
func (k *key) repeats() *key {
	act := k.onTap
	k.again = &repeater{clock: wallClock, act: act}
	k.onTap = func() {
		if k.again.tapped() {
			act()
		}
	}
	return k
}

// MouseDown implements desktop.Mouseable.
func (k *key) MouseDown(e *desktop.MouseEvent) {
	k.target.MouseDown(e)
	if k.again != nil {
		k.again.press()
	}
}

// MouseUp implements desktop.Mouseable.
func (k *key) MouseUp(e *desktop.MouseEvent) {
	if k.again != nil {
		k.again.release()
	}
	k.target.MouseUp(e)
}

// MouseOut implements desktop.Hoverable.
func (k *key) MouseOut() {
	if k.again != nil {
		k.again.release()
	}
	k.target.MouseOut()
}

// show writes the key's caption and icon.
func (k *key) show(caption string, icon assets.IconName) {
	if k.label.text != caption || k.icon != icon {
		k.label.text, k.icon = caption, icon
		k.Refresh()
	}
}

func (k *key) CreateRenderer() fyne.WidgetRenderer { return newDrawing(k) }

func (k *key) objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{&k.ring, &k.plate, k.glyph.Image}, k.label.objects()...)
}

func (k *key) skin() skin {
	t := theme.Current().Tokens()
	s := skin{fill: t.Key, text: t.OnKey}
	switch {
	case k.face == controlFace && (k.lit || k.pressed):
		return skin{fill: t.OnCounter, text: t.Counter}
	case k.face == controlFace:
		return skin{fill: t.Counter2, stroke: t.EdgeC, width: t.Stroke, text: t.OnCounter}
	case k.face == accentFace:
		s.fill = t.Sel
	}
	if k.pressed {
		s.fill, s.text = t.Maize, t.OnMaize
	}
	return s
}

func (k *key) paint() {
	s := k.skin()
	k.wear(s, theme.RadiusChoice)
	k.paintRing(theme.Current().Tokens().OnCounter)
	k.label.color = s.text
	k.glyph.set(k.icon, s.text)
}

func (k *key) min() fyne.Size {
	return fyne.NewSize(theme.MinTarget, theme.Current().Measures().Key)
}

func (k *key) layout(size fyne.Size) {
	k.layoutPlate(size)
	const least, gap, icon = 6, 12, 30
	if k.label.text == "" {
		k.label.set(size.Width)
		put(k.glyph, size.Width/2, size.Height/2, icon)
		return
	}
	side := float32(0)
	if k.icon != "" {
		side = icon + gap
	}
	word := k.label.set(size.Width - side - 2*least)
	x := (size.Width - word - side) / 2
	put(k.glyph, x+icon/2, size.Height/2, icon)
	k.label.place(fyne.NewPos(x+side, 0), fyne.NewSize(word, size.Height))
}
