package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"ventanilla/app/intake"
)

// Freeze hands a draft in: its answers become the revision that it counted as, stamped, and never change again. Answers
// that cannot be right are an [intake.Problem]; ones that are only missing are no error. ErrNotFound if there is no draft.
func (s *Store) Freeze(ctx context.Context, id intake.ApplicationID) (intake.Revision, error) {
	var r intake.Revision
	err := s.write(ctx, func(tx *sql.Tx) error {
		d, err := readDraft(ctx, tx, id)
		if err != nil {
			return err
		}
		if err := d.Answers.Check(intake.DayOf(s.now())); err != nil {
			return err
		}
		r = intake.Revision{Application: d.Application, Code: d.Code, Number: d.Revision, Answers: d.Answers}
		if _, err = tx.ExecContext(ctx, "DELETE FROM draft WHERE application = ?", id); err != nil {
			return err
		}
		if err := dropNote(ctx, tx, id); err != nil {
			return err
		}
		r, err = s.freeze(ctx, tx, r)
		return err
	})
	if err != nil {
		return intake.Revision{}, fmt.Errorf("freeze draft %s: %w", id, err)
	}
	return r, nil
}

// freeze stamps and writes a revision, whose photos are in use already.
func (s *Store) freeze(ctx context.Context, tx *sql.Tx, r intake.Revision) (intake.Revision, error) {
	settings, err := readSettings(ctx, tx)
	if err != nil {
		return r, err
	}
	if r.Captured, err = s.stamp(ctx, tx); err != nil {
		return r, err
	}
	r.Site, r.Device, r.CapturedBy = settings.Site, settings.Device, s.staff
	if err := insertRevision(ctx, tx, r, settings.review(r)); err != nil {
		return r, err
	}
	if err := s.fingerprint(ctx, tx, r); err != nil {
		return r, err
	}
	if err := s.index(ctx, tx, r.Application); err != nil {
		return r, err
	}
	if err := s.tally(ctx, tx, r); err != nil {
		return r, err
	}
	if err := s.reportCharge(ctx, tx, r); err != nil {
		return r, err
	}
	what := Frozen
	if r.Withdrawn {
		what = Withdrew
	}
	return r, s.record(ctx, tx, what, r.Application)
}

func insertRevision(ctx context.Context, tx *sql.Tx, r intake.Revision, review reviewState) error {
	record, err := json.Marshal(r)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE revision SET latest = 0 WHERE application = ?", r.Application); err != nil {
		return err
	}
	people, lacking := 1+len(r.Answers.Household), r.Answers.Lacking()
	if r.Withdrawn {
		people, lacking = 0, nil
	}
	_, err = tx.ExecContext(ctx,
		`INSERT INTO revision (application, number, code, withdrawn, captured_at, sequence, state, people, photos, review)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		r.Application, r.Number, r.Code, r.Withdrawn, millis(r.Captured.Device), r.Captured.Sequence, intake.StateWaiting,
		people, len(r.Answers.Photos), review)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO frozen VALUES (?, ?, ?, ?, ?)",
		r.Application, r.Number, string(record), r.Answers.Applicant.Initials(), joinFields(lacking))
	return err
}

// Revision returns what was handed in: number n of the application, or the last for n 0. It returns ErrNotFound, or
// ErrPurged when only the stub is left.
func (s *Store) Revision(ctx context.Context, id intake.ApplicationID, n int) (intake.Revision, error) {
	r, err := readRevision(ctx, s.db, id, n)
	if err != nil {
		return intake.Revision{}, fmt.Errorf("read revision %d of %s: %w", n, id, err)
	}
	return r, nil
}

func readRevision(ctx context.Context, q querier, id intake.ApplicationID, n int) (intake.Revision, error) {
	var record []byte
	err := q.QueryRowContext(ctx, `SELECT record FROM revision LEFT JOIN frozen USING (application, number)
		WHERE application = ?1 AND (number = ?2 OR ?2 = 0) ORDER BY number DESC LIMIT 1`, id, n).Scan(&record)
	if err != nil {
		return intake.Revision{}, notFound(err)
	}
	if record == nil {
		return intake.Revision{}, ErrPurged
	}
	return parseRevision(record)
}

func parseRevision(record []byte) (intake.Revision, error) {
	var r intake.Revision
	if err := json.Unmarshal(record, &r); err != nil {
		return r, errors.New("stored revision does not parse") // the cause would quote answers
	}
	return r, nil
}

// Amend opens a draft of the next revision with the answers of the last. It returns the draft that is open already, if
// one is. Errors: ErrPurged when the answers have left the device, ErrWithdrawn, ErrInReview while a supervisor has it, and
// ErrNotFound for an application that was never handed in.
func (s *Store) Amend(ctx context.Context, id intake.ApplicationID) (intake.Draft, error) {
	if err := refuseWithdrawn(ctx, s.db, id); err != nil {
		return intake.Draft{}, fmt.Errorf("amend %s: %w", id, err)
	}
	d, err := s.Draft(ctx, id)
	if err == nil || !isNotFound(err) {
		return d, err
	}
	r, err := s.Revision(ctx, id, 0)
	if err == nil {
		err = refuseInReview(ctx, s.db, id)
	}
	if err != nil {
		return intake.Draft{}, fmt.Errorf("amend %s: %w", id, err)
	}
	if r.Answers.Photos, err = s.photosHere(ctx, r.Answers.Photos); err != nil {
		return intake.Draft{}, fmt.Errorf("amend %s: %w", id, err)
	}
	return s.SaveDraft(ctx, intake.Draft{Application: id, Code: r.Code, Revision: r.Number + 1, Answers: r.Answers})
}

// photosHere leaves out photos that the store has lost, so that they are asked for again.
func (s *Store) photosHere(ctx context.Context, all []intake.Photo) ([]intake.Photo, error) {
	var here []intake.Photo
	for _, p := range all {
		var held bool
		if err := s.db.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM photo WHERE sha256 = ?)", p.SHA256).Scan(&held); err != nil {
			return nil, err
		}
		if held {
			here = append(here, p)
		}
	}
	return here, nil
}
