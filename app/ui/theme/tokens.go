package theme

import "image/color"

// Tokens are the colours and strokes of one palette. Widgets use these and no others.
type Tokens struct {
	Wall, Pane, Quiet      color.NRGBA // behind the pane; the window; choices at rest and cards
	Ink, Ink2              color.NRGBA // text; second text
	Line, Edge             color.NRGBA // dividers; the stroke of what can be touched
	Counter, Counter2      color.NRGBA // the counter; buttons on it and the empty sill
	OnCounter, OnCounter2  color.NRGBA // text and second text on both
	EdgeC                  color.NRGBA // stroke of buttons on the counter
	Maize, MaizeDown       color.NRGBA // next and progress; the same pressed
	OnMaize                color.NRGBA // text on both
	Action, Sel            color.NRGBA // chosen stroke, secondary text, icons; chosen fill
	Good, GoodBg           color.NRGBA // met, delivered; its fill
	Bad, BadBg, OnBad      color.NRGBA // loss, damage; its fill; text on bad
	BadDown                color.NRGBA // the part of a held button that is still to fill
	Warn, WarnBg           color.NRGBA // missing, parked, coach; its fill
	Unk, UnkBg             color.NRGBA // unknown, undecided; its fill
	Focus                  color.NRGBA // ring of the keyboard's focus
	Key, OnKey             color.NRGBA // keys of the keyboard; letters on them
	Paper, OnPaper         color.NRGBA // the receipt slip, white in every palette; its text
	Stroke, StrokeActive   float32     // px: at rest; chosen or active
	RingWidth, RingSpacing float32     // px: the focus ring and its distance from the edge
}

// tokensOf returns the colours of a palette; an unknown palette is light.
func tokensOf(p Palette) Tokens {
	switch p {
	case Dark:
		return dark()
	case Contrast:
		return contrast()
	default:
		return light()
	}
}

// rgb turns 0xRRGGBB into an opaque colour.
func rgb(hex uint32) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 0xff}
}

func light() Tokens {
	return Tokens{
		Wall: rgb(0xE9E5DB), Pane: rgb(0xFFFFFF), Quiet: rgb(0xF3F1EA),
		Ink: rgb(0x14262B), Ink2: rgb(0x45565B), Line: rgb(0xD3CEC2), Edge: rgb(0x76827F),
		Counter: rgb(0x0C3F44), Counter2: rgb(0x1D5960), OnCounter: rgb(0xFFFFFF), OnCounter2: rgb(0xCBE0DF), EdgeC: rgb(0x6FA3A4),
		Maize: rgb(0xF6BC3D), MaizeDown: rgb(0xDDA01E), OnMaize: rgb(0x14262B),
		Action: rgb(0x0B5A60), Sel: rgb(0xDDF0ED),
		Good: rgb(0x1C683A), GoodBg: rgb(0xE2F2E5),
		Bad: rgb(0xA3262B), BadBg: rgb(0xFBE7E4), OnBad: rgb(0xFFFFFF), BadDown: rgb(0x5F0F13),
		Warn: rgb(0x7F4600), WarnBg: rgb(0xFDEFD2), Unk: rgb(0x4A4A8A), UnkBg: rgb(0xE9E9F6),
		Focus: rgb(0x1D4ED8), Key: rgb(0xFFFFFF), OnKey: rgb(0x14262B),
		Paper: rgb(0xFFFFFF), OnPaper: rgb(0x14262B),
		Stroke: 2, StrokeActive: 4, RingWidth: 4, RingSpacing: 3,
	}
}

func dark() Tokens {
	return Tokens{
		Wall: rgb(0x0A1315), Pane: rgb(0x142327), Quiet: rgb(0x1D3136),
		Ink: rgb(0xF3F5F0), Ink2: rgb(0xBCC9C8), Line: rgb(0x33484D), Edge: rgb(0x82989A),
		Counter: rgb(0x092B2F), Counter2: rgb(0x1B494F), OnCounter: rgb(0xFFFFFF), OnCounter2: rgb(0xBBD6D4), EdgeC: rgb(0x5F9395),
		Maize: rgb(0xF6BC3D), MaizeDown: rgb(0xDDA01E), OnMaize: rgb(0x14262B),
		Action: rgb(0x74D3CB), Sel: rgb(0x17454B),
		Good: rgb(0x86DCA0), GoodBg: rgb(0x133720),
		Bad: rgb(0xFFA39B), BadBg: rgb(0x471B1C), OnBad: rgb(0x2A0707), BadDown: rgb(0xB5625C),
		Warn: rgb(0xFFCB75), WarnBg: rgb(0x40290A), Unk: rgb(0xC3C1FB), UnkBg: rgb(0x2B2B54),
		Focus: rgb(0x9CC2FF), Key: rgb(0x22393E), OnKey: rgb(0xF3F5F0),
		Paper: rgb(0xFFFFFF), OnPaper: rgb(0x14262B),
		Stroke: 2, StrokeActive: 4, RingWidth: 4, RingSpacing: 3,
	}
}

func contrast() Tokens {
	return Tokens{
		Wall: rgb(0xFFFFFF), Pane: rgb(0xFFFFFF), Quiet: rgb(0xFFFFFF),
		Ink: rgb(0x000000), Ink2: rgb(0x000000), Line: rgb(0x000000), Edge: rgb(0x000000),
		Counter: rgb(0x000000), Counter2: rgb(0x2B2B2B), OnCounter: rgb(0xFFFFFF), OnCounter2: rgb(0xFFFFFF), EdgeC: rgb(0xFFFFFF),
		Maize: rgb(0xFFD60A), MaizeDown: rgb(0xFFFFFF), OnMaize: rgb(0x000000),
		Action: rgb(0x003C41), Sel: rgb(0xFFF3B0),
		Good: rgb(0x00421D), GoodBg: rgb(0xFFFFFF),
		Bad: rgb(0x7A0006), BadBg: rgb(0xFFFFFF), OnBad: rgb(0xFFFFFF), BadDown: rgb(0x3A0003),
		Warn: rgb(0x4A2800), WarnBg: rgb(0xFFFFFF), Unk: rgb(0x26246B), UnkBg: rgb(0xFFFFFF),
		Focus: rgb(0x0033CC), Key: rgb(0xFFFFFF), OnKey: rgb(0x000000),
		Paper: rgb(0xFFFFFF), OnPaper: rgb(0x000000),
		Stroke: 3, StrokeActive: 6, RingWidth: 4, RingSpacing: 3,
	}
}
