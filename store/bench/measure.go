//go:build unix

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"ventanilla/app/intake"
	"ventanilla/store"
)

// show prints a line of the table.
func show(what, got, goal string) { fmt.Printf("%-34s %28s   goal %s\n", what, got, goal) }

// times are measured one by one.
type times []time.Duration

func (t times) at(part float64) time.Duration {
	slices.Sort(t)
	return t[int(part*float64(len(t)-1))]
}

func (t times) String() string {
	return fmt.Sprintf("median %s, p99 %s, max %s", short(t.at(0.5)), short(t.at(0.99)), short(t.at(1)))
}

func short(d time.Duration) string { return fmt.Sprintf("%.1f ms", float64(d.Microseconds())/1000) }

// timed adds how long f takes.
func (t *times) timed(f func() error) error {
	began := time.Now()
	err := f()
	*t = append(*t, time.Since(began))
	return err
}

// worked returns the processor time that the process has used so far.
func worked() time.Duration {
	var usage syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &usage) != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// openings is how often the store is opened.
const openings = 15

// measure prints the figures of a store.
func measure(ctx context.Context, path string) error {
	var opened, listed times
	var s *store.Store
	for range openings {
		if s != nil {
			if err := s.Close(); err != nil {
				return err
			}
		}
		err := opened.timed(func() (err error) {
			s, err = store.Open(ctx, path, key, store.Options{})
			return err
		})
		if err != nil {
			return err
		}
		err = listed.timed(func() error {
			_, err := s.List(ctx, store.Filter{Limit: page})
			return err
		})
		if err != nil {
			return err
		}
	}
	show("open", opened.String(), "300 ms")
	show("first page of the list", listed.String(), "")
	sample, err := os.ReadFile(path + sampleSuffix)
	if err == nil {
		err = errors.Join(measureSearch(ctx, s, sample), measureSaving(ctx, s, filepath.Dir(path)), measureMemory())
	}
	return errors.Join(err, s.Close())
}

// page is how many rows the window shows.
const page = 14

// measureSearch types what leads to people of the store, key by key.
func measureSearch(ctx context.Context, s *store.Store, sample []byte) error {
	var some []intake.ApplicationID
	if err := json.Unmarshal(sample, &some); err != nil {
		return err
	}
	var strokes, work times
	slowest, worst := "", time.Duration(0)
	for i, id := range some {
		r, err := s.Revision(ctx, id, 0)
		if err != nil {
			return err
		}
		text := []rune(typed(r, i))
		for n := range text {
			f := store.Filter{Words: string(text[:n+1]), Limit: page}
			if i%5 == 4 {
				f.State = []intake.State{intake.StateWaiting, intake.StateDraft, intake.StateParked}[i%3]
			}
			before := worked()
			err := strokes.timed(func() error {
				_, err := s.List(ctx, f)
				return err
			})
			work = append(work, worked()-before)
			if err != nil {
				return err
			}
			if took := strokes[len(strokes)-1]; took > worst {
				worst, slowest = took, f.Words
			}
		}
	}
	fmt.Printf("%d keys; the slowest was the last of %q\n", len(strokes), slowest)
	show("of them the first since opening", short(strokes[0]), "")
	show("a key of a search", strokes.String(), "p99 50 ms")
	show("processor time of it", work.String(), "")
	return nil
}

// typed is one of the ways to look for somebody.
func typed(r intake.Revision, way int) string {
	p := r.Answers.Applicant
	switch way % 7 {
	case 0:
		return strings.ToLower(p.GivenNames + " " + p.Surname)
	case 1:
		return strings.ToLower(p.Surname[:3] + " " + p.SecondSurname[:3] + " " + p.GivenNames[:2])
	case 2:
		return r.Code.String()
	case 3:
		return r.Answers.Contact.Phone[4:]
	case 4:
		return p.Documents[0].Number
	case 5:
		return fmt.Sprintf("%d/%d/%d %s", p.BirthDate.Day(), p.BirthDate.Month(), p.BirthDate.Year(), p.Surname)
	default:
		return p.SecondSurname + " nobody"
	}
}

// answers is how many answers are saved.
const answers = 1000

// measureSaving saves answers of a few drafts, and beside each lets the disk keep as little as it can.
func measureSaving(ctx context.Context, s *store.Store, dir string) error {
	random := rand.New(rand.NewPCG(5, 6))
	var drafts []intake.Draft
	for range 5 {
		d, err := s.StartDraft(ctx, madeUp(random))
		if err != nil {
			return err
		}
		drafts = append(drafts, d)
	}
	beside, err := os.Create(filepath.Join(dir, "beside"))
	if err != nil {
		return err
	}
	defer beside.Close()
	var saved, synced times
	block := make([]byte, 4096)
	for n := range answers {
		d := &drafts[n%len(drafts)]
		if n%10 == 0 {
			d.Answers = madeUp(random) // else one answer changes
		}
		d.Answers.Situation.Place = fmt.Sprintf("shelter %d", n)
		err := saved.timed(func() error {
			_, err := s.SaveDraft(ctx, *d)
			return err
		})
		if err != nil {
			return err
		}
		err = synced.timed(func() error {
			_, err := beside.WriteAt(block, int64(n)*int64(len(block)))
			return errors.Join(err, beside.Sync())
		})
		if err != nil {
			return err
		}
	}
	show("write and sync of 4 KB beside", synced.String(), "")
	show("an answer saved", saved.String(), "")
	show("beyond the disk, p99", short(saved.at(0.99)-synced.at(0.99)), "15 ms")
	return nil
}

// measureMemory prints the most memory that the process held at any time.
func measureMemory() error {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return err
	}
	const unit = 1 << 10 // Linux counts in KiB
	show("resident memory, at most", fmt.Sprintf("%d MB", usage.Maxrss*unit>>20), "120 MB")
	return nil
}
