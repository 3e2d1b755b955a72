package main

import (
	"context"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"ventanilla/app/intake"
	"ventanilla/app/ui"
	"ventanilla/cmd/internal/site"
	"ventanilla/store/vault"
	"ventanilla/sync/batch"
)

// founder makes a kiosk in the house.
type founder struct {
	house *house
	first vault.Config // how hard passphrases are to try; zero is as hard as the device can bear
}

const (
	cardMost  = 64 << 10 // bytes of a file that may be a card
	cardDepth = 2        // folders on a drive
	mostCards = 20
)

// Cards implements ui.Founder.
func (f *founder) Cards(ctx context.Context) ([]ui.Card, error) {
	drives, err := f.house.drives(ctx)
	if err != nil {
		return nil, err
	}
	var cards []ui.Card
	for _, d := range drives {
		cards = append(cards, cardsIn(ctx, d.Path, d.Name)...)
	}
	return cards, nil
}

// cardsIn looks for cards in a folder. What cannot be read is passed over.
func cardsIn(ctx context.Context, root, name string) (cards []ui.Card) {
	_ = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		below, _ := filepath.Rel(root, path)
		switch {
		case ctx.Err() != nil || len(cards) == mostCards:
			return fs.SkipAll
		case err != nil:
			return nil
		case d.IsDir() && strings.Count(below, string(filepath.Separator)) >= cardDepth:
			return fs.SkipDir
		case !d.Type().IsRegular() || !strings.EqualFold(filepath.Ext(path), ".json"):
			return nil
		}
		card, ok := readCard(path)
		if ok && !slices.ContainsFunc(cards, func(c ui.Card) bool { return c.Fingerprint == card.Fingerprint }) {
			card.Name = name + ": " + below
			cards = append(cards, card)
		}
		return nil
	})
	return cards
}

func readCard(path string) (ui.Card, bool) {
	f, err := os.Open(path)
	if err != nil {
		return ui.Card{}, false
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, cardMost))
	if err != nil {
		return ui.Card{}, false
	}
	card, err := batch.OpenCard(data)
	if err != nil {
		return ui.Card{}, false
	}
	return ui.Card{Portal: card.URL, Fingerprint: card.Fingerprint(), Data: data}, true
}

// Code implements ui.Founder.
func (f *founder) Code(text string) error {
	code, err := batch.ParseEnrolmentCode(text)
	if err != nil {
		return err
	}
	rules, err := site.FirstRules()
	if err != nil {
		return err
	}
	if _, known := rules.Office(intake.Office(code.Office())); !known {
		return site.ErrOtherOffice
	}
	return nil
}

// cameraPatience is how long the camera may take to show something.
const cameraPatience = 5 * time.Second

// Check implements ui.Founder.
func (f *founder) Check(ctx context.Context) ui.Checkup {
	ctx, stop := context.WithTimeout(ctx, cameraPatience)
	defer stop()
	_, err := f.house.camera.Frame(ctx)
	c := ui.Checkup{Camera: err == nil, Printer: newPrinter() != nil}
	if rules, err := site.FirstRules(); err == nil {
		c.Clock = !intake.DayOf(time.Now()).Before(rules.ConfirmedOn)
	}
	return c
}

// Found implements ui.Founder.
func (f *founder) Found(ctx context.Context, made ui.Foundation) (ui.Kiosk, error) {
	first := f.first
	first.Name, first.Passphrase = made.Name, made.Passphrase
	n := site.New{Card: made.Card, Code: made.Code, Language: made.Language, First: first}
	if err := f.house.room.with(func() error { return site.Init(context.WithoutCancel(ctx), f.house.dir, n) }); err != nil {
		return nil, secretError(err)
	}
	if err := f.house.enter(); err != nil {
		return nil, err
	}
	return f.house.window(), nil
}
