package store_test

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"ventanilla/app/intake"
	"ventanilla/store"
	"ventanilla/store/cryptvfs"
)

// salvage salvages the closed store and opens the new one.
func (b *bench) salvage(t *testing.T) (*bench, store.Lost) {
	t.Helper()
	before, err := os.ReadFile(b.path)
	must(t, err)
	to := &bench{path: t.TempDir() + "/kiosk.db", now: b.now}
	lost, err := store.Salvage(t.Context(), b.path, to.path, key, to.options())
	must(t, err)
	after, err := os.ReadFile(b.path)
	must(t, err)
	if string(before) != string(after) {
		t.Fatal("the damaged store was written to")
	}
	to.again(t)
	t.Cleanup(func() { to.Close() })
	return to, lost
}

// full makes a store with something in every table, of which some pages are large.
func full(t *testing.T) (*bench, []intake.Revision, []intake.Draft) {
	t.Helper()
	b := open(t)
	must(t, b.SaveSettings(t.Context(), store.Settings{Site: "Xela", Office: "GT", Device: "d1", KeepDays: 30}))
	must(t, b.SaveKeys(t.Context(), store.Keys{Signing: make([]byte, 32), Identity: "x"}))
	var revisions []intake.Revision
	for i := range 40 {
		a := ana()
		a.Applicant.Surname = fmt.Sprintf("Surname%d", i)
		a.Contact.Other = strings.Repeat("long ", 100)
		r := b.frozen(t, a, []byte(strings.Repeat(fmt.Sprintf("picture %d ", i), 700)))
		if i%4 == 0 {
			deliver(t, b, r)
		}
		revisions = append(revisions, r)
	}
	var drafts []intake.Draft
	for range 8 {
		d, err := b.StartDraft(t.Context(), ana())
		must(t, err)
		drafts = append(drafts, d)
	}
	_, err := b.Hold(t.Context(), "rule_pack", "smo", "2026-01", 7, []byte(strings.Repeat("rule ", 2000)), func([]byte) error { return nil })
	must(t, err)
	must(t, b.MarkSeen(t.Context(), "rule_pack", "smo", 7))
	must(t, b.Close())
	return b, revisions, drafts
}

// dump is all rows of the closed database, by table, but those that a salvage works out or adds to.
func (b *bench) dump(t *testing.T) map[string][]string {
	t.Helper()
	must(t, b.Close())
	db := b.raw(t)
	all := map[string][]string{}
	for _, table := range columnOf(t, db, "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%'") {
		if table == "goose_db_version" || table == "clock" {
			continue
		}
		columns := columnOf(t, db, "SELECT group_concat('quote(' || name || ')', '||''|''||') FROM pragma_table_info('"+table+"')")
		all[table] = columnOf(t, db, "SELECT "+columns[0]+" AS row FROM "+table+" ORDER BY row")
	}
	must(t, db.Close())
	b.again(t)
	return all
}

func columnOf(t *testing.T, db *sql.DB, text string) []string {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), text)
	must(t, err)
	defer rows.Close()
	var all []string
	for rows.Next() {
		var v string
		must(t, rows.Scan(&v))
		all = append(all, v)
	}
	must(t, rows.Err())
	return all
}

func TestSalvageOfWhatIsWholeLosesNothing(t *testing.T) {
	b, _, _ := full(t)
	b.again(t)
	want := b.dump(t)
	must(t, b.Close())
	s, lost := b.salvage(t)
	if lost.Any() || lost.Pages != 0 {
		t.Errorf("lost %+v", lost)
	}
	got := s.dump(t)
	for table, rows := range want {
		switch table {
		case "audit":
			got[table] = slices.DeleteFunc(got[table], func(row string) bool { return strings.Contains(row, "'rescued'") })
		case "setting":
			got[table] = slices.DeleteFunc(got[table], func(row string) bool { return strings.Contains(row, "audit_head") })
			rows = slices.DeleteFunc(rows, func(row string) bool { return strings.Contains(row, "audit_head") })
		}
		if !slices.Equal(got[table], rows) {
			t.Errorf("table %s: %d rows, want %d", table, len(got[table]), len(rows))
		}
	}
	must(t, s.VerifyAudit(t.Context()))
	if got := s.found(t, store.Filter{Words: "surname7"}); len(got) != 1 {
		t.Errorf("found %d", len(got))
	}
}

