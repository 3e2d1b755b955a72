package ui

import (
	"strings"

	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/locale"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// barred is a screen that puts its own buttons into the bar above the pane.
type barred interface{ barButtons() []fyne.CanvasObject }

// furnishBar puts the place and the buttons into the bar above the pane.
func (a *App) furnishBar() {
	site := a.Kiosk.Site()
	brand, office := widgets.Brand{Place: site.Name}, a.text("app.office", "office", a.words.Country(intake.Country(site.Office)))
	switch {
	case site.Name == string(site.Office): // which has not told the name yet
		brand.Place = office
	case a.look.Mode == theme.Assisted && a.desk != nil:
		brand.Office = office
	}
	a.frame.SetBrand(brand)
	if b, ok := a.current.(barred); ok {
		a.frame.SetTop(b.barButtons()...)
		return
	}
	a.frame.SetTop(a.staffButtons()...)
}

// office names the Safe Mobility Office of the site.
func (a *App) office() string {
	return a.text("app.programme", "office", a.words.Country(intake.Country(a.Kiosk.Site().Office)))
}

// staffButtons are the link, the look, the language and the person, from left to right.
func (a *App) staffButtons() []fyne.CanvasObject {
	buttons := []fyne.CanvasObject{a.lookButton(widgets.Bar), a.languageButton(widgets.Bar)}
	if a.desk == nil {
		return buttons
	}
	if a.look.Class != theme.Portrait {
		link := widgets.NewButton("bar.link", widgets.Bar, a.linkShort(), a.openOutbox).WithIcon(linkIcon(a.status.Link)).Plain()
		buttons = append([]fyne.CanvasObject{link}, buttons...)
	}
	staff := widgets.NewButton("bar.staff", widgets.Bar, firstWord(a.desk.Staff.Name), a.openStaff).WithIcon(assets.IconUserCircle)
	return append(buttons, staff)
}

func (a *App) lookButton(style widgets.ButtonStyle) *widgets.Button {
	return widgets.NewButton("bar.look", style, "", a.openLook).WithIcon(assets.IconTextAa)
}

func (a *App) languageButton(style widgets.ButtonStyle) *widgets.Button {
	name := a.text("language.name")
	if style == widgets.Bar && a.look.Mode == theme.Worker {
		name = strings.ToUpper(string(a.words.Language()))
	}
	return widgets.NewButton("bar.language", style, name, a.openLanguages).WithIcon(assets.IconGlobe)
}

// linkShort says in two or three words how link and outbox stand.
func (a *App) linkShort() string {
	words := []string{a.linkWord()}
	if n := a.status.Waiting + a.status.OnItsWay; n > 0 {
		words = append(words, a.count("link.waiting", n))
	}
	return strings.Join(words, " · ")
}

func (a *App) linkWord() string {
	switch {
	case a.status.Clock:
		return a.text("link.clock_short")
	case a.status.Link == LinkUp && a.status.OnItsWay > 0:
		return a.text("link.sending")
	case a.status.Link == LinkUp, a.status.Link == LinkNone:
		return a.text("link." + string(a.status.Link))
	default:
		return a.text("link." + string(a.status.Link) + "_short")
	}
}

// linkLong says in a sentence how the link stands and what to do.
func (a *App) linkLong() string {
	switch {
	case a.status.Clock:
		return a.text("link.clock")
	case a.status.Link == LinkUp && a.status.OnItsWay > 0:
		return a.text("link.sending_detail")
	case a.status.Link == LinkUp, a.status.Link == LinkNone:
		return a.text("link." + string(a.status.Link) + "_detail")
	default:
		return a.text("link." + string(a.status.Link))
	}
}

func linkIcon(link Link) assets.IconName {
	switch link {
	case LinkNone:
		return assets.IconCloudSlash
	case LinkUp:
		return assets.IconCloudCheck
	default:
		return assets.IconWarning
	}
}

// linkTone is quiet where all is as usual: no link is usual.
func linkTone(s Status) widgets.Tone {
	if s.Clock || s.Link != LinkNone && s.Link != LinkUp {
		return widgets.Warn
	}
	return widgets.Quiet
}

func firstWord(name string) string {
	if words := strings.Fields(name); len(words) > 0 {
		return words[0]
	}
	return name
}

// initials are the first letters of the first two words of a staff member's display name.
func initials(name string) string {
	out := ""
	for _, word := range strings.Fields(name) {
		if out += locale.Capital(string([]rune(word)[:1])); len([]rune(out)) == 2 {
			break
		}
	}
	return out
}
