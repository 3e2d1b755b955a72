package main

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"ventanilla/app/eligibility"
	"ventanilla/sync/batch"
	"ventanilla/sync/portal"
)

func newPublish(s streams) *cobra.Command {
	c := &cobra.Command{
		Use:   "publish --dir D FILE | --devices",
		Short: "sign a rule pack, a notice or the list of kiosks, and publish it to every kiosk",
		Long: `Checks a rule pack or a notice, signs it and publishes it to every kiosk. A pack that
is older than the one published, or another under its version, is refused.

The keys of all kiosks, by which each checks the receipts that others gave to people, are
published by themselves after new kiosks are enrolled: by "portal serve" within a day, and
by "portal import" from a stick. With --devices they are published at once.`,
		Example: `  portal publish --dir D 2026-02.json
  portal publish --dir D --devices`,
		Args: usage(cobra.MaximumNArgs(1)),
	}
	h := newHome(c, s)
	devices := c.Flags().Bool("devices", false, "publish the keys of all kiosks")
	c.RunE = func(c *cobra.Command, args []string) error {
		if *devices != (len(args) == 0) {
			return fmt.Errorf("%w: name a file, or --devices", errUsage)
		}
		if *devices {
			return h.with(c.Context(), func() error { return h.publishDevicesNow(c.Context(), s) })
		}
		text, err := os.ReadFile(args[0])
		if err != nil {
			return fmt.Errorf("%w: %w", errUsage, err)
		}
		return h.with(c.Context(), func() error {
			if err := h.publish(c.Context(), text); err != nil {
				return err
			}
			fmt.Fprintln(s.err, "published", args[0])
			return nil
		})
	}
	return c
}

func (h *home) publish(ctx context.Context, text []byte) error {
	p, calendars, err := h.publication(ctx, text)
	if err != nil {
		return fmt.Errorf("%w: %w", errRefused, err)
	}
	key, err := h.signingKey()
	if err != nil {
		return err
	}
	return h.ledger.AddPublication(ctx, calendars, func(number int64) ([]byte, error) {
		p.Portal, p.Number = portalID(key), number
		return batch.SignDocument(key, p)
	})
}

// publication reads what a text means to be, and checks it as kiosks will. A
// rule pack brings the calendars of its offices.
func (h *home) publication(ctx context.Context, text []byte) (batch.Publication, map[string]portal.Calendar, error) {
	p := batch.Publication{Version: batch.Version, At: batch.Stamp(time.Now())}
	var calendars map[string]portal.Calendar
	if eligibility.IsNotice(text) {
		notice, err := eligibility.ParseNotice(text)
		if err != nil {
			return p, nil, err
		}
		p.Topic, p.Subject = batch.TopicNotice, notice.ID
	} else {
		pack, err := eligibility.ParsePack(text)
		if err != nil {
			return p, nil, err
		}
		if err := h.checkNewer(ctx, pack); err != nil {
			return p, nil, err
		}
		p.Topic, p.Subject = batch.TopicRulePack, pack.Programme
		calendars = calendarsOf(pack)
	}
	var body bytes.Buffer
	err := json.Compact(&body, text)
	p.Body = body.Bytes()
	return p, calendars, err
}

// calendarsOf returns on which days each office takes applications. The pack's
// daily limits are for one kiosk; those of offices are set with `portal intake`.
func calendarsOf(pack *eligibility.Pack) map[string]portal.Calendar {
	calendars := map[string]portal.Calendar{}
	for _, office := range pack.Offices {
		c := portal.Calendar{
			TimeZone: office.Intake.Zone.String(), Weekdays: office.Intake.Weekdays, Closes: office.Intake.Closes,
		}
		for _, day := range office.Intake.Holidays {
			c.Holidays = append(c.Holidays, day.String())
		}
		calendars[string(office.Code)] = c
	}
	return calendars
}

// checkNewer refuses a pack that kiosks would refuse after those published.
func (h *home) checkNewer(ctx context.Context, pack *eligibility.Pack) error {
	published, err := h.packs(ctx)
	if err != nil {
		return err
	}
	for _, held := range published {
		if held.Programme != pack.Programme {
			continue
		}
		if err := eligibility.AcceptUpdate(held, pack); err != nil {
			return err
		}
	}
	return nil
}

// packs returns the rule packs that were published.
func (h *home) packs(ctx context.Context) ([]*eligibility.Pack, error) {
	updates, err := h.ledger.AllUpdates(ctx)
	if err != nil {
		return nil, err
	}
	var packs []*eligibility.Pack
	for _, u := range updates {
		signer, err := batch.Signer(u.Data)
		if err != nil {
			continue // sealed to a device
		}
		p, err := batch.OpenDocument[batch.Publication](signer, u.Data)
		if err != nil || p.Topic != batch.TopicRulePack {
			continue
		}
		pack, err := eligibility.ParsePack(p.Body)
		if err != nil {
			return nil, err
		}
		packs = append(packs, pack)
	}
	return packs, nil
}

func portalID(key ed25519.PrivateKey) batch.PortalID {
	return batch.NewPortalID(key.Public().(ed25519.PublicKey))
}