// spoil flips a bit in a page of the closed store.
func (b *bench) spoil(t *testing.T, page int64) {
	t.Helper()
	f, err := os.OpenFile(b.path, os.O_RDWR, 0)
	must(t, err)
	defer f.Close()
	var one [1]byte
	at := (page-1)*cryptvfs.PageSize + 1000
	_, err = f.ReadAt(one[:], at)
	must(t, err)
	one[0] ^= 4
	_, err = f.WriteAt(one[:], at)
	must(t, err)
}

// Each page of the file in turn is lost. Whatever it held, the rest is carried over, the new store works, and what is missing
// is named.
func TestSalvageWithoutEachPage(t *testing.T) {
	b, revisions, drafts := full(t)
	info, err := os.Stat(b.path)
	must(t, err)
	whole, err := os.ReadFile(b.path)
	must(t, err)
	pages := info.Size() / cryptvfs.PageSize
	const firstPages, step = 48, 17 // where tables and indices begin, and some of the rest
	for page := int64(1); page <= pages; page++ {
		if page > firstPages && page%step != 0 {
			continue
		}
		must(t, os.WriteFile(b.path, whole, 0o600))
		b.spoil(t, page)
		s, lost := b.salvage(t)
		s.mustHold(t, page, lost, revisions, drafts)
		must(t, s.Close())
		b.mustSay(t, page)
	}
}

// mustSay checks that a store that does not open says that it is damaged.
func (b *bench) mustSay(t *testing.T, page int64) {
	t.Helper()
	s, err := store.Open(t.Context(), b.path, key, b.options())
	if err == nil {
		must(t, s.Close())
	} else if !errors.Is(err, cryptvfs.ErrDamaged) {
		t.Errorf("page %d: %v", page, err)
	}
}

// mustHold checks that what is not in the store was named as lost.
func (b *bench) mustHold(t *testing.T, page int64, lost store.Lost, revisions []intake.Revision, drafts []intake.Draft) {
	t.Helper()
	if lost.Pages != 1 {
		t.Errorf("page %d: %d pages lost", page, lost.Pages)
	}
	missing := 0
	named := func(id intake.ApplicationID) bool {
		missing++
		return slices.ContainsFunc(lost.Applications, func(l store.LostApplication) bool { return l.Application == id })
	}
	for _, r := range revisions {
		got, err := b.Revision(t.Context(), r.Application, 1)
		if err == nil {
			_, err = b.Photo(t.Context(), got.Answers.Photos[0].SHA256)
		}
		if err != nil && !named(r.Application) {
			t.Errorf("page %d: %s: %v, and not named among %+v", page, r.Application, err, lost)
		}
	}
	for _, d := range drafts {
		if got, err := b.Draft(t.Context(), d.Application); err != nil {
			if !named(d.Application) {
				t.Errorf("page %d: draft %s: %v, and not named", page, d.Application, err)
			}
		} else if _, err := b.SaveDraft(t.Context(), got); err != nil {
			t.Errorf("page %d: a draft cannot be saved: %v", page, err)
		}
	}
	if missing > 30 {
		t.Errorf("page %d: %d applications are missing", page, missing)
	}
	_, err := b.Keys(t.Context())
	if lost.Keys != (err != nil) {
		t.Errorf("page %d: keys lost %v, and reading them gives %v", page, lost.Keys, err)
	}
	var broken *store.AuditError
	if err := b.VerifyAudit(t.Context()); err != nil && (!errors.As(err, &broken) || broken.Sequence != lost.Audit) {
		t.Errorf("page %d: audit %v, named %d", page, err, lost.Audit)
	}
	if _, err := b.List(t.Context(), store.Filter{}); err != nil {
		t.Errorf("page %d: %v", page, err)
	}
	r := b.frozen(t, ana(), []byte("a new picture"))
	must(t, b.RecordSealed(t.Context(), r.Application, 1, map[string][]byte{"core": object("new", 1)}))
}

// Without the table of tables nothing of SQLite's opens the file.
func TestSalvageWithoutTheSchema(t *testing.T) {
	b, revisions, drafts := full(t)
	db := b.raw(t)
	pages := columnOf(t, db, "SELECT pgno FROM sqlite_dbpage WHERE instr(data, 'CREATE T') > 0 OR pgno = 1")
	must(t, db.Close())
	f, err := os.OpenFile(b.path, os.O_RDWR, 0)
	must(t, err)
	for _, text := range pages {
		page, err := strconv.ParseInt(text, 10, 64)
		must(t, err)
		header := int64(0)
		if page == 1 {
			header = 24 // without which there is no key
		}
		_, err = f.WriteAt(make([]byte, cryptvfs.PageSize-header), (page-1)*cryptvfs.PageSize+header)
		must(t, err)
	}
	must(t, f.Close())
	s, lost := b.salvage(t)
	if lost.Pages != len(pages) || len(pages) < 3 || lost.Any() {
		t.Errorf("of %d pages lost %+v", len(pages), lost)
	}
	for _, r := range revisions {
		if _, err := s.Revision(t.Context(), r.Application, 1); err != nil {
			t.Error(err)
		}
	}
	if got, err := s.Drafts(t.Context()); err != nil || len(got) != len(drafts) {
		t.Errorf("%d drafts, %v", len(got), err)
	}
}

