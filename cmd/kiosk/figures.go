package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"text/tabwriter"
	"time"

	"fyne.io/fyne/v2"

	"ventanilla/app/ui"
)

// figures are measured on the real window: what a person waits for, and what the window costs.
type figures struct {
	*guide
	passphrase string
	interviews int // in a row, for the memory
	camera     *eye
	pictures   string // folder of those that are taken in the interviews; "" for none
	verdicts   *atomic.Int64
	table      *tabwriter.Writer
}

// How long is measured, and how often.
const (
	stillness = 10 * time.Second // of which the processor's share is taken
	watching  = 5 * time.Second  // of the camera's preview
	turns     = 7                // pages
)

// measure walks the window by finger and key, and writes a table of what was measured.
func measure(ctx context.Context, app *ui.App, f figures, out io.Writer) error {
	h, err := openHand()
	if err != nil {
		return err
	}
	defer h.close()
	f.guide = &guide{ctx: ctx, hand: h, app: app, diary: io.Discard}
	f.table = tabwriter.NewWriter(out, 34, 0, 3, ' ', 0)
	f.camera.turnTo("test")
	fmt.Fprintln(f.table, "FIGURE\tMEASURED\tGOAL")
	err = f.steps(
		f.start,
		func() error { return f.idle("idle, locked: share of a core") },
		func() error { return f.held("memory, locked") },
		f.open,
		func() error { return f.stand("home") },
		func() error { return f.idle("idle, open: share of a core") },
		f.pages,
		f.preview,
		f.day,
	)
	return errors.Join(err, f.table.Flush())
}

// start is the time from the start of the process to the lock screen on the glass.
func (f *figures) start() error {
	for deadline := time.Now().Add(patience); ; {
		seen, err := f.hand.look()
		if err != nil {
			return err
		}
		if coloured(seen) {
			break
		}
		if err := f.pause(deadline); err != nil {
			return fmt.Errorf("wait for the lock screen: %w", err)
		}
	}
	age, err := processAge()
	fmt.Fprintf(f.table, "start to lock screen\t%d ms\t≤ 1000 ms\n", age.Milliseconds())
	return err
}

// coloured reports whether a picture shows more than an empty display.
func coloured(seen image.Image) bool {
	const few = 2
	b := seen.Bounds()
	colours := map[string]bool{}
	for x := b.Min.X; x < b.Max.X; x += 4 {
		colours[fmt.Sprint(seen.At(x, b.Dy()/2))] = true
		colours[fmt.Sprint(seen.At(x, b.Dy()/10))] = true
	}
	return len(colours) > few
}

// processAge is how long ago this process was started, to 10 ms (proc(5), field 22 of stat and uptime).
func processAge() (time.Duration, error) {
	stat, err := os.ReadFile("/proc/self/stat")
	if err != nil {
		return 0, fmt.Errorf("read start of the process: %w", err)
	}
	uptime, err := os.ReadFile("/proc/uptime")
	if err != nil {
		return 0, fmt.Errorf("read start of the process: %w", err)
	}
	_, after, _ := bytes.Cut(stat, []byte(") "))
	const started, ticks = 22 - 3, 100 // the field, counted from the third; ticks a second
	fields := strings.Fields(string(after))
	if len(fields) <= started {
		return 0, errors.New("read start of the process: too few fields")
	}
	since, err := strconv.ParseFloat(fields[started], 64)
	now, _, _ := strings.Cut(string(uptime), " ")
	up, wrong := strconv.ParseFloat(now, 64)
	return time.Duration((up - since/ticks) * float64(time.Second)), errors.Join(err, wrong)
}

// idle is the share of a core that the window takes while nobody touches it.
func (f *figures) idle(name string) error {
	if err := f.pauseFor(2 * time.Second); err != nil { // what was begun ends
		return err
	}
	before := processorTime()
	if err := f.pauseFor(stillness); err != nil {
		return err
	}
	share := 100 * float64(processorTime()-before) / float64(stillness)
	fmt.Fprintf(f.table, "%s\t%.1f %%\t≤ 1 %%\n", name, share)
	return nil
}

// pages measures a tap to the next page, and on the way a key to its letter.
func (f *figures) pages() error {
	if err := f.taps("new", "consent.screening.yes"); err != nil {
		return err
	}
	var shown, written []wait
	for range turns {
		took, err := f.turn()
		if err != nil {
			return err
		}
		shown = append(shown, took)
		if f.app.ScreenID() == "name" {
			if written, err = f.letters("wendypaola"); err != nil {
				return err
			}
		}
	}
	f.times("tap to next page painted", shown, 100)
	f.times("key to letter painted", written, 50)
	return nil
}

