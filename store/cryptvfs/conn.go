package cryptvfs

import (
	"context"
	"database/sql/driver"
)

// sqliteConn is what database/sql uses of the driver's connections. Their
// backup and serialize methods stay hidden: they would make copies in clear.
type sqliteConn interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

// sqliteStmt is what database/sql uses of the driver's statements.
type sqliteStmt interface {
	driver.Stmt
	driver.StmtExecContext
	driver.StmtQueryContext
}

// sqliteRows is what database/sql uses of the driver's rows.
type sqliteRows interface {
	driver.RowsColumnTypeDatabaseTypeName
	driver.RowsColumnTypeLength
	driver.RowsColumnTypeNullable
	driver.RowsColumnTypePrecisionScale
	driver.RowsColumnTypeScanType
}

// conn, stmt, rows and tx explain the errors of the driver's own.
type conn struct {
	sqliteConn
	db *database
}

type stmt struct {
	sqliteStmt
	db *database
}

type rows struct {
	sqliteRows
	db *database
}

type tx struct {
	driver.Tx
	db *database
}

func (c *conn) BeginTx(ctx context.Context, opts driver.TxOptions) (driver.Tx, error) {
	t, err := c.sqliteConn.BeginTx(ctx, opts)
	if err != nil {
		return nil, c.db.explain(err)
	}
	return &tx{Tx: t, db: c.db}, nil
}

func (c *conn) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	s, err := c.sqliteConn.PrepareContext(ctx, query)
	if err != nil {
		return nil, c.db.explain(err)
	}
	if whole, ok := s.(sqliteStmt); ok {
		return &stmt{sqliteStmt: whole, db: c.db}, nil
	}
	return s, nil
}

func (c *conn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	r, err := c.sqliteConn.ExecContext(ctx, query, args)
	return r, c.db.explain(err)
}

func (c *conn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	r, err := c.sqliteConn.QueryContext(ctx, query, args)
	return c.db.explainRows(r, err)
}

func (c *conn) Ping(ctx context.Context) error { return c.db.explain(c.sqliteConn.Ping(ctx)) }

func (s *stmt) ExecContext(ctx context.Context, args []driver.NamedValue) (driver.Result, error) {
	r, err := s.sqliteStmt.ExecContext(ctx, args)
	return r, s.db.explain(err)
}

func (s *stmt) QueryContext(ctx context.Context, args []driver.NamedValue) (driver.Rows, error) {
	r, err := s.sqliteStmt.QueryContext(ctx, args)
	return s.db.explainRows(r, err)
}

func (r *rows) Next(dest []driver.Value) error {
	if err := r.sqliteRows.Next(dest); err != nil {
		return r.db.explain(err)
	}
	return nil
}

func (r *rows) Close() error { return r.db.explain(r.sqliteRows.Close()) }

func (t *tx) Commit() error   { return t.db.explain(t.Tx.Commit()) }
func (t *tx) Rollback() error { return t.db.explain(t.Tx.Rollback()) }

// explainRows wraps rows so that their errors are explained too.
func (db *database) explainRows(r driver.Rows, err error) (driver.Rows, error) {
	if err != nil {
		return nil, db.explain(err)
	}
	if whole, ok := r.(sqliteRows); ok {
		return &rows{sqliteRows: whole, db: db}, nil
	}
	return r, nil
}
