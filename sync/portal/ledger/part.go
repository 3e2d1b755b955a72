package ledger

import (
	"context"
	"database/sql"
	"fmt"

	"ventanilla/sync/batch"
)

// SaveParts is that of portal.Parts.
func (l *Ledger) SaveParts(ctx context.Context, name batch.Name, chunks map[int][]byte) error {
	err := l.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		for i, data := range chunks {
			if _, err := tx.ExecContext(ctx, `INSERT INTO part (object, chunk, data)
				SELECT name, $1, $2 FROM object WHERE name = $3 AND state = 'wanted' ON CONFLICT DO NOTHING`,
				i, data, string(name)); err != nil {
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
