package cryptvfs_test

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"ventanilla/store/cryptvfs"
)

var kills = flag.Int("kills", 200, "how often TestKill kills a writer")

// A copy of this test binary works on the database that one of these names
// until it is killed.
const (
	writeEnv = "CRYPTVFS_TEST_WRITE"
	earlyEnv = "CRYPTVFS_TEST_EARLY"
	rekeyEnv = "CRYPTVFS_TEST_REKEY"
)

func TestMain(m *testing.M) {
	flag.Parse()
	for env, work := range map[string]func(string) error{writeEnv: write, earlyEnv: early, rekeyEnv: rekey} {
		if path := os.Getenv(env); path != "" {
			if err := work(path); err != nil {
				fmt.Fprintln(os.Stderr, err)
				os.Exit(1)
			}
		}
	}
	os.Exit(m.Run())
}

// write commits rows for ever and says each on standard output.
func write(path string) error {
	return writeRows(path, func(db *sql.DB, n int) error {
		if err := writeOne(db, n); err != nil {
			return err
		}
		_, err := fmt.Println(n)
		return err
	})
}

// early says each row before it commits it.
func early(path string) error {
	return writeRows(path, func(db *sql.DB, n int) error {
		fmt.Println(n)
		return writeOne(db, n)
	})
}

func writeRows(path string, row func(*sql.DB, int) error) error {
	db, err := cryptvfs.Open(path, key(1), cryptvfs.Options{})
	if err != nil {
		return err
	}
	if _, err := db.Exec("PRAGMA wal_autocheckpoint = 40; PRAGMA cache_size = 20"); err != nil {
		return err
	}
	var n int
	if err := db.QueryRow("SELECT coalesce(max(n), 0) FROM c").Scan(&n); err != nil {
		return err
	}
	for err == nil {
		n++
		err = row(db, n)
	}
	return err
}

// TestKill kills a writer at any moment and wants to see all that it said.
func TestKill(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "k.db")
	if err := os.WriteFile(path, emptyTables(t), 0o600); err != nil {
		t.Fatal(err)
	}
	acked, logs := 0, 0
	for i := range *kills {
		acked = max(acked, killOne(t, writeEnv, path, rand.IntN(12)))
		if info, err := os.Stat(path + "-wal"); err == nil && info.Size() > 0 {
			logs++
		}
		if i%4 != 0 {
			continue
		}
		noClearText(t, filepath.Dir(path))
		db := open(t, path)
		checkRows(t, db, acked)
		db.Close()
	}
	if logs < *kills/2 {
		t.Fatalf("only %d of %d kills left a log", logs, *kills)
	}
	t.Logf("%d kills, %d left a log, %d rows acknowledged, none lost", *kills, logs, acked)
}

// The control: a store that acknowledges before it commits must be found out.
func TestKillControl(t *testing.T) {
	path := filepath.Join(t.TempDir(), "k.db")
	if err := os.WriteFile(path, emptyTables(t), 0o600); err != nil {
		t.Fatal(err)
	}
	for range 100 {
		acked := killOne(t, earlyEnv, path, rand.IntN(12))
		db := open(t, path)
		err := soundRows(db, acked)
		db.Close()
		if errors.Is(err, errLost) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Fatal("a hundred kills, and nothing was noticed")
}

// killOne starts a child, kills it some lines and some work later, and returns
// the last number that it said.
func killOne(t *testing.T, env, path string, said int) (acked int) {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), env+"="+path)
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
	for i := 0; lines.Scan(); i++ {
		if _, err := fmt.Sscan(lines.Text(), &acked); err != nil {
			t.Fatal(err)
		}
		if i == said {
			spin(rand.IntN(400_000))
			_ = cmd.Process.Kill()
		}
	}
	_ = cmd.Wait()
	if failed.Len() > 0 {
		t.Fatal(strings.TrimSpace(failed.String()))
	}
	return acked
}

// spin passes a little time, so that the kill meets any moment of a commit.
func spin(n int) {
	x := rand.Uint64()
	for range n {
		x ^= x << 13
	}
	if x == 1 {
		fmt.Fprint(os.Stderr, "")
	}
}

// rekey changes the key from 1 to 2 and back for ever.
func rekey(path string) error {
	for i := 0; ; i++ {
		fmt.Println(i)
		if err := cryptvfs.Rekey(context.Background(), path, key(1), key(2)); err != nil {
			return err
		}
		if err := cryptvfs.Rekey(context.Background(), path, key(2), key(1)); err != nil {
			return err
		}
	}
}

// TestRekeyKill kills a change of keys at any moment: the database is whole
// under exactly one of them, and the change can be finished.
func TestRekeyKill(t *testing.T) {
	whole, db := sample(t)
	db.Close()
	want, err := readAll(whole, key(1))
	if err != nil {
		t.Fatal(err)
	}
	for range max(4, *kills/10) {
		killOne(t, rekeyEnv, whole, rand.IntN(3))
		one, errOne := readAll(copies(t, whole), key(1))
		two, errTwo := readAll(copies(t, whole), key(2))
		if one+two != want || !errors.Is(errors.Join(errOne, errTwo), cryptvfs.ErrKey) {
			t.Fatal(errOne, errTwo)
		}
		if errOne != nil {
			if err := cryptvfs.Rekey(context.Background(), whole, key(2), key(1)); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// Another process that has the database open is told apart from damage.
func TestOtherProcess(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	db := create(t, path)
	run(t, db, "CREATE TABLE c(n INTEGER PRIMARY KEY, v BLOB)")
	run(t, db, "CREATE TABLE e(n INTEGER PRIMARY KEY, v TEXT UNIQUE)")
	db.Close()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), writeEnv+"="+path)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	bufio.NewScanner(out).Scan() // it has written a row
	for range 20 {
		if _, err := cryptvfs.Open(path, key(1), cryptvfs.Options{}); !errors.Is(err, cryptvfs.ErrInUse) {
			t.Error(err)
		}
	}
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	db = open(t, path)
	checkRows(t, db, 1)
}
