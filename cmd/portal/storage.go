package main

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"ventanilla/sync/portal"
	"ventanilla/sync/portal/file"
	"ventanilla/sync/portal/ledger"
	"ventanilla/sync/portal/postgres"
	"ventanilla/sync/portal/s3"
	"ventanilla/sync/portal/sqlite"
)

// What lies in a portal's folder beside the keys.
const (
	storageFile  = "storage.json" // absent if all is in the folder
	databaseFile = "portal.db"    // unless storage.json names another
	blobFolder   = "blobs"        // the same
)

// storage is where a portal keeps what it holds. Empty is in its folder.
type storage struct {
	Database string `json:"database,omitempty"` // postgres://…
	Blobs    string `json:"blobs,omitempty"`    // s3://…
}

// blobs is every kind of blobs.
type blobs interface {
	portal.Blobs
	portal.Sweeper
	Ping(ctx context.Context) error
}

// storage returns what the flags say, and where they say nothing what the folder
// does.
func (h *home) storage() (storage, error) {
	s := h.given
	text, err := os.ReadFile(filepath.Join(h.dir, storageFile))
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	var kept storage
	if err == nil {
		d := json.NewDecoder(bytes.NewReader(text))
		d.DisallowUnknownFields()
		err = d.Decode(&kept)
	}
	if err != nil {
		return s, fmt.Errorf("%w: read %s: %w", errUnreachable, storageFile, err)
	}
	if s.Database == "" {
		s.Database = kept.Database
	}
	if s.Blobs == "" {
		s.Blobs = kept.Blobs
	}
	return s, nil
}

// keepStorage writes the flags into the folder, so that no other command needs them.
func (h *home) keepStorage() error {
	if h.given == (storage{}) {
		return nil
	}
	if u, err := url.Parse(h.given.Database); err == nil && u.User != nil {
		if _, has := u.User.Password(); has {
			return fmt.Errorf("%w: the folder keeps no password of a database: use PGPASSWORD or PGPASSFILE", errUsage)
		}
	}
	text, err := json.MarshalIndent(h.given, "", "  ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(h.dir, 0o700); err != nil {
		return fmt.Errorf("%w: %w", errUnreachable, err)
	}
	return writeFile(filepath.Join(h.dir, storageFile), append(text, '\n'))
}

func (s storage) openLedger(ctx context.Context, dir string) (*ledger.Ledger, *sql.DB, error) {
	open, where := sqlite.Open, filepath.Join(dir, databaseFile)
	if s.Database != "" {
		if u, err := url.Parse(s.Database); err != nil || (u.Scheme != "postgres" && u.Scheme != "postgresql") {
			return nil, nil, fmt.Errorf("%w: --database wants postgres://…", errUsage)
		}
		open, where = postgres.Open, s.Database
	}
	l, db, err := open(ctx, where, time.Now)
	if err != nil {
		return nil, nil, fmt.Errorf("%w: %w", errUnreachable, err)
	}
	return l, db, nil
}

func (s storage) openBlobs(dir string) (blobs, error) {
	if s.Blobs == "" {
		b, err := file.Open(filepath.Join(dir, blobFolder))
		if err != nil {
			return nil, fmt.Errorf("%w: %w", errUnreachable, err)
		}
		return b, nil
	}
	b, err := s3.Open(s.Blobs)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errUsage, err)
	}
	return b, nil
}
