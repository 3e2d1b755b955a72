package main

import (
	"bytes"
	"context"
	_ "embed"
	"fmt"
	"io"
	"slices"
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
const deliveryPatience = 3 * time.Minute

// tourOf says what a tour is to show.
type tourOf struct {
	folder     string            // for the pictures: a folder for each language, and a sheet of all its pictures
	languages  []intake.Language // a chapter each, in this order
	brief      bool              // what staff look after is shown in the first chapter only
	passphrase string
	camera     string     // folder of its pictures
	answers    io.Reader  // of those outside the window
	clock      *hourglass // of the window
}

// walkTour walks the demonstration through the real screens by finger and keyboard, once for each language: the lock, a
// quick check, an interview with somebody who speaks it until the office has what was handed in, and what staff look after.
// It leaves a picture of each screen, and writes a line to diary for each question once its answer is kept.
func walkTour(ctx context.Context, app *ui.App, of tourOf, diary io.Writer) error {
	h, err := openHand()
	if err != nil {
		return err
	}
	defer h.close()
	people, err := readPeople()
	if err != nil {
		return err
	}
	g := &guide{ctx: ctx, hand: h, app: app, diary: diary, errands: newErrands(of.answers), camera: of.camera, clock: of.clock}
	for n, language := range of.languages {
		i := slices.IndexFunc(people, func(p intake.Application) bool { return p.Language == language })
		if i < 0 {
			return fmt.Errorf("the tour knows nobody who speaks %q", language)
		}
		g.person, g.passphrase = people[i], of.passphrase
		if err := g.walkIn(language, of.folder, n == 0 || !of.brief); err != nil {
			return fmt.Errorf("tour in %s: %w", language, err)
		}
	}
	return nil
}

// walkIn walks the tour in one language: where no kiosk is yet, a new tablet's days; else a chapter, and a round of staff.
func (g *guide) walkIn(language intake.Language, folder string, round bool) error {
	unmade := false
	g.ask(func() { unmade = g.app.ScreenID() == "start.language" })
	if unmade {
		return g.steps(
			func() error { return g.openFolder(folder, string(language), "tablet") },
			g.tablet,
			g.saveSheet,
		)
	}
	return g.steps(
		func() error { return g.openFolder(folder, string(language), "") },
		func() error { return g.chapter(g.person, g.passphrase) },
		func() error {
			if !round {
				return nil
			}
			return g.rounds()
		},
		g.saveSheet,
	)
}

// chapter is the tour in the language of a person.
func (g *guide) chapter(person intake.Application, passphrase string) error {
	var before ui.Status
	g.ask(func() { before = g.app.Kiosk.Status() })
	handed := before.Delivered + before.Waiting + before.OnItsWay + 1
	return g.steps(
		func() error { return g.open(person.Language, passphrase) },
		g.resume,
		g.quickCheck,
		func() error { return g.tap("handover") },
		func() error { return g.interview(person) },
		func() error { return g.takeBack(passphrase) },
		func() error { return g.delivered(handed) },
	)
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

// open unlocks the store with the keys of a keyboard that is plugged in, in a language.
func (g *guide) open(language intake.Language, passphrase string) error {
	locked := false
	g.ask(func() { locked = g.app.ScreenID() == "lock" })
	if locked && g.language() != language {
		if err := g.unlock(passphrase); err != nil {
			return err
		}
		locked = false
	}
	if !locked {
		err := g.steps(
			func() error { return g.speak(language) },
			func() error { return g.tap("lock") },
		)
		if err != nil {
			return err
		}
	}
	return g.steps(
		func() error { return g.expect("lock") },
		func() error { return g.picture("lock") },
		func() error { return g.unlock(passphrase) },
		func() error { return g.stand("home") },
		func() error { return g.picture("home") },
	)
}

func (g *guide) unlock(passphrase string) error {
	return g.steps(
		func() error { return g.tap("passphrase") },
		func() error { return g.hand.write(passphrase) },
		func() error { return g.tap("open") },
		g.atDesk,
	)
}

// language is that of the window.
func (g *guide) language() (language intake.Language) {
	g.ask(func() { language = g.app.Speaks() })
	return language
}

// speak switches the window of staff to a language.
func (g *guide) speak(language intake.Language) error {
	if g.language() == language {
		return nil
	}
	return g.steps(
		func() error { return g.tap("bar.language") },
		func() error { return g.picture("languages-of-staff") },
		func() error { return g.tap("language." + string(language)) },
		func() error { return g.until("the language", func() bool { return g.app.Speaks() == language }) },
	)
}

// atDesk waits until a desk is shown: that of the counter, or the supervisor's.
func (g *guide) atDesk() error {
	return g.until("a desk", func() bool { return g.app.ScreenID() == "home" || g.app.ScreenID() == "supervisor" })
}

// stand goes to one of the two desks.
func (g *guide) stand(desk string) error {
	if err := g.atDesk(); err != nil {
		return err
	}
	there := false
	g.ask(func() { there = g.app.ScreenID() == desk })
	if there {
		return nil
	}
	return g.steps(func() error { return g.tap("stand") }, func() error { return g.expect(desk) })
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
	fits.Situation.ArrivalDate, fits.Language = arrival, g.language()
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
		func() error { return g.picture("review") },
		func() error { return g.tap("hand_in") },
		func() error { return g.expect("receipt") },
		func() error { return g.picture("receipt") },
		g.readCode,
		func() error { return g.note("%s handed in", language) },
		func() error { return g.tap("finish") },
	)
}

// takeBack gives the tablet to staff again, which takes their secret.
func (g *guide) takeBack(passphrase string) error {
	return g.steps(
		func() error { return g.expect("languages") },
		func() error { return g.tap("bar.help") },
		func() error { return g.picture("help") },
		func() error { return g.taps("help.leave", "leave.secret") },
		func() error { return g.hand.write(passphrase) },
		func() error { return g.picture("leave") },
		func() error { return g.tap("leave.leave") },
		g.atDesk,
	)
}

// delivered waits until the office has all that was handed in, by its receipts.
func (g *guide) delivered(want int) error {
	for deadline := time.Now().Add(deliveryPatience); ; {
		var now ui.Status
		g.ask(func() { now = g.app.Kiosk.Status() })
		if now.Delivered >= want && now.Waiting+now.OnItsWay == 0 {
			return g.pauseFor(2 * time.Second) // the window looks at the outbox once a second
		}
		if err := g.pause(deadline); err != nil {
			return fmt.Errorf("wait for receipts (the office has %d of %d): %w", now.Delivered, want, err)
		}
	}
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
