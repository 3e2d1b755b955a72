package main

import (
	"context"
	"crypto/ed25519"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"ventanilla/sync/batch"
	"ventanilla/sync/portal"
	"ventanilla/sync/portal/file"
	"ventanilla/sync/portal/ledger"
	"ventanilla/sync/portal/sqlite"
)

// What lies in a portal's folder.
const (
	keyFolder    = "keys"
	blobFolder   = "blobs"
	databaseFile = "portal.db"
)

// home is a portal's folder, and what is open of it.
type home struct {
	dir        string
	passphrase passphrase
	asked      bool
	secret     string

	ledger *ledger.Ledger
	blobs  *file.Blobs
	db     *sql.DB
}

// newHome adds the flags that say where the portal is.
func newHome(c *cobra.Command, s streams) *home {
	h := &home{passphrase: passphrase{streams: s}}
	c.Flags().StringVar(&h.dir, "dir", "", "folder of the portal (needed)")
	c.Flags().StringVar(&h.passphrase.file, "passphrase-file", "", "file whose first line is the passphrase, instead of a prompt")
	c.PreRunE = func(*cobra.Command, []string) error {
		if h.dir == "" {
			return fmt.Errorf("%w: --dir is needed", errUsage)
		}
		return nil
	}
	return h
}

// open opens database and blobs; the caller closes.
func (h *home) open(ctx context.Context) error {
	if _, err := os.Stat(filepath.Join(h.dir, keyFolder)); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("%w: no portal in %s: make one with `portal init`", errUnreachable, h.dir)
		}
		return fmt.Errorf("%w: %w", errUnreachable, err)
	}
	var err error
	if h.ledger, h.db, err = sqlite.Open(ctx, filepath.Join(h.dir, databaseFile), time.Now); err != nil {
		return fmt.Errorf("%w: %w", errUnreachable, err)
	}
	if h.blobs, err = file.Open(filepath.Join(h.dir, blobFolder)); err != nil {
		return errors.Join(errUnreachable, err, h.db.Close())
	}
	return nil
}

// with opens the folder for do and closes it again.
func (h *home) with(ctx context.Context, do func() error) error {
	if err := h.open(ctx); err != nil {
		return err
	}
	return errors.Join(do(), h.db.Close())
}

// portal returns the portal that signs with key.
func (h *home) portal(key ed25519.PrivateKey, log *slog.Logger) *portal.Portal {
	return &portal.Portal{
		Key: key, Devices: h.ledger, Books: h.ledger, Parts: h.ledger, Updates: h.ledger, Blobs: h.blobs,
		Log: log, Now: time.Now,
	}
}

// object returns the sealed bytes of an object.
func (h *home) object(ctx context.Context, name batch.Name) ([]byte, error) {
	data, err := h.ledger.Data(ctx, name)
	if err != nil || data != nil {
		return data, err
	}
	return h.blobs.Get(ctx, name)
}

// writeFile writes a file aside, syncs it and renames it into place.
func writeFile(path string, data []byte) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("write %s: %w", path, err), os.Remove(f.Name()))
		}
	}()
	_, err = f.Write(data)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
