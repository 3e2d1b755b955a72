package ui

import (
	"slices"

	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/interview"
	"ventanilla/app/locale"
	"ventanilla/app/ui/widgets"
)

// countryItems are all countries by name; each can be found by its name in the app's other languages too.
func (a *App) countryItems() []widgets.Item {
	var items []widgets.Item
	for _, c := range intake.Countries() {
		item := widgets.Item{Value: string(c), Text: a.words.Country(c)}
		for _, l := range locale.Languages() {
			item.Also += " " + a.Texts.In(l).Country(c)
		}
		items = append(items, item)
	}
	slices.SortFunc(items, func(x, y widgets.Item) int { return locale.Compare(x.Text, y.Text) })
	return items
}

// chose remembers countries that staff chose in this session, to offer them first. What an applicant chooses on the tablet
// is not remembered: it would tell the next one something.
func (a *App) chose(countries ...string) {
	if a.hosted() {
		return
	}
	for _, c := range countries {
		a.recent = slices.DeleteFunc(a.recent, func(r string) bool { return r == c })
		a.recent = slices.Insert(a.recent, 0, c)
	}
}

// mostCountries are offered at once: those that staff chose in this session, then those that the office's rules name.
func (t *talk) mostCountries() []string {
	var most []string
	if !t.app.hosted() {
		const newest = 3
		most = append(most, t.app.recent[:min(newest, len(t.app.recent))]...)
	}
	for _, c := range t.iv.Office().Criteria {
		for _, b := range c.Bounds {
			most = append(most, b.Values...)
		}
	}
	most = append(most, "HN", "SV", "NI", "GT", "VE", "HT", "CU", "CO", "EC", "DO")
	var countries []string
	for _, c := range most {
		if intake.Country(c).Valid() && !slices.Contains(countries, c) && len(countries) < 8 {
			countries = append(countries, c)
		}
	}
	return countries
}

func (a *App) pickWords() widgets.PickWords {
	return widgets.PickWords{
		Hint:   a.text("nationality.search"),
		Most:   a.text("nationality.most_chosen"),
		None:   a.text("nationality.search_none"),
		Chosen: func(n int) string { return a.count("nationality.chosen", n) },
	}
}

// nationalityPart asks for every nationality.
type nationalityPart struct {
	talk   *talk
	picker *widgets.SearchPick
	none   *widgets.Choice
	softs  *softs
}

func (p *nationalityPart) build() (body, foot fyne.CanvasObject) {
	a := p.talk.app
	p.picker = widgets.NewSearchPick("country", true, a.pickWords(), a.countryItems(), p.talk.mostCountries())
	p.picker.OnChanged = p.picked
	p.none = widgets.NewSoft("soft.stateless", a.text("answer.no_country"), func() { p.talk.took(p.talk.iv.AddNationality(intake.Stateless)) })
	p.softs = newSofts(p.talk, intake.FieldNationalities, "soft.", intake.DoesNotKnow, intake.Refused)
	return p.picker, widgets.NewFlow(12, append([]fyne.CanvasObject{p.none}, p.softs.all...)...)
}

func (p *nationalityPart) refresh() {
	var countries []string
	stateless := false
	for _, n := range p.talk.iv.Answers().Applicant.Nationalities {
		if n == intake.Stateless {
			stateless = true
			continue
		}
		countries = append(countries, string(n))
	}
	p.picker.SetValues(countries...)
	p.none.SetChosen(stateless)
	p.softs.refresh()
}

func (p *nationalityPart) picked(values []string) {
	var all []intake.Nationality
	for _, v := range values {
		all = append(all, intake.Nationality(v))
	}
	p.talk.app.chose(values...)
	p.talk.took(p.talk.iv.SetNationalities(all))
}

// birthCountryPart asks where the person was born.
type birthCountryPart struct {
	talk   *talk
	picker *widgets.SearchPick
	softs  *softs
}

func (p *birthCountryPart) build() (body, foot fyne.CanvasObject) {
	a := p.talk.app
	p.picker = widgets.NewSearchPick("country", false, a.pickWords(), a.countryItems(), p.talk.mostCountries())
	p.picker.OnChanged = func(values []string) {
		country := ""
		if len(values) > 0 {
			country = values[0]
		}
		a.chose(values...)
		p.talk.took(p.talk.iv.SetBirthCountry(intake.Country(country)))
	}
	p.softs = newSofts(p.talk, interview.FieldBirthCountry, "soft.", intake.DoesNotKnow, intake.Refused)
	return p.picker, widgets.NewFlow(12, p.softs.all...)
}

func (p *birthCountryPart) refresh() {
	p.picker.SetValues()
	if c := p.talk.iv.Answers().Applicant.BirthCountry; c != "" {
		p.picker.SetValues(string(c))
	}
	p.softs.refresh()
}
