package theme_test

import (
	"bytes"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	fynetheme "fyne.io/fyne/v2/theme"

	"ventanilla/app/ui/theme"
	"ventanilla/assets"
)

func TestClassFor(t *testing.T) {
	tests := []struct {
		w, h float32
		want theme.Class
	}{
		{1280, 800, theme.Landscape},
		{1920, 1080, theme.Landscape},
		{800, 1280, theme.Portrait},
		{600, 1024, theme.Portrait},
		{1024, 600, theme.Small},
	}
	for _, tt := range tests {
		if got := theme.ClassFor(fyne.NewSize(tt.w, tt.h)); got != tt.want {
			t.Errorf("%v×%v: %s, want %s", tt.w, tt.h, got, tt.want)
		}
	}
}

func TestTypeGrowsAndIsNeverTiny(t *testing.T) {
	roles := []theme.Role{
		theme.Display, theme.Title, theme.Heading, theme.Button, theme.Answer, theme.Soft, theme.Label,
		theme.Body, theme.SmallText, theme.Code, theme.BigCode, theme.Letter,
	}
	for _, m := range []theme.Mode{theme.Worker, theme.Assisted} {
		for _, c := range []theme.Class{theme.Landscape, theme.Portrait, theme.Small} {
			look := theme.Look{Mode: m, Class: c}
			for _, r := range roles {
				checkRole(t, look, r)
			}
		}
	}
}

func checkRole(t *testing.T, look theme.Look, r theme.Role) {
	t.Helper()
	last := float32(0)
	for _, s := range []theme.Step{theme.Normal, theme.Large, theme.Largest} {
		look.Step = s
		got := theme.New(look).Type(r)
		if got < 18 || got < last {
			t.Errorf("%+v %s: %v px after %v", look, r, got, last)
		}
		last = got
	}
}

func TestMeasuresKeepTargets(t *testing.T) {
	for _, m := range []theme.Mode{theme.Worker, theme.Assisted} {
		for _, c := range []theme.Class{theme.Landscape, theme.Portrait, theme.Small} {
			s := theme.New(theme.Look{Mode: m, Class: c}).Measures()
			for _, h := range []float32{s.Button, s.Field, s.Cell, s.Soft, s.TopButton, s.Key, s.ReadAloud} {
				if h < theme.MinTarget {
					t.Errorf("%s %s: a target of %v px", m, c, h)
				}
			}
			if s.Counter-s.Sill < s.Button || s.Top < s.TopButton {
				t.Errorf("%s %s: buttons higher than their bar", m, c)
			}
		}
	}
}

func TestFonts(t *testing.T) {
	th := theme.New(theme.Look{})
	tests := []struct {
		style fyne.TextStyle
		want  []byte
	}{
		{fyne.TextStyle{}, assets.FontRegular()},
		{fyne.TextStyle{Bold: true}, assets.FontBold()},
		{fyne.TextStyle{Monospace: true}, assets.FontMonoBold()},
	}
	for _, tt := range tests {
		if !bytes.Equal(th.Font(tt.style).Content(), tt.want) {
			t.Errorf("%+v: wrong font", tt.style)
		}
	}
}

func TestCurrentAndColours(t *testing.T) {
	app := test.NewTempApp(t)
	if theme.Current().Look() != (theme.Look{}) {
		t.Error("without a theme of ours, Current must be the zero look")
	}
	app.Settings().SetTheme(theme.New(theme.Look{Palette: theme.Dark}))
	if theme.Current().Look().Palette != theme.Dark {
		t.Error("Current is not the app's theme")
	}
	if got := theme.Current().Color(fynetheme.ColorNameForeground, 0); got != theme.Current().Tokens().Ink {
		t.Errorf("foreground is %v", got)
	}
}

func TestIconTakesColour(t *testing.T) {
	k := theme.New(theme.Look{}).Tokens()
	icon := theme.Icon(assets.IconCheck, k.Good)
	if !bytes.Contains(icon.SVG(), []byte("#1c683a")) || bytes.Contains(icon.SVG(), []byte("currentColor")) {
		t.Errorf("not recoloured: %s", icon.SVG())
	}
	if icon == theme.Icon(assets.IconCheck, k.Bad) {
		t.Error("two colours of an icon are one drawing, and so one picture")
	}
}
