package eligibility

import "ventanilla/app/intake"

// PathwayCard is the answer about one pathway in plain words.
type PathwayCard struct {
	Pathway string // its id
	Answer  Answer
	Title   string
	State   string // the answer in a few words
	Why     string
	About   string
	Sources []string // which documents say so, and when that was last checked
	Overdue string   // that the rules may have changed, "" if they are up to date
}

// ExplainPathway puts an answer of Pathways that was made with this pack into words. The error is ErrLanguage.
func (p *Pack) ExplainPathway(a PathwayAnswer, language intake.Language, w Wording) (PathwayCard, error) {
	if !supported(language) {
		return PathwayCard{}, ErrLanguage
	}
	e := explainer{pack: p, language: language, words: w}
	c := PathwayCard{
		Pathway: a.ID,
		Answer:  a.Answer,
		Title:   e.text(a.Title),
		State:   e.text("answer." + string(a.Answer)),
		Why:     e.text(a.Reason),
		About:   e.text(a.About),
	}
	for _, source := range a.Sources {
		c.Sources = append(c.Sources, e.source(source, a.ConfirmedOn))
	}
	if a.Overdue {
		c.Overdue = e.overdue()
	}
	return c, nil
}
