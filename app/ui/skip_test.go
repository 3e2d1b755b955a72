package ui_test

import (
	"testing"

	"ventanilla/app/intake"
	"ventanilla/app/locale"
)

func TestOfOthersMuchMayStayUnsaid(t *testing.T) {
	o := newOffice(t, "GT")
	a := openOffice(t, o, locale.Spanish, sizes["landscape"])
	host(t, a)
	walk(t, a, "family")
	tap(t, a, "member.add")
	write(t, a, "field.given", "Ana")
	taps(t, a, "next", "relationship.child", "next", "date.year.2", "date.year.4", "back", "soft.does_not_know", "soft.refused", "soft.refused")
	taps(t, a, "member.add", "next", "soft.refused", "soft.does_not_know", "soft.refused")
	if got := o.draft(t).Answers.Household; len(got) != 1 || got[0].Relationship != "" || !got[0].BirthDate.IsZero() {
		t.Errorf("kept %+v", got)
	}
	walk(t, a, "relatives")
	taps(t, a, "relative.add", "relationship.parent", "next", "country.0", "next", "soft.refused", "soft.does_not_know")
	taps(t, a, "relative.0", "next", "soft.does_not_know")
	want := intake.RelativeAbroad{Relationship: intake.Parent}
	if got := o.draft(t).Answers.RelativesAbroad; len(got) != 1 || got[0] != want {
		t.Errorf("kept %+v", got)
	}
}

func TestASoftAnswerTakesNoHouseholdForEver(t *testing.T) {
	o := newOffice(t, "GT")
	a := openOffice(t, o, locale.Spanish, sizes["landscape"])
	host(t, a)
	tap(t, a, "back")
	taps(t, a, "soft.does_not_know", "undo")
	if got := field(t, a, "field.given").Text(); got != "Wendy Paola" {
		t.Errorf("the name is %q", got)
	}
	walk(t, a, "family")
	tap(t, a, "member.add")
	write(t, a, "field.given", "Ana")
	taps(t, a, "next", "next", "next", "next", "soft.does_not_know")
	if got := o.draft(t).Answers; len(got.Household) != 0 || got.Missing[intake.FieldHousehold] == "" {
		t.Fatalf("kept %+v", got.Household)
	}
	tap(t, a, "undo")
	if got := o.draft(t).Answers; len(got.Household) != 1 || got.Missing[intake.FieldHousehold] != "" {
		t.Errorf("brought back %+v", got.Household)
	}
}

func TestWhoHasAnEmailOnlyIsAskedWhetherMessagesAreSafe(t *testing.T) {
	o := newOffice(t, "GT")
	a := openOffice(t, o, locale.Spanish, sizes["landscape"])
	host(t, a)
	walk(t, a, "contact")
	write(t, a, "field.email", "maria@correo.hn")
	a.Window().Canvas().Unfocus()
	tap(t, a, "phone.not_safe")
	if _, ok := a.Find("shared.yes"); ok {
		t.Error("asks who else uses a phone that is not there")
	}
	tap(t, a, "safe.no")
	if safe := o.draft(t).Answers.Contact.MessagesSafe; safe == nil || *safe {
		t.Error("not kept")
	}
}
