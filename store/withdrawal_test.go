package store_test

import (
	"testing"
	"time"

	"ventanilla/app/intake"
	"ventanilla/store"
)

// waiting lists what is to be sealed: number of the revision, and whether it is a withdrawal.
func (b *bench) waiting(t *testing.T) (all []int, withdrawals int) {
	t.Helper()
	unsealed, err := b.Unsealed(t.Context(), 10)
	must(t, err)
	for _, r := range unsealed {
		all = append(all, r.Number)
		if r.Withdrawn {
			withdrawals++
		}
	}
	return all, withdrawals
}

func TestTakenBackBeforeItLeaves(t *testing.T) {
	b := open(t)
	fresh := b.frozen(t, ana(), []byte("picture picture"))
	sealed := b.frozen(t, ana())
	must(t, b.RecordSealed(t.Context(), sealed.Application, 1, map[string][]byte{"core": object("core", 10)}))
	for _, r := range []intake.Revision{fresh, sealed} {
		_, err := b.Withdraw(t.Context(), r.Application, intake.OtherWay)
		must(t, err)
	}
	if all, n := b.waiting(t); len(all) != 2 || n != 2 {
		t.Errorf("revisions %v wait, %d of them withdrawals", all, n)
	}
	objects, err := b.Unbatched(t.Context(), 10)
	must(t, err)
	if len(objects) != 0 {
		t.Errorf("%d sealed objects may still leave", len(objects))
	}
	for _, text := range personal {
		if n := b.pagesWith(t, text); n != 0 {
			t.Errorf("%d pages still hold %q", n, text)
		}
	}
	got, err := b.Summary(t.Context(), fresh.Application)
	must(t, err)
	if !got.Withdrawn || got.State != intake.StateWaiting || len(got.Lacking) != 0 {
		t.Errorf("listed as %+v", got)
	}
}

func TestNothingFollowsAWithdrawal(t *testing.T) {
	b := open(t)
	r := b.frozen(t, ana())
	d, err := b.Amend(t.Context(), r.Application)
	must(t, err)
	_, err = b.Withdraw(t.Context(), r.Application, "")
	must(t, err)
	_, err = b.Amend(t.Context(), r.Application)
	mustBe(t, err, store.ErrWithdrawn)
	_, err = b.SaveDraft(t.Context(), d)
	mustBe(t, err, store.ErrFrozen)
	d.Revision = 3
	_, err = b.SaveDraft(t.Context(), d)
	mustBe(t, err, store.ErrWithdrawn)
	mustBe(t, b.AskWithdrawal(t.Context(), r.Application, ""), store.ErrWithdrawn)
	mustBe(t, b.AskWithdrawal(t.Context(), "never", ""), store.ErrNotFound)
}

func TestUndoneWithdrawalChangesNothing(t *testing.T) {
	b := open(t)
	r := b.frozen(t, ana())
	d, err := b.Amend(t.Context(), r.Application)
	must(t, err)
	must(t, b.AskWithdrawal(t.Context(), r.Application, intake.NoPermission))
	_, err = b.SaveDraft(t.Context(), d)
	mustBe(t, err, store.ErrWithdrawn)
	got, err := b.Summary(t.Context(), r.Application)
	must(t, err)
	if !got.Withdrawn || !got.Undoable {
		t.Errorf("asked: %+v", got)
	}
	if n, err := b.CloseWithdrawals(t.Context(), b.now.Add(-time.Second)); err != nil || n != 0 {
		t.Errorf("%d closed too early, %v", n, err)
	}
	must(t, b.UndoWithdrawal(t.Context(), r.Application))
	mustBe(t, b.UndoWithdrawal(t.Context(), r.Application), store.ErrNotFound)
	if got, err := b.Amend(t.Context(), r.Application); err != nil || got.Revision != 2 {
		t.Errorf("the draft is gone: %+v, %v", got, err)
	}
	if all, n := b.waiting(t); len(all) != 1 || n != 0 {
		t.Errorf("%v wait", all)
	}
	must(t, b.AskWithdrawal(t.Context(), r.Application, intake.NoPermission))
	b.reopen(t)
	if n, err := b.CloseWithdrawals(t.Context(), b.now); err != nil || n != 1 {
		t.Errorf("%d closed, %v", n, err)
	}
	mustBe(t, b.UndoWithdrawal(t.Context(), r.Application), store.ErrNotFound)
	if all, n := b.waiting(t); len(all) != 1 || n != 1 {
		t.Errorf("%v wait", all)
	}
}

func TestApprovalNeedsReadableAnswers(t *testing.T) {
	b := open(t)
	mustBe(t, b.SaveSettings(t.Context(), store.Settings{Approval: true, Retention: store.SealOnSubmit}), store.ErrSettings)
}
