package store

import (
	"context"
	"errors"
	"fmt"

	"ventanilla/store/cryptvfs"
	"ventanilla/store/migration"
)

// Soundness is what [Store.Check] found.
type Soundness struct {
	Pages   int64   // of the database
	Damaged []int64 // numbers of the pages that are not as they were written
	Broken  int     // tables and indices that contradict themselves
}

// Sound reports whether nothing was found.
func (s Soundness) Sound() bool { return len(s.Damaged) == 0 && s.Broken == 0 }

const (
	pagesAtOnce = 256  // an answer that is saved meanwhile waits no longer than these take
	mostDamaged = 1000 // pages that are listed
)

// Check reads and authenticates every page of the open database, the free ones too, and then looks through every table and
// its indices. It tells how far it is, in pages, counting each twice; ctx ends it between two steps. Work with the store
// goes on meanwhile.
func (s *Store) Check(ctx context.Context, progress func(done, total int64)) (Soundness, error) {
	var found Soundness
	if err := s.db.QueryRowContext(ctx, "PRAGMA page_count").Scan(&found.Pages); err != nil {
		return found, fmt.Errorf("check store: %w", err)
	}
	total := 2 * found.Pages
	for first := int64(1); first <= found.Pages; first += pagesAtOnce {
		damaged, err := s.damaged(ctx, first, min(first+pagesAtOnce-1, found.Pages))
		if err != nil {
			return found, fmt.Errorf("check store: %w", err)
		}
		found.Damaged = append(found.Damaged, damaged...)
		if len(found.Damaged) > mostDamaged {
			return found, nil
		}
		progress(min(first+pagesAtOnce-1, found.Pages), total)
	}
	if len(found.Damaged) > 0 {
		return found, nil // what is written on them cannot be looked at
	}
	tables, err := query(ctx, s.db, scanOne[string], "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
	if err != nil {
		return found, fmt.Errorf("check store: %w", err)
	}
	for i, table := range tables {
		broken, err := s.broken(ctx, table)
		if err != nil {
			return found, fmt.Errorf("check store: %w", err)
		}
		if broken {
			found.Broken++
		}
		progress(found.Pages+found.Pages*int64(i+1)/int64(len(tables)), total)
	}
	return found, nil
}

// damaged lists the pages from one to another that do not open.
func (s *Store) damaged(ctx context.Context, first, last int64) (damaged []int64, err error) {
	err = s.readPages(ctx, first, last)
	if !errors.Is(err, cryptvfs.ErrDamaged) {
		return nil, err
	}
	for number := first; number <= last; number++ {
		err := s.readPages(ctx, number, number)
		switch {
		case errors.Is(err, cryptvfs.ErrDamaged):
			damaged = append(damaged, number)
		case err != nil:
			return damaged, err
		}
	}
	return damaged, nil
}

// readPages reads pages through the database's own connection: to open its file a second time would drop its locks.
func (s *Store) readPages(ctx context.Context, first, last int64) error {
	_, err := query(ctx, s.db, scanOne[int64], "SELECT length(data) FROM sqlite_dbpage WHERE pgno BETWEEN ? AND ?", first, last)
	return err
}

// broken reports whether a table or its indices contradict themselves.
func (s *Store) broken(ctx context.Context, table string) (bool, error) {
	lines, err := query(ctx, s.db, scanOne[string], "SELECT integrity_check FROM pragma_integrity_check(?)", table)
	if errors.Is(err, cryptvfs.ErrDamaged) {
		return true, nil
	}
	return err == nil && (len(lines) != 1 || lines[0] != "ok"), err
}

// SchemaVersion returns the version of the database's schema.
func (s *Store) SchemaVersion(ctx context.Context) (int64, error) {
	return migration.Version(ctx, s.db)
}
