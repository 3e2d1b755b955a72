package ledger_test

import (
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ventanilla/sync/batch"
	"ventanilla/sync/portal"
	"ventanilla/sync/portal/ledger"
)

// workdays is an office that has closed for this Friday and keeps a holiday on
// Tuesday.
func workdays() portal.Calendar {
	return portal.Calendar{
		TimeZone: "America/Guatemala", Closes: 12 * time.Hour, Holidays: []string{"2026-03-10"},
		Weekdays: []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday},
	}
}

// intake gives an office its calendar and its limit.
func intake(t *testing.T, l *ledger.Ledger, limit int) {
	t.Helper()
	check(t, l.AddPublication(t.Context(), map[string]portal.Calendar{"GT": workdays()},
		func(int64) ([]byte, error) { return []byte("pack"), nil }))
	check(t, l.SetDailyLimit(t.Context(), "GT", limit))
}

// TestPlacesAreGivenOnce has many kiosks bring applications at once, each batch
// twice: no number is given twice or skipped, and no day gets more than it takes.
func TestPlacesAreGivenOnce(t *testing.T) {
	const kiosks, cores, limit = 8, 5, 12
	onEach(t, func(t *testing.T, p processes) {
		intake(t, p[0], limit)
		s := newSigner()
		var all sync.WaitGroup
		var mu sync.Mutex
		given := map[string]batch.Appointment{}
		for range kiosks {
			parcel := enrolled(t, p[0]).cut(newApplication(), newApplication(), newApplication(), newApplication(), newApplication())
			for n := range 2 {
				all.Go(func() {
					envelope, err := parcel.deliver(t, p[n], portal.WayNetwork, s)
					if err != nil {
						t.Error(err)
						return
					}
					mu.Lock()
					defer mu.Unlock()
					for _, a := range s.open(t, envelope).Appointments {
						if before, known := given[a.Application]; known && before != a {
							t.Errorf("%+v became %+v", before, a)
						}
						given[a.Application] = a
					}
				})
			}
		}
		all.Wait()
		lines := map[string][]int{}
		for _, a := range given {
			lines[a.Day] = append(lines[a.Day], a.Number)
		}
		for _, numbers := range lines {
			slices.Sort(numbers)
		}
		want := map[string][]int{
			"2026-03-09": upTo(limit), "2026-03-11": upTo(limit), "2026-03-12": upTo(limit), "2026-03-13": upTo(kiosks*cores - 3*limit),
		}
		if d := cmp.Diff(want, lines); d != "" {
			t.Fatal(d)
		}
		for _, a := range applications(t, p[1], kiosks*cores) {
			if g := given[a.ID]; g.Day != a.Day || g.Number != a.Number {
				t.Errorf("receipt %+v, books %+v", g, a)
			}
		}
	})
}

func upTo(n int) []int {
	var all []int
	for i := range n {
		all = append(all, i+1)
	}
	return all
}

func TestAPlaceStaysAndALimitCanChange(t *testing.T) {
	onEach(t, func(t *testing.T, p processes) {
		s, k := newSigner(), enrolled(t, p[0])
		place := func(c parcel) batch.Appointment {
			t.Helper()
			envelope, err := c.deliver(t, p[1], portal.WayUSB, s)
			check(t, err)
			if all := s.open(t, envelope).Appointments; len(all) == 1 {
				return batch.Appointment{Day: all[0].Day, Number: all[0].Number}
			}
			return batch.Appointment{}
		}
		if err := p[0].SetDailyLimit(t.Context(), "GT", 1); !errors.Is(err, portal.ErrNotFound) {
			t.Fatal(err)
		}
		before := k.cut(newApplication())
		got := []batch.Appointment{place(before)}
		intake(t, p[0], 1)
		first := k.cut(newApplication())
		got = append(got, place(before), place(first), place(k.cut(newApplication())), place(first))
		check(t, p[0].SetDailyLimit(t.Context(), "GT", 2))
		got = append(got, place(k.cut(newApplication())))
		check(t, p[0].SetDailyLimit(t.Context(), "GT", 0))
		got = append(got, place(k.cut(newApplication())))
		monday, wednesday := "2026-03-09", "2026-03-11"
		want := []batch.Appointment{
			{}, {}, {Day: monday, Number: 1}, {Day: wednesday, Number: 1}, {Day: monday, Number: 1}, {Day: monday, Number: 2}, {},
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Fatal(d)
		}
	})
}

// TestAConflictTakesNoPlace: only the first record of an application has one.
func TestAConflictTakesNoPlace(t *testing.T) {
	onEach(t, func(t *testing.T, p processes) {
		intake(t, p[0], 10)
		s, k := newSigner(), enrolled(t, p[0])
		id := newApplication()
		for range 2 {
			_, err := k.cut(id).deliver(t, p[0], portal.WayNetwork, s)
			check(t, err)
		}
		days, err := p[1].IntakeDays(t.Context())
		check(t, err)
		if d := cmp.Diff([]ledger.IntakeDay{{Office: "GT", Day: "2026-03-09", Given: 1}}, days); d != "" {
			t.Fatal(d)
		}
	})
}
