package widgets

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"ventanilla/app/ui/theme"
	"ventanilla/assets"
)

// TextField is a field with its label above and the way out of a problem below. It
// copies nothing to the clipboard and its caret does not blink.
type TextField struct {
	target
	// OnChanged is called with the whole text after a person changed it.
	OnChanged func(string)
	// OnSubmitted is called when return is pressed.
	OnSubmitted func()
	// OnLeft is called when the focus goes elsewhere.
	OnLeft func()
	// OnWrite is called when a person taps a field that shows a reason for being empty.
	OnWrite func()
	// MaxRunes limits the length of what is typed.
	MaxRunes int

	kind     Kind
	rows     int
	buffer   buffer
	hint     string
	problem  string
	missing  string
	way      string // what a tap on a missing field does, in a word
	icon     assets.IconName
	revealed bool
	called   bool // while Focus gives it the focus

	head  *Text
	note  *Text
	text  *fieldText
	glyph *glyph // before the text
	alarm *glyph // before the note
	offer *label // the way, at the right
}

const (
	labelGap     = 6  // px between label and box, box and note
	fieldPad     = 20 // px left and right in the box
	fieldIcon    = 28
	defaultRunes = 200
)

// NewTextField returns an empty field of one line.
func NewTextField(id string, kind Kind, label string) *TextField {
	f := &TextField{
		kind: kind, rows: 1, MaxRunes: defaultRunes,
		head: NewText(theme.SmallText, label), note: NewText(theme.SmallText, "").Toned(Bad),
		text: newFieldText(), glyph: newGlyph(""), alarm: newGlyph(""), offer: newLabel("", theme.Label),
	}
	f.id, f.offer.bold = id, true
	f.ExtendBaseWidget(f)
	return f
}

// NewTextArea returns an empty field of some lines, for what is told in sentences.
func NewTextArea(id, label string, rows int) *TextField {
	f := NewTextField(id, SentenceKind, label)
	f.rows, f.MaxRunes = rows, 2000
	return f
}

// WithIcon puts an icon before the text and returns the field.
func (f *TextField) WithIcon(name assets.IconName) *TextField {
	f.icon = name
	return f
}

// WithHint sets what an empty field says and returns the field.
func (f *TextField) WithHint(hint string) *TextField {
	f.hint = hint
	return f
}

// Text returns what is written, without space around it unless it is a secret.
func (f *TextField) Text() string {
	if f.kind == SecretKind {
		return f.buffer.text()
	}
	return strings.TrimSpace(f.buffer.text())
}

// Caret is how many letters stand before the place where the next is written.
func (f *TextField) Caret() int { return f.buffer.caret }

// SetText replaces what is written and calls nothing.
func (f *TextField) SetText(text string) {
	if f.buffer.text() != text {
		f.buffer.set(text)
		f.Refresh()
	}
}

// SetLabel changes the label.
func (f *TextField) SetLabel(label string) { f.head.SetText(label) }

// SetHint changes what an empty field says.
func (f *TextField) SetHint(hint string) {
	f.hint = hint
	f.Refresh()
}

// SetProblem shows the text as refused and how to mend it; "" takes it back.
func (f *TextField) SetProblem(howToMend string) {
	if f.problem != howToMend {
		f.problem = howToMend
		f.note.SetText(howToMend)
		f.Refresh()
		relayout(f)
	}
}

// Problem returns how to mend what is refused, or "".
func (f *TextField) Problem() string { return f.problem }

// SetMissing shows why the field is empty and the word for writing in it after all;
// an empty reason takes it back.
func (f *TextField) SetMissing(reason, way string) {
	f.missing, f.way = reason, way
	f.Refresh()
}

// SetRevealed shows a secret in letters or in discs.
func (f *TextField) SetRevealed(revealed bool) {
	f.revealed = revealed
	f.Refresh()
}

// Focus gives the field the keyboard's focus, and shows the keyboard on the screen.
func (f *TextField) Focus() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(f); c != nil {
		f.called = true
		c.Focus(f)
		f.called = false
	}
}

// CreateRenderer implements fyne.Widget.
func (f *TextField) CreateRenderer() fyne.WidgetRenderer { return newDrawing(f) }

func (f *TextField) objects() []fyne.CanvasObject {
	out := []fyne.CanvasObject{&f.ring, &f.plate, f.head, f.glyph.Image, f.alarm.Image, f.note}
	return append(append(out, f.text.objects()...), f.offer.objects()...)
}

func (f *TextField) skin() skin {
	k := theme.Current().Tokens()
	s := skin{fill: k.Pane, stroke: k.Edge, width: k.Stroke, text: k.Ink}
	switch {
	case f.Disabled():
		s.stroke, s.text = k.Line, k.Ink2
	case f.problem != "":
		s.stroke, s.width = k.Bad, k.StrokeActive
	case f.focused:
		s.stroke, s.width = k.Action, k.StrokeActive
	case f.missing != "":
		s.fill, s.stroke = k.WarnBg, k.Warn
	}
	return s
}

