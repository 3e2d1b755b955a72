package main

import (
	"log/slog"
	"testing"
	"time"

	"ventanilla/app/intake"
	"ventanilla/cmd/internal/site"
)

// TestAClockThatLostItsTimeRefusesNoDate begins an interview years before what the portal has signed.
func TestAClockThatLostItsTimeRefusesNoDate(t *testing.T) {
	signed := time.Date(2026, time.November, 21, 12, 0, 0, 0, time.UTC)
	dir := newSite(t)
	s, err := site.Open(dir, site.Options{Now: func() time.Time { return signed.AddDate(-10, 0, 0) }})
	must(t, err)
	pictures := newEye("test", "")
	k, err := newKiosk(dir, s, pictures, slog.New(slog.DiscardHandler))
	must(t, err)
	t.Cleanup(func() { k.close(); pictures.close() })
	desk := unlockKiosk(t, k)
	must(t, k.session.Store.SawPortalTime(t.Context(), signed))
	iv := begin(t, desk)
	born, err := intake.NewDate(2024, time.May, 3)
	must(t, err)
	must(t, iv.SetMember(0, intake.Member{Person: intake.Person{GivenNames: "Keily", BirthDate: born}}))
	if got := iv.Today(); got != intake.DayOf(signed) {
		t.Errorf("today is %v", got)
	}
}
