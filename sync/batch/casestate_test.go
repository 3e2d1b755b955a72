package batch_test

import (
	"errors"
	"testing"

	"ventanilla/sync/batch"
)

func TestCaseStatusTakesStatesOfTheProgrammeOnly(t *testing.T) {
	status := batch.CaseStatus{
		Version: batch.Version, Portal: batch.NewPortalID(public(key(9))), Device: batch.NewDeviceID(public(key(1))),
		Application: "01990000-0000-7000-8000-000000000001", Number: 1, At: noon,
	}
	for _, state := range batch.CaseStates() {
		status.State = state
		check(t, status.Check())
	}
	for _, state := range []batch.CaseState{"", "in_review", "Closed"} {
		status.State = state
		if err := status.Check(); !errors.Is(err, batch.ErrMalformed) {
			t.Errorf("%q: %v", state, err)
		}
	}
}
