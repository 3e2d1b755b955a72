package ui

import (
	"errors"

	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// Space is how much of the disk is left for what the kiosk keeps.
type Space string

// The spaces.
const (
	SpaceEnough Space = ""
	SpaceLow    Space = "low"
	SpaceFull   Space = "full" // for answers alone, and not for photos any more
)

// ErrSpace is a photo that is not kept, so that answers can be.
var ErrSpace = errors.New("no room for photos")

// spaceKey is what staff are told of the disk, "" while there is enough of it.
func (a *App) spaceKey() string {
	if a.status.Space == SpaceEnough {
		return ""
	}
	return "space." + string(a.status.Space)
}

// saying is a line that says that all is free, until the disk is what matters more.
type saying struct {
	app    *App
	banner *widgets.Banner // nil where only a few words have room
	icon   *widgets.Icon
	words  *widgets.Text
}

// newSaying makes it as a banner, or of a few words.
func newSaying(a *App, short bool) *saying {
	s := &saying{app: a}
	if short {
		s.icon, s.words = widgets.NewIcon(assets.IconHandCoins, widgets.Ink2, 28), widgets.NewLine(theme.Label, "").Toned(widgets.Ink2)
	} else {
		s.banner = widgets.NewBanner(assets.IconHandCoins, widgets.Quiet, "")
	}
	s.refresh()
	return s
}

// show shows or hides it.
func (s *saying) show(on bool) {
	if s.banner != nil {
		setVisible(s.banner, on)
		return
	}
	setVisible(s.icon, on)
	setVisible(s.words, on)
}

func (s *saying) refresh() {
	key, a := s.app.spaceKey(), s.app
	switch {
	case s.banner != nil && key == "":
		s.banner.Set(assets.IconHandCoins, widgets.Quiet, a.text("free.always_say"))
	case s.banner != nil:
		s.banner.Set(assets.IconWarning, widgets.Warn, a.text(key))
	case key == "":
		s.icon.Set(assets.IconHandCoins, widgets.Ink2)
		s.words.SetText(a.text("free.short"))
	default:
		s.icon.Set(assets.IconWarning, widgets.Warn)
		s.words.SetText(a.text("space.short"))
	}
}
