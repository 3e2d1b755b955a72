package cryptvfs_test

import (
	"bytes"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ventanilla/store/cryptvfs"
)

var powerCuts = flag.Int("powercuts", 1500, "how often TestPowerCut cuts the power")

const sector = 512

// platter is what a disk holds for sure, and what it was told since: each of
// that may be there after a power cut or not, in any order, torn at sectors.
type platter struct {
	named  bool // the name is there for sure
	gone   bool // deleted, but maybe not for sure
	sure   []byte
	later  []cryptvfs.Op
	former *platter // of that name before, until the new one is there for sure
}

// apply does one operation to an image; torn loses sectors at random.
func apply(image []byte, op cryptvfs.Op, torn bool) []byte {
	if op.Kind == cryptvfs.OpTruncate {
		return append(image[:min(len(image), int(op.Offset))], make([]byte, max(0, int(op.Offset)-len(image)))...)
	}
	for at := 0; at < len(op.Data); {
		to := int(op.Offset) + at
		n := min(sector-to%sector, len(op.Data)-at)
		if !torn || rand.IntN(2) == 0 {
			image = append(image, make([]byte, max(0, to+n-len(image)))...)
			copy(image[to:], op.Data[at:at+n])
		}
		at += n
	}
	return image
}

// afterCut is one of the images that a power cut may leave, nil if no file.
func (p *platter) afterCut() []byte {
	if !p.named && rand.IntN(2) == 0 || p.gone && rand.IntN(2) == 0 {
		if p.former != nil {
			return p.former.afterCut()
		}
		return nil
	}
	image := append([]byte{}, p.sure...)
	for _, op := range p.later {
		switch rand.IntN(4) {
		case 0:
		case 1:
			image = apply(image, op, true)
		default:
			image = apply(image, op, false)
		}
	}
	return image
}

// machine is a simulated disk on which the power may be cut at each operation.
type machine struct {
	t        testing.TB
	disk     *cryptvfs.SimDisk
	other    *cryptvfs.SimDisk // where what is left is looked at; it never waits
	path     string
	files    map[string]*platter // by suffix
	acked    int
	cuts     int
	cutEvery int
	failed   error

	// The controls, which must fail:
	lies  func(suffix string) bool // a disk that says it is done, and is not
	early bool                     // a store that acknowledges before it commits
}

func newMachine(t testing.TB) *machine {
	path, b := filepath.Join(t.TempDir(), "a.db"), emptyTables(t)
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	m := &machine{t: t, disk: cryptvfs.NewSimDisk(), other: cryptvfs.NewSimDisk(), path: path, cutEvery: 6}
	m.files = map[string]*platter{"": {named: true, sure: b}, "-wal": {}}
	m.disk.Hook = m.watch
	return m
}

// watch follows the disk and cuts the power now and then, before an operation.
func (m *machine) watch(op *cryptvfs.Op) int32 {
	suffix := strings.TrimPrefix(op.Path, m.path)
	p := m.files[suffix]
	if p == nil {
		return 0
	}
	switch op.Kind {
	case cryptvfs.OpWrite, cryptvfs.OpTruncate, cryptvfs.OpSync, cryptvfs.OpDelete:
		if rand.IntN(m.cutEvery) == 0 && m.failed == nil {
			m.failed = m.cut()
		}
	}
	switch op.Kind {
	case cryptvfs.OpOpen:
		if p.gone {
			m.files["-wal"] = &platter{former: p}
		}
	case cryptvfs.OpWrite, cryptvfs.OpTruncate:
		kept := *op
		kept.Data = bytes.Clone(op.Data)
		p.later = append(p.later, kept)
	case cryptvfs.OpSync:
		if m.lies != nil && m.lies(suffix) {
			break
		}
		for _, op := range p.later {
			p.sure = apply(p.sure, op, false)
		}
		p.named, p.later, p.former = true, nil, nil
	case cryptvfs.OpDelete:
		p.gone = true
	}
	return 0
}

// cut writes out what a power cut now may leave, and opens it.
func (m *machine) cut() error {
	m.cuts++
	dir, err := os.MkdirTemp(m.t.TempDir(), "")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "a.db")
	for suffix, p := range m.files {
		image := p.afterCut()
		if image == nil {
			continue
		}
		if err := os.WriteFile(path+suffix, image, 0o600); err != nil {
			return err
		}
	}
	db, err := m.other.Open(path, key(1), cryptvfs.Options{})
	if err != nil {
		return err
	}
	defer db.Close()
	return soundRows(db, m.acked)
}

// work commits rows, with small checkpoints, closing and opening at times.
func (m *machine) work(rows int) {
	var db *sql.DB
	for m.acked < rows && m.failed == nil {
		if db == nil {
			db = m.open()
		}
		next := m.acked + 1
		if m.early {
			m.acked = next
		}
		if err := writeOne(db, next); err != nil {
			m.t.Fatal(err)
		}
		m.acked = next
		if rand.IntN(40) == 0 {
			run(m.t, db, "PRAGMA wal_checkpoint(TRUNCATE)")
		}
		if rand.IntN(25) == 0 {
			db.Close()
			db = nil
		}
	}
	if db != nil {
		db.Close()
	}
}

func (m *machine) open() *sql.DB {
	db, err := m.disk.Open(m.path, key(1), cryptvfs.Options{})
	if err != nil {
		m.t.Fatal(err)
	}
	run(m.t, db, fmt.Sprintf("PRAGMA wal_autocheckpoint = %d; PRAGMA cache_size = 12", 8+rand.IntN(30)))
	return db
}

// Nothing that was acknowledged is lost by a power cut, and nothing that a
// power cut leaves is taken for damage.
func TestPowerCut(t *testing.T) {
	t.Parallel()
	cuts := 0
	for cuts < *powerCuts {
		m := newMachine(t)
		m.work(120)
		if m.failed != nil {
			t.Fatalf("after %d cuts: %v", cuts+m.cuts, m.failed)
		}
		cuts += m.cuts
	}
	t.Logf("%d power cuts, nothing acknowledged lost", cuts)
}

// The controls: a disk that says it is done before it is, and a store that
// acknowledges before it commits, must be found out.
func TestPowerCutControl(t *testing.T) {
	for _, c := range []struct {
		name string
		set  func(*machine)
		want error // at least once
	}{
		{"no sync", func(m *machine) { m.lies = func(string) bool { return true } }, errLost},
		{"no sync of the log", func(m *machine) { m.lies = func(suffix string) bool { return suffix == "-wal" } }, cryptvfs.ErrDamaged},
		{"no sync of the main file", func(m *machine) { m.lies = func(suffix string) bool { return suffix == "" } }, cryptvfs.ErrDamaged},
		{"early", func(m *machine) { m.early = true }, errLost},
	} {
		t.Run(c.name, func(t *testing.T) {
			for range 60 {
				m := newMachine(t)
				c.set(m)
				m.work(120)
				if m.failed == nil {
					t.Fatal("120 rows on, nothing was noticed")
				}
				if errors.Is(m.failed, c.want) {
					return
				}
			}
			t.Fatalf("%v was not among what was noticed", c.want)
		})
	}
}
