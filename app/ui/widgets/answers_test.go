package widgets_test

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
)

// bodyFrame shows one object as the body of a page.
func bodyFrame(t *testing.T, body fyne.CanvasObject) *widgets.Frame {
	t.Helper()
	f := assistedFrame()
	f.Open(onCounter(&widgets.Page{Body: body}, "", 1))
	show(t, theme.Look{Mode: theme.Assisted}, landscape, f)
	return f
}

func TestYesNo(t *testing.T) {
	y := widgets.NewYesNo("safe", widgets.Option{Value: "yes", Text: "Sí"}, widgets.Option{Value: "no", Text: "No"})
	var heard []string
	y.OnChosen = func(v string) { heard = append(heard, v) }
	f := bodyFrame(t, widgets.NewColumn(0, y))
	if y.Value() != "" {
		t.Error("something is chosen before anybody chose")
	}
	tapID(t, f, "safe.yes")
	tapID(t, f, "safe.no")
	tapID(t, f, "safe.no")
	if !slices.Equal(heard, []string{"yes", "no", ""}) || y.Value() != "" {
		t.Errorf("heard %q, value %q", heard, y.Value())
	}
}

func TestDateParts(t *testing.T) {
	tests := []struct {
		name string
		taps []string
		want widgets.Date
	}{
		{"whole", []string{"d.year.2", "d.month.6", "d.day.15"}, widgets.Date{Year: 2024, Month: 6, Day: 15}},
		{"only the year", []string{"d.year.0"}, widgets.Date{Year: 2026}},
		{"year and month", []string{"d.year.1", "d.month.12"}, widgets.Date{Year: 2025, Month: 12}},
		{"a second tap clears", []string{"d.year.1", "d.month.2", "d.month.2"}, widgets.Date{Year: 2025}},
		{"no day without a month", []string{"d.year.1", "d.day.3"}, widgets.Date{Year: 2025}},
		{"a shorter month drops the day", []string{"d.year.1", "d.month.1", "d.day.31", "d.month.2"}, widgets.Date{Year: 2025, Month: 2}},
		{"a leap year drops its day", []string{"d.year.2", "d.month.2", "d.day.29", "d.year.1"}, widgets.Date{Year: 2025, Month: 2}},
		{"no month to come", []string{"d.year.0", "d.month.12"}, widgets.Date{Year: 2026}},
		{"no day to come", []string{"d.year.0", "d.month.11", "d.day.22"}, widgets.Date{Year: 2026, Month: 11}},
		{"today", []string{"d.year.0", "d.month.11", "d.day.21"}, widgets.Date{Year: 2026, Month: 11, Day: 21}},
		{"earlier, twice", []string{"d.year.7", "d.year.7", "d.year.1"}, widgets.Date{Year: 2013}},
		{"earlier and back", []string{"d.year.7", "d.year.0", "d.year.0"}, widgets.Date{Year: 2026}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := widgets.NewDatePicker("d", today, dateWords)
			var heard widgets.Date
			d.OnChanged = func(v widgets.Date) { heard = v }
			f := bodyFrame(t, d)
			for _, id := range tt.taps {
				tapID(t, f, id)
			}
			if d.Value() != tt.want || heard != tt.want {
				t.Errorf("%+v, heard %+v, want %+v", d.Value(), heard, tt.want)
			}
		})
	}
}

func TestDateShowsOnlyDaysOfTheMonth(t *testing.T) {
	d := widgets.NewDatePicker("d", today, dateWords)
	f := bodyFrame(t, d)
	for month, last := range map[int]int{1: 31, 2: 29, 4: 30} {
		d.SetValue(widgets.Date{Month: month})
		if widgets.Find(f, "d.day."+strconv.Itoa(last)) == nil || widgets.Find(f, "d.day."+strconv.Itoa(last+1)) != nil {
			t.Errorf("month %d does not end with %d", month, last)
		}
	}
}

func TestBirthByDecade(t *testing.T) {
	d := widgets.NewBirthPicker("b", today, dateWords)
	f := bodyFrame(t, d)
	tapID(t, f, "b.year.3") // the nineties
	tapID(t, f, "b.year.4")
	if d.Value().Year != 1994 {
		t.Fatalf("year %d", d.Value().Year)
	}
	d.SetAbout(true)
	tapID(t, f, "b.year.10") // back to the decades
	tapID(t, f, "b.year.6")
	tapID(t, f, "b.year.1")
	if want := (widgets.Date{Year: 1961, About: true}); d.Value() != want {
		t.Errorf("%+v, want %+v", d.Value(), want)
	}
	d.SetValue(widgets.Date{Year: 1994, Month: 2, Day: 3})
	d.OnlyYear()
	if want := (widgets.Date{Year: 1994}); d.Value() != want {
		t.Errorf("%+v, want %+v", d.Value(), want)
	}
}

