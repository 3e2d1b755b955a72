package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// watch is the window's content: all that is shown, and an eye on whether anybody is there. Fyne asks every object under
// a moving pointer or finger for its cursor, and so tells the watch of each touch without taking it from its target.
type watch struct {
	widget.BaseWidget
	content fyne.CanvasObject
	touched func()
	hidden  bool // the pointer
}

func newWatch(content fyne.CanvasObject, touched func(), hidePointer bool) *watch {
	w := &watch{content: content, touched: touched, hidden: hidePointer}
	w.ExtendBaseWidget(w)
	return w
}

// watchKeys keeps an eye on keys that nothing on the screen waits for.
func (a *App) watchKeys() {
	a.window.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { a.touched() })
	a.window.Canvas().SetOnTypedRune(func(rune) { a.touched() })
}

// Cursor implements desktop.Cursorable.
func (w *watch) Cursor() desktop.Cursor {
	w.touched()
	if w.hidden {
		return desktop.HiddenCursor
	}
	return desktop.DefaultCursor
}

// Children lets the widgets be found under the watch.
func (w *watch) Children() []fyne.CanvasObject { return []fyne.CanvasObject{w.content} }

// CreateRenderer implements fyne.Widget.
func (w *watch) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(w.content) }
