package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	"ventanilla/app/intake"
)

// Summary is one application as a list shows it: no more of a person than initials, and of a stub not even these.
type Summary struct {
	Application intake.ApplicationID
	Code        intake.Code
	State       intake.State
	Revision    int
	CapturedAt  time.Time // when the revision was handed in or the draft last saved, by the device's clock
	Initials    string
	Lacking     []intake.Field
	Problem     string // the reason code of a parked one
	Purged      bool   // only the stub is left
	Objects     int    // sealed for the revision
	Bytes       int64  // of their ciphertext
	Received    int    // of the objects, those that the portal has signed for
}

// Filter narrows a list. The zero value is everything.
type Filter struct {
	State  intake.State // "" is any
	Code   string       // the beginning of a code as people write it; "" is any
	Limit  int          // 0 is no limit
	Offset int          // of the first summary
}

// newest is one row an application: its draft, or else its last revision.
const newest = `
	SELECT application, code, 'draft' AS state, revision AS number, saved_at AS at, initials, lacking,
		'' AS problem, 0 AS purged FROM draft
	UNION ALL
	SELECT r.application, r.code, CASE WHEN r.withdrawn AND r.state = 'delivered' THEN 'withdrawn' ELSE r.state END,
		r.number, r.captured_at, coalesce(f.initials, ''), coalesce(f.lacking, ''), r.problem, r.purged_at IS NOT NULL
	FROM revision r LEFT JOIN frozen f USING (application, number)
	WHERE r.number = (SELECT max(number) FROM revision m WHERE m.application = r.application)
		AND r.application NOT IN (SELECT application FROM draft)`

// weighed adds to each row what was sealed of it.
const weighed = `SELECT *,
	(SELECT count(*) FROM object o WHERE o.application = n.application AND o.revision = n.number),
	(SELECT coalesce(sum(size), 0) FROM object o WHERE o.application = n.application AND o.revision = n.number),
	(SELECT coalesce(sum(received), 0) FROM object o WHERE o.application = n.application AND o.revision = n.number)
	FROM (` + newest + `) n `

// List returns the applications that the filter lets through, the newest first.
func (s *Store) List(ctx context.Context, f Filter) ([]Summary, error) {
	limit := f.Limit
	if limit == 0 {
		limit = -1
	}
	list, err := query(ctx, s.db, scanSummary, weighed+`WHERE (?1 = '' OR state = ?1) AND code LIKE ?2 || '%' ORDER BY at DESC, application DESC LIMIT ?3 OFFSET ?4`,
		f.State, codeStart(f.Code), limit, f.Offset)
	if err != nil {
		return nil, fmt.Errorf("list applications: %w", err)
	}
	return list, nil
}

// Summary returns the newest summary of one application, or ErrNotFound.
func (s *Store) Summary(ctx context.Context, id intake.ApplicationID) (Summary, error) {
	list, err := query(ctx, s.db, scanSummary, weighed+`WHERE application = ?`, id)
	if err == nil && len(list) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return Summary{}, fmt.Errorf("read summary of %s: %w", id, err)
	}
	return list[0], nil
}

// Counts returns how many applications are in each state.
func (s *Store) Counts(ctx context.Context) (map[intake.State]int, error) {
	states, err := query(ctx, s.db, scanOne[intake.State], `SELECT state FROM (`+newest+`)`)
	if err != nil {
		return nil, fmt.Errorf("count applications: %w", err)
	}
	counts := make(map[intake.State]int)
	for _, state := range states {
		counts[state]++
	}
	return counts, nil
}

func scanSummary(rows *sql.Rows) (Summary, error) {
	var s Summary
	var at int64
	var lacking string
	err := rows.Scan(&s.Application, &s.Code, &s.State, &s.Revision, &at, &s.Initials, &lacking, &s.Problem, &s.Purged,
		&s.Objects, &s.Bytes, &s.Received)
	s.CapturedAt, s.Lacking = fromMillis(at), splitFields(lacking)
	return s, err
}

// codeStart reads the beginning of a code as people write it. What is no digit of a code stays and finds nothing.
func codeStart(text string) string {
	return strings.NewReplacer("-", "", " ", "", "O", "0", "I", "1", "L", "1", "%", "?", "_", "?").Replace(strings.ToUpper(text))
}
