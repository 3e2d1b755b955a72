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
	"ventanilla/sync/portal/ledger"
)

// keyFolder is where a portal's folder has the keys.
const keyFolder = "keys"

// home is a portal's folder, and what is open of it.
type home struct {
	dir        string
	keys       string  // folder of the keys, below dir
	given      storage // by flags
	passphrase passphrase
	asked      bool
	secret     string

	ledger *ledger.Ledger
	blobs  blobs
	db     *sql.DB
}

// newHome adds the flags that say where the portal is.
func newHome(c *cobra.Command, s streams) *home {
	h := &home{passphrase: passphrase{streams: s}}
	c.Flags().StringVar(&h.dir, "dir", "", "folder of the portal (needed)")
	c.Flags().StringVar(&h.given.Database, "database", "", "postgres://… instead of what the folder says")
	c.Flags().StringVar(&h.given.Blobs, "blobs", "", "s3://bucket/prefix?endpoint=https://host instead of what the folder says")
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
	where, err := h.storage()
	if err != nil {
		return err
	}
	if h.blobs, err = where.openBlobs(h.dir); err != nil {
		return err
	}
	h.ledger, h.db, err = where.openLedger(ctx, h.dir)
	return err
}

// with opens the folder for do and closes it again.
func (h *home) with(ctx context.Context, do func() error) error {
	if err := h.open(ctx); err != nil {
		return err
	}
	return errors.Join(do(), h.db.Close())
}

// ready returns an error while the storage does not answer.
func (h *home) ready(ctx context.Context) error {
	return errors.Join(h.ledger.Ping(ctx), h.blobs.Ping(ctx))
}

// portal returns the portal that signs with key.
func (h *home) portal(key ed25519.PrivateKey, log *slog.Logger) *portal.Portal {
	return &portal.Portal{
		Key: key, Devices: h.ledger, Books: h.ledger, Parts: h.ledger, Updates: h.ledger, Cards: h.ledger, Blobs: h.blobs,
		Ready: h.ready, Log: log, Now: time.Now,
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
