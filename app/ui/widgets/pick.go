package widgets

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
	"golang.org/x/text/unicode/norm"

	"ventanilla/app/ui/theme"
	"ventanilla/assets"
)

// Item is one thing to pick: its value, its name, and other names to find it by.
type Item struct{ Value, Text, Also string }

// PickWords are the words of a SearchPick.
type PickWords struct {
	Hint   string             // in the empty field
	Most   string             // over the cells that are chosen most here
	Chosen func(n int) string // beside the chips; nil says nothing
	None   string             // where nothing is found
}

const (
	mostCells   = 8
	resultCells = 12
)

// SearchPick picks one or several of a long list: chips of what is chosen, a field to
// search in, and cells with what is chosen most or, while a person types, what is found.
type SearchPick struct {
	widget.BaseWidget
	// OnChanged is called with the chosen values, in the order of choosing.
	OnChanged func(values []string)

	id     string
	many   bool
	words  PickWords
	items  []Item
	most   []string
	values []string

	field   *TextField
	caption *Text
	count   *Text
	chips   *fyne.Container
	cells   []*Choice
	shown   []string // values of the cells
	holder  *fyne.Container
	grid    *grid
}

// NewSearchPick returns a picker over items. most are up to eight values to offer at
// once; many lets several be chosen. The field is "id.search", cells are "id.0" onwards,
// chips "id.chip.VALUE".
func NewSearchPick(id string, many bool, words PickWords, items []Item, most []string) *SearchPick {
	p := &SearchPick{
		id: id, many: many, words: words, items: items, most: most,
		field:   NewTextField(id+".search", SearchKind, "").WithIcon(assets.IconMagnifyingGlass).WithHint(words.Hint),
		caption: NewText(theme.SmallText, words.Most).Toned(Ink2),
		count:   NewLine(theme.SmallText, "").Toned(Ink2),
	}
	p.field.OnChanged = func(string) { p.refill() }
	objects := make([]fyne.CanvasObject, resultCells)
	for i := range resultCells {
		c := NewChoice(fmt.Sprintf("%s.%d", id, i), "", func() { p.tapped(i) })
		p.cells = append(p.cells, c)
		objects[i] = c
	}
	p.chips = NewFlow(12)
	p.holder = NewGrid(4, 12, objects...)
	p.grid = p.holder.Layout.(*grid)
	p.ExtendBaseWidget(p)
	p.fill()
	return p
}

// Values returns what is chosen.
func (p *SearchPick) Values() []string { return slices.Clone(p.values) }

// SetValues shows what is chosen and calls nothing.
func (p *SearchPick) SetValues(values ...string) {
	p.values = slices.Clone(values)
	p.refill()
}

func (p *SearchPick) tapped(i int) {
	value := p.shown[i]
	found := p.query() != ""
	switch at := slices.Index(p.values, value); {
	case at >= 0 && !found:
		p.values = slices.Delete(p.values, at, at+1)
	case at >= 0:
	case p.many:
		p.values = append(p.values, value)
	default:
		p.values = []string{value}
	}
	if found {
		p.field.SetText("")
		if c := fyne.CurrentApp().Driver().CanvasForObject(p); c != nil {
			c.Unfocus()
		}
	}
	p.changed()
}

func (p *SearchPick) remove(value string) {
	p.values = slices.DeleteFunc(p.values, func(v string) bool { return v == value })
	p.changed()
}

func (p *SearchPick) changed() {
	p.refill()
	if p.OnChanged != nil {
		p.OnChanged(p.Values())
	}
}

func (p *SearchPick) query() string { return fold(p.field.Text()) }

// refill shows the cells and chips anew and lets what is around make room.
func (p *SearchPick) refill() {
	p.fill()
	p.Refresh()
	relayout(p)
}

func (p *SearchPick) fill() {
	p.shown = p.most[:min(len(p.most), mostCells)]
	p.caption.SetText(p.words.Most)
	if q := p.query(); q != "" {
		p.shown = search(p.items, q, resultCells)
		p.caption.SetText("")
		if len(p.shown) == 0 {
			p.caption.SetText(p.words.None)
		}
	}
	for i, c := range p.cells {
		c.Hidden = i >= len(p.shown)
		if !c.Hidden {
			c.SetText(p.nameOf(p.shown[i]))
			c.SetChosen(slices.Contains(p.values, p.shown[i]))
		}
	}
	p.fillChips()
}

func (p *SearchPick) fillChips() {
	p.chips.Objects = nil
	for _, value := range p.values {
		p.chips.Add(NewChip(p.id+".chip."+value, p.nameOf(value), func() { p.remove(value) }))
	}
	if len(p.values) > 1 && p.words.Chosen != nil {
		p.count.SetText(p.words.Chosen(len(p.values)))
		p.chips.Add(Sized(NewRow(0, Pad(p.count, 8, 0, 0, 0)), 0, chipHeight))
	}
}

func (p *SearchPick) nameOf(value string) string {
	for _, i := range p.items {
		if i.Value == value {
			return i.Text
		}
	}
	return value
}

// fold makes text comparable: small letters without accents.
func fold(text string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(strings.TrimSpace(text))))
}

// search returns up to most values whose names begin with the query, then those with a
// word that does, then those that hold it anywhere.
func search(items []Item, query string, most int) []string {
	var ranks [3][]string
	for _, i := range items {
		if r := rank(fold(i.Text), query); r < len(ranks) {
			ranks[r] = append(ranks[r], i.Value)
		} else if r := rank(fold(i.Also), query); r < len(ranks) {
			ranks[r] = append(ranks[r], i.Value)
		}
	}
	found := slices.Concat(ranks[0], ranks[1], ranks[2])
	return found[:min(most, len(found))]
}

func rank(name, query string) int {
	switch {
	case strings.HasPrefix(name, query):
		return 0
	case strings.Contains(" "+name, " "+query):
		return 1
	case strings.Contains(name, query):
		return 2
	default:
		return 3
	}
}
