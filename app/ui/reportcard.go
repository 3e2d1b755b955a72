package ui

import (
	"fmt"

	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/locale"
	"ventanilla/app/report"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// totalCard says how many applications there are, of which days.
func (r *reports) totalCard() fyne.CanvasObject {
	a := r.app
	span := ""
	switch {
	case r.shown.From == r.shown.To:
		span = a.words.Day(r.shown.To)
	case !r.shown.From.IsZero():
		span = a.text("report.span", "from", a.words.DayOfYear(r.shown.From), "to", a.words.Day(r.shown.To))
	}
	return r.figure(assets.IconStack, "report.total", a.cellWord(r.shown.Total), span)
}

// timeCard says how long an interview takes.
func (r *reports) timeCard() fyne.CanvasObject {
	a, t := r.app, r.shown.Times
	if t.Interviews.Shown != report.Exactly || t.Interviews.N == 0 {
		return r.figure(assets.IconClock, "report.time", "–", a.text("report.time_few"))
	}
	return r.figure(assets.IconClock, "report.time", a.count("report.minutes", t.Median), a.text("report.spread", "low", t.Low, "high", t.High))
}

func (r *reports) figure(icon assets.IconName, name, figure, detail string) fyne.CanvasObject {
	words := widgets.NewColumn(2,
		widgets.NewText(theme.Label, r.app.text(name)), widgets.NewText(theme.Title, figure), widgets.NewSmall(detail))
	return widgets.NewCard(widgets.Quiet, widgets.NewTopRow(18, widgets.NewIcon(icon, widgets.Way, 40), widgets.Middle(words)))
}

// card is a table with a bar below each line.
func (r *reports) card(topic string, t report.Table) fyne.CanvasObject {
	a := r.app
	parts := []fyne.CanvasObject{widgets.NewText(theme.Heading, a.text("report."+topic))}
	if t.Withheld {
		parts = append(parts, widgets.NewText(theme.Label, a.text("report.withheld")).Toned(widgets.Ink2))
	}
	most := mostOf(t)
	for _, row := range t.Rows {
		bar := widgets.NewChartBar()
		setBar(bar, row.Cell, most)
		line := widgets.NewRow(12, widgets.Middle(widgets.NewText(theme.Label, a.valueWord(topic, row.Value))),
			widgets.NewLine(theme.Label, a.cellWord(row.Cell)).Strong())
		parts = append(parts, widgets.NewColumn(2, line, bar))
	}
	return widgets.NewCard(widgets.Quiet, widgets.NewColumn(12, parts...))
}

// daysCard is a chart of days or months, a short line for each.
func (r *reports) daysCard() fyne.CanvasObject {
	a := r.app
	most := mostOf(r.shown.Days)
	var lines []fyne.CanvasObject
	for _, row := range r.shown.Days.Rows {
		bar := widgets.NewChartBar()
		setBar(bar, row.Cell, most)
		lines = append(lines, widgets.NewRow(12,
			widgets.Sized(widgets.NewLine(theme.SmallText, a.dayWord(row.Value)), r.scaled(92), 0),
			widgets.Fill(bar),
			widgets.Sized(widgets.NewLine(theme.Label, a.shortCell(row.Cell)).Strong().Aligned(fyne.TextAlignTrailing), r.scaled(48), 0)))
	}
	parts := []fyne.CanvasObject{widgets.NewText(theme.Heading, a.text("report.day"))}
	if r.shown.Days.Withheld {
		parts = append(parts, widgets.NewText(theme.Label, a.text("report.withheld")).Toned(widgets.Ink2))
	}
	// The days go down the first column and on in the second.
	half := (len(lines) + 1) / 2
	parts = append(parts, widgets.NewTopRow(32, widgets.Fill(widgets.NewColumn(4, lines[:half]...)), widgets.Fill(widgets.NewColumn(4, lines[half:]...))))
	return widgets.NewCard(widgets.Quiet, widgets.NewColumn(12, parts...))
}

// scaled is a width that grows with the type, in px.
func (r *reports) scaled(width float32) float32 {
	const plain = 18 // px, of small type
	return width * theme.Current().Type(theme.SmallText) / plain
}

func setBar(bar *widgets.ChartBar, c report.Cell, most int) {
	switch {
	case c.Shown == report.Few:
		bar.Set(float32(report.Least-1)/float32(2*most), true)
	case c.Shown == report.Exactly:
		bar.Set(float32(c.N)/float32(most), false)
	}
}

// mostOf is the greatest count that a table tells, at least as many as are shown.
func mostOf(t report.Table) int {
	most := report.Least
	for _, row := range t.Rows {
		most = max(most, row.N)
	}
	return most
}

func (a *App) cellWord(c report.Cell) string {
	switch c.Shown {
	case report.Few:
		return a.text("report.few")
	case report.Hidden:
		return a.text("report.hidden")
	}
	return a.words.Number(c.N)
}

// shortCell is cellWord in signs.
func (a *App) shortCell(c report.Cell) string {
	switch c.Shown {
	case report.Few:
		return fmt.Sprintf("< %d", report.Least)
	case report.Hidden:
		return "–"
	}
	return a.words.Number(c.N)
}

// valueWord names what a line of a table counts.
func (a *App) valueWord(topic, value string) string {
	switch {
	case value == "":
		return a.text("report.not_allowed")
	case topic == "state" && a.words.Has("state."+value):
		return a.text("state." + value)
	case topic == "verdict" && a.words.Has("report.verdict."+value):
		return a.text("report.verdict." + value)
	case topic == "language":
		return a.languageName(intake.Language(value))
	case topic == "office":
		return a.words.Country(intake.Country(value))
	case topic == "lacking" && a.words.Has("field."+value):
		return locale.Capital(a.text("field." + value))
	}
	return value
}

// languageName is what a language calls itself.
func (a *App) languageName(language intake.Language) string {
	for _, known := range locale.Languages() {
		if known == language {
			return a.Texts.In(language).Text("language.name")
		}
	}
	return string(language)
}

// dayWord writes "2026-11-21" or "2026-11" where there is little room.
func (a *App) dayWord(value string) string {
	date, err := intake.ParseDate(value)
	switch {
	case err != nil:
		return value
	case date.Day() == 0:
		return a.words.ShortMonth(date.Month()) + " " + value[:len("2006")]
	}
	return a.words.Number(date.Day()) + " " + a.words.ShortMonth(date.Month())
}