// wait is how long something took, on the clock and of the processor: on a machine that others use they differ.
type wait struct{ clock, processor time.Duration }

func (f *figures) times(name string, all []wait, goal int) {
	middle := func(of func(wait) time.Duration) (median, longest int64) {
		slices.SortFunc(all, func(a, b wait) int { return cmp.Compare(of(a), of(b)) })
		return of(all[len(all)/2]).Milliseconds(), of(all[len(all)-1]).Milliseconds()
	}
	clock, slowest := middle(func(w wait) time.Duration { return w.clock })
	processor, most := middle(func(w wait) time.Duration { return w.processor })
	fmt.Fprintf(f.table, "%s\tmedian %d ms, longest %d ms (of the processor %d, %d)\t≤ %d ms\n", name, clock, slowest, processor, most, goal)
}

// turn touches Next and waits until the pane shows something else.
func (f *figures) turn() (wait, error) {
	if err := f.until("the page to stand", f.app.Stands); err != nil {
		return wait{}, err
	}
	at, err := f.wait("next", func() (fyne.CanvasObject, bool) { return f.app.Find("next") })
	if err != nil {
		return wait{}, err
	}
	pane := image.Rect(f.width()/3, 80, f.width()-40, f.height()-140)
	return f.changed(pane, func() error { return f.hand.tap(at.x, at.y) })
}

func (f *figures) width() int  { return int(f.hand.screen.WidthInPixels) }
func (f *figures) height() int { return int(f.hand.screen.HeightInPixels) }

// changed does something and gives the time from its end until a part of the display looks otherwise.
func (f *figures) changed(part image.Rectangle, do func() error) (wait, error) {
	before, err := f.hand.lookAt(part)
	if err != nil {
		return wait{}, err
	}
	if err := do(); err != nil {
		return wait{}, err
	}
	used := processorTime()
	for began := time.Now(); time.Since(began) < patience; {
		now, err := f.hand.lookAt(part)
		if err != nil {
			return wait{}, err
		}
		if !bytes.Equal(before, now) {
			return wait{time.Since(began), processorTime() - used}, nil
		}
	}
	return wait{}, errors.New("nothing changed")
}

// letters types on a keyboard with a plug, and waits for each letter.
func (f *figures) letters(text string) ([]wait, error) {
	if err := f.tap("field.given"); err != nil {
		return nil, err
	}
	if err := f.hand.write("w"); err != nil { // the keyboard on the screen goes away
		return nil, err
	}
	if err := f.pauseFor(time.Second); err != nil {
		return nil, err
	}
	var took []wait
	for _, letter := range text {
		var field image.Rectangle
		f.ask(func() {
			o, _ := f.app.Find("field.given")
			scale := f.app.Window().Canvas().Scale()
			at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
			field = image.Rect(int(at.X*scale), int(at.Y*scale), int((at.X+o.Size().Width)*scale), int((at.Y+o.Size().Height)*scale))
		})
		one, err := f.changed(field, func() error { return f.hand.write(string(letter)) })
		if err != nil {
			return nil, err
		}
		took = append(took, one)
	}
	return took, nil
}

// preview counts the pictures of the test camera on the glass, and the coach's verdicts beside them.
func (f *figures) preview() error {
	for f.screen() != "portrait" {
		if _, err := f.turn(); err != nil {
			return err
		}
	}
	if err := f.pauseFor(2 * time.Second); err != nil {
		return err
	}
	strip := image.Rect(f.width()/12, f.height()/2, f.width()/2, f.height()*3/4)
	var last []byte
	pictures, verdicts := 0, f.verdicts.Load()
	for began := time.Now(); time.Since(began) < watching; {
		now, err := f.hand.lookAt(strip)
		if err != nil {
			return err
		}
		if !bytes.Equal(now, last) {
			pictures, last = pictures+1, now
		}
	}
	seconds := watching.Seconds()
	fmt.Fprintf(f.table, "preview of 640×480\t%.1f pictures a second\t≥ 15\n", float64(pictures)/seconds)
	fmt.Fprintf(f.table, "coach beside it\t%.1f verdicts a second\t≥ 5\n", float64(f.verdicts.Load()-verdicts)/seconds)
	return f.taps("home")
}

// screen is the one that is shown.
func (f *figures) screen() (id string) {
	f.ask(func() { id = f.app.ScreenID() })
	return id
}
