package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"sync"

	"ventanilla/app/intake"
)

// found is by what one application is found.
type found struct {
	id          int64 // in the order in which the applications were begun
	application intake.ApplicationID
	words       []byte // each behind a space; none once the application is gone
}

// catalogue holds the search table in memory from the first search until the store is closed. To look through all of 100,000
// applications takes it milliseconds, where SQLite takes tenths of a second.
type catalogue struct {
	mu     sync.Mutex
	loaded bool
	rows   []found // by id
}

// loadCatalogue reads the table, once. No transaction changes it meanwhile.
func (s *Store) loadCatalogue(ctx context.Context) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	c := &s.catalogue
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.loaded {
		return nil
	}
	rows, err := query(ctx, s.db, func(rows *sql.Rows) (found, error) {
		var f found
		err := rows.Scan(&f.id, &f.application, &f.words)
		return f, err
	}, "SELECT id, application, words FROM search ORDER BY id")
	c.rows, c.loaded = rows, err == nil
	return err
}

// take makes the catalogue follow a transaction that was committed.
func (c *catalogue) take(changed []found) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.loaded {
		return
	}
	for _, f := range changed {
		at, known := slices.BinarySearchFunc(c.rows, f.id, func(row found, id int64) int { return cmp.Compare(row.id, id) })
		if known {
			clear(c.rows[at].words)
			c.rows[at] = f
		} else {
			c.rows = slices.Insert(c.rows, at, f)
		}
	}
}

// matching returns at most limit applications in which every term is found, the last begun first.
func (c *catalogue) matching(all []term, limit int) []intake.ApplicationID {
	c.mu.Lock()
	defer c.mu.Unlock()
	var ids []intake.ApplicationID
	for _, row := range slices.Backward(c.rows) {
		if len(ids) == limit {
			break
		}
		if !slices.ContainsFunc(all, func(t term) bool { return !t.matches(row.words) }) {
			ids = append(ids, row.application)
		}
	}
	return ids
}

// drop overwrites and forgets everything.
func (c *catalogue) drop() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, row := range c.rows {
		clear(row.words)
	}
	c.rows, c.loaded = nil, false
}
