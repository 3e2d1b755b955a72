package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"ventanilla/cmd/internal/site"
	"ventanilla/sync/carrier"
	"ventanilla/sync/outbox"
)

func (p *program) newExport() *cobra.Command {
	c := &cobra.Command{
		Use:   "export --dir D --to FOLDER [--rescue] [--json]",
		Short: "write what waits onto a stick",
		Long: `Writes what was handed in, and has no receipt, as bundles into a folder such as that of
a stick, reads each back and verifies it. What waits is sealed, so no passphrase is
needed; with --passphrase-file the export is noted in the audit trail. Nothing leaves the
kiosk by it: that takes a receipt.

With --rescue the drafts go too, with their photos, as drafts that nobody has handed in: so
a dying tablet's work can be carried out of it. The portal keeps them apart, and can give
them to another kiosk. The drafts stay here. It takes the passphrase of a supervisor.`,
		Example: `  kioskctl export --dir kiosk --to /media/ana/USB
  kioskctl export --dir kiosk --to /media/ana/USB --json --passphrase-file secret
  kioskctl export --dir kiosk --to /media/ana/USB --rescue --passphrase-file secret`,
		Args: cobra.NoArgs,
	}
	l := p.newPlace(c).withStaff(c)
	to := c.Flags().String("to", "", "folder to write into (needed)")
	asJSON := c.Flags().Bool("json", false, "print a JSON line for each bundle")
	rescue := c.Flags().Bool("rescue", false, "carry the drafts out too")
	c.MarkFlagsOneRequired("to")
	c.RunE = func(c *cobra.Command, _ []string) error {
		if *rescue {
			return l.unlocked(c.Context(), func(session *site.Session) error {
				return p.rescue(c.Context(), session, *to, *asJSON)
			})
		}
		s, err := l.locked()
		if err != nil {
			return err
		}
		return l.unlockedIfAsked(c.Context(), s, func(session *site.Session) error {
			return p.export(c.Context(), s, session, *to, *asJSON)
		})
	}
	return c
}

// rescue seals the drafts, and exports them with what waits.
func (p *program) rescue(ctx context.Context, session *site.Session, to string, asJSON bool) error {
	done, err := session.Rescue(ctx)
	if err != nil {
		return err
	}
	p.note("%d drafts with %d photos are rescued: nobody has handed them in, and they stay here", done.Drafts, done.Photos)
	if done.LeftOut > 0 {
		p.note("%d photos found no room", done.LeftOut)
	}
	err = p.export(ctx, session.Site, session, to, asJSON)
	if done.Failed > 0 {
		err = errors.Join(err, fmt.Errorf("%w: %d drafts could not be rescued", errRefused, done.Failed))
	}
	return err
}

// export writes what waits and tells what came of it: what was finished before an error may be carried.
func (p *program) export(ctx context.Context, s *site.Site, session *site.Session, to string, asJSON bool) error {
	export := s.Export
	if session != nil {
		export = session.Export
	}
	done, err := export(ctx, to, carrier.Options{SHA256: true})
	if printErr := p.printBundles(done, asJSON); printErr != nil {
		return errors.Join(err, printErr)
	}
	switch {
	case err != nil && len(done.Bundles) > 0:
		p.note("not all is written: the files above are whole and may be carried; export again for the rest")
	case err != nil:
		p.note("nothing is written; all stays in the kiosk")
	case len(done.Bundles) > 0:
		p.note("written, read back and verified: safe to remove")
	default:
		p.note("nothing is ready to be carried")
	}
	if n := len(done.Damaged) + len(done.Missing); n > 0 {
		err = errors.Join(err, fmt.Errorf("%d objects were left out: %w", n, outbox.ErrDamaged))
	}
	return errors.Join(err, p.noteWithheld(ctx, session))
}

// noteWithheld tells how many applications the office does not take yet, which only an open store knows.
func (p *program) noteWithheld(ctx context.Context, session *site.Session) error {
	if session == nil {
		return nil
	}
	count, until, err := session.Withheld(ctx)
	switch {
	case err != nil || count == 0:
		return err
	case until.IsZero():
		p.note("%d wait until the office opens", count)
	default:
		p.note("%d wait until %s", count, until.Format("2006-01-02 15:04 MST"))
	}
	return nil
}

