package eligibility_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"ventanilla/app/eligibility"
	"ventanilla/app/intake"
)

// BenchmarkAssess is one assessment with all that an explanation needs, of a person about whom much is half known.
func BenchmarkAssess(b *testing.B) {
	p := firstPack(b)
	on := day(b, "2026-11-21")
	facts := eligibility.Facts{
		Nationalities: []intake.Nationality{"PE", "VE"},
		BirthDate:     date(b, "2008-11?"),
		ArrivalDate:   date(b, "2023-06~"),
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := eligibility.Assess(p, "CO", on, facts); err != nil {
			b.Fatal(err)
		}
	}
}

// TestAssessKeepsQuietMemory: a screen assesses at each answer, on a slow tablet.
func TestAssessKeepsQuietMemory(t *testing.T) {
	const most = 20 // allocations
	p := firstPack(t)
	on := day(t, "2026-11-21")
	facts := eligibility.Facts{
		Nationalities: []intake.Nationality{"PE", "VE"}, BirthDate: date(t, "2008-11?"), ArrivalDate: date(t, "2023-06~"),
	}
	got := testing.AllocsPerRun(100, func() {
		if _, err := eligibility.Assess(p, "CO", on, facts); err != nil {
			t.Fatal(err)
		}
	})
	if got > most {
		t.Errorf("%.0f allocations, want at most %d", got, most)
	}
}

// BenchmarkParsePack is a pack of 200 offices.
func BenchmarkParsePack(b *testing.B) {
	p := edited(b, nil)
	var root map[string]any
	if err := json.Unmarshal(p, &root); err != nil {
		b.Fatal(err)
	}
	offices := root["offices"].(map[string]any)
	for i := len(offices); i < 200; i++ {
		offices[fmt.Sprintf("CO-%03d", i)] = offices["CO"]
	}
	data, err := json.Marshal(root)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := eligibility.ParsePack(data); err != nil {
			b.Fatal(err)
		}
	}
}
