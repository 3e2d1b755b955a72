package assets

import _ "embed" // the fonts below

//go:embed fonts/Regular.ttf
var fontRegular []byte

//go:embed fonts/Bold.ttf
var fontBold []byte

//go:embed fonts/MonoBold.ttf
var fontMonoBold []byte

// FontRegular is Atkinson Hyperlegible Next, weight 400, as TrueType. Nobody may change it.
func FontRegular() []byte { return fontRegular }

// FontBold is Atkinson Hyperlegible Next, weight 700.
func FontBold() []byte { return fontBold }

// FontMonoBold is Atkinson Hyperlegible Mono, weight 700, for codes and columns of digits.
func FontMonoBold() []byte { return fontMonoBold }
