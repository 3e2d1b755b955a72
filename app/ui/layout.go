package ui

import (
	"fyne.io/fyne/v2"

	"ventanilla/app/ui/widgets"
)

// settle lays out everything under root again, from the outside in: a text that changed may want another place.
func settle(root fyne.CanvasObject) {
	widgets.Walk(root, func(o fyne.CanvasObject) bool {
		switch o := o.(type) {
		case *fyne.Container:
			if o.Layout != nil {
				o.Layout.Layout(o.Objects, o.Size())
			}
		case fyne.Widget:
			o.Refresh()
		}
		return true
	})
}

// setVisible shows or hides an object.
func setVisible(o fyne.CanvasObject, visible bool) {
	if visible {
		o.Show()
	} else {
		o.Hide()
	}
}

// bodyRoom is the height that the page's body has without scrolling. The scroll around it keeps 14 px on each side for
// ticks and focus rings.
func (a *App) bodyRoom() float32 {
	const overhang = 14
	return a.frame.Body().Size().Height - 2*overhang
}
