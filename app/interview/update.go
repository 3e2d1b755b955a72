package interview

import (
	"fmt"

	"ventanilla/app/eligibility"
	"ventanilla/app/intake"
)

// ChangeLine is one thing that a person is told otherwise than before.
type ChangeLine = eligibility.ChangeLine

// Update says that the rules are others than those under which the person was told last, and what is told otherwise now.
type Update struct {
	Since intake.Day   // when the person was told last
	Lines []ChangeLine // none: under the new rules all is as it was
}

// Updated reports whether the interview was resumed under other rules than those under which the person was told last. It
// stays so until the interview is left, also when what is told now is on record.
func (iv *Interview) Updated() bool { return iv.before != nil }

// ExplainUpdate holds what the person is told now against what they were told under the rules before, in words of the
// interview's language. It returns the zero Update unless the interview is Updated.
func (iv *Interview) ExplainUpdate() (Update, error) {
	if iv.before == nil {
		return Update{}, nil
	}
	now, err := iv.told()
	if err != nil {
		return Update{}, fmt.Errorf("explain update: %w", err)
	}
	changes := eligibility.Compare(*iv.before, *now)
	lines, err := iv.config.Pack.ExplainChanges(changes, iv.config.Office, iv.draft.Answers.Language)
	if err != nil {
		return Update{}, fmt.Errorf("explain update: %w", err)
	}
	return Update{Since: iv.before.Day, Lines: lines}, nil
}

// toldOtherwise is what the draft says that the person was told, if that was under other rules than the pack's.
func toldOtherwise(draft intake.Draft, pack *eligibility.Pack) *intake.Assessment {
	told := clone(draft.Answers).Assessment
	if told == nil || told.PackVersion == pack.Version.String() {
		return nil
	}
	return told
}
