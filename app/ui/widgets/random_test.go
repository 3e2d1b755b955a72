package widgets_test

import (
	"math/rand/v2"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
)

// child is somebody who does anything to a frame.
type child struct {
	*rand.Rand
	frame  *widgets.Frame
	window fyne.Window
	pages  []*widgets.Page
}

func (c *child) somewhere() fyne.Position {
	s := c.window.Canvas().Size()
	return fyne.NewPos(c.Float32()*s.Width, c.Float32()*s.Height)
}

// act does one thing.
func (c *child) act() {
	canvas := c.window.Canvas()
	switch c.IntN(20) {
	case 0:
		c.frame.Open(c.pages[c.IntN(len(c.pages))])
	case 1:
		c.window.Resize([]fyne.Size{landscape, portrait, small}[c.IntN(3)])
	case 2:
		c.frame.ShowDialog(widgets.NewDialog("¿Salir?", widgets.NewTextField("secret", widgets.SecretKind, "Frase"),
			widgets.NewButton("stay", widgets.Secondary, "Quedarme", c.frame.HideDialog)))
	case 3:
		c.frame.HideDialog()
	case 4:
		c.frame.ShowSnackbar(widgets.NewSnackbar("undo", "Quitó algo", "Deshacer", nothing))
	case 5, 6:
		test.FocusNext(canvas)
	case 7, 8:
		c.key(canvas)
	case 9, 10:
		test.Drag(canvas, c.somewhere(), 0, c.Float32()*800-400)
	default:
		test.TapCanvas(canvas, c.somewhere())
	}
}

// key types something into what has the focus.
func (c *child) key(canvas fyne.Canvas) {
	focused := canvas.Focused()
	if focused == nil {
		return
	}
	keys := []fyne.KeyName{
		fyne.KeyBackspace, fyne.KeyDelete, fyne.KeyLeft, fyne.KeyRight, fyne.KeyHome, fyne.KeyEnd,
		fyne.KeyUp, fyne.KeyDown, fyne.KeyReturn, fyne.KeySpace,
	}
	focused.TypedRune([]rune("aÑ9 -.@\U0001F600\u0301")[c.IntN(9)])
	focused.TypedKey(&fyne.KeyEvent{Name: keys[c.IntN(len(keys))]})
}

// TestAnythingGoes does thousands of random things; whatever happens, the frame stays
// whole: nothing panics, and a page has its counter unless a dialog covers it.
func TestAnythingGoes(t *testing.T) {
	for seed := range uint64(3) {
		f := assistedFrame()
		c := &child{Rand: rand.New(rand.NewPCG(seed, 1)), frame: f}
		area := widgets.NewTextArea("area", "¿Qué pasó?", 3)
		c.pages = append(c.pages, onCounter(&widgets.Page{Body: widgets.NewColumn(8, area)}, "", 2))
		for _, name := range []string{"name", "worker", "date", "birth", "pick"} {
			c.pages = append(c.pages, pages()[name])
		}
		f.Open(c.pages[0])
		c.window = show(t, theme.Look{Mode: theme.Assisted}, landscape, f)
		for i := range 700 {
			c.act()
			if (widgets.Find(f, "next") != nil) != (f.Dialog() == nil) {
				t.Fatalf("seed %d, step %d: next and dialog do not fit", seed, i)
			}
		}
	}
}
