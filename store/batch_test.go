package store_test

import (
	"testing"

	"ventanilla/app/intake"
	"ventanilla/store"
)

// TestBatches lists batches page by page: what is delivered, what is half there, one with two revisions of one application,
// and one whose application is parked.
func TestBatches(t *testing.T) {
	b := open(t)
	ctx := t.Context()
	if page, total, err := b.Batches(ctx, 0, 10); err != nil || total != 0 || len(page) != 0 {
		t.Errorf("%d batches where none was cut, %v", total, err)
	}
	seal := func(r intake.Revision, name string, size int) {
		must(t, b.RecordSealed(ctx, r.Application, r.Number, map[string][]byte{"core": object(name, size)}))
	}
	one, two := b.frozen(t, ana()), b.frozen(t, ana())
	seal(one, "one", 10)
	seal(two, "two", 20)
	must(t, b.RecordBatch(ctx, 1, []byte("manifest"), []string{"one", "two"}))
	_, err := b.RecordReceipt(ctx, 1, []byte("receipt"), b.now, []string{"one"})
	must(t, err)
	later, err := b.Withdraw(ctx, two.Application, "")
	must(t, err)
	seal(later, "later", 5)
	must(t, b.RecordBatch(ctx, 2, []byte("manifest"), []string{"later"}))
	stuck := b.frozen(t, ana())
	seal(stuck, "stuck", 40)
	must(t, b.RecordBatch(ctx, 3, []byte("manifest"), []string{"stuck"}))
	must(t, b.Park(ctx, stuck.Application, stuck.Number, "object_damaged"))

	page, total, err := b.Batches(ctx, 0, 2)
	must(t, err)
	rest, _, err := b.Batches(ctx, 2, 2)
	must(t, err)
	type want struct {
		applications, parked int
		bytes, arrived       int64
		receipted            bool
	}
	wants := []want{{1, 1, 40, 0, false}, {1, 0, 5, 0, false}, {2, 0, 30, 10, true}}
	if total != len(wants) || len(page) != 2 || len(rest) != 1 {
		t.Fatalf("%d batches, pages of %d and %d", total, len(page), len(rest))
	}
	for i, got := range append(page, rest...) {
		if (want{got.Applications, got.Parked, got.Bytes, got.Arrived, got.Receipt != nil}) != wants[i] || got.Sequence != int64(3-i) || !got.CutAt.Equal(b.now) {
			t.Errorf("batch %d: %+v", got.Sequence, got)
		}
	}
	list, err := b.List(ctx, store.Filter{Batch: 1})
	must(t, err)
	if len(list) != 2 {
		t.Errorf("%d applications of the first batch", len(list))
	}
	list, err = b.List(ctx, store.Filter{Batch: 3})
	must(t, err)
	if len(list) != 1 || list[0].Application != stuck.Application {
		t.Errorf("of the third: %+v", list)
	}
}
