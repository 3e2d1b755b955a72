package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"ventanilla/app/ui/widgets"
)

// A room that shrinks without its content growing shows the page buttons too.
func TestAScrollTellsThatItsRoomShrank(t *testing.T) {
	test.NewTempApp(t)
	s := widgets.NewScroll(widgets.Sized(widgets.NewDivider(), 100, 300))
	s.Resize(fyne.NewSize(200, 320))
	told := false
	s.OnScrolled = func() { told = s.Overflows() }
	s.Resize(fyne.NewSize(200, 200))
	if !told {
		t.Error("nobody was told that there is more than can be seen")
	}
}
