package widgets

import (
	"strings"

	"fyne.io/fyne/v2"
)

// said is what a widget contributes to the page's words; nothing where it shows what somebody entered.
type said interface{ sentences() []string }

// Sentences are the words of the page in the order of reading: title, why, what is explained, and what can be answered.
// What somebody entered is not among them: others may hear it.
func (p *Page) Sentences() []string {
	var out []string
	if p.Header != nil {
		out = sentences(p.Header)
	}
	return append(append(out, sentences(p.Body)...), sentences(p.Foot)...)
}

func sentences(o fyne.CanvasObject) []string {
	if o == nil || !o.Visible() {
		return nil
	}
	if s, ok := o.(said); ok {
		return s.sentences()
	}
	var out []string
	for _, child := range childrenOf(o) {
		out = append(out, sentences(child)...)
	}
	return out
}

func sentence(text string) []string {
	if text = strings.ReplaceAll(text, "**", ""); text == "" {
		return nil
	}
	return []string{text}
}

func (t *Text) sentences() []string   { return sentence(t.text) }
func (c *Choice) sentences() []string { return sentence(c.label.text) }
func (b *Button) sentences() []string { return sentence(b.label.text) }

// A tile says who somebody is, a field what was written, a chip what was chosen; so does the slip with its code. Of a date,
// all the years and days would be read.
func (*Tile) sentences() []string       { return nil }
func (*TextField) sentences() []string  { return nil }
func (*Chip) sentences() []string       { return nil }
func (*Slip) sentences() []string       { return nil }
func (*DatePicker) sentences() []string { return nil }
