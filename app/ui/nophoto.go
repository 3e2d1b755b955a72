package ui

import (
	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// noPhoto is a calm card in the place of the picture, where there is neither a camera nor a photo.
type noPhoto struct {
	card *widgets.Card
	icon *widgets.Icon
}

func newNoPhoto(word string) *noPhoto {
	const side = 120 // px
	n := &noPhoto{icon: widgets.NewIcon(assets.IconCamera, widgets.Ink2, side)}
	n.card = widgets.NewCard(widgets.Quiet, widgets.NewColumn(12,
		widgets.Fill(nil),
		widgets.NewRow(0, widgets.Fill(nil), n.icon, widgets.Fill(nil)),
		widgets.NewText(theme.Heading, word).Toned(widgets.Ink2).Aligned(fyne.TextAlignCenter),
		widgets.Fill(nil)))
	return n
}

// writeStage shows the camera, or that there is no photo.
func (p *photoPart) writeStage() {
	lost := p.talk.app.Camera == nil || p.failed != nil
	none := p.picture == nil && !p.stored && (lost || p.leftOut())
	setVisible(p.view, !none)
	setVisible(p.none.card, none)
	icon := assets.IconIdentificationCard
	switch {
	case !p.leftOut():
		icon = assets.IconCamera
	case p.kind == intake.Portrait:
		icon = assets.IconUser
	}
	p.none.icon.Set(icon, widgets.Ink2)
}
