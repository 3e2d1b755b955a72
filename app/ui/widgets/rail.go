package widgets

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"ventanilla/app/ui/theme"
	"ventanilla/assets"
)

// StepState is how far a step of the interview is.
type StepState string

// The states of a step.
const (
	StepOpen    StepState = "open"
	StepHere    StepState = "here"
	StepDone    StepState = "done"
	StepMissing StepState = "missing"
)

// RailStep is one row of a StepRail. Why is read with the name where something is missing.
type RailStep struct {
	ID, Text, Why string
	State         StepState
}

// StepRail lists the steps of an interview in any order; a tap goes to one. It is made
// for Page.Side.
type StepRail struct {
	widget.BaseWidget
	chosen func(id string)
	rows   []*railRow
	column *fyne.Container // of the rows that are shown
	scroll *Scroll
	here   string // id of the step that was scrolled to
}

// NewStepRail returns an empty rail that calls chosen with a step's id. Rows have the id
// "step.ID".
func NewStepRail(chosen func(id string)) *StepRail {
	r := &StepRail{chosen: chosen, column: NewColumn(0)}
	r.scroll = NewScroll(r.column)
	r.ExtendBaseWidget(r)
	return r
}

// SetSteps shows the steps; rows of steps that stay are kept.
func (r *StepRail) SetSteps(steps []RailStep) {
	for len(r.rows) < len(steps) {
		row := newRailRow()
		row.onTap = func() { r.chosen(row.step.ID) }
		r.rows = append(r.rows, row)
	}
	r.column.Objects = make([]fyne.CanvasObject, len(steps))
	for i, s := range steps {
		r.rows[i].set(s)
		r.column.Objects[i] = r.rows[i]
	}
	r.scroll.Refresh()
	r.Refresh()
}

// reveal scrolls to the step that stands on the screen, with the rows before and after it, when it has become another. A
// finger may scroll away from it.
func (r *StepRail) reveal() {
	rows := r.column.Objects
	here := slices.IndexFunc(rows, func(o fyne.CanvasObject) bool { return o.(*railRow).step.State == StepHere })
	if here < 0 || r.scroll.Room() == 0 || rows[here].(*railRow).step.ID == r.here {
		return
	}
	r.here = rows[here].(*railRow).step.ID
	last := rows[min(here+1, len(rows)-1)]
	r.scroll.show(last.Position().Y, last.Position().Y+last.Size().Height)
	r.scroll.show(rows[max(here-1, 0)].Position().Y, rows[here].Position().Y+rows[here].Size().Height)
}

// CreateRenderer implements fyne.Widget.
func (r *StepRail) CreateRenderer() fyne.WidgetRenderer { return newDrawing(r) }

func (r *StepRail) objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.scroll} }
func (r *StepRail) min() fyne.Size               { return fyne.NewSize(sideWidth, 200) }
func (r *StepRail) paint()                       {}

func (r *StepRail) layout(size fyne.Size) {
	const left, right, top = 20, 16, 20
	box{left - overhang, top - overhang, size.Width - left - right + 2*overhang, size.Height - top - 4 + overhang}.put(r.scroll)
	r.reveal()
}

// railRow is one step.
type railRow struct {
	target
	step  RailStep
	glyph *glyph
	text  *Text
	why   *Text
}

func newRailRow() *railRow {
	r := &railRow{glyph: newGlyph(""), text: NewText(theme.Label, ""), why: NewText(theme.SmallText, "")}
	r.ExtendBaseWidget(r)
	return r
}

func (r *railRow) set(s RailStep) {
	if r.step == s {
		return
	}
	r.step, r.id = s, "step."+s.ID
	r.text.bold = s.State == StepHere
	r.text.SetText(s.Text)
	r.why.SetText(s.Why)
	r.Refresh()
}

func (r *railRow) CreateRenderer() fyne.WidgetRenderer { return newDrawing(r) }

func (r *railRow) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{&r.ring, &r.plate, r.glyph.Image, r.text, r.why}
}

func (r *railRow) paint() {
	k := theme.Current().Tokens()
	var s skin
	switch {
	case r.step.State == StepHere:
		s = skin{fill: k.Sel, stroke: chosenStroke(), width: k.StrokeActive}
	case r.pressed:
		s = skin{fill: k.Sel}
	}
	r.wear(s, theme.RadiusChoice)
	r.paintRing(k.Focus)
	r.why.tone = Warn
	r.why.Hidden = r.step.Why == ""
	switch r.step.State {
	case StepDone:
		r.glyph.set(assets.IconCheckCircle, k.Good)
	case StepHere:
		r.glyph.set(assets.IconArrowCircleRight, k.Action)
	case StepMissing:
		r.glyph.set(assets.IconWarningCircle, k.Warn)
	default:
		r.glyph.set(assets.IconCircle, k.Edge)
	}
}

const (
	railRowHeight = 64
	railText      = 58 // px from the row's left to its text
)

// HeightFor returns the height of the row at a width.
func (r *railRow) HeightFor(width float32) float32 {
	return max(railRowHeight, r.words(width-railText-8)+12)
}

func (r *railRow) words(width float32) float32 {
	h := r.text.HeightFor(width)
	if r.step.Why != "" {
		h += r.why.HeightFor(width)
	}
	return h
}

func (r *railRow) min() fyne.Size { return fyne.NewSize(160, r.HeightFor(max(r.Size().Width, 160))) }

func (r *railRow) layout(size fyne.Size) {
	r.layoutPlate(size)
	put(r.glyph, 31, size.Height/2, 30)
	width := size.Width - railText - 8
	h := r.text.HeightFor(width)
	y := (size.Height - r.words(width)) / 2
	box{railText, y, width, h}.put(r.text)
	box{railText, y + h, width, r.why.HeightFor(width)}.put(r.why)
}
