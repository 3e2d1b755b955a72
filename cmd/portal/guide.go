package main

import (
	"fmt"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"ventanilla/app/guide"
	"ventanilla/app/intake"
	"ventanilla/app/locale"
	"ventanilla/assets"
	"ventanilla/sync/batch"
)

// guideOf is what the flags of guide say.
type guideOf struct{ card, code, language, out string }

func newGuide(s streams) *cobra.Command {
	var g guideOf
	c := &cobra.Command{
		Use:   "guide --card card.json --out FILE [--code CODE] [--language es]",
		Short: "make the printed guide to the set-up of a kiosk",
		Long: `Writes a PDF of two pages for the person who sets a kiosk up, with the fingerprint of the
card and the one-time code in their places; without --code there is room to write it by hand.
It needs neither the portal's folder nor a passphrase.

Put the card on a stick, and give the paper another way than the stick: comparing the
fingerprint guards against a stick that was changed only if the paper was not. A code on
paper is worth nothing once it is used.`,
		Example: `  portal card --dir D --url https://portal.example.org > card.json
  portal guide --card card.json --code "$(portal enrol --dir D --site Casa --office GT)" --language ht --out guide.pdf`,
		Args: usage(cobra.NoArgs),
	}
	c.Flags().StringVar(&g.card, "card", "", "file with the portal's card (needed)")
	c.Flags().StringVar(&g.out, "out", "", "file to write the PDF to (needed)")
	c.Flags().StringVar(&g.code, "code", "", "one-time code")
	c.Flags().StringVar(&g.language, "language", string(locale.Spanish), "es, ht, fr, en or pt")
	c.RunE = func(*cobra.Command, []string) error {
		if err := g.write(); err != nil {
			return err
		}
		fmt.Fprintln(s.err, "wrote", g.out)
		return nil
	}
	return c
}

func (g guideOf) write() error {
	if g.card == "" || g.out == "" || !slices.Contains(locale.Languages(), intake.Language(g.language)) {
		return fmt.Errorf("%w: a guide needs --card, --out, and a --language of es, ht, fr, en, pt", errUsage)
	}
	office, err := g.office()
	if err != nil {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	files, err := assets.Locale()
	if err != nil {
		return err
	}
	texts, err := locale.Load(files)
	if err != nil {
		return err
	}
	pdf, err := guide.PDF(texts.In(intake.Language(g.language)), office)
	if err != nil {
		return err
	}
	if err := writeFile(g.out, pdf); err != nil {
		return fmt.Errorf("%w: %w", errDrive, err)
	}
	return nil
}

// office reads what the guide tells of the office, and checks the code before it is on paper.
func (g guideOf) office() (guide.Office, error) {
	data, err := os.ReadFile(g.card)
	if err != nil {
		return guide.Office{}, err
	}
	card, err := batch.OpenCard(data)
	if err == nil && g.code != "" {
		_, err = batch.ParseEnrolmentCode(g.code)
	}
	return guide.Office{Portal: card.URL, Fingerprint: card.Fingerprint(), Code: g.code}, err
}