// bundleLine is what is printed for a bundle.
type bundleLine struct {
	File         string `json:"file"`
	Applications int    `json:"applications"`
	Photos       int    `json:"photos"`
	Rescued      int    `json:"rescued,omitempty"` // drafts that nobody has handed in
	Reports      int    `json:"reports,omitempty"` // of having been asked for money
	Batches      int    `json:"batches"`
	Bytes        int64  `json:"bytes"`
	SHA256       string `json:"sha256"`
}

func (p *program) printBundles(done carrier.Exported, asJSON bool) error {
	for _, b := range done.Bundles {
		line := bundleLine{b.Path, b.Applications, b.Photos, b.Rescued, b.Reports, b.Batches, b.Bytes, b.SHA256}
		if asJSON {
			if err := json.NewEncoder(p.out).Encode(line); err != nil {
				return err
			}
			continue
		}
		fmt.Fprintf(p.out, "%s\n  %d applications, %d photos, %d rescued drafts, %d reports, %d bytes\n  SHA-256 %s\n",
			b.Path, b.Applications, b.Photos, b.Rescued, b.Reports, b.Bytes, b.SHA256)
	}
	return nil
}

func (p *program) newImport() *cobra.Command {
	c := &cobra.Command{
		Use:   "import --dir D --from FOLDER [--json]",
		Short: "take receipts, rule packs, notices and case status from a stick",
		Long: `Takes what the portal has put into a folder for this kiosk. Receipts and updates are
verified; they are settled at the next unlock, or at once with --passphrase-file. Each
rule pack, notice and case status that is new here is told, and each that was refused with
the reason; what was held before then stays, and the exit status is 1.`,
		Example: `  kioskctl import --dir kiosk --from /media/ana/USB --passphrase-file secret`,
		Args:    cobra.NoArgs,
	}
	l := p.newPlace(c).withStaff(c)
	from := c.Flags().String("from", "", "folder to read (needed)")
	asJSON := c.Flags().Bool("json", false, "print what was taken and refused as JSON lines")
	c.MarkFlagsOneRequired("from")
	c.RunE = func(c *cobra.Command, _ []string) error {
		s, err := l.locked()
		if err != nil {
			return err
		}
		return l.unlockedIfAsked(c.Context(), s, func(session *site.Session) error {
			return p.importFrom(c.Context(), s, session, *from, *asJSON)
		})
	}
	return c
}

// importLine is what is printed for an import at the end.
type importLine struct {
	Event        string `json:"event"` // "done"
	Enrolled     bool   `json:"enrolled"`
	Receipts     int    `json:"receipts"`
	Updates      int    `json:"updates"`
	Applications int    `json:"applications"`     // settled as delivered; 0 while locked
	Refused      int    `json:"refused"`          // files
	Drafts       int    `json:"drafts,omitempty"` // of another kiosk, that go on here; while locked, that wait for it
	Cards        int    `json:"cards,omitempty"`  // new ones of the portal
}

func (p *program) importFrom(ctx context.Context, s *site.Site, session *site.Session, from string, asJSON bool) error {
	take := s.Import
	if session != nil {
		take = session.Import
	}
	done, err := take(ctx, from, nil)
	line := importLine{Event: "done", Enrolled: s.Enrolled(), Receipts: done.Receipts, Updates: done.Updates, Drafts: done.Drafts, Cards: done.Cards}
	refused := done.Refused
	if session != nil {
		_, settled, workErr := session.Work(ctx)
		line.Applications, line.Updates, line.Drafts = len(settled.Delivered), len(settled.Updates), len(settled.Restored)
		p.printUpdates(settled.Updates, asJSON)
		refused = append(refused, settled.Refused...)
		err = errors.Join(err, workErr)
	}
	line.Refused = len(refused)
	p.printRefused(refused, asJSON)
	if len(refused) > 0 {
		err = errors.Join(err, fmt.Errorf("%w: %w", errRefused, errors.Join(refused...)))
	}
	if asJSON {
		return errors.Join(err, json.NewEncoder(p.out).Encode(line))
	}
	fmt.Fprintf(p.out, "%d receipts, %d updates, %d applications delivered, %d drafts, %d files refused\n",
		line.Receipts, line.Updates, line.Applications, line.Drafts, line.Refused)
	return err
}
