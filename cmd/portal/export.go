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
		Use:   "export --dir D --to FOLDER [--device ID]",
		Short: "write receipts, packs, notices and case status for a stick",
		Long: `Writes what the portal has for kiosks into a folder, such as that of a stick: the last
receipt of each batch, answers to enrolments, rule packs, notices and case status.
Each file is signed; what says anything about a person is sealed to its kiosk.`,
		Example: "  portal export --dir D --to /media/stick",
		Args:    usage(cobra.NoArgs),
	}
	h := newHome(c, s)
	to := c.Flags().String("to", "", "folder to write to (needed)")
	device := c.Flags().String("device", "", "only what is for this kiosk")
	c.RunE = func(c *cobra.Command, _ []string) error {
		if *to == "" {
			return fmt.Errorf("%w: --to is needed", errUsage)
		}
		return h.with(c.Context(), func() error {
			n, err := h.export(c.Context(), *to, batch.DeviceID(*device))
			if err == nil {
				fmt.Fprintf(s.err, "wrote %d files to %s\n", n, *to)
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
	for name, data := range files {
		path := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return 0, fmt.Errorf("%w: %w", errDrive, err)
		}
		if err := writeFile(path, data); err != nil {
			return 0, fmt.Errorf("%w: %w", errDrive, err)
		}
	}
	return len(files), nil
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
	for _, u := range updates {
		if u.Device == "" || only == "" || u.Device == only {
			files[batch.UpdateFile(u.Number, u.Device)] = u.Data
		}
	}
	return files, nil
}
