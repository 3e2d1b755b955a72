// Package theme holds the colours, type sizes, fonts and measures of the kiosk, in three
// palettes, two modes and three screen classes. Call New with a Look, hand the result to
// fyne.Settings.SetTheme, and let widgets read Current. A Theme looks the same for ever;
// another look is another Theme. Every pair of text and ground has a contrast of at least 4.5,
// every edge one of at least 3, in every palette.
package theme

import (
	"image"
	"image/color"
	"sync"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"

	"ventanilla/assets"
)

// Theme is a fyne.Theme of one Look, and keeps what was drawn in it. It is safe for concurrent use.
type Theme struct {
	look   Look
	tokens Tokens
	fonts  [3]fyne.Resource // regular, bold, mono bold

	mu    sync.Mutex
	drawn map[stroke]*image.RGBA
}

// New returns the theme of a look. Set it on the app before any widget is made.
func New(look Look) *Theme {
	return &Theme{
		look:   look,
		tokens: tokensOf(look.Palette),
		fonts: [3]fyne.Resource{
			fyne.NewStaticResource("AtkinsonHyperlegibleNext-Regular.ttf", assets.FontRegular()),
			fyne.NewStaticResource("AtkinsonHyperlegibleNext-Bold.ttf", assets.FontBold()),
			fyne.NewStaticResource("AtkinsonHyperlegibleMono-Bold.ttf", assets.FontMonoBold()),
		},
	}
}

// Current returns the theme that the running app wears, and the theme of the zero Look
// while it wears none of ours.
func Current() *Theme {
	if t, ok := fyne.CurrentApp().Settings().Theme().(*Theme); ok {
		return t
	}
	return New(Look{})
}

// Look returns what the theme was made from.
func (t *Theme) Look() Look { return t.look }

// Tokens returns the colours and strokes.
func (t *Theme) Tokens() Tokens { return t.tokens }

// Class returns the screen class of the look.
func (t *Theme) Class() Class {
	if t.look.Class == "" {
		return Landscape
	}
	return t.look.Class
}

// Assisted reports whether an applicant holds the tablet.
func (t *Theme) Assisted() bool { return t.look.Mode == Assisted }

// Font returns one of the three fonts; Fyne's own serves symbols.
func (t *Theme) Font(style fyne.TextStyle) fyne.Resource {
	switch {
	case style.Symbol:
		return fynetheme.DefaultTheme().Font(style)
	case style.Monospace:
		return t.fonts[2]
	case style.Bold:
		return t.fonts[1]
	default:
		return t.fonts[0]
	}
}

// Icon returns Fyne's icon: our widgets draw icons of ours, see the function Icon.
func (t *Theme) Icon(name fyne.ThemeIconName) fyne.Resource {
	return fynetheme.DefaultTheme().Icon(name)
}

// Color maps Fyne's colour names to the tokens.
func (t *Theme) Color(name fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	k := t.tokens
	named := map[fyne.ThemeColorName]color.NRGBA{
		fynetheme.ColorNameBackground:          t.ground(),
		fynetheme.ColorNameButton:              k.Quiet,
		fynetheme.ColorNameDisabled:            k.Ink2,
		fynetheme.ColorNameDisabledButton:      k.Quiet,
		fynetheme.ColorNameError:               k.Bad,
		fynetheme.ColorNameFocus:               k.Focus,
		fynetheme.ColorNameForeground:          k.Ink,
		fynetheme.ColorNameForegroundOnError:   k.OnBad,
		fynetheme.ColorNameForegroundOnPrimary: k.Pane,
		fynetheme.ColorNameHeaderBackground:    k.Pane,
		fynetheme.ColorNameHyperlink:           k.Action,
		fynetheme.ColorNameInputBackground:     k.Pane,
		fynetheme.ColorNameInputBorder:         k.Edge,
		fynetheme.ColorNameMenuBackground:      k.Pane,
		fynetheme.ColorNameOverlayBackground:   k.Pane,
		fynetheme.ColorNamePlaceHolder:         k.Ink2,
		fynetheme.ColorNamePrimary:             k.Action,
		fynetheme.ColorNameScrollBar:           k.Edge,
		fynetheme.ColorNameScrollBarBackground: k.Line,
		fynetheme.ColorNameSelection:           k.Sel,
		fynetheme.ColorNameSeparator:           k.Line,
		fynetheme.ColorNameSuccess:             k.Good,
		fynetheme.ColorNameWarning:             k.Warn,
	}
	if c, ok := named[name]; ok {
		return c
	}
	return color.Transparent // hover, pressed and shadow: our widgets draw their own states
}

// ground is the wall behind everything: dark where an applicant holds the tablet. Fyne paints it before all else.
func (t *Theme) ground() color.NRGBA {
	if t.Assisted() {
		return t.tokens.Counter
	}
	return t.tokens.Wall
}

// Size maps Fyne's size names to the type scale and the spacing.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case fynetheme.SizeNameText:
		return t.Type(Body)
	case fynetheme.SizeNameCaptionText:
		return t.Type(SmallText)
	case fynetheme.SizeNameHeadingText:
		return t.Type(Title)
	case fynetheme.SizeNameSubHeadingText:
		return t.Type(Heading)
	case fynetheme.SizeNamePadding, fynetheme.SizeNameLineSpacing:
		return 4
	case fynetheme.SizeNameInnerPadding:
		return 12
	case fynetheme.SizeNameInlineIcon:
		return 28
	case fynetheme.SizeNameInputBorder:
		return t.tokens.Stroke
	case fynetheme.SizeNameInputRadius:
		return RadiusField
	case fynetheme.SizeNameScrollBar, fynetheme.SizeNameScrollBarSmall:
		return 8
	default:
		return fynetheme.DefaultTheme().Size(name)
	}
}
