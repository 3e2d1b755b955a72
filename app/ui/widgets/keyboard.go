package widgets

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"ventanilla/app/ui/theme"
	"ventanilla/assets"
)

// KeyboardWords are the words on the keyboard's keys.
type KeyboardWords struct{ Space, Close string }

// shift is the state of the shift key.
type shift string

const (
	shiftOff  shift = ""
	shiftOnce shift = "once"
	shiftLock shift = "lock"
)

// Keyboard stands on the counter and writes into the field that last had the focus. The
// Frame has one; screens only set its language and words.
type Keyboard struct {
	widget.BaseWidget
	field    *TextField
	language string
	words    KeyboardWords
	layer    layer
	shift    shift
	onClose  func()

	main  []*key // letters or digits, row by row
	block []*key // accents, row by row
	erase, lift, swap, at,
	space, left, right, shut *key
}

const maxBlock = 12

func newKeyboard(onClose func()) *Keyboard {
	k := &Keyboard{layer: letterLayer, onClose: onClose, words: KeyboardWords{Space: " ", Close: " "}}
	for i := range keyRows * keyColumns {
		k.main = append(k.main, newKey(fmt.Sprintf("key.%d", i), letterFace, theme.Letter, func() { k.typeMain(i) }))
	}
	for i := range maxBlock {
		k.block = append(k.block, newKey(fmt.Sprintf("key.block.%d", i), accentFace, theme.Letter, func() { k.typeBlock(i) }))
	}
	control := func(id string, tapped func()) *key { return newKey(id, controlFace, theme.Answer, tapped) }
	k.erase = control("key.erase", func() { k.press(fyne.KeyBackspace) }).repeats()
	k.lift = control("key.shift", k.tapShift)
	k.swap = control("key.layer", k.tapLayer)
	k.at = control("key.at", func() { k.put("@") })
	k.left = control("key.left", func() { k.press(fyne.KeyLeft) })
	k.right = control("key.right", func() { k.press(fyne.KeyRight) })
	k.shut = control("key.close", func() { k.onClose() })
	k.space = newKey("key.space", letterFace, theme.Letter, func() { k.put(" ") })
	k.ExtendBaseWidget(k)
	k.label()
	return k
}

// SetLanguage chooses the accents: es, fr, ht or pt; any other has those of es.
func (k *Keyboard) SetLanguage(language string) {
	k.language = language
	k.label()
	k.Refresh()
}

// SetWords sets the words on the keys.
func (k *Keyboard) SetWords(words KeyboardWords) {
	k.words = words
	k.label()
}

// attend makes the keyboard write into a field, from the layer that suits it.
func (k *Keyboard) attend(f *TextField) {
	if k.field == f {
		return
	}
	k.field, k.layer, k.shift = f, f.kind.layer(), shiftOff
	k.caretMoved()
	k.Refresh()
}

// forget puts the keyboard away and lets go of the field, whose page has gone.
func (k *Keyboard) forget() {
	k.field = nil
	k.Hide()
}

// caretMoved chooses the case for what is typed next.
func (k *Keyboard) caretMoved() {
	k.autoShift()
	k.label()
}

// Key returns the key that writes a text now, as a person sees it, and nil if there is
// none. Tests and the tour type with it.
func (k *Keyboard) Key(out string) Identified {
	for i, b := range k.main {
		if k.cased(k.mainOut(i)) == out {
			return b
		}
	}
	for i, b := range k.block {
		if b.Visible() && k.cased(k.blockOut(i)) == out {
			return b
		}
	}
	if out == " " {
		return k.space
	}
	return nil
}

func (k *Keyboard) mainOut(i int) string {
	return string([]rune(k.layer.rowsOf()[i/keyColumns])[i%keyColumns])
}

func (k *Keyboard) blockOut(i int) string {
	block := k.layer.blockOf(k.language)
	if i >= len(block) {
		return ""
	}
	return block[i]
}

