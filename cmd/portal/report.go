package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"text/tabwriter"
	"time"

	"filippo.io/age"

	"ventanilla/app/intake"
	"ventanilla/sync/batch"
	"ventanilla/sync/portal/ledger"
)

// report is an opened report of fraud.
type report struct {
	intake.ChargeReport
	core     batch.Core
	sealer   batch.DeviceID
	received time.Time
}

// reportLine is what a list says of a report.
type reportLine struct {
	ID          intake.ChargeID      `json:"id"`
	ReceivedAt  time.Time            `json:"received_at"`
	CapturedAt  time.Time            `json:"captured_at"` // by the device's clock
	Office      intake.Office        `json:"office,omitempty"`
	Site        string               `json:"site"`
	Device      batch.DeviceID       `json:"device"`
	Application intake.ApplicationID `json:"application,omitempty"`
	By          intake.ChargeRole    `json:"by,omitempty"`
	Amount      string               `json:"amount,omitempty"`
	Currency    string               `json:"currency,omitempty"`
	MayContact  bool                 `json:"may_contact"`
}

// reports opens the reports of fraud, each once: a kiosk that lost a sealed one has sealed it again. One that is damaged
// hides no other.
func (h *home) reports(ctx context.Context) (reports []report, damaged, err error) {
	letters, err := h.ledger.Letters(ctx, batch.KindFraudReport)
	if err != nil {
		return nil, nil, fmt.Errorf("%w: %w", errUnreachable, err)
	}
	ids, err := h.identitiesFor(letters)
	if err != nil {
		return nil, nil, err
	}
	known := map[intake.ChargeID]bool{}
	for _, l := range letters {
		r := report{received: l.HeldAt}
		if r.core, r.sealer, err = h.openLetter(ctx, ids, l, &r.ChargeReport); err != nil {
			damaged = errors.Join(damaged, err)
			continue
		}
		if !known[r.ID] {
			known[r.ID] = true
			reports = append(reports, r)
		}
	}
	return reports, damaged, nil
}

// identitiesFor opens the keys only if there is something to open.
func (h *home) identitiesFor(letters []ledger.Letter) ([]age.Identity, error) {
	if len(letters) == 0 {
		return nil, nil
	}
	return h.identities()
}

// openLetter opens a sealed record into into, and proves that a device which the portal knows has signed it.
func (h *home) openLetter(ctx context.Context, ids []age.Identity, l ledger.Letter, into any) (batch.Core, batch.DeviceID, error) {
	sealed, err := h.object(ctx, l.Name)
	if err != nil {
		return nil, "", err
	}
	core, signer, err := batch.OpenCore(ids, sealed)
	if err != nil {
		return nil, "", fmt.Errorf("open object %s: %w", l.Name, err)
	}
	sealer := batch.NewDeviceID(signer)
	if _, err := h.ledger.Device(ctx, sealer); err != nil {
		return nil, "", fmt.Errorf("open object %s: signed by no device of ours: %w: %w", l.Name, batch.ErrDamaged, err)
	}
	if json.Unmarshal(core, into) != nil {
		return nil, "", fmt.Errorf("open object %s: %w", l.Name, batch.ErrDamaged)
	}
	return core, sealer, nil
}

func (h *home) listReports(ctx context.Context, s streams, asJSON bool) error {
	reports, damaged, err := h.reports(ctx)
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
	if !asJSON {
		fmt.Fprintln(table, "RECEIVED\tOFFICE\tSITE\tBY\tAMOUNT\tMAY CONTACT\tID")
	}
	for _, r := range reports {
		line := r.line()
		if asJSON {
			if err := json.NewEncoder(s.out).Encode(line); err != nil {
				return err
			}
			continue
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s %s\t%t\t%s\n", line.ReceivedAt.Format(time.DateTime), line.Office, line.Site, line.By,
			line.Amount, line.Currency, line.MayContact, line.ID)
	}
	return errors.Join(table.Flush(), damaged)
}

func (r report) line() reportLine {
	c := r.Charge
	return reportLine{
		ID: r.ID, ReceivedAt: r.received, CapturedAt: r.Captured.Device, Office: c.Office, Site: r.Site, Device: r.sealer,
		Application: r.Application, By: c.By, Amount: c.Amount, Currency: c.Currency, MayContact: c.MayContact != nil && *c.MayContact,
	}
}

// shownReport is what the portal knows of a report.
type shownReport struct {
	Kind       batch.Kind     `json:"kind"`
	ReceivedAt time.Time      `json:"received_at"`
	SealedBy   batch.DeviceID `json:"sealed_by"`
}

// showLetter opens what is no application: a report of fraud, or a rescued draft. missing is returned if it is neither.
func (h *home) showLetter(ctx context.Context, s streams, which, folder string, asJSON bool, missing error) error {
	reports, damaged, err := h.reports(ctx)
	if err != nil {
		return err
	}
	for _, r := range reports {
		if string(r.ID) != which {
			continue
		}
		text, err := joinRecord(r.core, shownReport{batch.KindFraudReport, r.received, r.sealer})
		if err != nil {
			return err
		}
		return printRecord(s, text, asJSON)
	}
	found, err := h.showRescued(ctx, s, which, folder, asJSON)
	if err != nil || found {
		return err
	}
	return errors.Join(missing, damaged)
}
