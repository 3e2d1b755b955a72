package store_test

import (
	"bytes"
	"database/sql"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"ventanilla/app/intake"
	"ventanilla/store"
	"ventanilla/store/cryptvfs"
)

// bench is a store on a disk of its own with a clock that the test sets.
type bench struct {
	*store.Store
	path string
	now  time.Time
}

func open(t *testing.T) *bench {
	t.Helper()
	b := &bench{path: filepath.Join(t.TempDir(), "kiosk.db"), now: time.Date(2026, 2, 3, 9, 0, 0, 0, time.UTC)}
	b.reopen(t)
	t.Cleanup(func() { b.Close() })
	return b
}

func (b *bench) reopen(t *testing.T) {
	t.Helper()
	start := store.Create
	if b.Store != nil {
		must(t, b.Close())
		start = store.Open
	}
	s, err := start(t.Context(), b.path, key, b.options())
	must(t, err)
	b.Store = s
}

func (b *bench) options() store.Options {
	return store.Options{Staff: "ana", Now: func() time.Time { return b.now }}
}

var key = bytes.Repeat([]byte{7}, cryptvfs.KeySize)

// raw opens the database below the store.
func (b *bench) raw(t *testing.T) *sql.DB {
	t.Helper()
	db, err := cryptvfs.Open(b.path, key, cryptvfs.Options{})
	must(t, err)
	return db
}

