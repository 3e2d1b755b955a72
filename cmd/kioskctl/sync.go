package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"ventanilla/cmd/internal/site"
	"ventanilla/sync/batch"
	"ventanilla/sync/outbox"
	"ventanilla/sync/uplink"
)

func (p *program) newSync() *cobra.Command {
	c := &cobra.Command{
		Use:   "sync --dir D [--once] [--json]",
		Short: "deliver what waits over the network",
		Long: `Delivers what was handed in to the portal, and brings receipts and updates back. It
needs no passphrase, because what waits is sealed: then receipts are settled at the next
unlock. With --passphrase-file they are settled at once, and each rule pack, notice and
case status that is new here is told, and each that was refused with the reason.

With --once it makes one pass and ends; otherwise it goes on until it is interrupted.
"bytes" of a progress line are what the portal has taken; only a receipt says delivered.

With --cores-only photos wait for a free link from now on, or go by stick; with
--cores-only=false they go again. The switch in the window's outbox is the same.`,
		Example: `  kioskctl sync --dir kiosk --once --json
  kioskctl sync --dir kiosk --once --passphrase-file secret`,
		Args: cobra.NoArgs,
	}
	l := p.newPlace(c).withStaff(c)
	once := c.Flags().Bool("once", false, "make one pass and end")
	coresOnly := c.Flags().Bool("cores-only", false, "from now on photos wait for a free link; without the flag it stays as it is")
	asJSON := c.Flags().Bool("json", false, "print progress and outcome as JSON lines")
	c.RunE = func(c *cobra.Command, _ []string) error {
		s, err := l.locked()
		if err != nil {
			return err
		}
		if c.Flags().Changed("cores-only") {
			if err := s.SetCoresOnly(*coresOnly); err != nil {
				return err
			}
		}
		return l.unlockedIfAsked(c.Context(), s, func(session *site.Session) error {
			d := &delivery{program: p, site: s, session: session, asJSON: *asJSON}
			if *once {
				return d.once(c.Context())
			}
			return d.forever(c.Context())
		})
	}
	return c
}

// delivery is one run of the command.
type delivery struct {
	program *program
	site    *site.Site
	session *site.Session // nil while locked
	asJSON  bool
}

// The lines that are printed, by their "event".
type (
	batchLine struct {
		Event        string `json:"event"` // "batch"
		Batch        string `json:"batch"`
		Applications int    `json:"applications"`
		Objects      int    `json:"objects"`
		Bytes        int64  `json:"bytes"`
		Total        int64  `json:"total"`
	}
	progressLine struct {
		Event string `json:"event"` // "progress", "receipt", "refused" or "damaged"
		Batch string `json:"batch,omitempty"`
		Bytes int64  `json:"bytes"`
		Total int64  `json:"total"`

		Objects  int        `json:"objects,omitempty"`  // of the batch that a receipt names
		Complete bool       `json:"complete,omitempty"` // the portal wants nothing more of the batch
		Reason   string     `json:"reason,omitempty"`   // why it is refused
		Object   batch.Name `json:"object,omitempty"`   // that is damaged
	}
	outcomeLine struct {
		Event        string `json:"event"`        // "done"
		Delivered    int    `json:"delivered"`    // batches
		Applications int    `json:"applications"` // settled as delivered; 0 while locked
		Left         int    `json:"left"`         // batches
		PhotosWait   int    `json:"photos_wait"`  // for a free link; their batches are among those left
		Refused      int    `json:"refused"`      // batches
		Damaged      int    `json:"damaged"`      // objects
		Updates      int    `json:"updates"`      // new here; while locked, those that came
		Error        string `json:"error,omitempty"`
	}
)

func (d *delivery) once(ctx context.Context) error {
	if err := d.waiting(ctx); err != nil {
		return err
	}
	result, err := d.site.Deliver(ctx, d.progress)
	return d.outcome(ctx, result, err)
}

func (d *delivery) forever(ctx context.Context) error {
	if err := d.waiting(ctx); err != nil {
		return err
	}
	d.site.Run(ctx, d.progress, func(result uplink.Result, err error) {
		if err := d.outcome(ctx, result, err); err != nil {
			d.program.note("kioskctl: %v", err)
		}
	})
	return nil
}

// waiting prints a line for each batch that is to be delivered.
func (d *delivery) waiting(ctx context.Context) error {
	batches, err := d.site.Outbox().Batches(ctx)
	if err != nil {
		return err
	}
	for _, b := range batches {
		if b.Complete() {
			continue
		}
		held, all := b.Bytes()
		d.print(batchLine{
			Event: "batch", Batch: b.Manifest.Batch, Applications: applications(b), Objects: len(b.Manifest.Objects),
			Bytes: held, Total: all,
		})
	}
	return nil
}

func applications(b outbox.Batch) int {
	ids := map[string]bool{}
	for _, o := range b.Manifest.Objects {
		if o.Kind.OfApplication() {
			ids[o.Application] = true
		}
	}
	return len(ids)
}

func (d *delivery) progress(news uplink.Progress) {
	line := progressLine{Event: "progress", Batch: news.Batch, Bytes: news.Done, Total: news.Total}
	switch {
	case news.Receipt != nil:
		line.Event, line.Batch = "receipt", news.Receipt.Batch
		line.Objects, line.Complete = len(news.Receipt.Held), news.Receipt.Complete
	case news.Refused != "":
		line.Event, line.Reason = "refused", string(news.Refused)
	case news.Damaged != "":
		line.Event, line.Object = "damaged", news.Damaged
	}
	d.print(line)
}

// outcome settles what came back and tells what came of a pass.
func (d *delivery) outcome(ctx context.Context, result uplink.Result, err error) error {
	line := outcomeLine{
		Event: "done", Delivered: len(result.Delivered), Left: result.Left, PhotosWait: result.PhotosWait, Refused: len(result.Refused),
		Damaged: len(result.Damaged), Updates: result.Updates,
	}
	if d.session != nil {
		_, settled, workErr := d.session.Work(context.WithoutCancel(ctx))
		line.Applications, line.Updates = len(settled.Delivered), len(settled.Updates)
		d.program.printUpdates(settled.Updates, d.asJSON)
		d.program.printRefused(settled.Refused, d.asJSON)
		err = errors.Join(err, workErr, errors.Join(settled.Refused...))
	}
	switch {
	case line.Damaged > 0:
		err = errors.Join(err, fmt.Errorf("%d objects: %w", line.Damaged, outbox.ErrDamaged))
	case line.Refused > 0:
		err = errors.Join(err, fmt.Errorf("%w: %d batches, by the portal", errRefused, line.Refused))
	}
	if err != nil {
		line.Error = err.Error()
	}
	d.print(line)
	return err
}

func (d *delivery) print(line any) {
	if d.asJSON {
		// A reader that went away must not end a delivery.
		_ = json.NewEncoder(d.program.out).Encode(line)
		return
	}
	switch l := line.(type) {
	case batchLine:
		fmt.Fprintf(d.program.out, "batch %s: %d applications, %d objects, %d bytes\n", l.Batch, l.Applications, l.Objects, l.Total)
	case outcomeLine:
		fmt.Fprintf(d.program.out, "%d batches delivered, %d left, %d refused, %d updates\n", l.Delivered, l.Left, l.Refused, l.Updates)
		if l.PhotosWait > 0 {
			fmt.Fprintf(d.program.out, "%d photos wait for a free link, or for a stick\n", l.PhotosWait)
		}
	}
}
