// Package postgrestest starts a real PostgreSQL for tests, in a folder of its
// own and on no port. Begin with [Start]; stop it with [Server.Stop].
//
// Promised: it touches no other server of the machine. Its data do not survive
// a power cut, which makes it fast.
package postgrestest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
)

// ErrMissing tells that no PostgreSQL is installed. On Debian, the package
// postgresql brings it.
var ErrMissing = errors.New("no PostgreSQL is installed")

const (
	installed = "/usr/lib/postgresql/*/bin" // where Debian puts each version
	// account is who runs the server for root, whom PostgreSQL refuses.
	account = "postgres"
)

// Server is a running PostgreSQL.
type Server struct {
	dir, bin string
	next     int
}

// Start makes a server in a new folder of the system's temporary one.
func Start(ctx context.Context) (*Server, error) {
	bin, err := binaries()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "postgres-*")
	if err != nil {
		return nil, fmt.Errorf("start PostgreSQL: %w", err)
	}
	s := &Server{dir: dir, bin: bin}
	if err := s.start(ctx); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	return s, nil
}

func binaries() (string, error) {
	found, err := filepath.Glob(filepath.Join(installed, "initdb"))
	if err != nil {
		return "", err
	}
	if len(found) > 0 {
		return filepath.Dir(found[len(found)-1]), nil
	}
	path, err := exec.LookPath("initdb")
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrMissing, err)
	}
	return filepath.Dir(path), nil
}

func (s *Server) start(ctx context.Context) error {
	if os.Geteuid() == 0 {
		if out, err := exec.CommandContext(ctx, "chown", account, s.dir).CombinedOutput(); err != nil {
			return fmt.Errorf("start PostgreSQL: %w: %s", err, out)
		}
	}
	if err := s.run(ctx, "initdb", "--auth=trust", "--no-sync", "--encoding=UTF8", "--username="+account); err != nil {
		return err
	}
	options := fmt.Sprintf("-k %s -c listen_addresses= -c fsync=off -c full_page_writes=off", s.dir)
	return s.run(ctx, "pg_ctl", "-w", "-l", filepath.Join(s.dir, "log"), "-o", options, "start")
}

// run runs one of PostgreSQL's programs on the server's data.
func (s *Server) run(ctx context.Context, program string, args ...string) error {
	line := append([]string{filepath.Join(s.bin, program), "-D", s.data()}, args...)
	if os.Geteuid() == 0 {
		line = append([]string{"runuser", "-u", account, "--"}, line...)
	}
	c := exec.CommandContext(ctx, line[0], line[1:]...)
	c.Dir = s.dir
	if out, err := c.Output(); err != nil {
		return fmt.Errorf("run %s: %w: %s", program, err, out)
	}
	return nil
}

func (s *Server) data() string { return filepath.Join(s.dir, "data") }

// Database makes an empty database and returns its address. It is not safe for
// concurrent use.
func (s *Server) Database(ctx context.Context) (string, error) {
	db, err := sql.Open("pgx", s.address(account))
	if err != nil {
		return "", fmt.Errorf("make database: %w", err)
	}
	s.next++
	name := "portal" + strconv.Itoa(s.next)
	_, err = db.ExecContext(ctx, "CREATE DATABASE "+name)
	if err := errors.Join(err, db.Close()); err != nil {
		return "", fmt.Errorf("make database: %w", err)
	}
	return s.address(name), nil
}

func (s *Server) address(database string) string {
	u := url.URL{Scheme: "postgres", Path: "/" + database, RawQuery: url.Values{"host": {s.dir}, "user": {account}}.Encode()}
	return u.String()
}

// Stop ends the server and removes its folder.
func (s *Server) Stop(ctx context.Context) error {
	return errors.Join(s.run(ctx, "pg_ctl", "-m", "immediate", "stop"), os.RemoveAll(s.dir))
}
