package widgets

import (
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"ventanilla/app/ui/theme"
	"ventanilla/assets"
)

// A held button is held for holdTime; its bar grows holdSteps times.
const (
	holdTime  = 5 * time.Second
	holdSteps = 50
)

// HeldButton destroys something: it acts only after five seconds under a finger or under
// the space key. A bar fills, the word counts, lifting stops it.
type HeldButton struct {
	target
	rest     string
	counting func(secondsLeft int) string
	clock    clock
	stop     func()
	steps    int
	label    *label
	glyph    *glyph
	left     canvas.Rectangle // the part of the bar that is still to fill
	filled   canvas.Rectangle
}

// NewHeldButton returns a button that says rest, says counting while it is held, and
// calls done at the end.
func NewHeldButton(id, rest string, counting func(secondsLeft int) string, done func()) *HeldButton {
	h := &HeldButton{rest: rest, counting: counting, clock: wallClock, label: newLabel(rest, theme.Button), glyph: newGlyph("")}
	h.id, h.onTap = id, done
	h.ExtendBaseWidget(h)
	return h
}

// SetReady says whether the button can be held yet.
func (h *HeldButton) SetReady(ready bool) {
	h.release()
	if ready == h.Disabled() {
		if ready {
			h.Enable()
		} else {
			h.Disable()
		}
	}
}

// Tapped implements fyne.Tappable: a tap is no hold.
func (h *HeldButton) Tapped(*fyne.PointEvent) { h.release() }

// TypedKey implements fyne.Focusable: keys hold with KeyDown.
func (h *HeldButton) TypedKey(*fyne.KeyEvent) { h.withHost(typingHost.hardwareTyped) }

// KeyDown implements desktop.Keyable.
func (h *HeldButton) KeyDown(e *fyne.KeyEvent) {
	if e.Name == fyne.KeySpace && h.stop == nil {
		h.hold()
	}
}

// KeyUp implements desktop.Keyable.
func (h *HeldButton) KeyUp(*fyne.KeyEvent) { h.release() }

// MouseDown implements desktop.Mouseable.
func (h *HeldButton) MouseDown(*desktop.MouseEvent) {
	h.hold()
	h.withHost(typingHost.fingerCame)
}

// MouseUp implements desktop.Mouseable.
func (h *HeldButton) MouseUp(*desktop.MouseEvent) { h.release() }

// MouseOut implements desktop.Hoverable.
func (h *HeldButton) MouseOut() { h.release() }

// FocusLost implements fyne.Focusable.
func (h *HeldButton) FocusLost() {
	h.release()
	h.target.FocusLost()
}

// held reports whether a finger or the space key is on the button.
func (h *HeldButton) held() bool { return h.stop != nil }

func (h *HeldButton) hold() {
	if h.Disabled() {
		return
	}
	h.release()
	h.next()
	h.Refresh()
}

func (h *HeldButton) next() {
	h.stop = h.clock(holdTime/holdSteps, func() {
		h.steps++
		if h.steps < holdSteps {
			h.next()
			h.Refresh()
			return
		}
		h.release()
		h.onTap()
	})
}

func (h *HeldButton) release() {
	if h.stop == nil {
		return
	}
	h.stop()
	h.stop, h.steps = nil, 0
	h.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (h *HeldButton) CreateRenderer() fyne.WidgetRenderer { return newDrawing(h) }

func (h *HeldButton) objects() []fyne.CanvasObject {
	out := []fyne.CanvasObject{&h.ring, &h.plate, &h.left, &h.filled, h.glyph.Image}
	return append(out, h.label.objects()...)
}

func (h *HeldButton) paint() {
	k := theme.Current().Tokens()
	s := skin{fill: k.Bad, stroke: k.OnCounter, width: k.Stroke + 1, text: k.OnBad}
	if h.Disabled() {
		s = skin{fill: k.Counter2, text: k.OnCounter2}
	}
	h.wear(s, theme.RadiusButton)
	h.paintRing(k.OnCounter)
	h.label.text, h.label.color = h.rest, s.text
	if h.stop != nil {
		perSecond := holdSteps / int(holdTime/time.Second)
		h.label.text = h.counting((holdSteps - h.steps + perSecond - 1) / perSecond)
	}
	h.glyph.set(assets.IconTrash, s.text)
	h.left.FillColor, h.filled.FillColor = k.BadDown, color.White
	h.left.Hidden, h.filled.Hidden = h.stop == nil, h.stop == nil || h.steps == 0
	h.left.BottomLeftCornerRadius, h.left.BottomRightCornerRadius = theme.RadiusButton-3, theme.RadiusButton-3
	h.filled.BottomLeftCornerRadius = theme.RadiusButton - 3
}

func (h *HeldButton) min() fyne.Size {
	const height, wide = 72, 420
	return fyne.NewSize(max(wide, h.label.natural()+120), height)
}

func (h *HeldButton) layout(size fyne.Size) {
	h.layoutPlate(size)
	const bar, inset, icon, gap = 12, 3, 30, 12
	word := h.label.set(size.Width - icon - gap - 32)
	x := (size.Width - word - icon - gap) / 2
	height := size.Height
	if h.stop != nil {
		height -= bar
	}
	put(h.glyph, x+icon/2, height/2, icon)
	h.label.place(fyne.NewPos(x+icon+gap, 0), fyne.NewSize(word, height))
	full := size.Width - 2*inset
	box{inset, size.Height - bar - inset, full, bar}.put(&h.left)
	box{inset, size.Height - bar - inset, full * float32(h.steps) / holdSteps, bar}.put(&h.filled)
}
