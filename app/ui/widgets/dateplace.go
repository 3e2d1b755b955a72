package widgets

import (
	"strconv"

	"fyne.io/fyne/v2"

	"ventanilla/app/ui/theme"
)

// dateSection is one part of a date: a head and a grid of cells.
type dateSection struct {
	box    *fyne.Container
	head   *Text
	aside  *Text
	grid   *grid
	holder *fyne.Container
	cells  []*Choice
}

// newDateSection makes cells numbered from first, whose taps are told with their number.
func newDateSection(id string, first, n int, tapped func(int)) *dateSection {
	s := &dateSection{
		head:  NewLine(theme.Label, "").Strong(),
		aside: NewLine(theme.SmallText, "").Toned(Ink2),
	}
	objects := make([]fyne.CanvasObject, n)
	for i := range n {
		c := NewChoice(id+strconv.Itoa(i+first), "", func() { tapped(i + first) }).High(theme.MinTarget)
		s.cells = append(s.cells, c)
		objects[i] = c
	}
	s.holder = NewGrid(1, theme.TargetGap, objects...)
	s.grid = s.holder.Layout.(*grid)
	s.box = NewColumn(dateHeadGap, NewRow(10, s.head, s.aside), Fill(s.holder))
	return s
}

const (
	dateHeadGap = 10
	dateGap     = 28 // between the parts side by side
	stackGap    = 20 // between the parts one below the other
)

func (s *dateSection) setHead(head, aside string) {
	s.head.SetText(head)
	s.aside.SetText(aside)
}

// fitAside leaves out what stands beside the head where there is no room for it.
func (s *dateSection) fitAside(width float32) {
	const between = 10
	s.aside.Hidden = s.head.MinSize().Width+between+s.aside.MinSize().Width > width
}

func (s *dateSection) cellWidth() float32 { return s.grid.cellWidth(s.holder.Size().Width) }

// shape sets the columns and the height of the rows. All cells count, hidden or not, so
// that nothing moves when a month has fewer days.
func (s *dateSection) shape(columns int, cell float32) (height float32) {
	s.grid.columns, s.grid.least = columns, len(s.cells)
	rows := float32(s.grid.rows(len(s.cells)))
	return s.head.lineHeight() + dateHeadGap + rows*cell + (rows-1)*theme.TargetGap
}

// columns are the columns of years, months and days, by class.
func (d *DatePicker) columns() (years, months, days int) {
	years = 2
	if d.births {
		years = 3
	}
	switch theme.Current().Class() {
	case theme.Portrait:
		return 4, 4, 8
	case theme.Small:
		return years, 3, 8
	default:
		return years, 3, 7
	}
}

// HeightFor returns the height of the picker.
func (d *DatePicker) HeightFor(float32) float32 {
	years, months, days := d.columns()
	m := theme.Current().Measures()
	a, b := d.years.shape(years, m.Cell), d.months.shape(months, m.Cell)
	if theme.Current().Class() == theme.Portrait {
		return a + b + d.days.shape(days, theme.MinTarget) + 2*stackGap
	}
	return max(a, b, d.days.shape(days, theme.MinTarget))
}

func (d *DatePicker) min() fyne.Size {
	const least = 640
	return fyne.NewSize(least, d.HeightFor(least))
}

func (d *DatePicker) layout(size fyne.Size) {
	height := d.HeightFor(size.Width)
	if theme.Current().Class() == theme.Portrait {
		d.layoutStacked(size.Width)
	} else {
		d.layoutWide(size.Width, height)
	}
	d.months.even(d.monthName)
	for i, c := range d.months.cells {
		c.SetText(d.monthName(i))
		c.Refresh()
	}
}

// even holds all cells to the size in which the longest name fits.
func (s *dateSection) even(name func(i int) string) {
	th := theme.Current()
	size := th.Type(theme.Answer)
	for i := range s.cells {
		for size > th.Least() && (face{size: size}).width(run{name(i), true}) > s.cellWidth()-2*cellEdge {
			size--
		}
	}
	for _, c := range s.cells {
		c.label.most = size
	}
}

func (d *DatePicker) layoutStacked(width float32) {
	m := theme.Current().Measures()
	years, months, days := d.columns()
	y := float32(0)
	d.months.box.Hidden = false
	cells := []float32{m.Cell, m.Cell, theme.MinTarget} // so that a page with a long question has them all
	for i, s := range []*dateSection{d.years, d.months, d.days} {
		h := s.shape([]int{years, months, days}[i], cells[i])
		box{0, y, width, h}.put(s.box)
		y += h + stackGap
	}
}

// yearCellWidth leaves the months what they need.
func (d *DatePicker) yearCellWidth() float32 {
	small := theme.Current().Class() == theme.Small
	switch {
	case small && d.births:
		return 62
	case small:
		return 76
	case d.births:
		return 80
	default:
		return 108
	}
}

// layoutWide gives the days cells of 56 px, the years what their digits need, and the
// months the rest.
func (d *DatePicker) layoutWide(width, height float32) {
	years, _, days := d.columns()
	cell := d.yearCellWidth()
	gap := float32(theme.TargetGap)
	dayWidth := float32(days)*theme.MinTarget + float32(days-1)*gap
	yearWidth := float32(years)*cell + float32(years-1)*gap
	space := float32(dateGap)
	if theme.Current().Class() == theme.Small {
		space = 16
	}
	monthWidth := width - dayWidth - yearWidth - 2*space
	d.months.box.Hidden = d.births && d.decade == 0 && theme.Current().Class() == theme.Small
	if d.months.box.Hidden { // decades need the room, and come first
		yearWidth += space + monthWidth
	}
	d.months.fitAside(monthWidth)
	d.days.fitAside(dayWidth)
	box{0, 0, yearWidth, height}.put(d.years.box)
	box{yearWidth + space, 0, monthWidth, height}.put(d.months.box)
	box{width - dayWidth, 0, dayWidth, height}.put(d.days.box)
}
