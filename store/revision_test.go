package store_test

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ventanilla/app/intake"
	"ventanilla/store"
)

var dates = cmp.AllowUnexported(intake.Date{}, intake.Day{})

func TestFreeze(t *testing.T) {
	b := open(t)
	must(t, b.SaveSettings(t.Context(), store.Settings{Site: "Xela", Device: "d1"}))
	first, second := b.frozen(t, ana()), b.frozen(t, ana())
	if first.Number != 1 || first.Captured.Sequence+1 != second.Captured.Sequence {
		t.Errorf("stamps %+v and %+v", first.Captured, second.Captured)
	}
	if first.Site != "Xela" || first.Device != "d1" || first.CapturedBy != "ana" {
		t.Errorf("frozen by %q at %q on %q", first.CapturedBy, first.Site, first.Device)
	}
	b.reopen(t)
	got, err := b.Revision(t.Context(), first.Application, 0)
	must(t, err)
	if diff := cmp.Diff(first, got, dates); diff != "" {
		t.Errorf("revision changed:\n%s", diff)
	}
	_, err = b.Draft(t.Context(), first.Application)
	mustBe(t, err, store.ErrNotFound)
	_, err = b.SaveDraft(t.Context(), intake.Draft{Application: first.Application, Code: first.Code, Revision: 1})
	mustBe(t, err, store.ErrFrozen)
}

func TestFreezeRefusesWhatCannotBeRight(t *testing.T) {
	b := open(t)
	answers := ana()
	answers.Contact.Email = "nobody"
	d, err := b.StartDraft(t.Context(), answers)
	must(t, err)
	_, err = b.Freeze(t.Context(), d.Application)
	mustBe(t, err, &intake.Problem{Code: intake.MalformedEmail, Field: intake.FieldEmail})
	if _, err := b.Draft(t.Context(), d.Application); err != nil {
		t.Errorf("the draft is gone: %v", err)
	}
}

func TestFrozenNeverChanges(t *testing.T) {
	b := open(t)
	r := b.frozen(t, ana())
	must(t, b.RecordSealed(t.Context(), b.frozen(t, ana()).Application, 1, map[string][]byte{"core": object("core", 10)}))
	must(t, b.Close())
	db := b.raw(t)
	defer db.Close()
	for _, statement := range []string{
		"UPDATE frozen SET record = '{}'",
		"DELETE FROM frozen",
		"UPDATE revision SET purged_at = 1 WHERE application = '" + string(r.Application) + "'",
		"UPDATE revision SET code = 'X'",
		"UPDATE revision SET state = 'delivered'",
		"UPDATE object SET received = 1",
		"UPDATE revision SET sealed = 1 WHERE application = '" + string(r.Application) + "'",
		"DELETE FROM revision",
		"UPDATE audit SET who = 'x'",
		"DELETE FROM audit",
	} {
		if _, err := db.ExecContext(t.Context(), statement); err == nil {
			t.Errorf("%s: was done", statement)
		}
	}
}

func TestAmendAndWithdraw(t *testing.T) {
	b := open(t)
	r := b.frozen(t, ana(), []byte("a picture"))
	d, err := b.Amend(t.Context(), r.Application)
	must(t, err)
	d.Answers.Contact.Phone = "+50255550199"
	_, err = b.SaveDraft(t.Context(), d)
	must(t, err)
	again, err := b.Amend(t.Context(), r.Application)
	must(t, err)
	if again.Answers.Contact.Phone != "+50255550199" || again.Revision != 2 {
		t.Errorf("open draft is not the one returned: revision %d", again.Revision)
	}
	second, err := b.Freeze(t.Context(), r.Application)
	must(t, err)
	third, err := b.Withdraw(t.Context(), r.Application, "")
	must(t, err)
	if second.Number != 2 || third.Number != 3 || !third.Withdrawn || third.Code != r.Code {
		t.Errorf("revisions %d and %d", second.Number, third.Number)
	}
	_, err = b.Withdraw(t.Context(), r.Application, "")
	mustBe(t, err, store.ErrWithdrawn)
}

