package store_test

import (
	"context"
	"errors"
	"os"
	"testing"
	"time"

	"ventanilla/store"
)

func TestCheckFindsDamageAndContradictions(t *testing.T) {
	b := open(t)
	for range 20 {
		b.frozen(t, ana(), make([]byte, 20_000))
	}
	b.reopen(t) // so that all is in the main file
	var steps []int64
	found, err := b.Check(t.Context(), func(done, total int64) {
		if total == 0 || done > total || len(steps) > 0 && done < steps[len(steps)-1] {
			t.Errorf("step %d of %d after %v", done, total, steps)
		}
		steps = append(steps, done)
	})
	must(t, err)
	if !found.Sound() || found.Pages < 20 || len(steps) < 10 || steps[len(steps)-1] != 2*found.Pages {
		t.Errorf("found %+v in %d steps", found, len(steps))
	}

	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := b.Check(ctx, func(int64, int64) {}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	must(t, b.Close())
	b.tamper(t, "PRAGMA ignore_check_constraints = ON", "INSERT INTO tally VALUES ('2026-02-03', 'nonsense', '', 1)")
	b.again(t)
	found, err = b.Check(t.Context(), func(int64, int64) {})
	must(t, err)
	if found.Broken != 1 || len(found.Damaged) != 0 {
		t.Errorf("a table that contradicts itself: %+v", found)
	}
	must(t, b.Close())
	flip(t, b.path, 12*4096+100)
	b.again(t)
	found, err = b.Check(t.Context(), func(int64, int64) {})
	must(t, err)
	if len(found.Damaged) != 1 || found.Sound() {
		t.Errorf("a flipped bit: %+v", found)
	}
}

func flip(t *testing.T, path string, at int64) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	must(t, err)
	defer f.Close()
	one := make([]byte, 1)
	_, err = f.ReadAt(one, at)
	must(t, err)
	one[0] ^= 1
	_, err = f.WriteAt(one, at)
	must(t, err)
}

func TestSchemaVersion(t *testing.T) {
	v, err := open(t).SchemaVersion(t.Context())
	if err != nil || v < 6 {
		t.Errorf("version %d, %v", v, err)
	}
}

// TestAuditGrowsWhileItIsFollowed: work goes on while somebody looks at the trail, and that is no fault of it.
func TestAuditGrowsWhileItIsFollowed(t *testing.T) {
	b := open(t)
	for range 600 {
		must(t, b.Record(t.Context(), store.Viewed, ""))
	}
	grown := 0
	must(t, b.FollowAudit(t.Context(), func(done, total int64) {
		if total != 600 {
			t.Errorf("%d of %d", done, total)
		}
		if grown++; grown == 1 {
			must(t, b.Record(t.Context(), store.Viewed, ""))
		}
	}))
	if grown != 2 {
		t.Errorf("told %d times", grown)
	}
	must(t, b.VerifyAudit(t.Context()))
	must(t, b.Close())
	b.tamper(t, "INSERT INTO audit SELECT sequence + 1, device, portal, who, what, application, about, hash FROM audit WHERE sequence = 601")
	b.again(t)
	mustBe(t, b.VerifyAudit(t.Context()), store.ErrAuditChanged)
}

func TestAuditPages(t *testing.T) {
	b := open(t)
	r := b.frozen(t, ana())
	for range 40 {
		must(t, b.Record(t.Context(), store.Viewed, r.Application))
	}
	d, err := b.StartDraft(t.Context(), ana())
	must(t, err)
	must(t, b.DeleteDraft(t.Context(), d.Application))
	lines, total, err := b.AuditPage(t.Context(), store.AuditFilter{Limit: 3, Offset: 2})
	must(t, err)
	if total != 44 || len(lines) != 3 || lines[0].Code != r.Code || lines[0].Sequence != 42 {
		t.Errorf("%d of %d: %+v", len(lines), total, lines)
	}
	nobody := "eva"
	for want, f := range map[int]store.AuditFilter{
		0:  {Who: &nobody},
		1:  {What: []store.Action{store.DraftDeleted}},
		40: {What: []store.Action{store.Viewed}, From: b.now, To: b.now.Add(time.Millisecond)},
	} {
		if _, total, err := b.AuditPage(t.Context(), f); err != nil || total != want {
			t.Errorf("%+v: %d, %v", f, total, err)
		}
	}
	gone, _, err := b.AuditPage(t.Context(), store.AuditFilter{What: []store.Action{store.DraftDeleted}})
	must(t, err)
	if gone[0].Code != "" {
		t.Errorf("a draft that is gone has the code %s", gone[0].Code)
	}
	people, err := b.AuditPeople(t.Context())
	if err != nil || len(people) != 1 || people[0] != "ana" {
		t.Errorf("people %v, %v", people, err)
	}
}
