package ui

import (
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// About how high things are on the review, in px: enough to see which of two columns is the shorter.
const (
	reviewLine    = 26
	reviewPadding = 12
	reviewMissing = 104 // a card of what is missing
	reviewBanner  = 64
	reviewStaff   = 110 // what staff note
	reviewLetters = 46  // in a line
)

// answerRow is the row of a group of answers.
type answerRow struct {
	row  fyne.CanvasObject
	high float32 // about, in px
}

func rowsOf(rows []answerRow) []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, len(rows))
	for i, r := range rows {
		objects[i] = r.row
	}
	return objects
}

func (p *reviewPart) rows() []answerRow {
	var rows []answerRow
	for _, group := range p.talk.app.answerGroups(p.talk.iv.Answers()) {
		rows = append(rows, answerRow{p.row(group), group.height()})
	}
	return rows
}

// half is how many rows go into the first of two columns, so that it is about as high as the second, which holds something
// already.
func (p *reviewPart) half(rows []answerRow, held float32) int {
	total := held
	for _, r := range rows {
		total += r.high
	}
	height := float32(0)
	for i, r := range rows {
		if height += r.high; height-r.high/2 >= total/2 {
			return i
		}
	}
	return len(rows)
}

// height is about how high the row of a group is, in px.
func (g answerGroup) height() float32 {
	lines := 0
	for i, said := range g.said {
		letters := utf8.RuneCountInString(said)
		if i == 0 {
			letters += utf8.RuneCountInString(g.name)
		}
		lines += letters/reviewLetters + 1
	}
	return max(theme.MinTarget, float32(lines*reviewLine+reviewPadding))
}

func (p *reviewPart) row(group answerGroup) fyne.CanvasObject {
	icon := widgets.NewIcon(assets.IconCheckCircle, widgets.Good, 30)
	content := widgets.NewRow(14, icon, widgets.Middle(groupText(group)), widgets.NewIcon(assets.IconPencilSimple, widgets.Way, 28))
	return widgets.NewListRow("review."+string(group.questions[0]), content, func() { p.talk.mend(group.questions...) }).High(theme.MinTarget)
}

// groupText is a group as it is read: its name, and a line for each answer.
func groupText(group answerGroup) fyne.CanvasObject {
	lines := widgets.NewColumn(0, widgets.NewText(theme.Label, "**"+group.name+"**  "+group.said[0]))
	for _, said := range group.said[1:] {
		lines.Add(widgets.NewText(theme.Label, said))
	}
	return lines
}