// shown are the runes on the screen: discs for a secret.
func (f *TextField) shown() []rune {
	if f.kind != SecretKind || f.revealed {
		return f.buffer.runes
	}
	return []rune(strings.Repeat("•", len(f.buffer.runes)))
}

func (f *TextField) paint() {
	k, s := theme.Current().Tokens(), f.skin()
	f.wear(s, theme.RadiusField)
	f.paintRing(color.NRGBA{})
	f.ring.Hidden = true // the active edge is the ring of a field
	f.head.tone, f.head.bold = Ink2, f.focused
	if f.focused {
		f.head.tone = Way
	}
	f.head.Hidden = f.head.text == ""
	f.note.Hidden = f.problem == ""
	f.paintIcons(k)
	f.head.Refresh()
	f.text.color, f.text.hintColor, f.text.caretColor = s.text, k.Ink2, k.Action
}

func (f *TextField) paintIcons(k theme.Tokens) {
	f.alarm.set("", k.Bad)
	if f.problem != "" {
		f.alarm.set(assets.IconWarningCircle, k.Bad)
	}
	f.offer.color = k.Action
	if f.isMissing() {
		f.glyph.set(assets.IconWarningCircle, k.Ink)
	} else {
		f.glyph.set(f.icon, k.Ink)
	}
}

// isMissing reports whether the box shows a reason instead of text.
func (f *TextField) isMissing() bool {
	return f.missing != "" && !f.focused && len(f.buffer.runes) == 0
}

// boxTop is where the box begins in a field of a width, boxHeight how high it is.
func (f *TextField) boxTop(width float32) float32 {
	if f.head.text == "" {
		return 0
	}
	return f.head.HeightFor(width) + labelGap
}

func (f *TextField) boxHeight() float32 {
	th := theme.Current()
	return th.Measures().Field + float32(f.rows-1)*th.Type(theme.Answer)*1.3
}

// HeightFor returns the height of label, box and note at a width.
func (f *TextField) HeightFor(width float32) float32 {
	h := f.boxTop(width) + f.boxHeight()
	if f.problem != "" {
		h += labelGap + f.note.HeightFor(width-fieldIcon-8)
	}
	return h
}

func (f *TextField) min() fyne.Size {
	const least = 120
	width := max(least, f.head.MinSize().Width)
	return fyne.NewSize(width, f.HeightFor(max(width, f.Size().Width)))
}

func (f *TextField) layout(size fyne.Size) {
	top, height := f.boxTop(size.Width), f.boxHeight()
	f.head.Resize(fyne.NewSize(size.Width, f.head.HeightFor(size.Width)))
	f.plate.Resize(fyne.NewSize(size.Width, height))
	f.plate.Move(fyne.NewPos(0, top))
	left, right := float32(fieldPad), size.Width-fieldPad
	if f.glyph.Visible() {
		put(f.glyph, left+fieldIcon/2, top+height/2, fieldIcon)
		left += fieldIcon + 12
	}
	if f.offer.text = f.offered(right - left); f.offer.text != "" {
		w := f.offer.set(f.offer.natural())
		f.offer.place(fyne.NewPos(right-w, top), fyne.NewSize(w, height))
		right -= w + 12
	} else {
		f.offer.set(1)
	}
	f.layoutText(fyne.NewPos(left, top), fyne.NewSize(right-left, height))
	f.layoutNote(size.Width, top+height+labelGap)
}

// offered is the way out beside the reason, or "" where both do not fit; a tap on the
// field takes it anyway.
func (f *TextField) offered(width float32) string {
	if !f.isMissing() {
		return ""
	}
	th := theme.Current()
	reason := face{size: th.Type(theme.Soft)}.width(run{text: f.missing})
	way := face{size: th.Type(theme.Label)}.width(run{f.way, true})
	if reason+way+2*12 > width {
		return ""
	}
	return f.way
}

func (f *TextField) layoutText(pos fyne.Position, size fyne.Size) {
	hint := ""
	switch {
	case f.isMissing():
		hint = f.missing
		f.text.hintColor = f.text.color
	case len(f.buffer.runes) == 0:
		hint = f.hint
	}
	f.text.lay(&f.buffer, f.shown(), hint, f.rows, pos, size)
	f.text.caret.Hidden = !f.focused || f.Disabled()
	canvas.Refresh(&f.text.caret)
}

func (f *TextField) layoutNote(width, top float32) {
	h := f.note.HeightFor(width - fieldIcon - 8)
	put(f.alarm, fieldIcon/2, top+f.note.lineHeight()/2, 24)
	f.note.Move(fyne.NewPos(fieldIcon+8, top))
	f.note.Resize(fyne.NewSize(width-fieldIcon-8, h))
}
