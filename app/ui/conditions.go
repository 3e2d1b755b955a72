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
	var loose []fyne.CanvasObject
	if shared {
		loose = append(loose, widgets.NewSmall(source))
	}
	loose = append(loose, widgets.NewText(theme.SmallText, "**"+p.talk.app.text("free.short")+".** "+p.talk.app.text("free.nobody")))
	p.body.Objects = []fyne.CanvasObject{p.arrange(widgets.NewColumn(conditionsGap, lines...), p.steps(), loose)}
}

const (
	conditionsGap = 6  // px between the parts of a column
	stepsPadX     = 22 // px inside the card of what to do now
	stepsPadY     = 12
)

// arrange puts the requirements and what to do now side by side. What is loose may stand below either. Of the widths and
// places that there are, those are taken that keep the page low, so that all is seen at once where it can be.
func (p *conditionsPart) arrange(left, right *fyne.Container, loose []fyne.CanvasObject) fyne.CanvasObject {
	best, lowest, below := float32(0), float32(0), 0
	for _, part := range []float32{0.62, 0.6, 0.58} {
		if high, n := p.try(part, left, right, loose); lowest == 0 || high < lowest {
			best, lowest, below = part, high, n
		}
	}
	if p.talk.narrow() {
		below = len(loose)
	}
	for i, o := range loose {
		if i < below {
			left.Add(o)
		} else {
			right.Add(o)
		}
	}
	return p.talk.beside(best, left, widgets.NewCard(widgets.Quiet, right).Padded(stepsPadX, stepsPadY))
}

// try says how high the page is at best if the requirements take that part of the width, and how many of the loose then
// stand below them; the others stand below what to do now.
func (p *conditionsPart) try(part float32, left, right *fyne.Container, loose []fyne.CanvasObject) (high float32, below int) {
	width := p.talk.app.paneWidth() - columnGap
	first, second := width*part, width*(1-part)-2*stepsPadX
	for n := range len(loose) + 1 {
		l, r := widgets.HeightFor(left, first), widgets.HeightFor(right, second)+2*stepsPadY
		for i, o := range loose {
			if i < n {
				l += conditionsGap + widgets.HeightFor(o, first)
			} else {
				r += conditionsGap + widgets.HeightFor(o, second)
			}
		}
		if h := max(l, r); high == 0 || h < high {
			high, below = h, n
		}
	}
	return high, below
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
	return widgets.NewCard(tone, widgets.NewRow(20, widgets.NewIcon(icon, inkTone, 44), widgets.Middle(words))).Padded(20, 6)
}

// steps says what to do now, and that this decides nothing.
func (p *conditionsPart) steps() *fyne.Container {
	a := p.talk.app
	parts := []fyne.CanvasObject{widgets.NewText(theme.Heading, a.text("conditions.what_now"))}
	for _, step := range p.card.Steps {
		parts = append(parts, widgets.NewTopRow(14, widgets.NewIcon(assets.IconArrowCircleRight, widgets.Way, 30), widgets.Middle(widgets.NewText(theme.SmallText, step))))
	}
	return widgets.NewColumn(conditionsGap, widgets.Fill(widgets.NewColumn(conditionsGap, parts...)),
		widgets.NewDivider(), widgets.NewText(theme.SmallText, p.card.Notice))
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
