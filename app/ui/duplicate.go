package ui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// twinsView holds two applications side by side that may be the same person's. No button is yellow: a person judges.
type twinsView struct {
	app   *App
	pairs []Pair
	at    int // in pairs
	shown *Compared
	faces *twinFaces

	header *widgets.Header
	badge  *widgets.Badge
	body   *fyne.Container
	verbs  [3]*widgets.Button // later, two people, the same person
}

func (a *App) openTwins() {
	a.twins.at = 0
	a.show(a.twins)
}

func (v *twinsView) id() string { return "twins" }

// leave forgets what was shown of two people.
func (v *twinsView) leave() {
	v.shown = nil
	v.faces.forget()
	delete(v.app.pages, v)
}

func (v *twinsView) build() *widgets.Page {
	a := v.app
	v.header = widgets.NewHeader(a.text("twins.title"), a.text("twins.why"))
	v.badge = widgets.NewBadge(assets.IconCopy, widgets.Unknown, "")
	if a.look.Class == theme.Landscape {
		v.header.WithAside(v.badge)
	}
	v.body = widgets.NewColumn(0)
	v.faces = newTwinFaces(a.look.Class)
	back := widgets.NewButton("back", widgets.Secondary, a.spare("action.back"), a.openReviews).WithIcon(assets.IconArrowLeft)
	later := a.text("twins.later")
	if a.look.Class == theme.Small || a.look.Class == theme.Landscape && a.look.Step != theme.Normal { // there the counter has no room for the words
		later = ""
	}
	v.verbs[0] = widgets.NewButton("twins.later", widgets.Secondary, later, v.later).WithIcon(assets.IconClock)
	v.verbs[1] = widgets.NewButton("twins.two", widgets.Equal, a.text("twins.two"), func() { v.decide(false) }).WithIcon(assets.IconUsers)
	v.verbs[2] = widgets.NewButton("twins.one", widgets.Equal, a.text("twins.one"), v.openKeep).WithIcon(assets.IconUser)
	return &widgets.Page{
		Header: v.header, Body: v.body,
		Left: []fyne.CanvasObject{back, v.verbs[0]}, Right: []fyne.CanvasObject{v.verbs[1], v.verbs[2]},
	}
}

func (v *twinsView) refresh() {
	v.write()
	a := v.app
	work(a, a.desk.Twins.List, func(pairs []Pair, err error) {
		if err != nil {
			a.trouble("find duplicates", err)
			return
		}
		v.pairs, v.at = pairs, min(v.at, max(len(pairs)-1, 0))
		v.open()
	})
}

// open compares the pair that is looked at.
func (v *twinsView) open() {
	a := v.app
	v.shown = nil
	v.faces.forget()
	if len(v.pairs) == 0 {
		v.write()
		a.update()
		return
	}
	pair := v.pairs[v.at]
	work(a, func(ctx context.Context) (Compared, error) { return a.desk.Twins.Compare(ctx, pair) }, func(c Compared, err error) {
		if err != nil {
			a.trouble("compare applications", err)
			return
		}
		v.shown = &c
		v.write()
		a.update()
		v.openFaces()
	})
}

func (v *twinsView) write() {
	a := v.app
	for _, b := range v.verbs {
		setVisible(b, v.shown != nil)
	}
	setVisible(v.badge, v.shown != nil)
	if v.shown == nil {
		v.header.Set(a.text("twins.title"), "")
		v.body.Objects = []fyne.CanvasObject{widgets.NewText(theme.Body, a.text("twins.none")).Toned(widgets.Ink2)}
		setVisible(v.body, v.pairs != nil && len(v.pairs) == 0)
		return
	}
	v.header.Set(a.text("twins.title"), a.text("twins.why"))
	v.badge.Set(assets.IconCopy, widgets.Unknown, a.text("twins.which", "n", v.at+1, "of", len(v.pairs)))
	v.body.Show()
	var rows []fyne.CanvasObject
	if a.look.Class != theme.Landscape { // there it stands beside the title
		rows = append(rows, widgets.NewRow(0, v.badge, widgets.Fill(nil)))
	}
	rows = append(rows, v.row(widgets.NewSmall(""), v.side(0), v.side(1), nil))
	if v.shown.Sides[0].Answers == nil || v.shown.Sides[1].Answers == nil {
		rows = append(rows, widgets.NewBanner(assets.IconInfo, widgets.Quiet, a.text("twins.stub")))
	}
	for _, f := range v.shown.Fields {
		icon, tone := likenessLook(f.How)
		rows = append(rows, widgets.NewDivider(), v.row(widgets.NewSmall(a.text("twins.field."+string(f.Field))),
			v.value(0, f.Field), v.value(1, f.Field), widgets.NewBadge(icon, tone, a.text("twins."+f.How))))
	}
	rows = append(rows, widgets.NewDivider(), v.row(widgets.NewSmall(a.text("twins.taken")), v.taken(0), v.taken(1), nil))
	v.body.Objects = []fyne.CanvasObject{widgets.NewColumn(8, rows...)}
}

