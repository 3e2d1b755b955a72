package widgets

import (
	"fyne.io/fyne/v2"
)

// typingHost is what has a keyboard for fields: the Frame.
type typingHost interface {
	fyne.CanvasObject
	fieldFocused(f *TextField, called bool)
	fieldTapped(f *TextField)
	fieldLeft(f *TextField)
	hardwareTyped()
	fingerCame()
	keyed()
}

// withHost calls use with the keyboard's host in the target's window, if there is one.
func (t *target) withHost(use func(typingHost)) {
	c := fyne.CurrentApp().Driver().CanvasForObject(&t.plate)
	if c == nil {
		return
	}
	Walk(c.Content(), func(o fyne.CanvasObject) bool {
		host, ok := o.(typingHost)
		if ok {
			use(host)
		}
		return !ok
	})
}

// FocusGained implements fyne.Focusable: the keyboard follows. It comes with Focus or with a tap, but not where Tab led
// here, which only a keyboard with a plug has.
func (f *TextField) FocusGained() {
	f.focused = true
	f.Refresh()
	f.withHost(func(h typingHost) {
		h.keyed() // a finger that led here is known already
		h.fieldFocused(f, f.called)
	})
	f.reveal()
}

// FocusLost implements fyne.Focusable.
func (f *TextField) FocusLost() {
	f.focused = false
	f.Refresh()
	f.withHost(func(h typingHost) { h.fieldLeft(f) })
	if f.OnLeft != nil {
		f.OnLeft()
	}
}

// Tapped implements fyne.Tappable: the caret goes where the finger was.
func (f *TextField) Tapped(e *fyne.PointEvent) {
	f.lifted = nil
	f.setPressed(false)
	if f.Disabled() {
		return
	}
	missing := f.isMissing()
	f.Focus()
	f.buffer.move(f.text.caretAt(e.Position))
	f.withHost(func(h typingHost) { h.fieldTapped(f) })
	f.Refresh()
	if missing && f.OnWrite != nil {
		f.OnWrite()
	}
}

// TypedRune implements fyne.Focusable: a keyboard with a plug typed.
func (f *TextField) TypedRune(r rune) {
	f.withHost(typingHost.hardwareTyped)
	f.write(string(r))
}

// TypedKey implements fyne.Focusable.
func (f *TextField) TypedKey(e *fyne.KeyEvent) {
	f.withHost(typingHost.hardwareTyped)
	f.press(e.Name)
}

// TypedShortcut implements fyne.Shortcutable. Only pasting is served: what people
// answer never goes to the clipboard.
func (f *TextField) TypedShortcut(s fyne.Shortcut) {
	if p, ok := s.(*fyne.ShortcutPaste); ok {
		f.write(p.Clipboard.Content())
	}
}

// write inserts what the kind allows of a text.
func (f *TextField) write(text string) {
	runes := f.kind.takes(text)
	room := f.MaxRunes - len(f.buffer.runes)
	if f.Disabled() || len(runes) == 0 || room <= 0 {
		return
	}
	f.buffer.insert(runes[:min(room, len(runes))])
	f.changed()
}

// press does what an editing key does.
func (f *TextField) press(key fyne.KeyName) {
	if f.Disabled() {
		return
	}
	switch key {
	case fyne.KeyBackspace:
		if f.buffer.erase() {
			f.changed()
		}
	case fyne.KeyDelete:
		if f.buffer.eraseAhead() {
			f.changed()
		}
	case fyne.KeyReturn, fyne.KeyEnter:
		f.enter()
	default:
		f.buffer.move(f.moved(key))
		f.Refresh()
	}
}

// moved is where a key takes the caret.
func (f *TextField) moved(key fyne.KeyName) int {
	caret := f.buffer.caret
	line := f.text.lineOf(caret)
	switch {
	case key == fyne.KeyLeft:
		return caret - 1
	case key == fyne.KeyRight:
		return caret + 1
	case key == fyne.KeyHome:
		return 0
	case key == fyne.KeyEnd:
		return len(f.buffer.runes)
	case key == fyne.KeyUp && line > 0:
		return f.text.spans[line-1].from + caret - f.text.spans[line].from
	case key == fyne.KeyDown && line+1 < len(f.text.spans):
		return f.text.spans[line+1].from + caret - f.text.spans[line].from
	default:
		return caret
	}
}

// enter begins a line where there are several, and submits the field otherwise.
func (f *TextField) enter() {
	switch {
	case f.rows > 1:
		f.write("\n")
	case f.OnSubmitted != nil:
		f.OnSubmitted()
	}
}

func (f *TextField) changed() {
	f.SetProblem("")
	f.Refresh()
	if f.OnChanged != nil {
		f.OnChanged(f.Text())
	}
}
