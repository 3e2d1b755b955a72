//go:build linux

package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"slices"
	"sync"
	"text/tabwriter"
	"time"
)

// bench is all trials of one run.
type bench struct {
	seeds      int
	logs, only string
}

// kind is what a trial is a trial of.
type kind struct {
	loss    float64
	outages bool
}

var kinds = []kind{{0, false}, {0, true}, {0.05, true}, {0.15, true}, {0.25, true}}

// run makes all trials at once and prints the medians.
func (b bench) run(ctx context.Context) error {
	var mu sync.Mutex
	all := map[way]map[kind][]figures{}
	var failed error
	var running sync.WaitGroup
	began, count := time.Now(), 0
	for _, t := range b.trials() {
		if all[t.way] == nil {
			all[t.way] = map[kind][]figures{}
		}
		name := fmt.Sprintf("b%d%c", os.Getpid()%10_000, 'A'+count)
		count++
		running.Go(func() {
			f, err := t.run(ctx, name, b.logs)
			mu.Lock()
			defer mu.Unlock()
			failed = errors.Join(failed, err)
			all[t.way][t.kind] = append(all[t.way][t.kind], f)
			fmt.Fprintf(os.Stderr, "%4.0f s  %s\n", time.Since(began).Seconds(), f)
		})
	}
	running.Wait()
	if failed != nil {
		return failed
	}
	return report(all)
}

func (b bench) trials() []trial {
	var all []trial
	for _, w := range ways {
		if b.only != "" && b.only != w.name {
			continue
		}
		for _, k := range kinds {
			for seed := range b.seeds {
				all = append(all, trial{way: w, kind: k, seed: uint64(seed + 1)})
			}
		}
	}
	return all
}

func (k kind) String() string {
	text := fmt.Sprintf("loss %.0f %%", 100*k.loss)
	if !k.outages {
		text += ", no outages"
	}
	return text
}

// String tells one trial.
func (f figures) String() string {
	return fmt.Sprintf("%s, %v, seed %d: %s, first receipt %s, %.2f bytes sent a byte", f.way.name, f.kind, f.seed, f.time(), receipt(f.First), f.ratio)
}

// receipt tells when the first receipt came; tus has none.
func receipt(seconds float64) string {
	if seconds == 0 {
		return "none"
	}
	return fmt.Sprintf("%.1f s", seconds)
}

// time is how long it took, or DNF if it did not finish in time.
func (f figures) time() string {
	if !f.finished {
		return "DNF"
	}
	return fmt.Sprintf("%.0f s", f.Took)
}

// report prints the median of each kind, of trials ordered by time; those that
// did not finish come last.
func report(all map[way]map[kind][]figures) error {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "1 MiB, medians\tway\ttime\tfrom\tto\tfirst receipt\tsent a byte\n")
	for _, k := range kinds {
		for _, way := range ways {
			trials := all[way][k]
			if len(trials) == 0 {
				continue
			}
			slices.SortFunc(trials, func(a, b figures) int { return cmp.Compare(a.seconds(), b.seconds()) })
			first := median(trials, func(f figures) float64 { return f.First })
			ratio := median(trials, func(f figures) float64 { return f.ratio })
			last := len(trials) - 1
			fmt.Fprintf(w, "%v\t%s\t%s\t%s\t%s\t%s\t%.2f\n", k, way.name, trials[last/2].time(), trials[0].time(), trials[last].time(), receipt(first), ratio)
		}
	}
	return w.Flush()
}

// seconds puts those that did not finish last.
func (f figures) seconds() float64 {
	if !f.finished {
		return math.Inf(1)
	}
	return f.Took
}

func median(trials []figures, of func(figures) float64) float64 {
	var values []float64
	for _, f := range trials {
		values = append(values, of(f))
	}
	slices.Sort(values)
	return values[(len(values)-1)/2]
}
