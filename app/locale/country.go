package locale

import (
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"ventanilla/app/intake"
)

// Country gives the bare name of a country: "Estados Unidos". An unknown code gives itself.
func (p *Printer) Country(c intake.Country) string {
	if key := "country." + string(c); p.Has(key) {
		return p.Text(key)
	}
	region, err := language.ParseRegion(string(c))
	if err != nil {
		return string(c)
	}
	return display.Regions(p.grammar.tag).Name(region) // x/text knows no Creole and answers in French
}

// CountryIn gives a country with its preposition: "in Colombia", "aux États-Unis", "nan peyi Ekwatè".
func (p *Printer) CountryIn(c intake.Country) string {
	if key := "country_in." + string(c); p.Has(key) {
		return p.Text(key)
	}
	return p.Text("country_in.other", "country", p.Country(c))
}

// Nationality gives a nationality as the name of its country, or the words for having none.
func (p *Printer) Nationality(n intake.Nationality) string {
	if n == intake.Stateless {
		return p.Text("nationality.stateless")
	}
	return p.Country(intake.Country(n))
}
