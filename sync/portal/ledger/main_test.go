package ledger_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"ventanilla/sync/portal/ledger"
	"ventanilla/sync/portal/postgres"
	"ventanilla/sync/portal/postgres/postgrestest"
	"ventanilla/sync/portal/sqlite"
)

// server is the PostgreSQL of all tests here, nil if none is installed.
var server *postgrestest.Server

func TestMain(m *testing.M) {
	os.Exit(run(m))
}

func run(m *testing.M) int {
	var err error
	server, err = postgrestest.Start(context.Background())
	if errors.Is(err, postgrestest.ErrMissing) && os.Getenv("CI") != "true" {
		return m.Run() // whose tests say that they skip
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	code := m.Run()
	if err := server.Stop(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return code
}

// processes are the ledgers of two portal processes on one database.
type processes [2]*ledger.Ledger

// now is the portal's time in the tests: a Friday evening in Guatemala.
var now = time.Date(2026, 3, 6, 20, 0, 0, 0, time.UTC)

// onEach runs the contract on every kind of database.
func onEach(t *testing.T, test func(*testing.T, processes)) {
	onEachWith(t, [2]func() time.Time{clock, clock}, test)
}

// onEachWith is onEach with clocks of the two processes.
func onEachWith(t *testing.T, clocks [2]func() time.Time, test func(*testing.T, processes)) {
	t.Run("sqlite", func(t *testing.T) {
		test(t, open(t, clocks, sqlite.Open, filepath.Join(t.TempDir(), "portal.db")))
	})
	t.Run("postgres", func(t *testing.T) {
		if server == nil {
			t.Skip(postgrestest.ErrMissing)
		}
		address, err := server.Database(t.Context())
		check(t, err)
		test(t, open(t, clocks, postgres.Open, address))
	})
}

func clock() time.Time { return now }

type opener func(context.Context, string, func() time.Time) (*ledger.Ledger, *sql.DB, error)

// open starts all processes at once on a database that has no tables yet.
func open(t *testing.T, clocks [2]func() time.Time, one opener, where string) processes {
	t.Helper()
	var p processes
	var all sync.WaitGroup
	for i := range p {
		all.Go(func() {
			l, db, err := one(t.Context(), where, clocks[i])
			if err != nil {
				t.Error(err)
				return
			}
			t.Cleanup(func() { check(t, db.Close()) })
			p[i] = l
		})
	}
	all.Wait()
	if t.Failed() {
		t.FailNow()
	}
	return p
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
