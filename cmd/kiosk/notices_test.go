package main

import (
	"testing"

	"ventanilla/app/eligibility"
	"ventanilla/app/locale"
	"ventanilla/sync/batch"
	"ventanilla/sync/outbox"
)

// TestEverythingThatThePortalSaysHasItsWords: what can be refused and why, and the states of the programme's cases.
func TestEverythingThatThePortalSaysHasItsWords(t *testing.T) {
	var keys []string
	for _, reason := range []outbox.Reason{outbox.NotSigned, outbox.Malformed, outbox.Older, outbox.Reused, outbox.OtherProgramme} {
		keys = append(keys, "refused."+string(reason))
	}
	for _, kind := range []string{string(batch.TopicRulePack), string(batch.TopicNotice), outbox.StatusKind, "file"} {
		keys = append(keys, "notices.refused."+kind)
	}
	for _, state := range batch.CaseStates() {
		keys = append(keys, "case."+string(state))
	}
	texts := catalogue(t)
	for _, language := range locale.Languages() {
		for _, key := range keys {
			if got := texts.In(language).Text(key); got == "" || got == key {
				t.Errorf("%s has no text %s", language, key)
			}
		}
	}
}

// TestTheDeskHasWhatThePortalSays: a new kiosk was told nothing, and its office takes applications at any time.
func TestTheDeskHasWhatThePortalSays(t *testing.T) {
	desk := unlockKiosk(t, openKiosk(t, newSite(t)))
	board, err := desk.Notices.Board(t.Context())
	must(t, err)
	public, err := desk.Notices.Public(t.Context())
	must(t, err)
	if len(board.Notices)+len(board.Refused)+len(public) != 0 || board.Fresh() != 0 {
		t.Errorf("board %+v", board)
	}
	must(t, desk.Notices.Read(t.Context()))
	opening, err := desk.Opening(t.Context())
	must(t, err)
	if !opening.Now || opening.Full {
		t.Errorf("opening %+v", opening)
	}
}

func TestWhatIsUrgentIsShownAsSuch(t *testing.T) {
	for urgency, want := range map[eligibility.Urgency]bool{
		eligibility.Information: false, eligibility.Important: true, eligibility.Urgent: true,
	} {
		if got := shown(eligibility.Notice{Urgency: urgency, Audience: eligibility.Public}); got.Urgent != want || !got.Public {
			t.Errorf("%s is shown as %+v", urgency, got)
		}
	}
}