// cased is a key's letter in the case that the shift says.
func (k *Keyboard) cased(out string) string {
	if k.shift == shiftOff || utf8.RuneCountInString(out) > 1 {
		return out
	}
	return strings.ToUpper(out)
}

func (k *Keyboard) typeMain(i int)  { k.put(k.cased(k.mainOut(i))) }
func (k *Keyboard) typeBlock(i int) { k.put(k.cased(k.blockOut(i))) }

// put writes into the field and gives it the focus back.
func (k *Keyboard) put(out string) {
	if k.field == nil {
		return
	}
	k.refocus()
	k.field.write(out)
	k.caretMoved()
}

func (k *Keyboard) press(name fyne.KeyName) {
	if k.field == nil {
		return
	}
	k.refocus()
	k.field.press(name)
	k.caretMoved()
}

func (k *Keyboard) refocus() {
	if k.field != nil && !k.field.focused {
		k.field.Focus()
	}
}

// autoShift begins names and sentences with a capital. A lock stays.
func (k *Keyboard) autoShift() {
	if k.field == nil || k.shift == shiftLock || k.layer == digitLayer {
		return
	}
	k.shift = shiftOff
	if k.field.kind.capital(&k.field.buffer) {
		k.shift = shiftOnce
	}
}

// tapShift goes from off to once to lock and back.
func (k *Keyboard) tapShift() {
	k.refocus()
	switch k.shift {
	case shiftOff:
		k.shift = shiftOnce
	case shiftOnce:
		k.shift = shiftLock
	default:
		k.shift = shiftOff
	}
	k.label()
}

func (k *Keyboard) tapLayer() {
	k.refocus()
	switch {
	case k.layer != digitLayer:
		k.layer, k.shift = digitLayer, shiftOff
	case k.field != nil && k.field.kind == EmailKind:
		k.layer = emailLayer
	default:
		k.layer = letterLayer
	}
	k.label()
	k.Refresh()
}

// label writes what the keys say now.
func (k *Keyboard) label() {
	for i, b := range k.main {
		out := k.mainOut(i)
		b.face = letterFace
		if isAccent(out) {
			b.face = accentFace
		}
		b.show(k.cased(out), "")
	}
	for i, b := range k.block {
		out := k.blockOut(i)
		b.Hidden = out == ""
		if b.label.role = theme.Letter; utf8.RuneCountInString(out) > 1 {
			b.label.role = theme.Label
		}
		b.show(k.cased(caption(out)), "")
	}
	k.labelControls()
}

func (k *Keyboard) labelControls() {
	swap := "123"
	if k.layer == digitLayer {
		swap = "abc"
	}
	arrow := assets.IconArrowFatUp
	if k.shift == shiftLock {
		arrow = assets.IconArrowFatLinesUp
	}
	if lit := k.shift != shiftOff; k.lift.lit != lit {
		k.lift.lit = lit
		k.lift.Refresh()
	}
	k.erase.show("", assets.IconBackspace)
	k.lift.show("", arrow)
	k.swap.show(swap, "")
	k.at.show("@", "")
	k.left.show("", assets.IconArrowLeft)
	k.right.show("", assets.IconArrowRight)
	k.space.show(k.words.Space, "")
	shut := k.words.Close
	if theme.Current().Class() == theme.Portrait {
		shut = ""
	}
	k.shut.show(shut, assets.IconKeyboard)
}

// CreateRenderer implements fyne.Widget.
func (k *Keyboard) CreateRenderer() fyne.WidgetRenderer { return newDrawing(k) }

func (k *Keyboard) paint() { k.labelControls() }

func (k *Keyboard) objects() []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, b := range k.main {
		out = append(out, b)
	}
	for _, b := range k.block {
		out = append(out, b)
	}
	return append(out, k.erase, k.lift, k.swap, k.at, k.space, k.left, k.right, k.shut)
}
