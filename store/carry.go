package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"ventanilla/store/migration"
	"ventanilla/store/wreck"
)

// carrier carries rows from a damaged database into a new one.
type carrier struct {
	wreck *wreck.Wreck
	db    *sql.DB
	lost  *Lost
	found map[string]string // words by which lost applications were found, by their id
}

// derived are the tables that are worked out from others, or belong to the new file.
var derived = []string{versionTable, "search", "photo_use"}

// all carries every table over into the schema that they had, and mends in the newest what is missing.
func (c *carrier) all(ctx context.Context, tables []table) error {
	if _, err := c.db.ExecContext(ctx, "PRAGMA foreign_keys = OFF"); err != nil {
		return err
	}
	err := c.unguarded(ctx, func() error {
		for _, t := range tables {
			if err := c.table(ctx, t); err != nil {
				return fmt.Errorf("carry table %s: %w", t.name, err)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := migration.Up(ctx, c.db); err != nil {
		return err
	}
	if err := c.unguarded(ctx, func() error { return c.mend(ctx) }); err != nil {
		return fmt.Errorf("mend: %w", err)
	}
	return c.check(ctx)
}

// unguarded runs f without the schema's triggers: what they guard was so when the rows were written.
func (c *carrier) unguarded(ctx context.Context, f func() error) error {
	triggers, err := query(ctx, c.db, func(rows *sql.Rows) (t [2]string, err error) {
		err = rows.Scan(&t[0], &t[1])
		return t, err
	}, "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name")
	if err != nil {
		return err
	}
	for _, t := range triggers {
		if _, err := c.db.ExecContext(ctx, "DROP TRIGGER "+t[0]); err != nil {
			return err
		}
	}
	if err := f(); err != nil {
		return err
	}
	for _, t := range triggers {
		if _, err := c.db.ExecContext(ctx, t[1]); err != nil {
			return err
		}
	}
	return nil
}

// check makes sure that no row of the new store points to nothing.
func (c *carrier) check(ctx context.Context) error {
	var dangling int
	if err := c.db.QueryRowContext(ctx, "SELECT count(*) FROM pragma_foreign_key_check").Scan(&dangling); err != nil {
		return err
	}
	if dangling > 0 {
		return fmt.Errorf("%d rows point to nothing", dangling)
	}
	return nil
}

// table carries the rows of one table over.
func (c *carrier) table(ctx context.Context, t table) error {
	switch {
	case t.name == "search":
		return c.words(ctx, t)
	case slices.Contains(derived, t.name):
		return nil
	}
	if _, err := c.db.ExecContext(ctx, "DELETE FROM "+t.name); err != nil { // what a new store begins with
		return err
	}
	l := LostTable{Name: t.name, Pages: c.wreck.LostOf(t.root)}
	in := &inserter{db: c.db, table: t}
	err := c.wreck.Rows(ctx, t.root, func(r wreck.Row) error {
		if !r.Whole {
			l.Rows++
			return nil
		}
		return in.add(ctx, r)
	})
	if err = errors.Join(err, in.end()); err != nil {
		return err
	}
	if l.Rows += in.refused; l.Pages+l.Rows > 0 {
		c.lost.Tables = append(c.lost.Tables, l)
	}
	return nil
}

// words reads by what applications were found, which tells the codes of those that are lost.
func (c *carrier) words(ctx context.Context, t table) error {
	c.found = map[string]string{}
	return c.wreck.Rows(ctx, t.root, func(r wreck.Row) error {
		const application, words = 1, 2
		if r.Whole && len(r.Values) > words {
			id, _ := r.Values[application].(string)
			c.found[id], _ = r.Values[words].(string)
		}
		return nil
	})
}

// inserter puts rows into a table, many in a transaction.
type inserter struct {
	db      *sql.DB
	table   table
	tx      *sql.Tx
	pending int
	refused int // rows that the table does not take
}

// together is how many rows, of a photo each perhaps, go into a transaction.
const together = 200

func (in *inserter) add(ctx context.Context, r wreck.Row) (err error) {
	if in.tx == nil {
		if in.tx, err = in.db.BeginTx(ctx, nil); err != nil {
			return err
		}
	}
	text, args := in.table.insert(r)
	if _, err := in.tx.ExecContext(ctx, text, args...); err != nil {
		in.refused++ // not a row of this table, whatever it is
	}
	if in.pending++; in.pending < together {
		return nil
	}
	return in.end()
}

func (in *inserter) end() error {
	if in.tx == nil {
		return nil
	}
	err := in.tx.Commit()
	in.tx, in.pending = nil, 0
	return err
}

// insert is the statement that puts a row where it was. Columns that were added after it was written get their default.
func (t table) insert(r wreck.Row) (text string, args []any) {
	columns := t.columns[:min(len(t.columns), len(r.Values))]
	args = append(args, r.Values[:len(columns)]...)
	if at := slices.Index(columns, t.rowID); t.alias() && at >= 0 {
		args[at] = r.ID
	} else if t.rowID != "" {
		columns, args = append(slices.Clone(columns), t.rowID), append(args, r.ID)
	}
	marks := strings.TrimSuffix(strings.Repeat("?, ", len(columns)), ", ")
	return fmt.Sprintf("INSERT INTO %s (%s) VALUES (%s)", t.name, strings.Join(columns, ", "), marks), args
}