// object is the JSON of a sealed object.
func object(name string, size int) []byte {
	return fmt.Appendf(nil, `{"name":%q,"size":%d}`, name, size)
}

// deliver seals a revision into two objects and has a receipt for both.
func deliver(t *testing.T, b *bench, r intake.Revision) {
	t.Helper()
	core, photo := string(r.Application)+"-core", string(r.Application)+"-photo"
	must(t, b.RecordSealed(t.Context(), r.Application, r.Number, map[string][]byte{"core": object(core, 10), "photo": object(photo, 300)}))
	n := r.Captured.Sequence
	must(t, b.RecordBatch(t.Context(), n, []byte("manifest"), []string{core, photo}))
	_, err := b.RecordReceipt(t.Context(), n, []byte("receipt of the core"), b.now, []string{core})
	must(t, err)
	got, err := b.Summary(t.Context(), r.Application)
	must(t, err)
	if got.State != intake.StateOnItsWay {
		t.Errorf("state %q with a receipt for one object of two", got.State)
	}
	delivered, err := b.RecordReceipt(t.Context(), n, []byte("receipt of all"), b.now, []string{core, photo})
	must(t, err)
	if !slices.Equal(delivered, []intake.ApplicationID{r.Application}) {
		t.Errorf("delivered %v", delivered)
	}
}

func TestDeliveredIsPurgedAndLeavesAStub(t *testing.T) {
	b := open(t)
	jpeg := bytes.Repeat([]byte("picture "), 10000)
	r := b.frozen(t, ana(), jpeg)
	if twins, err := b.Twins(t.Context()); err != nil || len(twins) != 0 {
		t.Errorf("twins %v, %v", twins, err)
	}
	unsealed, err := b.Unsealed(t.Context(), 10)
	must(t, err)
	if len(unsealed) != 1 || unsealed[0].Application != r.Application {
		t.Fatalf("unsealed %d", len(unsealed))
	}
	for _, text := range personal {
		if b.pagesWith(t, text) == 0 {
			t.Fatalf("no page holds %q before the purge: the test looks in the wrong place", text)
		}
	}
	full := b.size(t, "")
	deliver(t, b, r)
	got, err := b.Summary(t.Context(), r.Application)
	must(t, err)
	if got.State != intake.StateDelivered || !got.Purged || got.Initials != "" || got.Code != r.Code ||
		got.Objects != 2 || got.Received != 2 || got.Bytes != 310 {
		t.Errorf("stub %+v", got)
	}
	_, err = b.Revision(t.Context(), r.Application, 1)
	mustBe(t, err, store.ErrPurged)
	_, err = b.Photo(t.Context(), store.PhotoName(jpeg))
	mustBe(t, err, store.ErrNotFound)
	if n := b.size(t, "-wal"); n != 0 {
		t.Errorf("the log still has %d bytes", n)
	}
	if n := b.size(t, ""); n > full-int64(len(jpeg))/2 {
		t.Errorf("the file had %d bytes and has %d", full, n)
	}
	for _, text := range personal {
		if n := b.pagesWith(t, text); n != 0 {
			t.Errorf("%d pages still hold %q", n, text)
		}
	}
}

// personal is what no page may hold after a purge.
var personal = []string{"Ñusta", "Xicará", "+50255550101", "picture picture"}

// pagesWith counts the pages of the database, and of its log, that hold the text, as somebody with the key could find it.
func (b *bench) pagesWith(t *testing.T, text string) int {
	t.Helper()
	must(t, b.Close())
	db := b.raw(t)
	var n int
	must(t, db.QueryRowContext(t.Context(), "SELECT count(*) FROM sqlite_dbpage WHERE instr(data, ?) > 0", []byte(text)).Scan(&n))
	must(t, db.Close())
	b.again(t)
	return n
}

