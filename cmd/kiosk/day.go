package main

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"ventanilla/app/interview"
	"ventanilla/app/ui/widgets"
)

// counts are after how many interviews it is told what the window holds, beside the last.
func counts() []int { return []int{1, 10, 20, 50, 100, 200, 300} }

// posing is in which of so many interviews pictures are taken: they are most of an interview's time.
const posing = 5

// day holds interviews in a row, each from the choice of a language to the receipt, while what was handed in is delivered.
func (f *figures) day() error {
	if err := f.most("memory, most while unlocking", "256 MB of it for the passphrase"); err != nil {
		return err
	}
	if err := f.tap("handover"); err != nil {
		return err
	}
	f.camera.turnTo(f.pictures)
	f.ask(func() { f.app.Echo = -1 }) // nobody taps twice here
	if err := forgetMost(); err != nil {
		return err
	}
	for i := 1; i <= f.interviews; i++ {
		if err := f.briefly(i%posing == 0 && f.pictures != ""); err != nil {
			return fmt.Errorf("interview %d in a row: %w", i, err)
		}
		if i != f.interviews && !slices.Contains(counts(), i) {
			continue
		}
		if err := f.told(i); err != nil {
			return err
		}
	}
	return f.most("memory, most in the interviews", "≤ 300 MB")
}

// told writes what the window holds after so many interviews, at once: all of them take long.
func (f *figures) told(interviews int) error {
	if err := f.held(fmt.Sprintf("memory after %d interviews", interviews)); err != nil {
		return err
	}
	return f.table.Flush()
}

// held writes what the process holds now.
func (f *figures) held(name string) error {
	bytes, err := memory("VmRSS")
	fmt.Fprintf(f.table, "%s\t%d MB\t≤ 300 MB\n", name, bytes>>20)
	return err
}

// most writes what the process held at most since that was forgotten.
func (f *figures) most(name, goal string) error {
	bytes, err := memory("VmHWM")
	fmt.Fprintf(f.table, "%s\t%d MB\t%s\n", name, bytes>>20, goal)
	return err
}

// memory is a line of /proc/self/status, in bytes (proc(5)): VmRSS is all that the process holds of the memory, its program,
// its libraries and what a painter in software keeps among it; VmHWM is the most of that.
func memory(line string) (int64, error) {
	data, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0, fmt.Errorf("read memory of the process: %w", err)
	}
	_, after, found := strings.Cut(string(data), line+":")
	fields := strings.Fields(after)
	if !found || len(fields) == 0 {
		return 0, errors.New("read memory of the process: no such line")
	}
	kilobytes, err := strconv.ParseInt(fields[0], 10, 64)
	return kilobytes << 10, err
}

// forgetMost lets VmHWM begin anew (proc(5), clear_refs).
func forgetMost() error {
	if err := os.WriteFile("/proc/self/clear_refs", []byte("5"), 0); err != nil {
		return fmt.Errorf("forget the most that the process held: %w", err)
	}
	return nil
}

// briefly is an interview of somebody who gives no answers, and two pictures if they pose. It touches the window from within: a finger's
// way there was measured before.
func (f *figures) briefly(poses bool) error {
	if err := f.steps(
		func() error { return f.tap("language.ht") }, // by finger: else the window thinks that nobody is there
		func() error { return f.press("consent.screening.yes") },
	); err != nil {
		return err
	}
	for {
		screen, next := f.screen(), "next"
		switch screen {
		case "languages":
			return nil
		case string(interview.Portrait), string(interview.DocumentPhoto), string(interview.DocumentBack):
			if err := f.pose(poses && screen != string(interview.DocumentBack)); err != nil {
				return err
			}
		case "review":
			next = "hand_in"
		case "receipt":
			next = "finish"
		}
		if err := f.until("what follows "+screen, func() bool {
			if o, ok := f.app.Find(next); ok && f.app.Stands() && f.app.ScreenID() == screen {
				o.(fyne.Tappable).Tapped(&fyne.PointEvent{})
			}
			return f.app.ScreenID() != screen
		}); err != nil {
			return err
		}
	}
}

// press touches a target once it is there.
func (f *figures) press(id string) error {
	return f.until("target "+id, func() bool {
		o, ok := f.app.Find(id)
		if ok = ok && f.app.Stands(); ok {
			o.(fyne.Tappable).Tapped(&fyne.PointEvent{})
		}
		return ok
	})
}

// pose has a picture taken and judged, anew with the camera's next one while it will not do, or puts it off.
func (f *figures) pose(poses bool) error {
	if !poses {
		return f.press("soft.later")
	}
	const tries = 4
	for range tries {
		fine := false
		if err := f.steps(
			func() error { return f.until("the camera", func() bool { return f.offers("camera.take") }) },
			func() error { return f.press("next") },
			func() error {
				return f.until("a verdict", func() bool {
					fine = f.offers("camera.use")
					return fine || f.offers("camera.take_another")
				})
			},
		); err != nil {
			return err
		}
		if fine {
			return nil
		}
		f.camera.next()
		if err := f.press("next"); err != nil {
			return err
		}
	}
	return errors.New("no picture that will do")
}

// offers reports whether the button that goes on bears these words.
func (f *figures) offers(text string) bool {
	button, ok := f.app.Find("next")
	return ok && button.(*widgets.Button).Text() == f.app.Texts.In(f.app.Speaks()).Text(text)
}
