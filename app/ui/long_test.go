package ui_test

import (
	"strings"
	"testing"

	"ventanilla/app/locale"
)

// TestWordsWithoutEndFit gives names, an address and a number as long as the record takes them, without a space.
func TestWordsWithoutEndFit(t *testing.T) {
	for way, size := range map[string]string{"new": "small", "handover": "portrait"} {
		t.Run(way, func(t *testing.T) {
			a := openOffice(t, newOffice(t, "GT"), locale.French, sizes[size])
			tap(t, a, way)
			if way == "handover" {
				tap(t, a, "language.fr")
			}
			taps(t, a, "consent.screening.yes", "next")
			endless := strings.Repeat("Ñandú", 20)
			write(t, a, "field.given", endless)
			write(t, a, "field.surname", strings.Repeat("d'Òrèã ", 14))
			fits(t, a, "name")
			walk(t, a, "contact")
			write(t, a, "field.email", strings.Repeat("a", 60)+"@"+strings.Repeat("b", 60)+".org")
			walk(t, a, "family")
			tap(t, a, "member.add")
			write(t, a, "field.given", endless)
			taps(t, a, "next", "relationship.stepchild", "next", "next", "next")
			fits(t, a, "family")
			walk(t, a, "document")
			write(t, a, "field.number", strings.Repeat("X9", 50))
			walk(t, a, "review")
			fits(t, a, "review")
		})
	}
}
