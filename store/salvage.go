package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"

	"ventanilla/app/intake"
	"ventanilla/store/cryptvfs"
	"ventanilla/store/migration"
	"ventanilla/store/wreck"
)

// Rescued is recorded when a store was salvaged out of a damaged one.
const Rescued Action = "rescued"

// Lost says what a salvage could not carry over. It holds no personal data.
type Lost struct {
	Pages        int               `json:"pages"` // of the file, of 4096 bytes each
	Log          bool              `json:"log"`   // the newest changes were in a log that is not whole
	Tables       []LostTable       `json:"tables,omitempty"`
	Applications []LostApplication `json:"applications,omitempty"`
	Settings     bool              `json:"settings"` // are the first ones again
	Keys         bool              `json:"keys"`     // the device's own: it must be enrolled anew
	Audit        int64             `json:"audit"`    // the first entry of the audit trail that does not hold, 0 if all do
}

// LostTable is a table of which something is lost.
type LostTable struct {
	Name  string `json:"name"`
	Pages int    `json:"pages"` // with rows
	Rows  int    `json:"rows"`  // of which only a part was found
}

// LostApplication is an application of which something is lost.
type LostApplication struct {
	Application intake.ApplicationID `json:"application"`
	Code        intake.Code          `json:"code,omitempty"`     // "" if it is lost too
	Revision    int                  `json:"revision,omitempty"` // 0 is a draft, or all of it
	What        LostPart             `json:"what"`
}

// LostPart is what of an application is lost.
type LostPart string

// The parts.
const (
	LostAll     LostPart = "all"     // it was begun, and nothing of it was found
	LostAnswers LostPart = "answers" // of a revision that was handed in
	LostPhoto   LostPart = "photo"
)

// Any reports whether anything that matters is lost.
func (l Lost) Any() bool {
	return l.Log || l.Settings || l.Keys || l.Audit != 0 || len(l.Tables)+len(l.Applications) > 0
}

// Salvage makes a store at to, which must not exist, from all that is readable of the damaged one at from, which it never
// writes to and which must not be open anywhere. Its key becomes that of the new one too. What was lost is returned, and
// is in the new store's audit trail as [Rescued]; answers that were handed in and are lost are parked as damaged. Errors match
// those of [cryptvfs.OpenPages] and of [Create]; nothing is left at to after one.
func Salvage(ctx context.Context, from, to string, key []byte, options Options) (Lost, error) {
	lost, err := salvage(ctx, from, to, key, options)
	if err != nil {
		if !errors.Is(err, os.ErrExist) {
			err = errors.Join(err, remove(to))
		}
		return Lost{}, fmt.Errorf("salvage store: %w", err)
	}
	return lost, nil
}

func salvage(ctx context.Context, from, to string, key []byte, options Options) (lost Lost, err error) {
	copied := to + ".damaged"
	if err := copyStore(from, copied); err != nil {
		return lost, errors.Join(err, remove(copied))
	}
	defer func() { err = errors.Join(err, remove(copied)) }()
	if lost.Log, err = writeLogBack(ctx, copied, key); err != nil {
		return lost, err
	}
	pages, err := cryptvfs.OpenPages(copied, key)
	if err != nil {
		return lost, err
	}
	defer func() { err = errors.Join(err, pages.Close()) }()
	if err := rebuild(ctx, pages, to, key, &lost); err != nil {
		return lost, err
	}
	return lost, conclude(ctx, to, key, options, &lost)
}

// rebuild carries the rows over.
func rebuild(ctx context.Context, pages *cryptvfs.Pages, to string, key []byte, lost *Lost) (err error) {
	version, err := schemaVersion(ctx, pages, to, key)
	if err != nil {
		return err
	}
	db, err := fresh(ctx, to, key, version)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	old, tables, err := lookInto(ctx, pages, db)
	if err != nil {
		return err
	}
	lost.Pages = old.Lost()
	c := &carrier{wreck: old, db: db, lost: lost}
	return c.all(ctx, tables)
}

// conclude opens the new store as a kiosk would, and looks whether the audit trail holds.
func conclude(ctx context.Context, to string, key []byte, options Options, lost *Lost) error {
	s, err := Open(ctx, to, key, options)
	if err != nil {
		return err
	}
	var broken *AuditError
	if err := s.VerifyAudit(ctx); errors.As(err, &broken) {
		lost.Audit = broken.Sequence
	} else if err != nil {
		return errors.Join(err, s.Close())
	}
	return errors.Join(s.Record(ctx, Rescued, ""), s.Close())
}

// fresh makes an empty database of a version of the schema.
func fresh(ctx context.Context, path string, key []byte, version int64) (*sql.DB, error) {
	db, err := cryptvfs.Create(path, key, cryptvfs.Options{})
	if err != nil {
		return nil, err
	}
	if err := migration.To(ctx, db, version); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// schemaVersion reads which version of the schema the damaged store has. SQLite gives the first pages of tables their
// numbers in the order of the statements that made them, so the table of versions begins on the same page in all versions. Where
// it is lost the newest version is tried.
func schemaVersion(ctx context.Context, pages *cryptvfs.Pages, to string, key []byte) (version int64, err error) {
	db, err := fresh(ctx, to, key, 0)
	if err != nil {
		return 0, err
	}
	old, tables, err := lookInto(ctx, pages, db)
	for _, t := range tables {
		if t.name != versionTable || err != nil {
			continue
		}
		err = old.Rows(ctx, t.root, func(r wreck.Row) error {
			const versionColumn = 1
			if r.Whole && len(r.Values) > versionColumn {
				has, _ := r.Values[versionColumn].(int64)
				version = max(version, has)
			}
			return nil
		})
	}
	return version, errors.Join(err, db.Close(), remove(to))
}

// versionTable is where goose notes the versions.
const versionTable = "goose_db_version"

// copyStore copies a database and its log.
func copyStore(from, to string) error {
	if err := copyFile(from, to); err != nil {
		return err
	}
	if err := copyFile(from+logSuffix, to+logSuffix); !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

const logSuffix = "-wal"

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	info, err := in.Stat()
	if err != nil {
		return err
	}
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(copyReadable(out, in, info.Size()), out.Close())
}

// copyReadable copies what a disk can read, page by page. The others are zeros in the copy, so they are lost as damaged ones are.
func copyReadable(to *os.File, from io.ReaderAt, size int64) error {
	page := make([]byte, cryptvfs.PageSize)
	for at := int64(0); at < size; at += int64(len(page)) {
		n, err := from.ReadAt(page, at)
		if err != nil && !errors.Is(err, io.EOF) {
			continue
		}
		if _, err := to.WriteAt(page[:n], at); err != nil {
			return err
		}
	}
	return to.Truncate(size)
}

func remove(path string) error {
	var errs []error
	for _, name := range []string{path, path + logSuffix} {
		if err := os.Remove(name); !errors.Is(err, os.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// writeLogBack brings what the log of a copy holds into its main file, as far as it is whole, and reports whether it was not.
func writeLogBack(ctx context.Context, path string, key []byte) (lost bool, err error) {
	for _, options := range []cryptvfs.Options{{}, {Salvage: true}} {
		db, err := cryptvfs.Open(path, key, options)
		if err == nil {
			_, err = db.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
			err = errors.Join(err, db.Close())
		}
		var damage *cryptvfs.DamageError
		switch {
		case err == nil:
			return lost, nil
		case !errors.Is(err, cryptvfs.ErrDamaged):
			return false, err
		case errors.As(err, &damage) && damage.File == "log":
			lost = true
		}
	}
	return lost, nil // the main file itself is damaged where SQLite begins
}