// size returns the bytes of the database's file, or of its log by the ending "-wal".
func (b *bench) size(t *testing.T, ending string) int64 {
	t.Helper()
	info, err := os.Stat(b.path + ending)
	must(t, err)
	return info.Size()
}

func TestSealOnSubmitPurgesAtOnce(t *testing.T) {
	b := open(t)
	must(t, b.SaveSettings(t.Context(), store.Settings{Retention: store.SealOnSubmit}))
	r := b.frozen(t, ana())
	must(t, b.RecordSealed(t.Context(), r.Application, 1, map[string][]byte{"core": object("core", 10)}))
	_, err := b.Revision(t.Context(), r.Application, 1)
	mustBe(t, err, store.ErrPurged)
	got, err := b.Summary(t.Context(), r.Application)
	must(t, err)
	if got.State != intake.StateWaiting || got.Initials != "" {
		t.Errorf("sealed: %+v", got)
	}
	for _, text := range personal[:3] {
		if n := b.pagesWith(t, text); n != 0 {
			t.Errorf("%d pages still hold %q", n, text)
		}
	}
}

func TestReceiptForWhatWasNeverSealed(t *testing.T) {
	b := open(t)
	r := b.frozen(t, ana())
	must(t, b.RecordSealed(t.Context(), r.Application, 1, map[string][]byte{"core": object("core", 10)}))
	must(t, b.RecordBatch(t.Context(), 1, []byte("manifest"), []string{"core"}))
	_, err := b.RecordReceipt(t.Context(), 1, []byte("receipt"), b.now, []string{"core", "other"})
	mustBe(t, err, store.ErrNotFound)
	_, err = b.RecordReceipt(t.Context(), 2, []byte("receipt"), b.now, []string{"core"})
	mustBe(t, err, store.ErrNotFound)
	got, err := b.Summary(t.Context(), r.Application)
	must(t, err)
	if got.State != intake.StateWaiting {
		t.Errorf("state %q", got.State)
	}
}

func TestParkedStepsAside(t *testing.T) {
	b := open(t)
	r, other := b.frozen(t, ana()), b.frozen(t, ana())
	must(t, b.Park(t.Context(), r.Application, 1, "photo_missing"))
	unsealed, err := b.Unsealed(t.Context(), 10)
	must(t, err)
	if len(unsealed) != 1 || unsealed[0].Application != other.Application {
		t.Errorf("%d wait", len(unsealed))
	}
	got, err := b.Summary(t.Context(), r.Application)
	must(t, err)
	if got.State != intake.StateParked || got.Problem != "photo_missing" {
		t.Errorf("parked: %+v", got)
	}
	must(t, b.Retry(t.Context(), r.Application, 1))
	mustBe(t, b.Retry(t.Context(), r.Application, 1), store.ErrNotFound)
}

func TestRetrySealsAgainWhatIsNotReceived(t *testing.T) {
	b := open(t)
	r := b.frozen(t, ana())
	must(t, b.RecordSealed(t.Context(), r.Application, 1, map[string][]byte{"core": object("c1", 1), "photo": object("p1", 1)}))
	must(t, b.RecordBatch(t.Context(), 1, []byte("manifest"), []string{"c1", "p1"}))
	_, err := b.RecordReceipt(t.Context(), 1, []byte("receipt"), b.now, []string{"c1"})
	must(t, err)
	must(t, b.Park(t.Context(), r.Application, 1, "object_damaged"))
	must(t, b.Retry(t.Context(), r.Application, 1))

	unsealed, err := b.Unsealed(t.Context(), 10)
	must(t, err)
	parts, err := b.Received(t.Context(), r.Application, 1)
	must(t, err)
	if len(unsealed) != 1 || !slices.Equal(parts, []string{"core"}) {
		t.Errorf("%d to seal, %v received", len(unsealed), parts)
	}
	_, err = b.RecordReceipt(t.Context(), 1, []byte("receipt again"), b.now, []string{"c1"})
	must(t, err)
	got, err := b.Summary(t.Context(), r.Application)
	must(t, err)
	if got.State != intake.StateWaiting {
		t.Errorf("state %q before the rest is sealed", got.State)
	}
	must(t, b.RecordSealed(t.Context(), r.Application, 1, map[string][]byte{"photo": object("p2", 1)}))
	must(t, b.RecordBatch(t.Context(), 2, []byte("manifest"), []string{"p2"}))
	delivered, err := b.RecordReceipt(t.Context(), 2, []byte("receipt"), b.now, []string{"p2"})
	must(t, err)
	if len(delivered) != 1 {
		t.Error("not delivered")
	}
}

