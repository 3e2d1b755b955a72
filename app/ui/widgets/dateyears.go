package widgets

import (
	"fmt"
	"strconv"
)

// A page of years has eight cells: on the first seven years and "earlier", on the others
// "later", six years and "earlier". For births there are twelve cells: the decades, or
// the ten years of a decade and the way back.
const (
	firstPageYears = 7
	pageYears      = 6
	oldestBirth    = 110 // years before the latest
)

// yearCell is what a cell in the part of years says and does.
type yearCell struct {
	text   string
	chosen bool
	tapped func()
}

func (d *DatePicker) tapYear(i int) {
	if cells := d.yearCells(); i < len(cells) {
		cells[i].tapped()
	}
}

func (d *DatePicker) showYears() {
	cells := d.yearCells()
	d.years.grid.reach = d.births && d.decade != 0
	for i, c := range d.years.cells {
		c.Hidden = i >= len(cells)
		if c.Hidden {
			continue
		}
		c.SetText(cells[i].text)
		c.SetChosen(cells[i].chosen)
	}
}

func (d *DatePicker) yearCells() []yearCell {
	switch {
	case d.births && d.decade == 0:
		return d.decadeCells()
	case d.births:
		return d.decadeYears()
	default:
		return d.pagedYears()
	}
}

func (d *DatePicker) yearCell(year int) yearCell {
	return yearCell{strconv.Itoa(year), d.value.Year == year, func() { d.setYear(year) }}
}

func (d *DatePicker) turn(page int) yearCell {
	text := d.words.Earlier
	if page < d.page {
		text = d.words.Later
	}
	return yearCell{text, false, func() {
		d.page = page
		d.Refresh()
	}}
}

func (d *DatePicker) pagedYears() []yearCell {
	var cells []yearCell
	first, n := d.latest.Year, firstPageYears
	if d.page > 0 {
		first, n = d.latest.Year-firstPageYears-(d.page-1)*pageYears, pageYears
		cells = append(cells, d.turn(d.page-1))
	}
	for year := first; year > first-n; year-- {
		cells = append(cells, d.yearCell(year))
	}
	return append(cells, d.turn(d.page+1))
}

// openPageOf turns to the page or the decade that holds a year.
func (d *DatePicker) openPageOf(year int) {
	d.page, d.decade = d.home, 0
	if year == 0 || year > d.latest.Year {
		return
	}
	if d.births {
		d.decade = year / 10 * 10
		return
	}
	d.page = d.pageOf(year)
}

// pageOf is the page of years that holds a year up to the latest.
func (d *DatePicker) pageOf(year int) int {
	if back := d.latest.Year - year - firstPageYears; back >= 0 {
		return back/pageYears + 1
	}
	return 0
}

func (d *DatePicker) decadeCells() []yearCell {
	var cells []yearCell
	for decade := d.latest.Year / 10 * 10; decade > d.latest.Year-oldestBirth; decade -= 10 {
		text := fmt.Sprintf("%d – %d", decade, decade+9)
		cells = append(cells, yearCell{text, d.value.Year/10*10 == decade, func() { d.openDecade(decade) }})
	}
	return cells
}

func (d *DatePicker) openDecade(decade int) {
	d.decade = decade
	d.Refresh()
	d.years.holder.Refresh()
}

func (d *DatePicker) decadeYears() []yearCell {
	var cells []yearCell
	for year := d.decade; year < d.decade+10 && year <= d.latest.Year; year++ {
		cells = append(cells, d.yearCell(year))
	}
	return append(cells, yearCell{d.words.Decades, false, func() { d.openDecade(0) }})
}
