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
	Withdrawn   bool   // the person has taken it back; the office knows once State says so
	Undoable    bool   // the withdrawal can be undone
	InReview    bool   // a supervisor must look at it before it may leave
	People      int    // the applicant and the household; 0 for a draft and for a withdrawal
	Photos      int
	Objects     int   // sealed for the revision
	Bytes       int64 // of their ciphertext
	Received    int   // of the objects, those that the portal has signed for
	Arrived     int64 // bytes of those
}

// Filter narrows a list. The zero value is everything.
type Filter struct {
	State intake.State // "" is any
	// Words are what somebody has typed so far, and each is the beginning of a word that must be there: of a name, the
	// initials, the reference code, a phone or document number, a day of birth, of handing in or of beginning. Accents, case
	// and order do not matter. "" is any.
	Words  string
	Batch  int64 // only those of which something is in it, whatever State and Words say; 0 is any
	Limit  int   // 0 is no limit
	Offset int   // of the first summary
}

// limit is the number for LIMIT.
func (f Filter) limit() int {
	if f.Limit == 0 {
		return -1
	}
	return f.Limit
}

// An application is listed by its draft, or else by its last revision.
const (
	draftRows = `SELECT application, code, 'draft' AS state, revision AS number, saved_at AS at, initials, lacking,
		'' AS problem, 0 AS purged, 0 AS withdrawn, 0 AS review, 0 AS people, 0 AS photos FROM draft n`
	revisionRows = `SELECT n.application, n.code, n.state, n.number, n.captured_at,
		coalesce(f.initials, ''), coalesce(f.lacking, ''), n.problem, n.purged_at IS NOT NULL,
		n.withdrawn, n.review = 'open', n.people, n.photos
		FROM revision n LEFT JOIN frozen f USING (application, number)
		WHERE latest = 1 AND n.application NOT IN (SELECT application FROM draft)`
	// weighed adds what was sealed of each row.
	weighed = `SELECT *, EXISTS (SELECT 1 FROM withdrawal w WHERE w.application = n.application),
		(SELECT count(*) FROM object o WHERE o.application = n.application AND o.revision = n.number),
		(SELECT coalesce(sum(size), 0) FROM object o WHERE o.application = n.application AND o.revision = n.number),
		(SELECT coalesce(sum(received), 0) FROM object o WHERE o.application = n.application AND o.revision = n.number),
		(SELECT coalesce(sum(size * received), 0) FROM object o WHERE o.application = n.application AND o.revision = n.number)
		FROM `
)

// List returns the applications that the filter lets through, the newest first; those that were searched for by the time at
// which they were begun.
func (s *Store) List(ctx context.Context, f Filter) ([]Summary, error) {
	if strings.TrimSpace(f.Words) != "" && f.Batch == 0 {
		return s.find(ctx, f, terms(f.Words))
	}
	drafts, revisions, args := f.where()
	list, err := query(ctx, s.db, scanSummary, weighed+`(`+draftRows+drafts+` UNION ALL `+revisionRows+revisions+`
		ORDER BY at DESC, application DESC LIMIT ? OFFSET ?) n`, append(args, f.limit(), f.Offset)...)
	if err != nil {
		return nil, fmt.Errorf("list applications: %w", err)
	}
	return list, nil
}

// where gives the conditions on drafts and on revisions, in a form for which there are indices.
func (f Filter) where() (drafts, revisions string, args []any) {
	switch {
	case f.Batch > 0:
		const packed = "n.application IN (SELECT application FROM object WHERE batch = ?)"
		return " WHERE " + packed, " AND " + packed, []any{f.Batch, f.Batch}
	case f.State == "":
		return "", "", nil
	}
	return " WHERE 'draft' = ?", " AND n.state = ?", []any{f.State, f.State}
}

// Summary returns the newest summary of one application, or ErrNotFound.
func (s *Store) Summary(ctx context.Context, id intake.ApplicationID) (Summary, error) {
	list, err := query(ctx, s.db, scanSummary, weighed+`(`+draftRows+` WHERE application = ?1 UNION ALL `+revisionRows+`
		AND n.application = ?1) n`, id)
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
	counts := make(map[intake.State]int)
	_, err := query(ctx, s.db, func(rows *sql.Rows) (n int, err error) {
		var state intake.State
		err = rows.Scan(&state, &n)
		counts[state] += n
		return n, err
	}, `SELECT 'draft', count(*) FROM draft UNION ALL SELECT state, count(*) FROM revision
		WHERE latest = 1 AND application NOT IN (SELECT application FROM draft) GROUP BY state`)
	if err != nil {
		return nil, fmt.Errorf("count applications: %w", err)
	}
	return counts, nil
}

func scanSummary(rows *sql.Rows) (Summary, error) {
	var s Summary
	var at int64
	var lacking string
	err := rows.Scan(&s.Application, &s.Code, &s.State, &s.Revision, &at, &s.Initials, &lacking, &s.Problem, &s.Purged,
		&s.Withdrawn, &s.InReview, &s.People, &s.Photos, &s.Undoable, &s.Objects, &s.Bytes, &s.Received,
		&s.Arrived)
	s.CapturedAt, s.Lacking, s.Withdrawn = fromMillis(at), splitFields(lacking), s.Withdrawn || s.Undoable
	return s, err
}
