package portal_test

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"ventanilla/sync/portal"
)

// broom notes from when on it was told to keep.
type broom struct {
	before []time.Time
	err    error
}

func (b *broom) Sweep(_ context.Context, before time.Time) (int64, error) {
	b.before = append(b.before, before)
	return 3, b.err
}

// TestSweepsAtTheStartAndDaily: what fails keeps nothing else from being swept, now or the next day.
func TestSweepsAtTheStartAndDaily(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const aDay, keep = 24 * time.Hour, 14 * 24 * time.Hour
		registry := prometheus.NewRegistry()
		p := &portal.Portal{Now: time.Now, Log: slog.New(slog.DiscardHandler), Metrics: portal.NewMetrics(registry)}
		begun := time.Now()
		failing, well := &broom{err: errors.New("no database")}, &broom{}
		ctx, stop := context.WithTimeout(t.Context(), 2*aDay+time.Hour)
		defer stop()
		p.SweepDaily(ctx, keep, failing, well)
		want := []time.Time{begun.Add(-keep), begun.Add(aDay - keep), begun.Add(2*aDay - keep)}
		for _, b := range []*broom{failing, well} {
			if !slices.EqualFunc(b.before, want, time.Time.Equal) {
				t.Errorf("swept before %v, want %v", b.before, want)
			}
		}
		if got := counter(t, registry, "ventanilla_swept_parts_total"); got != 18 {
			t.Errorf("counted %v parts", got)
		}
	})
}

func counter(t *testing.T, r *prometheus.Registry, name string) float64 {
	t.Helper()
	families, err := r.Gather()
	check(t, err)
	for _, f := range families {
		if f.GetName() == name {
			return f.GetMetric()[0].GetCounter().GetValue()
		}
	}
	t.Fatalf("no metric %s", name)
	return 0
}
