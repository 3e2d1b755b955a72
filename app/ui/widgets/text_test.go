package widgets_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
)

// lines are the canvas texts of a text at a width, as they are drawn.
func lines(t *widgets.Text, width float32) []*canvas.Text {
	t.Resize(fyne.NewSize(width, t.HeightFor(width)))
	var out []*canvas.Text
	for _, o := range test.WidgetRenderer(t).Objects() {
		out = append(out, o.(*canvas.Text))
	}
	return out
}

func TestTextWrapsAndLosesNothing(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Look{}))
	rapid.Check(t, func(r *rapid.T) {
		words := rapid.SliceOfN(rapid.StringMatching(`[A-Za-zñéàç]{1,30}`), 1, 12).Draw(r, "words")
		width := rapid.Float32Range(60, 600).Draw(r, "width")
		text := widgets.NewBody(strings.Join(words, " "))
		var shown strings.Builder
		for _, l := range lines(text, width) {
			if right := l.Position().X + l.MinSize().Width; right > width+1 {
				r.Errorf("%q reaches to %v in %v px", l.Text, right, width)
			}
			shown.WriteString(strings.ReplaceAll(l.Text, " ", ""))
		}
		if want := strings.Join(words, ""); shown.String() != want {
			r.Errorf("shows %q of %q", shown.String(), want)
		}
	})
}

func TestTextWeights(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Look{}))
	got := ""
	for _, l := range lines(widgets.NewBody("**Todo es gratis.** Nadie puede **pedir** dinero."), 2000) {
		if l.TextStyle.Bold {
			got += "[" + l.Text + "]"
		} else {
			got += l.Text
		}
	}
	if want := "[Todo es gratis.] Nadie puede [pedir] dinero."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestTextHeightFollowsWidth(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Look{}))
	text := widgets.NewBody("La oficina los guarda bajo llave. Puede cambiar de idea después.")
	if wide, narrow := text.HeightFor(1000), text.HeightFor(200); wide >= narrow {
		t.Errorf("%v px high at 1000, %v at 200", wide, narrow)
	}
	paragraphs := widgets.NewBody("uno\ndos\ntres")
	if got := paragraphs.HeightFor(1000); got < 2.5*widgets.NewBody("uno").HeightFor(1000) {
		t.Errorf("three paragraphs are %v px high", got)
	}
}

// TestMonthNamesFit holds the longest words of the date picker to its cells.
func TestMonthNamesFit(t *testing.T) {
	for name, size := range sizes {
		for _, step := range []theme.Step{theme.Normal, theme.Large, theme.Largest} {
			for _, d := range []*widgets.DatePicker{
				widgets.NewDatePicker("d", today, dateWords), widgets.NewBirthPicker("d", today, dateWords),
			} {
				f := assistedFrame()
				f.Open(onCounter(&widgets.Page{Body: d}, "", 1))
				show(t, theme.Look{Mode: theme.Assisted, Step: step}, size, f)
				if widgets.Find(f, "d.month.9") == nil {
					tapID(t, f, "d.year.3") // a decade, which comes first where room is short
					d.SetValue(widgets.Date{Year: 1994})
				}
				checkWhole(t, name+" "+string(step), f, "d.month.9", []string{dateWords.Months[8], dateWords.Short[8]})
				checkWhole(t, name+" "+string(step), f, "d.year.0", []string{"2026", "2020 –", "2020 – 2029", "1990"})
			}
		}
	}
}

// checkWhole fails unless a choice shows one of the words on one line inside its edges.
func checkWhole(t *testing.T, where string, f *widgets.Frame, id string, words []string) {
	t.Helper()
	c := widgets.Find(f, id).(*widgets.Choice)
	whole := false
	for _, o := range test.WidgetRenderer(c).Objects() {
		l, ok := o.(*canvas.Text)
		if !ok || l.Text == "" {
			continue
		}
		for _, w := range words {
			whole = whole || l.Text == w
		}
		if l.MinSize().Width > c.Size().Width {
			t.Errorf("%s: %q is wider than its cell", where, l.Text)
		}
	}
	if !whole {
		t.Errorf("%s: %s does not show one of %q whole", where, id, words)
	}
}
