package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"

	"ventanilla/store/cryptvfs"
	"ventanilla/store/wreck"
)

// table is where the rows of a table lie, and in what form.
type table struct {
	name    string
	root    uint32   // its first page
	columns []string // in the order in which they are stored
	rowID   string   // the column that is the row's number: a name, or "rowid"; "" in tables without one
}

// alias reports whether the row's number is a column of its own, for which nothing is stored in the record.
func (t table) alias() bool { return t.rowID != "" && t.rowID != "rowid" }

// lookInto opens a damaged database with the schema of a new one of the same version. Where its own schema can be read, that
// tells where tables begin.
func lookInto(ctx context.Context, pages *cryptvfs.Pages, db *sql.DB) (*wreck.Wreck, []table, error) {
	roots, err := firstPages(ctx, db)
	if err != nil {
		return nil, nil, err
	}
	tables, err := schemaTables(ctx, db, roots)
	if err != nil {
		return nil, nil, err
	}
	all := []uint32{schemaRoot}
	for _, root := range roots {
		all = append(all, root)
	}
	old, err := wreck.Open(ctx, pages, cryptvfs.PageContent, all)
	return old, tables, err
}

// schemaRoot is the first page of the table of tables.
const schemaRoot = 1

// firstPages returns where each table and index begins.
func firstPages(ctx context.Context, db *sql.DB) (map[string]uint32, error) {
	roots := map[string]uint32{}
	_, err := query(ctx, db, func(rows *sql.Rows) (root uint32, err error) {
		var name string
		err = rows.Scan(&name, &root)
		roots[name] = root
		return root, err
	}, "SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0")
	return roots, err
}

func schemaTables(ctx context.Context, db *sql.DB, roots map[string]uint32) ([]table, error) {
	type listed struct {
		name         string
		withoutRowID bool
	}
	list, err := query(ctx, db, func(rows *sql.Rows) (l listed, err error) {
		err = rows.Scan(&l.name, &l.withoutRowID)
		return l, err
	}, "SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY name")
	if err != nil {
		return nil, err
	}
	var tables []table
	for _, l := range list {
		t := table{name: l.name, root: roots[l.name], rowID: "rowid"}
		if l.withoutRowID {
			t.rowID = ""
		}
		if err := t.readColumns(ctx, db); err != nil {
			return nil, err
		}
		tables = append(tables, t)
	}
	return tables, nil
}

// readColumns puts the columns into the order of https://sqlite.org/fileformat2.html#representation_of_sql_tables: without a row
// number the key comes first.
func (t *table) readColumns(ctx context.Context, db *sql.DB) error {
	type column struct {
		name, kind string
		key        int // from 1, 0 is not of the key
	}
	columns, err := query(ctx, db, func(rows *sql.Rows) (c column, err error) {
		err = rows.Scan(&c.name, &c.kind, &c.key)
		return c, err
	}, "SELECT name, type, pk FROM pragma_table_info(?) ORDER BY cid", t.name)
	if err != nil {
		return err
	}
	keys := 0
	for _, c := range columns {
		keys = max(keys, c.key)
	}
	if t.rowID == "" {
		slices.SortStableFunc(columns, func(a, b column) int { return cmp.Compare(uint(a.key-1), uint(b.key-1)) })
	}
	for _, c := range columns {
		t.columns = append(t.columns, c.name)
		if t.rowID != "" && keys == 1 && c.key == 1 && c.kind == "INTEGER" {
			t.rowID = c.name
		}
	}
	return nil
}
