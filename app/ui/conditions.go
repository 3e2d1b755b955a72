package ui

import (
	"fyne.io/fyne/v2"

	"ventanilla/app/interview"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// conditionsPart tells what the requirements say about what was answered: information, never a decision.
type conditionsPart struct {
	talk *talk
	card interview.Card
	body *fyne.Container
}

func (p *conditionsPart) title() (title, why string) {
	p.read()
	return p.card.Title, p.card.Summary
}

// wide says that the requirements need the whole pane.
func (p *conditionsPart) wide() bool { return true }

// read makes the card anew from the answers of now.
func (p *conditionsPart) read() {
	card, err := p.talk.iv.Explain(p.talk.app.words.Language(), p.talk.app.words)
	if err != nil {
		p.talk.app.Log.Error("explain requirements", "error", err)
		return
	}
	p.card = card
}

func (p *conditionsPart) build() (body, foot fyne.CanvasObject) {
	p.body = widgets.NewColumn(0)
	return p.body, nil
}

func (p *conditionsPart) refresh() {
	p.read()
	if err := p.talk.iv.Told(); err != nil {
		p.talk.app.Log.Error("note what was told", "error", err)
	}
	lines := p.updated()
	source, shared := p.source()
	for _, l := range p.card.Lines {
		if shared {
			l.Source = ""
		}
		lines = append(lines, p.line(l))
	}
	if shared {
		lines = append(lines, widgets.NewSmall(source))
	}
	lines = append(lines, widgets.NewRow(14, widgets.NewIcon(assets.IconInfo, widgets.Ink, 26), widgets.Middle(widgets.NewText(theme.SmallText, p.card.Office))))
	if !p.talk.iv.IsQuick() {
		lines = append(lines, p.talk.app.openingBanners()...)
	}
	lines = append(lines, p.talk.app.noticeBanners()...)
	if p.card.Overdue != "" {
		lines = append(lines, widgets.NewBanner(assets.IconClock, widgets.Warn, p.card.Overdue))
	}
	if p.talk.iv.IsQuick() {
		lines = append(lines, widgets.NewBanner(assets.IconEyeSlash, widgets.Quiet, p.talk.app.text("quick.nothing_stored")))
	}
	lines = append(lines, widgets.NewText(theme.SmallText, "**"+p.talk.app.text("free.short")+".** "+p.talk.app.text("free.nobody")))
	left, right := widgets.NewColumn(8, lines...), p.steps()
	p.body.Objects = []fyne.CanvasObject{p.talk.beside(0.58, left, right)}
}

// source is where all requirements come from, and whether it is one for all of them, so that it is told once.
func (p *conditionsPart) source() (source string, shared bool) {
	for _, l := range p.card.Lines {
		if source != "" && l.Source != source {
			return "", false
		}
		source = l.Source
	}
	return source, source != ""
}

// updated says what new rules have changed since the person was told last.
func (p *conditionsPart) updated() []fyne.CanvasObject {
	a := p.talk.app
	update, err := p.talk.iv.ExplainUpdate()
	if err != nil {
		a.Log.Error("explain new rules", "error", err)
	}
	if err != nil || !p.talk.iv.Updated() {
		return nil
	}
	day := a.words.Day(update.Since)
	if len(update.Lines) == 0 {
		return []fyne.CanvasObject{widgets.NewBanner(assets.IconInfo, widgets.Quiet, a.text("conditions.updated_same", "day", day))}
	}
	text := a.text("conditions.updated", "day", day)
	for _, l := range update.Lines {
		if l.Before == "" {
			text += "\n" + a.text("conditions.change_new", "title", l.Title, "after", l.After)
		} else {
			text += "\n" + a.text("conditions.change", "title", l.Title, "before", l.Before, "after", l.After)
		}
	}
	return []fyne.CanvasObject{widgets.NewBanner(assets.IconInfo, widgets.Warn, text)}
}

// line is one requirement: its state in icon, word and colour, what the office asks and what was said.
func (p *conditionsPart) line(l interview.CardLine) fyne.CanvasObject {
	icon, tone, inkTone := assets.IconQuestion, widgets.Unknown, widgets.Unknown
	switch l.Outcome {
	case interview.Met:
		icon, tone, inkTone = assets.IconCheckCircle, widgets.Good, widgets.Good
	case interview.NotMet:
		icon, tone, inkTone = assets.IconXCircle, widgets.Quiet, widgets.Ink
	}
	state := widgets.NewLine(theme.Label, l.State).Strong().Toned(inkTone)
	words := widgets.NewColumn(0, widgets.NewRow(12, widgets.Middle(widgets.NewText(theme.Answer, l.Title)), state),
		widgets.NewText(theme.SmallText, l.Asks))
	for _, text := range append([]string{l.Told}, l.Find...) {
		if text != "" {
			words.Add(widgets.NewText(theme.SmallText, text))
		}
	}
	if l.Source != "" {
		words.Add(widgets.NewSmall(l.Source))
	}
	return widgets.NewCard(tone, widgets.NewRow(20, widgets.NewIcon(icon, inkTone, 44), widgets.Middle(words))).Padded(20, 8)
}

// steps says what to do now, and that this decides nothing.
func (p *conditionsPart) steps() fyne.CanvasObject {
	a := p.talk.app
	parts := []fyne.CanvasObject{widgets.NewText(theme.Heading, a.text("conditions.what_now"))}
	for _, step := range p.card.Steps {
		parts = append(parts, widgets.NewTopRow(14, widgets.NewIcon(assets.IconArrowCircleRight, widgets.Way, 30), widgets.Middle(widgets.NewText(theme.SmallText, step))))
	}
	parts = append(parts, widgets.NewDivider(), widgets.NewText(theme.SmallText, p.card.Notice))
	return widgets.NewCard(widgets.Quiet, widgets.NewColumn(8, parts...)).Padded(22, 12)
}

// extraButton tells of the pathways.
func (p *conditionsPart) extraButton() *widgets.Button {
	a := p.talk.app
	more := widgets.NewButton("pathways", widgets.Secondary, "", func() { a.show(&pathways{app: a, talk: p.talk}) }).WithIcon(assets.IconSignpost)
	if a.look.Class == theme.Landscape {
		more.SetText(a.text("pathway.title"))
	}
	return more
}

// goButton ends a quick check, which has nothing after this.
func (p *conditionsPart) goButton() *widgets.Button {
	if !p.talk.iv.IsQuick() {
		return nil
	}
	a := p.talk.app
	return widgets.NewButton("finish", widgets.Primary, a.text("quick.again"), a.onward(a.check)).WithArrow(assets.IconArrowRight)
}
