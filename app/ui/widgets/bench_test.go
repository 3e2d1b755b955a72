package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
)

// benchFrame is a name page in a window of its own.
func benchFrame(b *testing.B) (*widgets.Frame, *widgets.Page, *widgets.TextField) {
	b.Helper()
	test.NewTempApp(b).Settings().SetTheme(theme.New(theme.Look{Mode: theme.Assisted, Class: theme.Landscape}))
	f := assistedFrame()
	p, field := namePage()
	f.Open(p)
	w := test.NewTempWindow(b, f)
	w.SetPadded(false)
	w.Resize(landscape)
	return f, p, field
}

// BenchmarkKey is a key of the keyboard, from the tap to what there is to paint.
func BenchmarkKey(b *testing.B) {
	f, _, field := benchFrame(b)
	tapObject(field)
	for b.Loop() {
		tapObject(f.Keyboard().Key("a"))
		tapObject(widgets.Find(f, "key.erase"))
	}
}

// BenchmarkPage is a change between two pages that are kept.
func BenchmarkPage(b *testing.B) {
	f, p, _ := benchFrame(b)
	other := datePage(widgets.NewDatePicker("d", today, dateWords))
	for b.Loop() {
		f.Open(other)
		f.Open(p)
	}
}

// BenchmarkFrame is a camera picture cut for its view.
func BenchmarkFrame(b *testing.B) {
	f, _, _ := benchFrame(b)
	c := widgets.NewCamera(widgets.ArchGuide)
	f.Open(&widgets.Page{Body: widgets.Fill(c)})
	frame := checker(480)
	c.Resize(fyne.NewSize(650, 560))
	for b.Loop() {
		c.SetFrame(frame)
	}
}