func TestSalvageOfATruncatedFile(t *testing.T) {
	b, revisions, drafts := full(t)
	info, err := os.Stat(b.path)
	must(t, err)
	must(t, os.Truncate(b.path, info.Size()*2/3+100))
	s, lost := b.salvage(t)
	if !lost.Any() {
		t.Error("nothing is called lost")
	}
	here := 0
	for _, r := range revisions {
		if _, err := s.Revision(t.Context(), r.Application, 1); err == nil {
			here++
		}
	}
	for _, d := range drafts {
		if _, err := s.Draft(t.Context(), d.Application); err == nil {
			here++
		}
	}
	if here < 10 {
		t.Errorf("only %d of %d are there", here, len(revisions)+len(drafts))
	}
}

func TestSalvageOfTheFirstSchema(t *testing.T) {
	b := oldStore(t)
	b.spoil(t, 1)
	s, lost := b.salvage(t)
	if lost.Any() || lost.Pages != 1 {
		t.Errorf("lost %+v", lost)
	}
	drafts, err := s.Drafts(t.Context())
	must(t, err)
	if len(drafts) != 1 || drafts[0].Answers.Applicant.Surname != "Ordóñez" {
		t.Errorf("drafts %+v", drafts)
	}
	if got := s.found(t, store.Filter{}); len(got) != 3 {
		t.Errorf("%d applications", len(got))
	}
}

// A store that was killed has its newest changes in the log.
func TestSalvageTakesTheLogAsFarAsItIsWhole(t *testing.T) {
	for _, spoiled := range []bool{false, true} {
		b, _, _ := full(t)
		b.again(t)
		d, err := b.StartDraft(t.Context(), ana())
		must(t, err)
		for range 20 {
			_, err = b.SaveDraft(t.Context(), d)
			must(t, err)
		}
		killed := &bench{path: t.TempDir() + "/kiosk.db", now: b.now}
		for _, ending := range []string{"", "-wal"} {
			data, err := os.ReadFile(b.path + ending)
			must(t, err)
			if ending != "" && spoiled {
				data[len(data)/2] ^= 1
			}
			must(t, os.WriteFile(killed.path+ending, data, 0o600))
		}
		s, lost := killed.salvage(t)
		if lost.Log != spoiled {
			t.Errorf("spoiled %v: lost %+v", spoiled, lost)
		}
		if _, err := s.Draft(t.Context(), d.Application); err != nil && !spoiled {
			t.Error(err)
		}
	}
}

func TestSalvageWithAnotherKey(t *testing.T) {
	b, _, _ := full(t)
	to := t.TempDir() + "/kiosk.db"
	_, err := store.Salvage(t.Context(), b.path, to, make([]byte, cryptvfs.KeySize), b.options())
	mustBe(t, err, cryptvfs.ErrKey)
	_, err = store.Salvage(t.Context(), b.path, b.path, key, b.options())
	mustBe(t, err, os.ErrExist)
	if entries, err := os.ReadDir(to[:len(to)-len("/kiosk.db")]); err != nil || len(entries) != 0 {
		t.Errorf("left behind %v, %v", entries, err)
	}
	b.again(t)
}

// dying is a disk that cannot read the second page.
type dying struct{ io.ReaderAt }

func (d dying) ReadAt(p []byte, at int64) (int, error) {
	if at == cryptvfs.PageSize {
		return 0, syscall.EIO
	}
	return d.ReaderAt.ReadAt(p, at)
}

func TestWhatADiskCannotReadIsLostAlone(t *testing.T) {
	written := bytes.Repeat([]byte("content "), 3*cryptvfs.PageSize/8)
	written = append(written, "cut off"...)
	f, err := os.Create(t.TempDir() + "/copied")
	must(t, err)
	defer f.Close()
	must(t, store.CopyReadable(f, dying{bytes.NewReader(written)}, int64(len(written))))
	clear(written[cryptvfs.PageSize : 2*cryptvfs.PageSize])
	if copied, err := os.ReadFile(f.Name()); err != nil || !bytes.Equal(copied, written) {
		t.Errorf("%d bytes are not those that could be read, %v", len(copied), err)
	}
}