// tamper changes the database below the store, as somebody with the key and without the program could.
func (b *bench) tamper(t *testing.T, statements ...string) {
	t.Helper()
	db := b.raw(t)
	defer db.Close()
	for _, statement := range statements {
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
}

func (b *bench) frozen(t *testing.T, answers intake.Application, photos ...[]byte) intake.Revision {
	t.Helper()
	d, err := b.StartDraft(t.Context(), answers)
	must(t, err)
	for _, jpeg := range photos {
		d.Answers.Photos = append(d.Answers.Photos, intake.Photo{Kind: intake.Portrait, SHA256: store.PhotoName(jpeg)})
	}
	_, err = b.SaveDraft(t.Context(), d, photos...)
	must(t, err)
	r, err := b.Freeze(t.Context(), d.Application)
	must(t, err)
	return r
}

func ana() intake.Application {
	return intake.Application{
		Office: "GT", Language: "es",
		Consent:   &intake.Consent{NoticeVersion: "2026-01", Purposes: map[intake.Purpose]bool{intake.Screening: true}},
		Applicant: intake.Person{GivenNames: "María Ñusta", Surname: "Xicará", Nationalities: []intake.Nationality{"GT"}},
		Contact:   intake.Contact{Phone: "+50255550101"},
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func mustBe(t *testing.T, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Fatalf("got error %v, want %v", err, want)
	}
}

func TestOpenRefusesNewer(t *testing.T) {
	b := open(t)
	must(t, b.Close())
	b.tamper(t, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)")
	_, err := store.Open(t.Context(), b.path, key, b.options())
	mustBe(t, err, store.ErrNewer)
	b.tamper(t, "DELETE FROM goose_db_version WHERE version_id = 9999")
	b.again(t)
}

func TestOpenRefusesAnotherKey(t *testing.T) {
	b := open(t)
	must(t, b.Close())
	_, err := store.Open(t.Context(), b.path, bytes.Repeat([]byte{8}, cryptvfs.KeySize), b.options())
	mustBe(t, err, cryptvfs.ErrKey)
	b.again(t)
}

// again opens a store that the test has closed.
func (b *bench) again(t *testing.T) {
	t.Helper()
	s, err := store.Open(t.Context(), b.path, key, b.options())
	must(t, err)
	b.Store = s
}

func TestClockTurnedBackShows(t *testing.T) {
	b := open(t)
	b.frozen(t, ana())
	b.now = b.now.Add(-time.Hour)
	clock, err := b.Clock(t.Context())
	must(t, err)
	if !clock.Backwards || !clock.Latest.Equal(b.now.Add(time.Hour)) {
		t.Errorf("an hour back: %+v", clock)
	}
	b.now = b.now.Add(2 * time.Hour)
	must(t, b.SawPortalTime(t.Context(), b.now.Add(time.Minute)))
	must(t, b.SawPortalTime(t.Context(), b.now.Add(-time.Minute)))
	clock, err = b.Clock(t.Context())
	must(t, err)
	if !clock.Backwards || !clock.Portal.Equal(b.now.Add(time.Minute)) {
		t.Errorf("a minute behind the portal: %+v", clock)
	}
}

func TestShelf(t *testing.T) {
	b := open(t)
	hold := func(kind string, version int64, document string, accept func([]byte) error) (bool, error) {
		return b.Hold(t.Context(), kind, "smo", "2026-01", version, []byte(document), accept)
	}
	any := func([]byte) error { return nil }
	for _, document := range []string{"seven", "seven again"} {
		fresh, err := hold("rule_pack", 7, document, any)
		must(t, err)
		if fresh != (document == "seven") {
			t.Errorf("%s is fresh: %v", document, fresh)
		}
	}
	refusal := errors.New("refused")
	_, err := hold("rule_pack", 8, "eight", func(newest []byte) error {
		if string(newest) != "seven" {
			t.Errorf("judged against %q", newest)
		}
		return refusal
	})
	mustBe(t, err, refusal)
	b.reopen(t)
	_, err = hold("rule_pack", 6, "six", any)
	mustBe(t, err, store.ErrOlder)
	_, err = hold("notice", 1, "one", func(newest []byte) error {
		if newest != nil {
			t.Error("there is a notice already")
		}
		return nil
	})
	must(t, err)
	held, err := b.Held(t.Context(), "rule_pack")
	must(t, err)
	if len(held) != 1 || string(held[0].Document) != "seven" {
		t.Errorf("held %+v", held)
	}
}

func TestShelfKeepsAFewVersions(t *testing.T) {
	b := open(t)
	for version := range int64(12) {
		_, err := b.Hold(t.Context(), "rule_pack", "smo", "", version+1, []byte{byte(version)}, func([]byte) error { return nil })
		must(t, err)
	}
	series, err := b.Series(t.Context(), "rule_pack", "smo")
	must(t, err)
	if len(series) != 8 || series[0].Version != 5 || series[7].Version != 12 {
		t.Errorf("kept %+v", series)
	}
}

func TestSeenIsKeptForEachMemberOfStaff(t *testing.T) {
	b := open(t)
	must(t, b.MarkSeen(t.Context(), "notice", "hours", 3))
	must(t, b.MarkSeen(t.Context(), "notice", "hours", 2))
	seen, err := b.Seen(t.Context(), "notice")
	must(t, err)
	if len(seen) != 1 || seen["hours"] != 3 {
		t.Errorf("seen %v", seen)
	}
}

func TestRefusedUpdatesAreInTheTrail(t *testing.T) {
	b := open(t)
	must(t, b.Refuse(t.Context(), "rule_pack", "smo", "2025-01", "older"))
	must(t, b.Refuse(t.Context(), "notice", "", "", "not_signed"))
	refused, err := b.Refusals(t.Context(), 5)
	must(t, err)
	want := store.Update{Kind: "rule_pack", Name: "smo", Version: "2025-01", Reason: "older"}
	if len(refused) != 2 || *refused[1].Update != want || refused[0].Update.Reason != "not_signed" {
		t.Errorf("refused %+v", refused)
	}
	must(t, b.VerifyAudit(t.Context()))
	must(t, b.Close())
	b.tamper(t, "DROP TRIGGER audit_never_changes", "UPDATE audit SET about = replace(about, 'older', 'newer')")
	b.again(t)
	mustBe(t, b.VerifyAudit(t.Context()), store.ErrAuditChanged)
}

func TestSettingsAndKeysStay(t *testing.T) {
	b := open(t)
	if _, err := b.Keys(t.Context()); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("keys of a new store: %v", err)
	}
	want := store.Settings{Site: "Xela", Office: "GT", Device: "00", Retention: store.SealOnSubmit}
	must(t, b.SaveSettings(t.Context(), want))
	must(t, b.SaveKeys(t.Context(), store.Keys{Signing: []byte{1, 2}, Identity: "x"}))
	b.reopen(t)
	got, err := b.Settings(t.Context())
	must(t, err)
	keys, err := b.Keys(t.Context())
	must(t, err)
	if got != want || keys.Identity != "x" || len(keys.Signing) != 2 {
		t.Errorf("got %+v, %d bytes of key", got, len(keys.Signing))
	}
}
