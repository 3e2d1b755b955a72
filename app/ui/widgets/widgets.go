// Package widgets has what a kiosk needs and Fyne lacks: a frame that looks like a
// service window, big targets, fields with a keyboard of their own, pickers for what
// people know in part. Start with NewFrame, make a Page, call Frame.Open. Every colour
// and size comes from theme.Current, every word is passed in, nothing moves at rest, and
// every target is at least 56 px and can be reached by the keyboard with a visible ring.
// All functions are for Fyne's own goroutine.
package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
)

// Identified is what can be tapped or typed into. The id is stable over languages and
// themes: "next", "choice.HN", "field.surname".
type Identified interface {
	fyne.CanvasObject
	WidgetID() string
}

// parent is an object of another package that holds objects of ours.
type parent interface{ Children() []fyne.CanvasObject }

// painted is a widget of this package, drawn by drawing.
type painted interface {
	fyne.Widget
	objects() []fyne.CanvasObject
	layout(fyne.Size)
	min() fyne.Size
	paint() // sets colours, sizes and words from the state and the theme
}

// drawing is the renderer of every widget here.
type drawing struct{ of painted }

// newDrawing paints a widget for the first time.
func newDrawing(of painted) fyne.WidgetRenderer {
	of.paint()
	return drawing{of}
}

func (d drawing) Destroy()                     {}
func (d drawing) Layout(size fyne.Size)        { d.of.layout(size) }
func (d drawing) MinSize() fyne.Size           { return d.of.min() }
func (d drawing) Objects() []fyne.CanvasObject { return d.of.objects() }

// Refresh repaints. Images refresh themselves when their source changes.
func (d drawing) Refresh() {
	d.of.paint()
	d.of.layout(d.of.Size())
	for _, o := range d.of.objects() {
		switch o.(type) {
		case *canvas.Rectangle, *canvas.Text, *canvas.Circle, *canvas.Line, *canvas.Arc:
			canvas.Refresh(o)
		}
	}
	canvas.Refresh(d.of)
}

// Find returns the visible object of that id under root, and nil if there is none.
func Find(root fyne.CanvasObject, id string) Identified {
	var found Identified
	Walk(root, func(o fyne.CanvasObject) bool {
		if i, ok := o.(Identified); ok && i.WidgetID() == id {
			found = i
		}
		return found == nil
	})
	return found
}

// Walk calls visit for root and every visible object under it, until visit says false.
// It looks into containers, into the widgets of this package and into what has a method
// Children() []fyne.CanvasObject.
func Walk(root fyne.CanvasObject, visit func(fyne.CanvasObject) bool) bool {
	if root == nil || !root.Visible() {
		return true
	}
	if !visit(root) {
		return false
	}
	for _, child := range childrenOf(root) {
		if !Walk(child, visit) {
			return false
		}
	}
	return true
}

// Held reports whether a finger, or a key that holds, is on anything visible under root.
func Held(root fyne.CanvasObject) bool {
	return !Walk(root, func(o fyne.CanvasObject) bool {
		h, ok := o.(interface{ held() bool })
		return !ok || !h.held()
	})
}

// settle lays out all that is visible under root, from the outside in, each in the size
// that it has.
func settle(root fyne.CanvasObject) {
	Walk(root, func(o fyne.CanvasObject) bool {
		switch o := o.(type) {
		case *fyne.Container:
			if o.Layout != nil {
				o.Layout.Layout(o.Objects, o.Size())
			}
		case painted:
			o.layout(o.Size())
		}
		return true
	})
}

func childrenOf(o fyne.CanvasObject) []fyne.CanvasObject {
	switch o := o.(type) {
	case *fyne.Container:
		return o.Objects
	case painted:
		return o.objects()
	case parent:
		return o.Children()
	case *container.Scroll:
		return []fyne.CanvasObject{o.Content}
	default:
		return nil
	}
}
