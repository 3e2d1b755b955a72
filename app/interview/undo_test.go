package interview_test

import (
	"testing"

	"ventanilla/app/intake"
)

func TestUndoBringsBackWhatAReasonTookAway(t *testing.T) {
	iv := agreed(t, newDesk(), "GT")
	must(t, iv.SetMember(0, intake.Member{Person: intake.Person{GivenNames: "Ana"}}))
	must(t, iv.Missing(intake.FieldHousehold, intake.Refused))
	must(t, iv.SetLanguage("fr"))
	must(t, iv.Undo())
	a := iv.Answers()
	if len(a.Household) != 1 || a.Missing[intake.FieldHousehold] != "" || a.Language != "fr" {
		t.Errorf("brought back %+v", a)
	}
	must(t, iv.Missing(intake.FieldEmail, intake.Later))
	if iv.CanUndo() {
		t.Error("brings back an answer that never was")
	}
}