func TestSearchPick(t *testing.T) {
	p := countryPick()
	var heard []string
	p.OnChanged = func(v []string) { heard = v }
	f := bodyFrame(t, p)
	tapID(t, f, "country.0")
	tapID(t, f, "country.search")
	typeKeys(t, f, "mejico") // another name, without its accent
	tapID(t, f, "country.0")
	if !slices.Equal(heard, []string{"HN", "MX"}) {
		t.Fatalf("chosen %q", heard)
	}
	if f.Keyboard().Visible() {
		t.Error("the keyboard stays after a choice")
	}
	chip := widgets.Find(f, "country.chip.HN").(*widgets.Chip)
	chip.Tapped(&fyne.PointEvent{Position: fyne.NewPos(20, 20)})
	if len(p.Values()) != 2 {
		t.Error("a tap on a chip's name takes it away")
	}
	chip.Tapped(&fyne.PointEvent{Position: fyne.NewPos(chip.Size().Width-20, 20)})
	if !slices.Equal(p.Values(), []string{"MX"}) {
		t.Errorf("left %q", p.Values())
	}
}

func TestSearchRanks(t *testing.T) {
	p := countryPick()
	f := bodyFrame(t, p)
	tapID(t, f, "country.search")
	typeKeys(t, f, "gra")
	c, ok := widgets.Find(f, "country.0").(*widgets.Choice)
	if !ok || c.Text() != "San Vicente y las Granadinas" {
		t.Error("a word inside a name is not found")
	}
	typeKeys(t, f, "x")
	if widgets.Find(f, "country.0") != nil {
		t.Error("found what is not there")
	}
}

func TestStepper(t *testing.T) {
	s := widgets.NewStepper("n", 0, 5, 2)
	clock := &widgets.FakeClock{}
	s.SetClock(clock)
	f := bodyFrame(t, widgets.NewColumn(0, s))
	if _, known := s.Value(); known {
		t.Error("a number before anybody gave one")
	}
	tapID(t, f, "n.more")
	tapID(t, f, "n.more")
	if v, _ := s.Value(); v != 3 {
		t.Errorf("%d after two taps from 2", v)
	}
	more := widgets.Find(f, "n.more").(desktop.Mouseable)
	more.MouseDown(&desktop.MouseEvent{})
	clock.Advance(2 * time.Second)
	more.MouseUp(&desktop.MouseEvent{})
	if v, _ := s.Value(); v != 5 {
		t.Errorf("%d after holding, want the highest, 5", v)
	}
	less := widgets.Find(f, "n.less").(desktop.Mouseable)
	less.MouseDown(&desktop.MouseEvent{})
	clock.Advance(time.Second)
	less.MouseUp(&desktop.MouseEvent{})
	tapID(t, f, "n.less") // the tap that ends a hold does not count
	was, _ := s.Value()
	clock.Advance(time.Minute)
	if v, _ := s.Value(); v != was || v >= 5 {
		t.Errorf("%d, %d before: goes on after the finger was lifted", v, was)
	}
}

func TestHeldButton(t *testing.T) {
	done := 0
	h := widgets.NewHeldButton("wipe", "Borrar", func(s int) string { return strconv.Itoa(s) }, func() { done++ })
	clock := &widgets.FakeClock{}
	h.SetClock(clock)
	bodyFrame(t, widgets.NewColumn(0, h))
	h.Tapped(&fyne.PointEvent{})
	h.MouseDown(&desktop.MouseEvent{})
	clock.Advance(3 * time.Second)
	if h.Says() != "2" {
		t.Errorf("says %q with two seconds left", h.Says())
	}
	h.MouseUp(&desktop.MouseEvent{})
	clock.Advance(time.Minute)
	if done != 0 || h.Says() != "Borrar" {
		t.Errorf("done %d, says %q after lifting", done, h.Says())
	}
	h.MouseDown(&desktop.MouseEvent{})
	h.MouseOut()
	clock.Advance(time.Minute)
	h.SetReady(false)
	h.MouseDown(&desktop.MouseEvent{})
	clock.Advance(time.Minute)
	h.SetReady(true)
	if done != 0 {
		t.Error("acts for a finger that slid off or before it is ready")
	}
	h.KeyDown(&fyne.KeyEvent{Name: fyne.KeySpace})
	clock.Advance(5 * time.Second)
	clock.Advance(time.Minute)
	if done != 1 {
		t.Errorf("done %d after five seconds", done)
	}
}

func TestToggle(t *testing.T) {
	var heard []bool
	g := widgets.NewToggle("t", false, func(on bool) { heard = append(heard, on) })
	f := bodyFrame(t, widgets.NewRow(0, g))
	tapID(t, f, "t")
	tapID(t, f, "t")
	if g.On() || !slices.Equal(heard, []bool{true, false}) {
		t.Errorf("on %v, heard %v", g.On(), heard)
	}
}

func TestCameraKeepsNothing(t *testing.T) {
	c := widgets.NewCamera(widgets.PageGuide)
	bodyFrame(t, widgets.Fill(c))
	for _, size := range []fyne.Size{fyne.NewSize(400, 300), fyne.NewSize(300, 500), {}} {
		c.Resize(size)
		c.SetFrame(checker(90))
		if !c.Holds() {
			t.Errorf("%v: shows no frame", size)
		}
	}
	c.SetFrame(nil)
	if c.Holds() {
		t.Error("something of the last frame stays")
	}
}
