package theme_test

import (
	"image/color"
	"math"
	"testing"

	"ventanilla/app/ui/theme"
)

// luminance is the relative luminance of WCAG 2.2.
func luminance(c color.NRGBA) float64 {
	linear := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

// ratio is the contrast ratio of WCAG 2.2, 1 to 21.
func ratio(a, b color.NRGBA) float64 {
	x, y := luminance(a), luminance(b)
	return (math.Max(x, y) + 0.05) / (math.Min(x, y) + 0.05)
}

// pair is one foreground on one ground; least is what the ratio must reach.
type pair struct {
	name   string
	fg, bg color.NRGBA
	least  float64
}

func pairs(k theme.Tokens) []pair {
	const text, edge = 4.5, 3
	return []pair{
		{"ink on pane", k.Ink, k.Pane, text},
		{"ink2 on pane", k.Ink2, k.Pane, text},
		{"ink on wall", k.Ink, k.Wall, text},
		{"ink2 on wall", k.Ink2, k.Wall, text},
		{"ink on quiet", k.Ink, k.Quiet, text},
		{"ink2 on quiet", k.Ink2, k.Quiet, text},
		{"ink on sel", k.Ink, k.Sel, text},
		{"ink2 on sel", k.Ink2, k.Sel, text},
		{"action on pane", k.Action, k.Pane, text},
		{"action on quiet", k.Action, k.Quiet, text},
		{"action on sel", k.Action, k.Sel, text},
		{"action on warnBg", k.Action, k.WarnBg, text},
		{"pane on action", k.Pane, k.Action, text},
		{"onCounter on counter", k.OnCounter, k.Counter, text},
		{"onCounter2 on counter", k.OnCounter2, k.Counter, text},
		{"onCounter on counter2", k.OnCounter, k.Counter2, text},
		{"onCounter2 on counter2", k.OnCounter2, k.Counter2, text},
		{"onMaize on maize", k.OnMaize, k.Maize, text},
		{"onMaize on maizeDown", k.OnMaize, k.MaizeDown, text},
		{"good on pane", k.Good, k.Pane, text},
		{"good on quiet", k.Good, k.Quiet, text},
		{"good on goodBg", k.Good, k.GoodBg, text},
		{"bad on pane", k.Bad, k.Pane, text},
		{"bad on badBg", k.Bad, k.BadBg, text},
		{"onBad on bad", k.OnBad, k.Bad, text},
		{"warn on pane", k.Warn, k.Pane, text},
		{"warn on quiet", k.Warn, k.Quiet, text},
		{"warn on warnBg", k.Warn, k.WarnBg, text},
		{"unk on pane", k.Unk, k.Pane, text},
		{"unk on unkBg", k.Unk, k.UnkBg, text},
		{"ink on goodBg", k.Ink, k.GoodBg, text},
		{"ink on badBg", k.Ink, k.BadBg, text},
		{"ink on warnBg", k.Ink, k.WarnBg, text},
		{"ink on unkBg", k.Ink, k.UnkBg, text},
		{"ink2 on goodBg", k.Ink2, k.GoodBg, text},
		{"ink2 on badBg", k.Ink2, k.BadBg, text},
		{"ink2 on warnBg", k.Ink2, k.WarnBg, text},
		{"ink2 on unkBg", k.Ink2, k.UnkBg, text},
		{"onKey on key", k.OnKey, k.Key, text},
		{"onKey on sel", k.OnKey, k.Sel, text},
		{"onPaper on paper", k.OnPaper, k.Paper, text},
		{"maize on counter (edge)", k.Maize, k.Counter, edge},
		{"maize on counter2 (edge)", k.Maize, k.Counter2, edge},
		{"edgeC on counter (edge)", k.EdgeC, k.Counter, edge},
		{"edge on pane (edge)", k.Edge, k.Pane, edge},
		{"edge on quiet (edge)", k.Edge, k.Quiet, edge},
		{"edge on wall (edge)", k.Edge, k.Wall, edge},
		{"focus on pane (edge)", k.Focus, k.Pane, edge},
		{"focus on quiet (edge)", k.Focus, k.Quiet, edge},
		{"focus on wall (edge)", k.Focus, k.Wall, edge},
		{"onCounter on counter, the ring there (edge)", k.OnCounter, k.Counter, edge},
	}
}

func TestContrast(t *testing.T) {
	for _, p := range []theme.Palette{theme.Light, theme.Dark, theme.Contrast} {
		t.Run(string(p), func(t *testing.T) {
			for _, c := range pairs(theme.New(theme.Look{Palette: p}).Tokens()) {
				got := ratio(c.fg, c.bg)
				t.Logf("%-40s %4.1f", c.name, got)
				if got < c.least {
					t.Errorf("%s: contrast %.2f, want at least %.1f", c.name, got, c.least)
				}
			}
		})
	}
}
