package widgets

import (
	"image/color"

	"ventanilla/app/ui/theme"
)

// Tone is what a text, an icon or a ground says by its colour; it never says it alone.
type Tone string

// The tones. Quiet, Good, Bad, Warn, Unknown and Way have a ground of their own.
const (
	Ink        Tone = "ink"
	Ink2       Tone = "ink2"
	Quiet      Tone = "quiet"
	Way        Tone = "way" // on its way, chosen
	Good       Tone = "good"
	Bad        Tone = "bad"
	Warn       Tone = "warn"
	Unknown    Tone = "unknown"
	OnCounter  Tone = "onCounter"
	OnCounter2 Tone = "onCounter2"
	Maize      Tone = "maize" // on the counter only
	OnMaize    Tone = "onMaize"
	OnAction   Tone = "onAction"
	OnBad      Tone = "onBad"
	OnPaper    Tone = "onPaper"
)

// color is the tone of a text or an icon.
func (t Tone) color(k theme.Tokens) color.NRGBA {
	switch t {
	case Ink2, Quiet:
		return k.Ink2
	case Way:
		return k.Action
	case Good:
		return k.Good
	case Bad:
		return k.Bad
	case Warn:
		return k.Warn
	case Unknown:
		return k.Unk
	case OnCounter:
		return k.OnCounter
	case OnCounter2:
		return k.OnCounter2
	case Maize:
		return k.Maize
	case OnMaize:
		return k.OnMaize
	case OnAction:
		return k.Pane
	case OnBad:
		return k.OnBad
	case OnPaper:
		return k.OnPaper
	default:
		return k.Ink
	}
}

// ground is the fill that goes with a tone.
func (t Tone) ground(k theme.Tokens) color.NRGBA {
	switch t {
	case Way:
		return k.Sel
	case Good:
		return k.GoodBg
	case Bad:
		return k.BadBg
	case Warn:
		return k.WarnBg
	case Unknown:
		return k.UnkBg
	case OnCounter, OnCounter2, Maize:
		return k.Counter2
	case OnPaper:
		return k.Paper
	default:
		return k.Quiet
	}
}
