package cryptvfs

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"
)

// setup is run on each new connection, in this order: the exclusive lock
// before the first look at the log, so that no shared memory is needed.
var setup = []string{
	"PRAGMA locking_mode = EXCLUSIVE",
	"PRAGMA temp_store = MEMORY",
	"PRAGMA cache_size = -8192", // KiB; opened pages are dear to open again
	"PRAGMA journal_mode = WAL",
	"PRAGMA synchronous = FULL",
	"PRAGMA secure_delete = ON",
	"PRAGMA foreign_keys = ON",
	"PRAGMA trusted_schema = OFF",
	"SELECT count(*) FROM sqlite_schema",
}

// connector opens connections through a VFS of its own, and closes that.
type connector struct {
	driver.Connector
	vfs *vfs
}

func newConnector(base, path string, db *database) (*connector, error) {
	v, err := live.register(base, path, db)
	if err != nil {
		return nil, err
	}
	below, err := sqlite.NewConnector("file:" + escape(path) + "?mode=rw&_defensive=1&vfs=" + v.name)
	if err != nil {
		live.close(v)
		return nil, err
	}
	return &connector{Connector: below, vfs: v}, nil
}

// escape makes a path of the file system the path of a file: URI.
func escape(path string) string {
	path = strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23").Replace(filepath.ToSlash(path))
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // a drive letter
	}
	return "//" + path
}

// Connect opens a connection and prepares it.
func (c *connector) Connect(ctx context.Context) (driver.Conn, error) {
	below, err := c.Connector.Connect(ctx)
	if err != nil {
		return nil, c.vfs.db.explain(err)
	}
	whole, ok := below.(sqliteConn)
	if !ok {
		_ = below.Close()
		return nil, fmt.Errorf("connect: driver %T lacks methods", below)
	}
	for _, statement := range setup {
		if err := run(ctx, whole, statement); err != nil {
			_ = below.Close()
			return nil, c.vfs.db.explain(err)
		}
	}
	return &conn{sqliteConn: whole, db: c.vfs.db}, nil
}

// run executes a statement and reads its rows, without which some pragmas do
// nothing.
func run(ctx context.Context, c sqliteConn, statement string) error {
	rows, err := c.QueryContext(ctx, statement, nil)
	if err != nil {
		return err
	}
	defer rows.Close()
	row := make([]driver.Value, len(rows.Columns()))
	for err == nil {
		err = rows.Next(row)
	}
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// Close is called by (*sql.DB).Close, after the connections are closed.
func (c *connector) Close() error {
	live.close(c.vfs)
	return nil
}

// explain adds to an error of SQLite what the VFS knows about it.
func (db *database) explain(err error) error {
	var e *sqlite.Error
	if err == nil || !errors.As(err, &e) {
		return err
	}
	db.mu.Lock()
	damage := db.damage
	db.damage = nil
	db.mu.Unlock()
	switch code := e.Code(); {
	case damage != nil:
		return fmt.Errorf("%w: %w", damage, err)
	case code == lib.SQLITE_IOERR_DATA, code&0xff == lib.SQLITE_CORRUPT, code&0xff == lib.SQLITE_NOTADB:
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	case code&0xff == lib.SQLITE_BUSY:
		return fmt.Errorf("%w: %w", ErrInUse, err)
	}
	return err
}
