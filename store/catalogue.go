package store

import (
	"bytes"
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
	marks       marks  // of the words
}

// marks are a bit for each beginning of one, two or three bytes that a row's words have, or another beginning that has the
// same bit: nine rows out of ten that do not match are told so without a look at their words.
type marks [8]uint64

// longestMark is how many bytes of a word are looked at.
const longestMark = 3

// newMarks marks every word, each of which stands behind a space.
func newMarks(words []byte) (m marks) {
	for i, c := range words {
		if c != ' ' {
			continue
		}
		for end := i + 2; end <= min(i+1+longestMark, len(words)) && words[end-1] != ' '; end++ {
			at, bit := markOf(words[i+1 : end])
			m[at] |= bit
		}
	}
	return m
}

// markOf is the bit of a beginning, of which at most longestMark bytes count.
func markOf(start []byte) (at int, bit uint64) {
	h := uint32(2166136261) // FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/
	for _, c := range start[:min(len(start), longestMark)] {
		h = (h ^ uint32(c)) * 16777619
	}
	h ^= h >> 15
	return int(h >> 6 % uint32(len(marks{}))), 1 << (h % 64)
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
		f.marks = newMarks(f.words)
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
	for i := len(c.rows) - 1; i >= 0 && len(ids) < limit; i-- {
		if c.rows[i].matches(all) {
			ids = append(ids, c.rows[i].application)
		}
	}
	return ids
}

// matches reports whether every term is found.
func (f *found) matches(all []term) bool {
	for _, t := range all {
		if !f.has(t) {
			return false
		}
	}
	return true
}

// has reports whether one of the beginnings is that of a word.
func (f *found) has(t term) bool {
	for _, start := range t {
		if f.marks[start.at]&start.bit != 0 && bytes.Contains(f.words, start.text) {
			return true
		}
	}
	return false
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
