package locale

import (
	"golang.org/x/text/language"

	"ventanilla/app/intake"
)

// grammar is what a language needs beyond its texts.
type grammar struct {
	tag       language.Tag
	decimal   string // between the whole and the fraction
	thousands string // between groups of three digits
	shortest  int    // numbers with fewer digits are not grouped
	byteUnits [4]string
	clock     func(hour, minute int) string
}

const (
	noBreak       = "\u00a0"
	narrowNoBreak = "\u202f"
)

func grammarOf(lang intake.Language) grammar {
	bytes := [4]string{"B", "kB", "MB", "GB"}
	switch lang {
	case Creole:
		return grammar{language.MustParse("ht"), ",", noBreak, 5, bytes, creoleClock}
	case French:
		octets := [4]string{"o", "ko", "Mo", "Go"}
		return grammar{language.French, ",", narrowNoBreak, 5, octets, frenchClock}
	case English:
		return grammar{language.English, ".", ",", 4, bytes, englishClock}
	case Portuguese:
		return grammar{language.Portuguese, ",", ".", 4, bytes, portugueseClock}
	}
	return grammar{language.Spanish, ".", noBreak, 5, bytes, spanishClock}
}
