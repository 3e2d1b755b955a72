package eligibility

import "ventanilla/app/intake"

// ChangeLine is one thing that is told otherwise than before, in words.
type ChangeLine struct {
	Title  string // of the criterion or pathway
	Before string // "" if nothing was said about it
	After  string
}

// ExplainChanges puts what changed for a person at the office into words, criteria first, each in the order of the pack.
// What the pack no longer speaks of is left out. The error is ErrLanguage or ErrUnknownOffice.
func (p *Pack) ExplainChanges(c Changes, office intake.Office, language intake.Language) ([]ChangeLine, error) {
	o, ok := p.Office(office)
	switch {
	case !supported(language):
		return nil, ErrLanguage
	case !ok:
		return nil, ErrUnknownOffice
	}
	e := explainer{pack: p, language: language}
	var lines []ChangeLine
	for _, criterion := range o.Criteria {
		lines = e.change(lines, c.Criteria, criterion.ID, criterion.Title, "outcome.")
	}
	for _, way := range p.Pathways {
		lines = e.change(lines, c.Pathways, way.ID, way.Title, "answer.")
	}
	return lines, nil
}

// change adds a line if the thing of that id is among the changes.
func (e explainer) change(lines []ChangeLine, among []Change, id, title, prefix string) []ChangeLine {
	for _, c := range among {
		if c.ID == id {
			lines = append(lines, ChangeLine{Title: e.text(title), Before: e.named(prefix, c.Before), After: e.named(prefix, c.After)})
		}
	}
	return lines
}

// named names an outcome or an answer, "" for none.
func (e explainer) named(prefix, value string) string {
	if value == "" {
		return ""
	}
	return e.text(prefix + value)
}
