package store

import (
	"context"
	"fmt"
	"time"

	"ventanilla/app/intake"
)

// Chain follows audit entries from the first one and finds the one that does not belong there. The zero value is ready.
type Chain struct{ last Entry }

// Add takes the next entry, or returns an [AuditError] if it does not follow the one before.
func (c *Chain) Add(e Entry) error {
	switch {
	case e.Sequence != c.last.Sequence+1:
		return &AuditError{c.last.Sequence + 1, ErrAuditMissing}
	case e.Hash != e.hashAfter(c.last.Hash):
		return &AuditError{e.Sequence, ErrAuditChanged}
	}
	c.last = e
	return nil
}

// Last returns the entry that was added last, and the zero Entry before the first.
func (c *Chain) Last() Entry { return c.last }

// AuditFilter narrows the audit trail. The zero value is all of it.
type AuditFilter struct {
	Who    *string   // staff id, "" being the device itself; nil is anybody
	What   []Action  // nil is anything
	From   time.Time // by the device's clock, included
	To     time.Time // not included
	Limit  int       // 0 is no limit
	Offset int       // of the newest entry
}

// AuditLine is an entry with the code of the application that it is about, which is "" if there is none or it is gone.
type AuditLine struct {
	Entry
	Code intake.Code
}

// AuditPage returns the entries that the filter lets through, the newest first, and how many there are without Limit and
// Offset.
func (s *Store) AuditPage(ctx context.Context, f AuditFilter) (lines []AuditLine, total int, err error) {
	where, args := f.where()
	if err := s.db.QueryRowContext(ctx, "SELECT count(*) FROM audit WHERE "+where, args...).Scan(&total); err != nil {
		return nil, 0, fmt.Errorf("count audit entries: %w", err)
	}
	if f.Limit == 0 {
		f.Limit = -1
	}
	entries, err := query(ctx, s.db, scanEntry, "SELECT * FROM audit WHERE "+where+" ORDER BY sequence DESC LIMIT ? OFFSET ?",
		append(args, f.Limit, f.Offset)...)
	if err != nil {
		return nil, 0, fmt.Errorf("read audit entries: %w", err)
	}
	lines = make([]AuditLine, len(entries))
	for i, e := range entries {
		lines[i].Entry = e
		if lines[i].Code, err = s.codeOf(ctx, e.Application); err != nil {
			return nil, 0, fmt.Errorf("read audit entries: %w", err)
		}
	}
	return lines, total, nil
}

func (f AuditFilter) where() (text string, args []any) {
	text = "1"
	if f.Who != nil {
		text, args = text+" AND who = ?", append(args, *f.Who)
	}
	if f.What != nil {
		text += " AND what IN (NULL"
		for _, what := range f.What {
			text, args = text+", ?", append(args, what)
		}
		text += ")"
	}
	if !f.From.IsZero() {
		text, args = text+" AND device >= ?", append(args, millis(f.From))
	}
	if !f.To.IsZero() {
		text, args = text+" AND device < ?", append(args, millis(f.To))
	}
	return text, args
}

// codeOf returns the reference code of an application, "" if nothing of it is there.
func (s *Store) codeOf(ctx context.Context, id intake.ApplicationID) (code intake.Code, err error) {
	if id == "" {
		return "", nil
	}
	err = s.db.QueryRowContext(ctx, `SELECT code FROM draft WHERE application = ?1 UNION
		SELECT code FROM revision WHERE application = ?1 AND latest = 1 LIMIT 1`, id).Scan(&code)
	if err = notFound(err); isNotFound(err) {
		err = nil
	}
	return code, err
}

// AuditPeople returns the ids of all who have ever left an entry; "" is the device itself.
func (s *Store) AuditPeople(ctx context.Context) ([]string, error) {
	people, err := query(ctx, s.db, scanOne[string], "SELECT DISTINCT who FROM audit ORDER BY who")
	if err != nil {
		return nil, fmt.Errorf("read who is in the audit trail: %w", err)
	}
	return people, nil
}
