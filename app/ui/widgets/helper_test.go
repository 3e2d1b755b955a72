package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"ventanilla/app/ui/widgets"
)

// tapID taps the object of an id in its middle, as a finger does, through the canvas.
func tapID(t *testing.T, root fyne.CanvasObject, id string) {
	t.Helper()
	o := widgets.Find(root, id)
	if o == nil {
		t.Fatalf("no %q to tap", id)
	}
	tapObject(o)
}

func tapObject(o fyne.CanvasObject) {
	d := fyne.CurrentApp().Driver()
	at := d.AbsolutePositionForObject(o).Add(fyne.NewPos(o.Size().Width/2, o.Size().Height/2))
	test.TapCanvas(d.CanvasForObject(o), at)
}

// typeKeys taps the keys of the keyboard that write a text.
func typeKeys(t *testing.T, f *widgets.Frame, text string) {
	t.Helper()
	for _, r := range text {
		k := f.Keyboard().Key(string(r))
		if k == nil {
			t.Fatalf("no key writes %q", r)
		}
		tapObject(k)
	}
}
