package ledger_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"ventanilla/sync/portal"
)

// TestOneFailureUndoesOnlyItself changes many offices at once, on both
// processes; every third change fails after it has written, and every third
// comes from somebody who has given up.
func TestOneFailureUndoesOnlyItself(t *testing.T) {
	const changes = 60
	onEach(t, func(t *testing.T, p processes) {
		failure := errors.New("cannot sign")
		gone, cancel := context.WithCancel(t.Context())
		cancel()
		errs := make([]error, changes)
		var all sync.WaitGroup
		for i := range changes {
			ctx := t.Context()
			if i%3 == 2 {
				ctx = gone
			}
			all.Go(func() {
				calendars := map[string]portal.Calendar{office(i): workdays()}
				errs[i] = p[i%2].AddPublication(ctx, calendars, func(int64) ([]byte, error) {
					if i%3 == 1 {
						return nil, failure
					}
					return []byte("pack"), nil
				})
			})
		}
		all.Wait()
		for i, err := range errs {
			want := []error{nil, failure, context.Canceled}[i%3]
			if !errors.Is(err, want) {
				t.Errorf("change %d: %v, want %v", i, err, want)
			}
			want = portal.ErrNotFound
			if i%3 == 0 {
				want = nil
			}
			if err := p[0].SetDailyLimit(t.Context(), office(i), 1); !errors.Is(err, want) {
				t.Errorf("office of change %d: %v, want %v", i, err, want)
			}
		}
		updates, err := p[0].AllUpdates(t.Context())
		check(t, err)
		if last := updates[len(updates)-1].Number; len(updates) != changes/3 || last != changes/3 {
			t.Errorf("%d updates, the last is %d, want %d", len(updates), last, changes/3)
		}
	})
}

func office(i int) string { return fmt.Sprintf("OFFICE%d", i) }
