package ui

import (
	"strings"

	"fyne.io/fyne/v2"

	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// codeEntry takes a one-time code of the office and tells of an error as soon as the code has its length.
type codeEntry struct {
	app     *App
	text    string
	check   func(text string) error
	changed func() // after each letter

	field *widgets.TextField
}

func (c *codeEntry) build(id string) fyne.CanvasObject {
	a := c.app
	c.field = widgets.NewTextField(id, widgets.CodeKind, a.text("start.code_label")).WithIcon(assets.IconKey).WithHint("GT-XXXX-XXXX-XXXX-XXXX")
	c.field.SetText(c.text)
	c.field.OnChanged = func(text string) {
		c.text = text
		c.field.SetProblem(c.problem())
		c.changed()
		a.update()
	}
	return widgets.NewColumn(16, c.field, widgets.NewSmall(a.text("start.code_hint")))
}

// ready reports whether the code is whole.
func (c *codeEntry) ready() bool { return c.text != "" && c.check(c.text) == nil }

func (c *codeEntry) problem() string {
	const digits = 16 // behind the office
	_, rest, _ := strings.Cut(c.text, "-")
	if len(strings.ReplaceAll(rest, "-", "")) < digits || c.check(c.text) == nil {
		return ""
	}
	return c.app.text("start.code_wrong")
}
