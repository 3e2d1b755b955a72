package interview

import (
	"ventanilla/app/eligibility"
	"ventanilla/app/intake"
)

// What screens show of the rules, so that they need not know the package that makes it.
type (
	Card        = eligibility.Card
	CardLine    = eligibility.CardLine
	PathwayCard = eligibility.PathwayCard
	Wording     = eligibility.Wording
)

// Outcomes of a criterion, as a Card names them.
const (
	Met    = eligibility.Met
	NotMet = eligibility.NotMet
)

// Answers about a pathway, as a PathwayCard names them.
const (
	MayBeConsidered  = eligibility.MayBeConsidered
	NotForThisPerson = eligibility.NotForThisPerson
)

// Assess holds what was answered against the office's minimum requirements, as of today.
func (iv *Interview) Assess() (eligibility.Assessment, error) {
	return eligibility.Assess(iv.config.Pack, iv.config.Office, iv.Today(), eligibility.FactsOf(iv.draft.Answers))
}

// Explain puts the assessment of today into words of a language, which w speaks too.
func (iv *Interview) Explain(language intake.Language, w Wording) (Card, error) {
	assessment, err := iv.Assess()
	if err != nil {
		return Card{}, err
	}
	return iv.config.Pack.Explain(assessment, eligibility.FactsOf(iv.draft.Answers), language, w)
}

// ExplainPathways puts the answer about each pathway into words of a language, which w speaks too.
func (iv *Interview) ExplainPathways(language intake.Language, w Wording) ([]PathwayCard, error) {
	var cards []PathwayCard
	for _, answer := range iv.pathways(eligibility.CircumstancesOf(iv.draft.Answers)) {
		card, err := iv.config.Pack.ExplainPathway(answer, language, w)
		if err != nil {
			return nil, err
		}
		cards = append(cards, card)
	}
	return cards, nil
}

// Told notes in the record what the person is told today. The screen that tells it calls this.
func (iv *Interview) Told() error {
	told, err := iv.told()
	if err != nil {
		return err
	}
	return iv.answer(func(a *intake.Application) { a.Assessment = told })
}

func (iv *Interview) told() (*intake.Assessment, error) {
	assessment, err := iv.Assess()
	if err != nil {
		return nil, err
	}
	told := eligibility.Record(assessment, iv.pathways(eligibility.CircumstancesOf(iv.draft.Answers)))
	return &told, nil
}

// Finish closes the interview and gives the draft to hand in, whatever is missing: until Reopen or HandedIn nothing can be
// changed. The draft is kept as it is given.
func (iv *Interview) Finish() (intake.Draft, error) {
	switch {
	case iv.quick:
		return intake.Draft{}, ErrQuick
	case iv.closed:
		return intake.Draft{}, ErrHandedIn
	}
	if err := iv.Told(); err != nil {
		return intake.Draft{}, err
	}
	iv.closed = true
	return iv.Draft(), nil
}

// Reopen goes on with an interview that could not be handed in.
func (iv *Interview) Reopen() {
	if iv.Question() != Receipt {
		iv.closed = false
	}
}

// HandedIn shows the receipt, once what Finish gave is frozen and safe.
func (iv *Interview) HandedIn() {
	iv.closed = true
	iv.draft.Step = string(Receipt)
}
