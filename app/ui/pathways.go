package ui

import (
	"strings"

	"fyne.io/fyne/v2"

	"ventanilla/app/interview"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// pathways tells of each lawful pathway what it is and who may be considered: in general from home, or for the person
// whose interview is going on. It never says yes.
type pathways struct {
	app  *App
	talk *talk // nil from home
}

// openPathways tells of the pathways in general.
func (a *App) openPathways() { a.show(&pathways{app: a}) }

func (p *pathways) id() string { return "pathways" }

func (p *pathways) barButtons() []fyne.CanvasObject {
	if p.app.hosted() {
		return p.app.hostButtons()
	}
	return p.app.staffButtons()
}

func (p *pathways) build() *widgets.Page {
	a := p.app
	var cards []fyne.CanvasObject
	for _, c := range p.cards() {
		cards = append(cards, p.card(c))
	}
	back := a.homeButton()
	if p.talk != nil {
		back = widgets.NewButton("back", widgets.Secondary, a.text("action.back"), p.talk.present).WithIcon(assets.IconArrowLeft)
	}
	return &widgets.Page{
		Header: widgets.NewHeader(a.text("pathway.title"), a.text("free.full")),
		Body:   widgets.NewColumn(14, cards...),
		Left:   []fyne.CanvasObject{back},
	}
}

func (p *pathways) refresh() {}

// cards are the answers for the person, or those for somebody of whom nothing is known.
func (p *pathways) cards() []interview.PathwayCard {
	a := p.app
	var iv *interview.Interview
	var err error
	if p.talk != nil {
		iv = p.talk.iv
	} else if iv, err = a.desk.Interview.Check(a.words.Language()); err != nil {
		a.trouble("explain pathways", err)
		return nil
	}
	cards, err := iv.ExplainPathways(a.words.Language(), a.words)
	if err != nil {
		a.trouble("explain pathways", err)
	}
	return cards
}

// card is one pathway: its name, the answer in icon and words, why, and what it is.
func (p *pathways) card(c interview.PathwayCard) fyne.CanvasObject {
	icon, tone := assets.IconChatCircleText, widgets.Unknown
	switch c.Answer {
	case interview.MayBeConsidered:
		icon, tone = assets.IconSignpost, widgets.Way
	case interview.NotForThisPerson:
		icon, tone = assets.IconMinus, widgets.Ink
	}
	words := widgets.NewColumn(2,
		widgets.NewText(theme.Answer, c.Title),
		widgets.NewText(theme.Label, "**"+c.State+"**").Toned(tone),
		widgets.NewText(theme.SmallText, strings.TrimSpace(c.Why+" "+c.About)),
		widgets.NewSmall(strings.Join(c.Sources, "\n")))
	return widgets.NewCard(widgets.Quiet, widgets.NewRow(20, widgets.NewIcon(icon, tone, 40), widgets.Middle(words)))
}
