package store_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"testing"
	"time"

	"ventanilla/store"
)

// childStore names the store that a process of its own brings up to date, until it is killed.
const childStore = "VENTANILLA_TEST_STORE"

func TestMain(m *testing.M) {
	path := os.Getenv(childStore)
	if path == "" {
		os.Exit(m.Run())
	}
	s, err := store.Open(context.Background(), path, key, store.Options{})
	if err == nil {
		err = s.Close()
	}
	if err != nil {
		os.Exit(1)
	}
}

// A program that is killed while it brings an older store up to date has lost nothing of it, whenever that is.
func TestMigrationIsKilled(t *testing.T) {
	b := oldStore(t)
	whole, err := os.ReadFile(b.path)
	must(t, err)
	took := migrate(t, b.path, time.Hour)
	killed := 0
	const kills = 25
	for n := range kills {
		must(t, errors.Join(os.WriteFile(b.path, whole, 0o600), removeLog(b.path)))
		if lived := migrate(t, b.path, took*time.Duration(n)/kills); lived > 0 {
			took = min(took, lived) // the machine was busier before
		} else {
			killed++
		}
		b.again(t)
		drafts, err := b.Drafts(t.Context())
		must(t, err)
		if len(drafts) != 1 || len(b.found(t, store.Filter{Words: "ordonez"})) != 1 || len(b.found(t, store.Filter{})) != 3 {
			t.Errorf("kill %d: %d drafts", n, len(drafts))
		}
		must(t, b.VerifyAudit(t.Context()))
		must(t, b.Close())
	}
	if killed < kills/3 {
		t.Errorf("only %d of %d were killed in time", killed, kills)
	}
}

// migrate lets another process open the store and kills it after a while. It returns how long that took, 0 if it was killed.
func migrate(t *testing.T, path string, after time.Duration) time.Duration {
	t.Helper()
	child := exec.CommandContext(t.Context(), os.Args[0])
	child.Env = append(os.Environ(), childStore+"="+path)
	began := time.Now()
	must(t, child.Start())
	timer := time.AfterFunc(after, func() { _ = child.Process.Kill() })
	defer timer.Stop()
	if child.Wait() != nil {
		return 0
	}
	return time.Since(began)
}

func removeLog(path string) error {
	if err := os.Remove(path + "-wal"); !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}
