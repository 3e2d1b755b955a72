package ui

import (
	"fyne.io/fyne/v2"

	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// rows are the answers, each leading to its questions.
func (p *reviewPart) rows() []fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, group := range p.talk.app.answerGroups(p.talk.iv.Answers()) {
		rows = append(rows, p.row(group))
	}
	return rows
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
