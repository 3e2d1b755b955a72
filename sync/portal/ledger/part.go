package ledger

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"ventanilla/sync/batch"
)

// SaveParts is that of portal.Parts.
func (l *Ledger) SaveParts(ctx context.Context, name batch.Name, chunks map[int][]byte) error {
	now := l.now().Unix()
	err := l.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		for i, data := range chunks {
			if _, err := tx.ExecContext(ctx, `INSERT INTO part (object, chunk, data, saved_at)
				SELECT name, $1, $2, $3 FROM object WHERE name = $4 AND state = 'wanted'
				ON CONFLICT DO NOTHING`,
				i, data, now, string(name)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("save parts of object %s: %w", name, err)
	}
	return nil
}

// LoadParts is that of portal.Parts.
func (l *Ledger) LoadParts(ctx context.Context, name batch.Name) (map[int][]byte, error) {
	chunks := map[int][]byte{}
	_, err := collect(ctx, l.db, func(rows *sql.Rows) (int, error) {
		var i int
		var data []byte
		err := rows.Scan(&i, &data)
		chunks[i] = data
		return i, err
	}, `SELECT chunk, data FROM part WHERE object = $1`, string(name))
	if err != nil {
		return nil, fmt.Errorf("load parts of object %s: %w", name, err)
	}
	return chunks, nil
}

// Sweep is that of portal.Sweeper: it removes the chunks of each object of which no new one has come since before, and counts
// them. What is wanted stays in the books, so that a kiosk which asks again is told to send all of it.
func (l *Ledger) Sweep(ctx context.Context, before time.Time) (int64, error) {
	if err := l.datePartsOfOld(ctx); err != nil {
		return 0, fmt.Errorf("sweep parts: %w", err)
	}
	names, err := collect(ctx, l.db, func(rows *sql.Rows) (string, error) {
		var name string
		return name, rows.Scan(&name)
	}, `SELECT object FROM part GROUP BY object HAVING MAX(saved_at) < $1`, before.Unix())
	if err != nil {
		return 0, fmt.Errorf("sweep parts: %w", err)
	}
	var swept int64
	for _, name := range names { // each alone, so that nobody waits for all
		n, err := l.sweepObject(ctx, name, before)
		swept += n
		if err != nil {
			return swept, fmt.Errorf("sweep parts of object %s: %w", name, err)
		}
	}
	return swept, nil
}

// datePartsOfOld gives chunks that came before their time was noted a whole term from now.
func (l *Ledger) datePartsOfOld(ctx context.Context) error {
	return l.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE part SET saved_at = $1 WHERE saved_at = 0`, l.now().Unix())
		return err
	})
}

// sweepObject removes the chunks of an object if none has come meanwhile.
func (l *Ledger) sweepObject(ctx context.Context, name string, before time.Time) (swept int64, err error) {
	err = l.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		result, err := tx.ExecContext(ctx, `DELETE FROM part WHERE object = $1
			AND (SELECT MAX(saved_at) FROM part WHERE object = $2) < $3`, name, name, before.Unix())
		if err != nil {
			return err
		}
		swept, err = result.RowsAffected()
		return err
	})
	return swept, err
}
