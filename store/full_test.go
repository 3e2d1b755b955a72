//go:build unix

package store_test

import (
	"errors"
	"fmt"
	"os/signal"
	"syscall"
	"testing"

	"ventanilla/app/intake"
	"ventanilla/store"
	"ventanilla/store/cryptvfs"
)

// disk lets no file of this process grow beyond a limit, as a disk that is full does, until room is made.
type disk struct {
	t      *testing.T
	before syscall.Rlimit
}

func newDisk(t *testing.T) *disk {
	t.Helper()
	d := &disk{t: t}
	signal.Ignore(syscall.SIGXFSZ) // writes then end with an error
	must(t, syscall.Getrlimit(syscall.RLIMIT_FSIZE, &d.before))
	t.Cleanup(d.makeRoom)
	return d
}

func (d *disk) limit(bytes uint64) {
	d.t.Helper()
	limit := d.before
	limit.Cur = bytes
	must(d.t, syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit))
}

func (d *disk) makeRoom() { must(d.t, syscall.Setrlimit(syscall.RLIMIT_FSIZE, &d.before)) }

// shift is one day's work with a store, of which everything that was acknowledged is remembered.
type shift struct {
	draft   intake.Draft // as it was acknowledged last
	frozen  []intake.ApplicationID
	refused int
}

func (d *shift) work(t *testing.T, b *bench, n int) {
	note := func(err error) bool {
		if err == nil {
			return true
		}
		if errors.Is(err, cryptvfs.ErrDamaged) {
			t.Errorf("a full disk is called damage: %v", err)
		}
		d.refused++
		return false
	}
	next := d.draft
	next.Answers.Situation.Place = fmt.Sprintf("shelter %d", n)
	if saved, err := b.SaveDraft(t.Context(), next); note(err) {
		d.draft = saved
	}
	answers := ana()
	jpeg := []byte(fmt.Sprintf("picture %d %09000d", n, n))
	answers.Photos = []intake.Photo{{Kind: intake.Portrait, SHA256: store.PhotoName(jpeg)}}
	started, err := b.StartDraft(t.Context(), answers, jpeg)
	if !note(err) {
		return
	}
	r, err := b.Freeze(t.Context(), started.Application)
	if !note(err) {
		return
	}
	d.frozen = append(d.frozen, r.Application)
	core := fmt.Sprintf("core-%d", n)
	if !note(b.RecordSealed(t.Context(), r.Application, 1, map[string][]byte{"core": object(core, 10)})) {
		return
	}
	if !note(b.RecordBatch(t.Context(), int64(n+1), []byte("manifest"), []string{core})) {
		return
	}
	_, err = b.RecordReceipt(t.Context(), int64(n+1), []byte("receipt"), b.now, []string{core})
	note(err)
}

// mustBeThere checks all that was acknowledged.
func (d *shift) mustBeThere(t *testing.T, b *bench) {
	t.Helper()
	got, err := b.Draft(t.Context(), d.draft.Application)
	must(t, err)
	if got.Answers.Situation.Place != d.draft.Answers.Situation.Place {
		t.Errorf("the answer is %q, and %q was acknowledged", got.Answers.Situation.Place, d.draft.Answers.Situation.Place)
	}
	for _, id := range d.frozen {
		if _, err := b.Summary(t.Context(), id); err != nil {
			t.Errorf("what was handed in: %v", err)
		}
		if _, err := b.Revision(t.Context(), id, 1); err != nil && !errors.Is(err, store.ErrPurged) {
			t.Errorf("what was handed in: %v", err)
		}
	}
	must(t, b.VerifyAudit(t.Context()))
	if got := b.found(t, store.Filter{Words: d.draft.Code.String()}); len(got) != 1 {
		t.Errorf("the draft is found %d times", len(got))
	}
}

// The disk is full at ever later moments of a day's work, and then room is made.
func TestFullDiskLosesNothingThatWasAcknowledged(t *testing.T) {
	b := open(t)
	full := newDisk(t)
	var d shift
	var err error
	d.draft, err = b.StartDraft(t.Context(), ana())
	must(t, err)
	const step, steps = 6000, 40 // bytes; up to beyond all that is written
	for n := range steps {
		b.reopen(t)
		full.limit(uint64(n * step))
		d.work(t, b, n)
		if n%2 == 0 { // the window is closed while the disk is full
			_ = b.Close()
			full.makeRoom()
			b.again(t)
		}
		full.makeRoom()
		d.mustBeThere(t, b)
	}
	if d.refused < steps/4 || len(d.frozen) < steps/4 {
		t.Errorf("%d refusals and %d handed in: the limits do not meet the work", d.refused, len(d.frozen))
	}
	t.Logf("%d steps refused, %d applications handed in", d.refused, len(d.frozen))
	b.reopen(t)
	d.mustBeThere(t, b)
	must(t, b.Close())
	db := b.raw(t)
	if got := columnOf(t, db, "PRAGMA integrity_check"); len(got) != 1 || got[0] != "ok" {
		t.Errorf("integrity: %v", got)
	}
	must(t, db.Close())
	b.again(t)
}