func TestRetryOfWhatIsGone(t *testing.T) {
	b := open(t)
	must(t, b.SaveSettings(t.Context(), store.Settings{Retention: store.SealOnSubmit}))
	r := b.frozen(t, ana())
	must(t, b.RecordSealed(t.Context(), r.Application, 1, map[string][]byte{"core": object("core", 10)}))
	must(t, b.Park(t.Context(), r.Application, 1, "object_damaged"))
	mustBe(t, b.Retry(t.Context(), r.Application, 1), store.ErrPurged)
	got, err := b.Summary(t.Context(), r.Application)
	must(t, err)
	if got.State != intake.StateParked {
		t.Errorf("state %q", got.State)
	}
}

func TestTwinsOfWhatWasDelivered(t *testing.T) {
	b := open(t)
	paper := ana()
	paper.Applicant.Documents = []intake.Document{{Number: "AB-12 34", Country: "HN"}}
	r := b.frozen(t, paper)
	paper.Applicant = intake.Person{KnownAs: "Chepe", Documents: []intake.Document{{Number: "ab1234", Country: "HN"}}}
	other := b.frozen(t, paper)
	deliver(t, b, r)
	got, err := b.Twins(t.Context())
	must(t, err)
	if !slices.Equal(got, []store.Twins{{First: r.Application, Second: other.Application}}) {
		t.Errorf("twins %v", got)
	}
}

func TestList(t *testing.T) {
	b := open(t)
	sent := b.frozen(t, ana())
	deliver(t, b, sent)
	b.now = b.now.Add(time.Minute)
	waiting := b.frozen(t, ana())
	b.now = b.now.Add(time.Minute)
	draft, err := b.StartDraft(t.Context(), ana())
	must(t, err)
	withdrawn := b.frozen(t, ana())
	_, err = b.Withdraw(t.Context(), withdrawn.Application, "")
	must(t, err)

	code := waiting.Code.String()
	for _, c := range []struct {
		name   string
		filter store.Filter
		want   []intake.ApplicationID
	}{
		{"all", store.Filter{}, []intake.ApplicationID{withdrawn.Application, draft.Application, waiting.Application, sent.Application}},
		{"state", store.Filter{State: intake.StateDelivered}, []intake.ApplicationID{sent.Application}},
		{"part", store.Filter{Limit: 1, Offset: 1}, []intake.ApplicationID{draft.Application}},
		{"code", store.Filter{Words: code}, []intake.ApplicationID{waiting.Application}},
		{"start of a code", store.Filter{Words: code[:8]}, []intake.ApplicationID{waiting.Application}},
		{"no word", store.Filter{Words: "%"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			list, err := b.List(t.Context(), c.filter)
			must(t, err)
			var got []intake.ApplicationID
			for _, s := range list {
				got = append(got, s.Application)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
	counts, err := b.Counts(t.Context())
	must(t, err)
	if counts[intake.StateWaiting] != 2 || counts[intake.StateDraft] != 1 || counts[intake.StateDelivered] != 1 {
		t.Errorf("counts %v", counts)
	}
}
