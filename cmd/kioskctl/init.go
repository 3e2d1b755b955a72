package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"ventanilla/app/intake"
	"ventanilla/app/locale"
	"ventanilla/cmd/internal/site"
	"ventanilla/store"
	"ventanilla/sync/batch"
)

func (p *program) newInit() *cobra.Command {
	c := &cobra.Command{
		Use:   "init --dir D --card card.json --code CODE --staff NAME",
		Short: "make a kiosk: an encrypted store, its keys, a first supervisor",
		Long: `Makes an encrypted store in a new folder and a first supervisor, and gets everything
ready for enrolment with the portal whose card is given and that gave the one-time code.
No network is needed: enrolment finishes at the next contact, by "sync" or by a stick.

Compare the fingerprint that is printed with the one that the portal has printed.`,
		Example: `  kioskctl init --dir kiosk --card card.json --code GT-7K3M-90QX-VB2D-H5T7 --staff Ana
  kioskctl init --dir kiosk --card card.json --code GT-7K3M-90QX-VB2D-H5T7 --staff Ana \
    --passphrase-file secret --retention seal_on_submit`,
		Args: cobra.NoArgs,
	}
	l := p.newPlace(c).withStaff(c)
	card := c.Flags().String("card", "", "file with the portal's card (needed)")
	code := c.Flags().String("code", "", "one-time code that the portal gave (needed)")
	language := c.Flags().String("language", "es", "language in which the kiosk starts: es, ht, fr, en or pt")
	retention := c.Flags().String("retention", string(store.KeepUntilReceipt),
		"when answers leave the device: keep_until_receipt or seal_on_submit")
	keep := c.Flags().Int("keep-days", 0, "days that answers stay after the portal has signed for them, by its clock; 0: they go at once")
	idle := c.Flags().Int("idle", store.DefaultIdle, "minutes without a touch, 1 to 60, after which the window locks")
	approval := c.Flags().Bool("approval", false, "what is handed in waits for a supervisor before it may leave")
	coresOnly := c.Flags().Bool("cores-only", false, "the link is paid by the byte: photos wait for a free one, or for a stick")
	c.MarkFlagsRequiredTogether("card", "code", "staff")
	c.MarkFlagsOneRequired("card")
	c.RunE = func(c *cobra.Command, _ []string) error {
		n := site.New{
			Code: *code, Language: intake.Language(*language), Retention: store.Retention(*retention), KeepDays: *keep, Idle: *idle,
			CoresOnly: *coresOnly, Approval: *approval, First: p.first, Now: p.now,
		}
		return l.makeSite(c.Context(), n, *card)
	}
	return c
}

// makeSite makes the kiosk and tells what to compare.
func (l *place) makeSite(ctx context.Context, n site.New, cardFile string) error {
	if err := checkNew(n); err != nil {
		return err
	}
	var err error
	if n.Card, err = os.ReadFile(cardFile); err != nil {
		return fmt.Errorf("%w: read card: %w", errUsage, err)
	}
	card, err := batch.OpenCard(n.Card)
	if err != nil {
		return fmt.Errorf("%s: this is no portal's card: %w", cardFile, errors.Join(errRefused, err))
	}
	n.First.Name = l.staff
	if n.First.Passphrase, err = l.passphrase.readNew("New passphrase for " + l.staff); err != nil {
		return err
	}
	if err := site.Init(ctx, l.dir, n); err != nil {
		return err
	}
	s, err := l.locked()
	if err != nil {
		return err
	}
	l.program.note("kiosk %s made in %s\nportal %s\nfingerprint %s", s.Device(), l.dir, card.URL, card.Fingerprint())
	return nil
}

// checkNew refuses what no kiosk can be made with.
func checkNew(n site.New) error {
	if n.Retention != store.KeepUntilReceipt && n.Retention != store.SealOnSubmit {
		return fmt.Errorf("%w: no such retention", errUsage)
	}
	if n.KeepDays < 0 || n.KeepDays > store.MaxKeepDays {
		return fmt.Errorf("%w: --keep-days takes 0 to %d", errUsage, store.MaxKeepDays)
	}
	if n.KeepDays > 0 && n.Retention == store.SealOnSubmit {
		return fmt.Errorf("%w: seal_on_submit keeps nothing, so it goes without --keep-days", errUsage)
	}
	if n.Approval && n.Retention == store.SealOnSubmit {
		return fmt.Errorf("%w: %w", errUsage, store.ErrSettings)
	}
	if n.Idle < 1 || n.Idle > 60 {
		return fmt.Errorf("%w: --idle takes 1 to 60 minutes", errUsage)
	}
	if !slices.Contains(locale.Languages(), n.Language) {
		return fmt.Errorf("%w: no texts in the language %s: choose among %v", errUsage, n.Language, locale.Languages())
	}
	rules, err := builtInRules()
	if err != nil {
		return err
	}
	code, err := batch.ParseEnrolmentCode(n.Code)
	if err != nil {
		return err
	}
	if _, known := rules.Office(intake.Office(code.Office())); !known {
		return fmt.Errorf("%w: no rules for the office %s of the code", errUsage, code.Office())
	}
	return nil
}
