package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"ventanilla/app/intake"
)

// searchRow is the setting that says by which folding the words were worked out.
const searchRow = "search"

// index keeps by what an application is found: the words of its draft and of its frozen answers as far as they are still
// here, and of a stub its code and its day. Call it within each transaction that changes them.
func (s *Store) index(ctx context.Context, tx *sql.Tx, id intake.ApplicationID) error {
	words, err := s.wordsOf(ctx, tx, id)
	if err != nil {
		return err
	}
	row := found{application: id, words: []byte(words.text())}
	row.marks = newMarks(row.words)
	if len(words) == 0 {
		err = tx.QueryRowContext(ctx, "DELETE FROM search WHERE application = ? RETURNING id", id).Scan(&row.id)
	} else {
		err = tx.QueryRowContext(ctx, `INSERT INTO search (application, words) VALUES (?, ?) ON CONFLICT (application)
			DO UPDATE SET words = excluded.words WHERE words <> excluded.words RETURNING id`, id, words.text()).Scan(&row.id)
	}
	if errors.Is(err, sql.ErrNoRows) {
		return nil // as it was
	}
	s.changed = append(s.changed, row)
	return err
}

// wordsOf works out the words from all that is here of an application.
func (s *Store) wordsOf(ctx context.Context, q querier, id intake.ApplicationID) (wordSet, error) {
	type held struct {
		code intake.Code
		at   int64
		text []byte // JSON with the answers, nil if they were purged
	}
	rows, err := query(ctx, q, func(rows *sql.Rows) (held, error) {
		var h held
		err := rows.Scan(&h.code, &h.at, &h.text)
		return h, err
	}, `SELECT code, started_at, '{"answers":' || answers || '}' FROM draft WHERE application = ?1
		UNION ALL SELECT code, captured_at, record FROM revision LEFT JOIN frozen USING (application, number) WHERE application = ?1`, id)
	words := wordSet{}
	for _, h := range rows {
		words.addCode(h.code)
		words.addDay(time.UnixMilli(h.at).In(s.now().Location()))
		var parsed struct{ Answers intake.Application }
		if h.text == nil || json.Unmarshal(h.text, &parsed) != nil {
			continue // what cannot be read is found by its code
		}
		words.addAnswers(parsed.Answers)
	}
	return words, err
}

// refill works the words out anew where an older version of the program, or none, did it: in one transaction.
func (s *Store) refill(ctx context.Context) error {
	var version int
	if err := readSetting(ctx, s.db, searchRow, &version); err != nil && !isNotFound(err) {
		return err
	}
	if version == foldVersion {
		return nil
	}
	err := s.write(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM search"); err != nil {
			return err
		}
		all, err := query(ctx, tx, scanOne[intake.ApplicationID], // the ids are in the order in which the applications were begun
			"SELECT application FROM draft UNION SELECT application FROM revision ORDER BY application")
		if err != nil {
			return err
		}
		for _, id := range all {
			if err := s.index(ctx, tx, id); err != nil {
				return err
			}
		}
		return writeSetting(ctx, tx, searchRow, foldVersion)
	})
	if err != nil {
		return fmt.Errorf("fill search: %w", err)
	}
	return nil
}
