package widgets

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"ventanilla/app/ui/theme"
)

// Date is what a person knows of a date; 0 is a part that is not known.
type Date struct {
	Year, Month, Day int
	About            bool // more or less
}

// DateWords are the words of a DatePicker.
type DateWords struct {
	Year, Month, Day string
	IfKnown          string     // beside month and day
	Earlier, Later   string     // turn the pages of years
	Decades          string     // back to the decades, for births
	Months           [12]string // names
	Short            [12]string // names where the whole ones do not fit
}

// DatePicker lets a person tap the year, the month and the day, each if it is known. A
// second tap on a part clears it.
type DatePicker struct {
	widget.BaseWidget
	// OnChanged is called with the date after a person changed it.
	OnChanged func(Date)

	id     string
	words  DateWords
	latest Date
	births bool
	value  Date
	page   int // of years: 0 is the newest
	home   int // page of years that opens first
	decade int // that is open, for births; 0 shows the decades

	years, months, days *dateSection
}

// NewDatePicker returns a picker of dates up to latest, with all three parts known,
// beginning with the newest years. Its cells are "id.year.0", "id.month.6", "id.day.15".
func NewDatePicker(id string, latest Date, words DateWords) *DatePicker {
	return newDatePicker(id, latest, words, false, 8)
}

// NewBirthPicker is NewDatePicker for dates of birth: it asks for the decade first.
func NewBirthPicker(id string, latest Date, words DateWords) *DatePicker {
	return newDatePicker(id, latest, words, true, 12)
}

// NewExpiryPicker is NewDatePicker for how long something is good: it opens at the years about this one.
func NewExpiryPicker(id string, today Date, words DateWords) *DatePicker {
	const longest = 10 // years that papers are good for
	d := newDatePicker(id, Date{Year: today.Year + longest, Month: 12, Day: 31}, words, false, 8)
	d.home = d.pageOf(today.Year + firstPageYears/2)
	d.page = d.home
	return d
}

func newDatePicker(id string, latest Date, words DateWords, births bool, yearCells int) *DatePicker {
	d := &DatePicker{id: id, words: words, latest: latest, births: births}
	d.years = newDateSection(id+".year.", 0, yearCells, d.tapYear)
	d.months = newDateSection(id+".month.", 1, 12, d.tapMonth)
	d.days = newDateSection(id+".day.", 1, 31, d.tapDay)
	d.ExtendBaseWidget(d)
	d.show()
	return d
}

// Value returns the date.
func (d *DatePicker) Value() Date { return d.value }

// SetValue shows a date and calls nothing.
func (d *DatePicker) SetValue(v Date) {
	d.value = v
	d.openPageOf(v.Year)
	d.Refresh()
}

// SetAbout says that the date is more or less so, and calls OnChanged.
func (d *DatePicker) SetAbout(about bool) {
	d.value.About = about
	d.changed()
}

// OnlyYear forgets month and day, and calls OnChanged.
func (d *DatePicker) OnlyYear() {
	d.value.Month, d.value.Day = 0, 0
	d.changed()
}

func (d *DatePicker) changed() {
	d.Refresh()
	if d.OnChanged != nil {
		d.OnChanged(d.value)
	}
}

// toggled is the new value of a part that was tapped.
func toggled(old, tapped int) int {
	if old == tapped {
		return 0
	}
	return tapped
}

func (d *DatePicker) tapMonth(month int) {
	d.value.Month = toggled(d.value.Month, month)
	d.trim()
	d.changed()
}

func (d *DatePicker) tapDay(day int) {
	d.value.Day = toggled(d.value.Day, day)
	d.changed()
}

func (d *DatePicker) setYear(year int) {
	d.value.Year = toggled(d.value.Year, year)
	d.trim()
	d.changed()
}

// trim forgets what cannot be beside a part that was just tapped: the 30th of a February, or a month that has not come yet.
func (d *DatePicker) trim() {
	if !d.possible(Date{Year: d.value.Year, Month: d.value.Month}) {
		d.value.Month = 0
	}
	if d.value.Month == 0 || d.value.Day > d.daysInMonth() || !d.possible(d.value) {
		d.value.Day = 0
	}
}

// daysInMonth is 31 while no month is known, and 29 for a February of no year.
func (d *DatePicker) daysInMonth() int {
	const leap = 2000
	year := d.value.Year
	if year == 0 {
		year = leap
	}
	if d.value.Month == 0 {
		return 31
	}
	return time.Date(year, time.Month(d.value.Month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// possible reports whether a date, as far as it is known, is not after the latest.
func (d *DatePicker) possible(v Date) bool {
	switch {
	case v.Year != d.latest.Year:
		return v.Year < d.latest.Year
	case v.Month != d.latest.Month:
		return v.Month < d.latest.Month
	default:
		return v.Day <= d.latest.Day
	}
}

// show writes the cells.
func (d *DatePicker) show() {
	d.years.setHead(d.words.Year, "")
	d.months.setHead(d.words.Month, d.words.IfKnown)
	d.days.setHead(d.words.Day, d.words.IfKnown)
	d.showYears()
	d.months.even(d.monthName)
	for i, c := range d.months.cells {
		month := Date{Year: d.value.Year, Month: i + 1}
		c.SetText(d.monthName(i))
		c.SetChosen(d.value.Month == i+1)
		c.SetPossible(d.possible(month) || d.value.Month == i+1)
	}
	last := d.daysInMonth()
	for i, c := range d.days.cells {
		day := Date{Year: d.value.Year, Month: d.value.Month, Day: i + 1}
		c.SetText(strconv.Itoa(i + 1))
		c.SetChosen(d.value.Day == i+1)
		c.SetPossible(d.value.Month != 0 && d.possible(day) || d.value.Day == i+1)
		c.Hidden = i+1 > last
	}
}

// monthName is a month's whole name unless one of them does not fit its cell.
func (d *DatePicker) monthName(i int) string {
	width := d.months.cellWidth() - 2*cellEdge
	th := theme.Current()
	f := face{size: min(th.Least(), th.Type(theme.Answer))}
	for _, name := range d.words.Months {
		if width > 0 && f.width(run{name, true}) > width {
			return d.words.Short[i]
		}
	}
	return d.words.Months[i]
}

// CreateRenderer implements fyne.Widget.
func (d *DatePicker) CreateRenderer() fyne.WidgetRenderer { return newDrawing(d) }

func (d *DatePicker) paint() { d.show() }

func (d *DatePicker) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{d.years.box, d.months.box, d.days.box}
}
