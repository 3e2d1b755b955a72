package main

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/ui"
	"ventanilla/cmd/internal/site"
	"ventanilla/store/cryptvfs"
	"ventanilla/store/vault"
	"ventanilla/sync/batch"
)

const (
	crowd     = 10_000 // applications
	inBatch   = 200    // of them
	parkEvery = 20     // one is parked, the next waits for a supervisor, the others are delivered
)

// BenchmarkOutbox opens the outbox of 10,000 applications in the window, then the list of all until it is painted, and goes
// home again.
func BenchmarkOutbox(b *testing.B) {
	a := openCrowd(b)
	for b.Loop() {
		touch(b, a, "outbox")
		touch(b, a, "outbox.all")
		a.Window().Canvas().Capture()
		touch(b, a, "back")
		touch(b, a, "home")
	}
}

// BenchmarkOutboxPage turns a page of the 9,000 that the office has, until it is painted.
func BenchmarkOutboxPage(b *testing.B) {
	a := openCrowd(b)
	touch(b, a, "outbox")
	touch(b, a, "outbox.all")
	touch(b, a, "state.delivered")
	for b.Loop() {
		touch(b, a, "rows.after")
		a.Window().Canvas().Capture()
	}
}

// BenchmarkOutboxBatches lists the 50 batches of them until they are painted, then what is in the newest.
func BenchmarkOutboxBatches(b *testing.B) {
	a := openCrowd(b)
	touch(b, a, "outbox")
	touch(b, a, "outbox.all")
	for b.Loop() {
		touch(b, a, "batches")
		a.Window().Canvas().Capture()
		touch(b, a, "application")
		a.Window().Canvas().Capture()
		touch(b, a, "back")
	}
}

// openCrowd opens the window over it as its supervisor; slow work is done at once.
func openCrowd(b *testing.B) *ui.App {
	b.Helper()
	k := openKiosk(b, newCrowd(b))
	a := newWindow(b, ui.Config{Kiosk: k})
	unlockWindow(b, a, k)
	return a
}

func touch(b testing.TB, a *ui.App, id string) {
	b.Helper()
	o, ok := a.Find(id)
	if !ok {
		b.Fatalf("no target %q on screen %q", id, a.ScreenID())
	}
	o.(fyne.Tappable).Tapped(&fyne.PointEvent{})
}

// newCrowd makes a kiosk with 10,000 applications: most are delivered by receipts with a day at the office.
func newCrowd(b *testing.B) string {
	b.Helper()
	dir := newSite(b)
	v, err := vault.Read(filepath.Join(dir, "vault.json"))
	must(b, err)
	opened, err := v.Unlock(v.Staff()[0].ID, secret, time.Now())
	must(b, err)
	db, err := cryptvfs.Open(filepath.Join(dir, "kiosk.db"), opened.Key(), cryptvfs.Options{})
	must(b, err)
	opened.Lock()
	s, err := site.Open(dir, site.Options{})
	must(b, err)
	c := crowdOf{db: db, device: s.Device()}
	for sequence := 1; sequence <= crowd/inBatch; sequence++ {
		must(b, c.insertBatch(b.Context(), sequence))
	}
	must(b, db.Close())
	return dir
}

// crowdOf fills a store with the statements that hand in and deliver, but many in a transaction.
type crowdOf struct {
	db     *sql.DB
	device batch.DeviceID
	n      int
}

func (c *crowdOf) insertBatch(ctx context.Context, sequence int) error {
	tx, err := c.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	err = c.fill(ctx, tx, sequence)
	if err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

func (c *crowdOf) fill(ctx context.Context, tx *sql.Tx, sequence int) error {
	key := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{2}, ed25519.SeedSize))
	id, err := intake.NewApplicationID()
	if err != nil {
		return err
	}
	receipt := batch.Receipt{
		Version: batch.Version, Portal: batch.NewPortalID(key.Public().(ed25519.PublicKey)), Device: c.device, Batch: string(id),
		Number: int64(sequence), At: batch.Stamp(time.Now()), Held: []batch.Name{},
	}
	if _, err := tx.ExecContext(ctx, "INSERT INTO batch VALUES (?, ?, x'', x'00')", sequence, time.Now().UnixMilli()); err != nil {
		return err
	}
	for range inBatch {
		if err := c.insert(ctx, tx, sequence, &receipt); err != nil {
			return err
		}
	}
	envelope, err := batch.SignDocument(key, receipt)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "UPDATE batch SET receipt = ? WHERE sequence = ?", envelope, sequence)
	return err
}

func (c *crowdOf) insert(ctx context.Context, tx *sql.Tx, sequence int, receipt *batch.Receipt) error {
	c.n++
	id, err := intake.NewApplicationID()
	if err != nil {
		return err
	}
	code, err := intake.NewCode()
	if err != nil {
		return err
	}
	review := ""
	if c.n%parkEvery == 1 {
		review = "open"
	}
	at := time.Now().Add(-time.Duration(c.n) * time.Minute).UnixMilli()
	_, err = tx.ExecContext(ctx, `INSERT INTO revision (application, number, code, withdrawn, captured_at, sequence, state, people, photos, review)
		VALUES (?, 1, ?, 0, ?, ?, 'waiting', 3, 1, ?)`, id, code, at, c.n, review)
	if err != nil {
		return err
	}
	switch c.n % parkEvery {
	case 0:
		_, err = tx.ExecContext(ctx, "UPDATE revision SET state = 'parked', problem = 'photo_missing' WHERE application = ?", id)
		return err
	case 1:
		record, err := json.Marshal(intake.Revision{Application: id, Code: code, Number: 1})
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "INSERT INTO frozen VALUES (?, 1, ?, 'AB', '')", id, string(record))
		return err
	}
	name := fmt.Sprintf("%064x", c.n)
	receipt.Held = append(receipt.Held, batch.Name(name))
	receipt.Appointments = append(receipt.Appointments, batch.Appointment{Application: string(id), Day: "2026-12-01", Number: c.n})
	for _, text := range []string{
		fmt.Sprintf("INSERT INTO object (name, application, revision, part, size, description) VALUES ('%s', '%s', 1, 'core', 4000, '{}')", name, id),
		"UPDATE revision SET sealed = 1 WHERE application = '" + string(id) + "'",
		fmt.Sprintf("UPDATE object SET batch = %d WHERE name = '%s'", sequence, name),
		"UPDATE object SET received = 1, description = '' WHERE name = '" + name + "'",
		"UPDATE revision SET state = 'delivered', purged_at = 1 WHERE application = '" + string(id) + "'",
	} {
		if _, err := tx.ExecContext(ctx, text); err != nil {
			return err
		}
	}
	return nil
}
