package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"ventanilla/app/intake"
)

// reviewState says whether a supervisor must look at a revision before it may leave.
type reviewState string

// The states of a review.
const (
	reviewNone     reviewState = "" // not needed when it was handed in
	reviewOpen     reviewState = "open"
	reviewApproved reviewState = "approved"
)

// NoteLimit is the longest note with which a supervisor sends an application back, in characters.
const NoteLimit = 500

// ErrNote says that a note is empty or longer than NoteLimit.
var ErrNote = errors.New("a note of 1 to 500 characters is needed")

// review is the state in which a revision begins. A withdrawal needs nobody's approval.
func (s Settings) review(r intake.Revision) reviewState {
	if s.Approval && !r.Withdrawn {
		return reviewOpen
	}
	return reviewNone
}

// refuseInReview returns ErrInReview while a supervisor must look at a revision of the application.
func refuseInReview(ctx context.Context, q querier, id intake.ApplicationID) error {
	var open bool
	err := q.QueryRowContext(ctx,
		"SELECT EXISTS (SELECT 1 FROM revision WHERE application = ? AND review = 'open')", id).Scan(&open)
	if err == nil && open {
		return ErrInReview
	}
	return err
}

// Review is a revision that waits for a supervisor.
type Review struct {
	intake.Revision
	Lacking []intake.Field
	First   bool // somebody in need of urgent protection, or a minor alone; a list does not say which
	Twins   int  // other applications that may be the same person's, and that nobody has looked at
}

// Complete reports whether a supervisor need not look closer: nothing is missing, nobody is to be seen first, and there is
// no possible duplicate.
func (r Review) Complete() bool { return len(r.Lacking) == 0 && !r.First && r.Twins == 0 }

// Reviews returns what waits for a supervisor: those first that need it most, then the oldest.
func (s *Store) Reviews(ctx context.Context) ([]Review, error) {
	records, err := query(ctx, s.db, scanOne[[]byte], `SELECT record FROM revision JOIN frozen USING (application, number)
		WHERE review = 'open' ORDER BY sequence`)
	if err != nil {
		return nil, fmt.Errorf("read reviews: %w", err)
	}
	pairs, err := s.Twins(ctx)
	if err != nil {
		return nil, err
	}
	reviews := make([]Review, len(records))
	for i, record := range records {
		r, err := parseRevision(record)
		if err != nil {
			return nil, fmt.Errorf("read reviews: %w", err)
		}
		reviews[i] = Review{
			Revision: r, Lacking: r.Answers.Lacking(),
			First: r.Answers.UrgentProtection || r.Answers.MinorAlone(intake.DayOf(s.now())),
		}
		for _, p := range pairs {
			if p.First == r.Application || p.Second == r.Application {
				reviews[i].Twins++
			}
		}
	}
	slices.SortStableFunc(reviews, func(a, b Review) int {
		switch {
		case a.First == b.First:
			return 0
		case a.First:
			return -1
		}
		return 1
	})
	return reviews, nil
}

// InReview counts what waits for a supervisor. It is cheap.
func (s *Store) InReview(ctx context.Context) (n int, err error) {
	err = s.db.QueryRowContext(ctx, "SELECT count(*) FROM revision WHERE review = 'open' AND purged_at IS NULL").Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("count reviews: %w", err)
	}
	return n, nil
}

// Approve lets applications leave that wait for a supervisor. It is all of them or none: ErrNotFound if one does not wait.
func (s *Store) Approve(ctx context.Context, ids ...intake.ApplicationID) error {
	err := s.write(ctx, func(tx *sql.Tx) error {
		for _, id := range ids {
			err := one(tx.ExecContext(ctx, "UPDATE revision SET review = ? WHERE application = ? AND review = 'open'", reviewApproved, id))
			if err != nil {
				return err
			}
			if err := s.record(ctx, tx, Approved, id); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("approve: %w", err)
	}
	return nil
}

// SendBack makes a draft again of what waits for a supervisor, with a note of what to mend. Nothing of it has left, so it
// keeps its number. Errors: ErrNotFound if it does not wait, ErrNote.
func (s *Store) SendBack(ctx context.Context, id intake.ApplicationID, note string) error {
	note = strings.TrimSpace(note)
	if n := len([]rune(note)); n == 0 || n > NoteLimit {
		return fmt.Errorf("send back %s: %w", id, ErrNote)
	}
	err := s.write(ctx, func(tx *sql.Tx) error {
		if err := s.thaw(ctx, tx, id); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "INSERT OR REPLACE INTO returned VALUES (?, ?, ?, ?)", id, note, s.staff, millis(s.now()))
		if err != nil {
			return err
		}
		return s.record(ctx, tx, SentBack, id)
	})
	if err != nil {
		return fmt.Errorf("send back %s: %w", id, err)
	}
	return nil
}

// thaw makes a draft of the revision that waits for a supervisor.
func (s *Store) thaw(ctx context.Context, tx *sql.Tx, id intake.ApplicationID) error {
	var n int
	err := tx.QueryRowContext(ctx, "SELECT number FROM revision WHERE application = ? AND review = 'open'", id).Scan(&n)
	if err != nil {
		return notFound(err)
	}
	r, err := readRevision(ctx, tx, id, n)
	if err != nil {
		return err
	}
	for _, text := range []string{
		"DELETE FROM frozen WHERE application = ? AND number = ?",
		"DELETE FROM revision WHERE application = ? AND number = ?",
		"UPDATE revision SET latest = 1 WHERE application = ? AND number = ? - 1",
	} {
		if _, err := tx.ExecContext(ctx, text, id, n); err != nil {
			return err
		}
	}
	_, err = putDraft(ctx, tx, intake.Draft{
		Application: id, Code: r.Code, Revision: n, StartedAt: r.Captured.Device, SavedAt: fromMillis(millis(s.now())), Answers: r.Answers,
	})
	if err != nil {
		return err
	}
	return s.index(ctx, tx, id)
}

// Note is what a supervisor asks to be mended in a draft.
type Note struct {
	Application intake.ApplicationID
	Text        string
	Staff       string // id
	At          time.Time
}

// Notes returns what is to be mended in drafts that were sent back.
func (s *Store) Notes(ctx context.Context) ([]Note, error) {
	notes, err := query(ctx, s.db, func(rows *sql.Rows) (n Note, err error) {
		var at int64
		err = rows.Scan(&n.Application, &n.Text, &n.Staff, &at)
		n.At = fromMillis(at)
		return n, err
	}, "SELECT application, note, staff, at FROM returned ORDER BY at DESC")
	if err != nil {
		return nil, fmt.Errorf("read notes: %w", err)
	}
	return notes, nil
}

// dropNote forgets what was to be mended.
func dropNote(ctx context.Context, tx *sql.Tx, id intake.ApplicationID) error {
	_, err := tx.ExecContext(ctx, "DELETE FROM returned WHERE application = ?", id)
	return err
}
