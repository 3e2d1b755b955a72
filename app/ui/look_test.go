package ui_test

import (
	"fmt"
	"testing"

	"ventanilla/app/intake"
	"ventanilla/app/locale"
)

// TestEachLookFits goes through the interview with larger type, and in the colours of most contrast.
func TestEachLookFits(t *testing.T) {
	looks := map[string][]intake.Language{
		"look.largest":  {locale.French, locale.Creole},
		"look.large":    {locale.Portuguese},
		"look.contrast": {locale.Spanish},
	}
	for look, languages := range looks {
		for _, language := range languages {
			for name, size := range sizes {
				t.Run(look+name+string(language), func(t *testing.T) {
					a := openOffice(t, newOffice(t, "GT"), language, size)
					taps(t, a, "bar.look", look)
					fits(t, a, "the dialog of looks")
					taps(t, a, "dialog.close", "handover", "language."+string(language))
					stroll(t, a, func(screen string) {
						fits(t, a, screen)
						picture(t, a, fmt.Sprintf("%s-%s-%s-%s", look, name, language, screen))
					})
				})
			}
		}
	}
}
