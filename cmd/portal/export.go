package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"ventanilla/sync/batch"
)

func newExport(s streams) *cobra.Command {
	c := &cobra.Command{
		Use:   "export --dir D --to FOLDER [--device ID] [--rescue ID --to-device ID]",
		Short: "write receipts, packs, notices and case status for a stick",
		Long: `Writes what the portal has for kiosks into a folder, such as that of a stick: the last
receipt of each batch, answers to enrolments, rule packs, notices and case status.
Each file is signed; what says anything about a person is sealed to its kiosk.

With --rescue it also gives the drafts that were carried out of one kiosk to another, where
they are drafts again. The other kiosk goes on with them; what the first one still hands in
of the same applications is kept apart.`,
		Example: `  portal export --dir D --to /media/stick
  portal export --dir D --to /media/stick --rescue 0123456789abcdef0123456789abcdef --to-device fedcba98…`,
		Args: usage(cobra.NoArgs),
	}
	h := newHome(c, s)
	to := c.Flags().String("to", "", "folder to write to (needed)")
	device := c.Flags().String("device", "", "only what is for this kiosk")
	rescued := c.Flags().String("rescue", "", "kiosk whose rescued drafts go to another")
	heir := c.Flags().String("to-device", "", "kiosk that goes on with them")
	c.MarkFlagsRequiredTogether("rescue", "to-device")
	c.RunE = func(c *cobra.Command, _ []string) error {
		if *to == "" {
			return fmt.Errorf("%w: --to is needed", errUsage)
		}
		return h.with(c.Context(), func() error {
			n, err := h.export(c.Context(), *to, batch.DeviceID(*device))
			if err == nil {
				fmt.Fprintf(s.err, "wrote %d files to %s\n", n, *to)
			}
			if err != nil || *rescued == "" {
				return err
			}
			n, err = h.giveBack(c.Context(), *to, batch.DeviceID(*rescued), batch.DeviceID(*heir))
			if err == nil {
				fmt.Fprintf(s.err, "wrote %d drafts for %s\n", n, *heir)
			}
			return err
		})
	}
	return c
}

// export writes the files that FORMAT.md of package batch tells, and returns
// how many.
func (h *home) export(ctx context.Context, folder string, only batch.DeviceID) (int, error) {
	files, err := h.exported(ctx, only)
	if err != nil {
		return 0, fmt.Errorf("%w: %w", errUnreachable, err)
	}
	return len(files), writeFiles(folder, files)
}

func writeFiles(folder string, files map[string][]byte) error {
	for name, data := range files {
		path := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return fmt.Errorf("%w: %w", errDrive, err)
		}
		if err := writeFile(path, data); err != nil {
			return fmt.Errorf("%w: %w", errDrive, err)
		}
	}
	return nil
}

func (h *home) exported(ctx context.Context, only batch.DeviceID) (map[string][]byte, error) {
	files := map[string][]byte{}
	answers, err := h.ledger.Answers(ctx)
	if err != nil {
		return nil, err
	}
	for device, answer := range answers {
		if only == "" || only == device {
			files[batch.AnswerFile(device)] = answer
		}
	}
	receipts, err := h.ledger.LastReceipts(ctx, only)
	if err != nil {
		return nil, err
	}
	for id, receipt := range receipts {
		files[batch.ReceiptFile(id)] = receipt
	}
	updates, err := h.ledger.AllUpdates(ctx)
	if err != nil {
		return nil, err
	}
	cards, err := h.ledger.Successions(ctx)
	if err != nil {
		return nil, err
	}
	for old, envelope := range cards {
		files[batch.SuccessionFile(old)] = envelope
	}
	for _, u := range updates {
		if u.Device == "" || only == "" || u.Device == only {
			files[batch.UpdateFile(u.Number, u.Device)] = u.Data
		}
	}
	return files, nil
}
