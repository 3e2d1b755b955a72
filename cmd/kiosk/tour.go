package main

import (
	"bytes"
	"context"
	_ "embed"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/interview"
	"ventanilla/app/ui"
)

// people are made up: those whose applications the tour makes, one a line, in the order of the tour.
//
//go:embed people.jsonl
var people []byte

// deliveryPatience is how long the tour waits for the portal's receipts.
const deliveryPatience = 60 * time.Second

// walkTour walks the demonstration through the real screens by finger and keyboard: the lock, a quick check, an interview
// with each of the people, and the outbox until the office has what was handed in. It leaves a picture of each screen in
// the folder, and writes a line to diary for each question once its answer is kept.
func walkTour(ctx context.Context, app *ui.App, folder, passphrase string, diary io.Writer) error {
	if err := clearPictures(folder); err != nil {
		return err
	}
	h, err := openHand()
	if err != nil {
		return err
	}
	defer h.close()
	g := &guide{ctx: ctx, hand: h, app: app, folder: folder, diary: diary}
	if err := g.open(passphrase); err != nil {
		return err
	}
	if err := g.resume(); err != nil {
		return fmt.Errorf("go on with a draft: %w", err)
	}
	if err := g.quickCheck(); err != nil {
		return fmt.Errorf("quick check: %w", err)
	}
	applicants, err := readPeople()
	if err != nil {
		return err
	}
	if err := g.tap("handover"); err != nil {
		return err
	}
	for _, person := range applicants {
		if err := g.interview(person); err != nil {
			return fmt.Errorf("interview in %s: %w", person.Language, err)
		}
	}
	if err := g.takeBack(passphrase); err != nil {
		return err
	}
	return g.delivered(len(applicants))
}

// clearPictures makes the folder, without the pictures of an earlier tour.
func clearPictures(folder string) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return fmt.Errorf("make folder for pictures: %w", err)
	}
	old, err := filepath.Glob(filepath.Join(folder, "[0-9][0-9]-*.png"))
	if err != nil {
		return err
	}
	for _, path := range old {
		if err := os.Remove(path); err != nil {
			return fmt.Errorf("clear pictures: %w", err)
		}
	}
	return nil
}

func readPeople() ([]intake.Application, error) {
	var all []intake.Application
	for line := range bytes.Lines(people) {
		a, err := intake.ParseApplication(bytes.TrimSpace(line))
		if err != nil {
			return nil, fmt.Errorf("read people of the tour: %w", err)
		}
		all = append(all, a)
	}
	return all, nil
}

// open unlocks the store, with the keys of a keyboard that is plugged in.
func (g *guide) open(passphrase string) error {
	return g.steps(
		func() error { return g.expect("lock") },
		func() error { return g.picture("lock") },
		func() error { return g.tap("passphrase") },
		func() error { return g.hand.write(passphrase) },
		func() error { return g.tap("open") },
		func() error { return g.expect("supervisor") },
		func() error { return g.picture("supervisor") },
		func() error { return g.tap("stand") },
		func() error { return g.expect("home") },
		func() error { return g.picture("home") },
	)
}

// resume goes on with a draft that an earlier window left, if there is one, and looks where it stood.
func (g *guide) resume() error {
	if !g.soon(func() (fyne.CanvasObject, bool) { return g.app.Find("draft") }) {
		return nil
	}
	return g.steps(
		func() error { return g.tap("draft") },
		func() error { _, err := g.question(); return err },
		func() error { return g.picture("draft") },
		func() error { return g.tap("home") },
		func() error { return g.expect("home") },
	)
}

// quickCheck asks only what the office's requirements hang on, and keeps nothing.
func (g *guide) quickCheck() error {
	fits := intake.Application{}
	fits.Applicant.Nationalities = []intake.Nationality{"HN"}
	arrival, err := intake.ParseDate("2024-06")
	if err != nil {
		return err
	}
	fits.Situation.ArrivalDate = arrival
	return g.steps(
		func() error { return g.tap("quick") },
		func() error { return g.answers(fits, string(interview.Conditions), "quick-") },
		func() error { return g.picture("quick-conditions") },
		func() error { return g.tap("home") },
		func() error { return g.expect("home") },
	)
}

// interview gives the tablet to a person, who answers and hands in.
func (g *guide) interview(person intake.Application) error {
	language := string(person.Language)
	return g.steps(
		func() error { return g.expect("languages") },
		func() error { return g.picture("language") },
		func() error { return g.tap("language." + language) },
		func() error { return g.answers(person, string(interview.Review), language+"-") },
		func() error { return g.picture(language + "-review") },
		func() error { return g.tap("hand_in") },
		func() error { return g.expect("receipt") },
		func() error { return g.picture(language + "-receipt") },
		func() error { return g.note("%s handed in", language) },
		func() error { return g.tap("finish") },
	)
}

// takeBack gives the tablet to staff again, which takes their secret.
func (g *guide) takeBack(passphrase string) error {
	return g.steps(
		func() error { return g.expect("languages") },
		func() error { return g.taps("bar.help", "help.leave", "leave.secret") },
		func() error { return g.hand.write(passphrase) },
		func() error { return g.picture("leave") },
		func() error { return g.tap("leave.leave") },
		func() error { return g.expect("home") },
	)
}

// delivered waits until the office has all that was handed in, by its receipts, and shows it.
func (g *guide) delivered(want int) error {
	if err := g.steps(func() error { return g.taps("stand", "outbox") }, func() error { return g.expect("outbox") }); err != nil {
		return err
	}
	deadline := time.Now().Add(deliveryPatience)
	for {
		var now ui.Status
		fyne.DoAndWait(func() { now = g.app.Kiosk.Status() })
		if now.Delivered >= want && now.Waiting+now.OnItsWay == 0 {
			break
		}
		if err := g.pause(deadline); err != nil {
			return fmt.Errorf("wait for receipts (the office has %d of %d): %w", now.Delivered, want, err)
		}
	}
	return g.steps(
		func() error { return g.pauseFor(2 * time.Second) }, // the window looks at the outbox once a second
		func() error { return g.picture("outbox") },
		func() error { return g.tap("home") },
		func() error { return g.expect("supervisor") },
		func() error { return g.tap("applications") },
		func() error { return g.expect("applications") },
		func() error { return g.picture("applications") },
	)
}

// steps does one thing after another until one fails.
func (g *guide) steps(all ...func() error) error {
	for _, step := range all {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// note writes a line to the diary.
func (g *guide) note(format string, args ...any) error {
	_, err := fmt.Fprintf(g.diary, format+"\n", args...)
	return err
}
