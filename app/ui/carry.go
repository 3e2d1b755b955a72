package ui

import (
	"context"

	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"

	"fyne.io/fyne/v2"
)

// carryOut lets a supervisor choose a stick and writes a file for the office onto it. write returns the name of the file.
type carryOut struct {
	app   *App
	title string
	write func(ctx context.Context, folder string) (name string, err error)
}

// openCarryOut asks where to write.
func (a *App) openCarryOut(title string, write func(ctx context.Context, folder string) (string, error)) {
	c := &carryOut{app: a, title: title, write: write}
	c.look()
}

// look asks which sticks are plugged in.
func (c *carryOut) look() {
	a := c.app
	work(a, a.desk.Sticks.List, func(sticks []Stick, err error) {
		if err != nil {
			a.trouble("find sticks", err)
			return
		}
		c.offer(sticks)
	})
}

func (c *carryOut) offer(sticks []Stick) {
	a := c.app
	if len(sticks) == 0 {
		again := widgets.NewButton("carry.look", widgets.Primary, a.text("carry.look"), c.look).WithIcon(assets.IconArrowClockwise)
		a.frame.ShowDialog(widgets.NewDialog(c.title, widgets.NewBody(a.text("carry.none")), a.closeButton(), again))
		return
	}
	parts := []fyne.CanvasObject{widgets.NewText(theme.Label, a.text("carry.choose"))}
	for _, s := range sticks {
		words := a.text("carry.stick", "name", s.Name, "size", a.words.Bytes(s.Free))
		parts = append(parts, widgets.NewButton("stick."+s.Path, widgets.InPane, words, func() { c.carry(s) }).WithIcon(assets.IconUsb))
	}
	a.frame.ShowDialog(widgets.NewDialog(c.title, widgets.Pad(widgets.NewColumn(12, parts...), 0, 8, 0, 8), a.closeButton()))
}

func (c *carryOut) carry(s Stick) {
	a := c.app
	a.frame.ShowDialog(widgets.NewDialog(c.title, widgets.NewBody(a.text("carry.writing"))))
	work(a, func(ctx context.Context) (string, error) { return c.write(ctx, s.Path) }, func(name string, err error) {
		if err != nil {
			a.Log.Error("write for the office", "error", err)
			again := widgets.NewButton("carry.look", widgets.Primary, a.text("action.retry"), c.look).WithIcon(assets.IconArrowClockwise)
			a.frame.ShowDialog(widgets.NewDialog(c.title, widgets.NewBody(a.text("carry.failed")), a.closeButton(), again))
			return
		}
		said := a.text("carry.done", "stick", s.Name, "name", name)
		a.frame.ShowDialog(widgets.NewDialog(a.text("carry.done_title"), widgets.NewBody(said), a.closeButton()))
	})
}