// row puts the name of a field, both values and how they compare into four columns, or into two below the name.
func (v *twinsView) row(name, first, second fyne.CanvasObject, badge *widgets.Badge) fyne.CanvasObject {
	last := fyne.CanvasObject(widgets.NewSmall(""))
	if badge != nil {
		last = widgets.NewRow(0, badge, widgets.Fill(nil))
	}
	if v.app.look.Class == theme.Portrait {
		values := widgets.NewGrid(2, 12, first, second)
		if badge == nil {
			return values
		}
		return widgets.NewColumn(6, widgets.NewRow(12, widgets.Middle(name), badge), values)
	}
	if v.app.look.Class == theme.Landscape {
		values := widgets.NewGrid(2, 12, widgets.Middle(first), widgets.Middle(second))
		return widgets.NewSplit(0.16, 12, widgets.Middle(name), widgets.NewSplit(0.74, 12, values, last))
	}
	return widgets.NewGrid(4, 12, widgets.Middle(name), widgets.Middle(first), widgets.Middle(second), last)
}

// side is the head of one column: the face, and code and state, which open the application.
func (v *twinsView) side(i int) fyne.CanvasObject {
	a, s := v.app, v.shown.Sides[i]
	words := widgets.NewColumn(0, widgets.NewText(theme.Label, s.Code.String()).Strong(), widgets.NewSmall(a.summaryWord(s.Summary)))
	content := widgets.NewRow(8, widgets.Middle(words), widgets.NewIcon(assets.IconCaretRight, widgets.Ink, 24))
	open := widgets.NewTile("twin."+string(rune('a'+i)), content, func() {
		a.openDossier(s.Summary, func() { a.show(v) })
	}).Padded(12, 4)
	return v.faces.with(a, i, open)
}

func (v *twinsView) taken(i int) fyne.CanvasObject {
	return widgets.NewText(theme.Label, v.app.when(v.shown.Sides[i].Summary))
}

// value is what one of them says. Of numbers no more is shown than it takes to compare them.
func (v *twinsView) value(i int, field intake.Field) fyne.CanvasObject {
	a, answers := v.app, v.shown.Sides[i].Answers
	if answers == nil {
		return widgets.NewText(theme.Label, "–").Toned(widgets.Ink2)
	}
	said := ""
	switch field {
	case intake.FieldName:
		said = answers.Applicant.FullName()
	case intake.FieldBirthDate:
		said = a.words.Date(answers.Applicant.BirthDate)
	case intake.FieldNationalities:
		said = a.nationalitiesSaid(answers.Applicant.Nationalities)
	case intake.FieldPhone:
		if n := len(answers.Contact.Phone); n > 0 {
			said = a.text("twins.ends", "digits", answers.Contact.Phone[max(0, n-3):])
		}
	default:
		said = papersSaid(answers.Applicant.Documents)
	}
	if said == "" {
		said = "–"
	}
	return widgets.NewText(theme.Label, said).Strong()
}

// papersSaid shows documents without the last digits of their numbers.
func papersSaid(all []intake.Document) string {
	var said []string
	for _, d := range all {
		digits := []rune(d.Number)
		if len(digits) == 0 {
			continue
		}
		for i := max(len(digits)-3, 0); i < len(digits); i++ {
			digits[i] = '•'
		}
		said = append(said, strings.TrimSpace(string(d.Country)+" "+string(digits)))
	}
	return strings.Join(said, ", ")
}

func likenessLook(how string) (assets.IconName, widgets.Tone) {
	switch how {
	case "same":
		return assets.IconEquals, widgets.Good
	case "similar":
		return assets.IconApproximateEquals, widgets.Warn
	case "differs":
		return assets.IconNotEquals, widgets.Unknown
	default:
		return assets.IconQuestion, widgets.Quiet
	}
}

// later goes on to the next pair; this one is asked about again another time.
func (v *twinsView) later() {
	if v.at+1 >= len(v.pairs) {
		v.app.openReviews()
		return
	}
	v.at++
	v.open()
}

// decide keeps the decision and goes on to the next pair.
func (v *twinsView) decide(same bool) {
	a, pair := v.app, v.pairs[v.at]
	work(a, func(ctx context.Context) (bool, error) { return true, a.desk.Twins.Decide(ctx, pair, same) }, func(_ bool, err error) {
		if err != nil {
			a.trouble("decide about duplicates", err)
			return
		}
		v.refresh()
	})
}

// openKeep asks which of two applications of one person stays.
func (v *twinsView) openKeep() {
	a, pair := v.app, v.pairs[v.at]
	body := widgets.NewColumn(14, widgets.NewBody(a.text("twins.keep_why")))
	for i, s := range v.shown.Sides {
		other := pair[1-i]
		body.Add(widgets.NewChoice("keep."+string(rune('a'+i)), a.text("twins.keep_one", "code", s.Code), func() { v.keep(other) }))
	}
	body.Add(widgets.NewChoice("keep.both", a.text("twins.keep_both"), func() {
		a.frame.HideDialog()
		v.decide(true)
	}))
	a.frame.ShowDialog(widgets.NewDialog(a.text("twins.keep_title"), body, a.closeButton()))
}

// keep takes the other application back, and notes that both are one person's.
func (v *twinsView) keep(other intake.ApplicationID) {
	a, pair := v.app, v.pairs[v.at]
	a.frame.HideDialog()
	work(a, func(ctx context.Context) (bool, error) {
		if err := a.desk.Twins.Decide(ctx, pair, true); err != nil {
			return false, err
		}
		return true, a.desk.Changes.Withdraw(ctx, other, intake.HandedTwice)
	}, func(_ bool, err error) {
		if err != nil {
			a.trouble("keep one of two", err)
		}
		v.refresh()
	})
}
