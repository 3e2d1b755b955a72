package ui_test

import (
	"fmt"
	"testing"

	"ventanilla/app/intake"
	"ventanilla/app/locale"
	"ventanilla/app/ui"
)

// hours is a notice of a line that everybody is to read.
func hours() ui.Notice {
	return ui.Notice{Public: true, Urgent: true, To: intake.DayOf(newClock().now), Text: map[intake.Language]string{
		"es": "El jueves la oficina abre a las 10 de la mañana.",
		"ht": "Jedi, biwo a ouvri a 10è nan maten.",
		"fr": "Jeudi, le bureau ouvre à 10 heures.",
		"en": "On Thursday the office opens at 10 in the morning.",
		"pt": "Na quinta-feira o escritório abre às 10 da manhã.",
	}}
}

// TestRequirementsAreSeenWhole answers so that all requirements of the office are met, and so that none is, while there is
// a notice to read.
func TestRequirementsAreSeenWhole(t *testing.T) {
	years := map[string]string{"met": "date.year.3", "unmet": "date.year.0"}
	countries := map[string]string{"met": "country.0", "unmet": "country.7"}
	for _, language := range locale.Languages() {
		for _, name := range []string{"landscape", "portrait"} {
			for state := range years {
				t.Run(fmt.Sprintf("%s %s %s", language, name, state), func(t *testing.T) {
					o := newOffice(t, "GT")
					o.furnish = func(desk *ui.Desk) { desk.Notices = &board{board: ui.Board{Notices: []ui.Notice{hours()}}} }
					a := openOffice(t, o, language, sizes[name])
					taps(t, a, "handover", "language."+string(language), "consent.screening.yes", "next")
					write(t, a, "field.given", "Wideline")
					for a.ScreenID() != "conditions" {
						switch a.ScreenID() {
						case "nationality":
							tap(t, a, countries[state])
						case "arrival":
							tap(t, a, years[state])
						}
						tap(t, a, "next")
					}
					whole(t, a, "conditions")
					picture(t, a, fmt.Sprintf("%s-%s-%s", state, name, language))
				})
			}
		}
	}
}
