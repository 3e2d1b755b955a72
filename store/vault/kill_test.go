package vault_test

import (
	"bufio"
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"testing"

	"ventanilla/store/vault"
)

// childEnv names the vault that a copy of this test binary rotates for ever,
// until it is killed.
const childEnv = "VAULT_TEST_CHILD"

func TestMain(m *testing.M) {
	if path := os.Getenv(childEnv); path != "" {
		fmt.Fprintln(os.Stderr, rotate(path))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// database stands for the encrypted database: a file that holds its key.
func database(path string) string { return path + ".db" }

// swap is what a store does to its database.
func swap(path string) func(old, fresh []byte) error {
	return func(old, fresh []byte) error {
		now, err := os.ReadFile(database(path))
		if err != nil || bytes.Equal(now, fresh) {
			return err
		}
		if !bytes.Equal(now, old) {
			return fmt.Errorf("the database's key is neither old nor new")
		}
		if err := os.WriteFile(database(path)+".new", fresh, 0o600); err != nil {
			return err
		}
		return os.Rename(database(path)+".new", database(path))
	}
}

// rotate changes keys and passphrases for ever.
func rotate(path string) error {
	v, err := vault.Read(path)
	if err != nil {
		return err
	}
	ana := v.Staff()[0].ID
	s, err := v.Unlock(ana, anaPhrase, noon)
	if err != nil {
		return err
	}
	said := func(old, fresh []byte) error {
		fmt.Println("swap")
		defer fmt.Println("swapped")
		return swap(path)(old, fresh)
	}
	for err == nil {
		fmt.Println("rotate")
		if err = s.Rotate(said); err == nil {
			err = s.Reset(ana, anaPhrase)
		}
	}
	return err
}

// TestKill kills changes at any moment: the vault opens, and the rotation can
// be finished, so that its key is the database's.
func TestKill(t *testing.T) {
	s := newSite(t)
	s.add(t)
	if err := os.WriteFile(database(s.path), s.session.Key(), 0o600); err != nil {
		t.Fatal(err)
	}
	unfinished := 0
	for range 60 {
		kill(t, s.path)
		u := s.unlock(t, s.ana, anaPhrase)
		if u.Rotating() {
			unfinished++
			if err := u.Rotate(swap(s.path)); err != nil {
				t.Fatal(err)
			}
		}
		if now, err := os.ReadFile(database(s.path)); err != nil || !bytes.Equal(now, u.Key()) {
			t.Fatal("the vault's key is not the database's", err)
		}
	}
	if unfinished == 0 || unfinished == 60 {
		t.Errorf("%d kills left a rotation to finish: all of one kind", unfinished)
	}
	t.Logf("%d of 60 kills left a rotation to finish", unfinished)
}

// kill starts a child and kills it within a rotation.
func kill(t *testing.T, path string) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childEnv+"="+path)
	var failed bytes.Buffer
	cmd.Stderr = &failed
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for i := rand.IntN(6); lines.Scan(); i-- {
		if i == 0 {
			for n := rand.IntN(600_000); n > 0; n-- { // any moment
				_ = n
			}
			_ = cmd.Process.Kill()
		}
	}
	_ = cmd.Wait()
	if failed.Len() > 0 {
		t.Fatal(failed.String())
	}
}
