package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"ventanilla/app/intake"
)

// StartDraft makes the id and the reference code of a new application and saves its first answers, as SaveDraft does.
func (s *Store) StartDraft(ctx context.Context, answers intake.Application, photos ...[]byte) (intake.Draft, error) {
	id, err := intake.NewApplicationID()
	if err != nil {
		return intake.Draft{}, err
	}
	code, err := intake.NewCode()
	if err != nil {
		return intake.Draft{}, err
	}
	return s.SaveDraft(ctx, intake.Draft{Application: id, Code: code, Revision: 1, Answers: answers}, photos...)
}

// SaveDraft keeps the draft as it is now, together with photos that its answers name and the store has not got, and
// returns it with the times set. It is meant to be called after each answer. Errors: ErrFrozen if that revision was handed
// in, ErrNotFound if a photo that the answers name is neither here nor among photos.
func (s *Store) SaveDraft(ctx context.Context, d intake.Draft, photos ...[]byte) (intake.Draft, error) {
	d.SavedAt = fromMillis(millis(s.now()))
	if d.StartedAt.IsZero() {
		d.StartedAt = d.SavedAt
	}
	err := s.write(ctx, func(tx *sql.Tx) error { return s.saveDraft(ctx, tx, d, photos) })
	if err != nil {
		return intake.Draft{}, fmt.Errorf("save draft %s: %w", d.Application, err)
	}
	return d, nil
}

func (s *Store) saveDraft(ctx context.Context, tx *sql.Tx, d intake.Draft, photos [][]byte) error {
	if err := refuseFrozen(ctx, tx, d); err != nil {
		return err
	}
	if err := refuseWithdrawn(ctx, tx, d.Application); err != nil {
		return err
	}
	fresh, err := putDraft(ctx, tx, d)
	if err != nil {
		return err
	}
	if fresh {
		what := DraftStarted
		if d.Revision > 1 {
			what = AmendStarted
		}
		if err := s.record(ctx, tx, what, d.Application); err != nil {
			return err
		}
	}
	if err := usePhotos(ctx, tx, d, photos); err != nil {
		return err
	}
	return s.index(ctx, tx, d.Application)
}

func refuseFrozen(ctx context.Context, tx *sql.Tx, d intake.Draft) error {
	var frozen bool
	err := tx.QueryRowContext(ctx,
		"SELECT EXISTS (SELECT 1 FROM revision WHERE application = ? AND number >= ?)", d.Application, d.Revision).Scan(&frozen)
	if err == nil && frozen {
		return ErrFrozen
	}
	return err
}

// putDraft writes the row and reports whether it is a new one.
func putDraft(ctx context.Context, tx *sql.Tx, d intake.Draft) (fresh bool, err error) {
	answers, err := json.Marshal(d.Answers)
	if err != nil {
		return false, err
	}
	var count int
	if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM draft WHERE application = ?", d.Application).Scan(&count); err != nil {
		return false, err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO draft VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (application) DO UPDATE SET revision = excluded.revision, step = excluded.step,
			saved_at = excluded.saved_at, answers = excluded.answers, initials = excluded.initials, lacking = excluded.lacking`,
		d.Application, d.Code, d.Revision, d.Step, millis(d.StartedAt), millis(d.SavedAt), string(answers),
		d.Answers.Applicant.Initials(), joinFields(d.Answers.Lacking()))
	return count == 0, err
}

const draftColumns = "SELECT application, code, revision, step, started_at, saved_at, answers FROM draft"

// Draft returns one draft, or ErrNotFound.
func (s *Store) Draft(ctx context.Context, id intake.ApplicationID) (intake.Draft, error) {
	d, err := readDraft(ctx, s.db, id)
	if err != nil {
		return intake.Draft{}, fmt.Errorf("read draft %s: %w", id, err)
	}
	return d, nil
}

func readDraft(ctx context.Context, q querier, id intake.ApplicationID) (intake.Draft, error) {
	found, err := query(ctx, q, scanDraft, draftColumns+" WHERE application = ?", id)
	if err == nil && len(found) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return intake.Draft{}, err
	}
	return found[0], nil
}

// Drafts returns all drafts, the last saved first.
func (s *Store) Drafts(ctx context.Context) ([]intake.Draft, error) {
	drafts, err := query(ctx, s.db, scanDraft, draftColumns+" ORDER BY saved_at DESC, application DESC")
	if err != nil {
		return nil, fmt.Errorf("read drafts: %w", err)
	}
	return drafts, nil
}

func scanDraft(rows *sql.Rows) (intake.Draft, error) {
	var d intake.Draft
	var started, saved int64
	var answers []byte
	if err := rows.Scan(&d.Application, &d.Code, &d.Revision, &d.Step, &started, &saved, &answers); err != nil {
		return d, err
	}
	d.StartedAt, d.SavedAt = fromMillis(started), fromMillis(saved)
	if err := json.Unmarshal(answers, &d.Answers); err != nil {
		return d, errors.New("stored answers do not parse") // the cause would quote them
	}
	return d, nil
}

// DeleteDraft removes a draft and the photos that only it shows. It returns ErrNotFound if there is none.
func (s *Store) DeleteDraft(ctx context.Context, id intake.ApplicationID) error {
	err := s.write(ctx, func(tx *sql.Tx) error {
		if err := dropDraft(ctx, tx, id); err != nil {
			return err
		}
		if err := s.index(ctx, tx, id); err != nil {
			return err
		}
		return s.record(ctx, tx, DraftDeleted, id)
	})
	if err != nil {
		return fmt.Errorf("delete draft %s: %w", id, err)
	}
	return s.forget(ctx)
}

func dropDraft(ctx context.Context, tx *sql.Tx, id intake.ApplicationID) error {
	var revision int
	err := tx.QueryRowContext(ctx, "DELETE FROM draft WHERE application = ? RETURNING revision", id).Scan(&revision)
	if err != nil {
		return notFound(err)
	}
	if err := dropNote(ctx, tx, id); err != nil {
		return err
	}
	if _, err := effort(ctx, tx, id); err != nil {
		return err
	}
	return dropPhotos(ctx, tx, id, revision)
}

// joinFields and splitFields store names of fields one a line.
func joinFields(fields []intake.Field) string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = string(f)
	}
	return strings.Join(names, "\n")
}

func splitFields(text string) []intake.Field {
	var fields []intake.Field
	for name := range strings.Lines(text) {
		fields = append(fields, intake.Field(strings.TrimSuffix(name, "\n")))
	}
	return fields
}
