package store_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"ventanilla/app/intake"
	"ventanilla/store"
)

// found returns the applications that are listed for the words.
func (b *bench) found(t *testing.T, f store.Filter) []intake.ApplicationID {
	t.Helper()
	list, err := b.List(t.Context(), f)
	must(t, err)
	var ids []intake.ApplicationID
	for _, s := range list {
		ids = append(ids, s.Application)
	}
	return ids
}

// nadege is somebody with all that can be searched for.
func nadege(t *testing.T) intake.Application {
	t.Helper()
	birth, err := intake.ParseDate("1990-04-12")
	must(t, err)
	born, err := intake.ParseDate("2011-07")
	must(t, err)
	a := ana()
	a.Applicant = intake.Person{
		GivenNames: "Nadège Marie-Ange", Surname: "O'Brien Ñúñez", KnownAs: "Cœur", BirthDate: birth,
		Documents: []intake.Document{{Type: intake.Passport, Number: "AB 0123-45", Country: "HT"}},
	}
	a.Contact.Phone = "+50255550177"
	a.Household = []intake.Member{{Person: intake.Person{GivenNames: "Étienne", Surname: "Pierre", BirthDate: born}}}
	return a
}

func TestSearchAsOneTypes(t *testing.T) {
	b := open(t)
	draft, err := b.SaveDraft(t.Context(), intake.Draft{Application: "nadege", Code: "B7KQ4M2XE9", Revision: 1, Answers: nadege(t)})
	must(t, err)
	other := b.frozen(t, ana())
	code := draft.Code.String()
	tests := map[string]bool{ // whether it finds Nadège
		"n": true, "nadege": true, "NADÈGE": true, "nadeged": false, "adege": false,
		"nunez nad": true, "  nad   nuñ ": true, "nunez xicara": false,
		"marie": true, "ange": true, "marie-ange": true, "marieange": true, "o'b": true, "obrien": true, "o’brien": true, "brien": true,
		"coeur": true, "cœur": true, "no": true, "on": false,
		"etienne pierre": true, "nadege pierre": true,
		"AB 0123-45": true, "ab012345": true, "0123": true, "b0123": false,
		"+502 5555 0177": true, "50255550177": true, "5555 0177": true, "0177": true, "55550": true, "5555 0178": false,
		"1990-04-12": true, "12/4/1990": true, "12.04.1990": true, "4/1990": true, "1990": true, "19900412": true, "04/12/1990": false,
		"2011-07": true, "7/2011": true, "7/2012": false,
		code: true, strings.ToLower(code): true, strings.ReplaceAll(code, "-", " "): true, strings.ReplaceAll(code, "-", ""): true,
		code[:3]: true, code[6:]: true, code[:5] + " nadege": true,
		"%": false, "'": false, "\"": false, "_": false, strings.Repeat("nadege ", 500): true,
	}
	check := func(t *testing.T, stage string) {
		t.Helper()
		for words, want := range tests {
			got := slices.Contains(b.found(t, store.Filter{Words: words}), draft.Application)
			if got != want {
				t.Errorf("%s: %q finds her: %v, want %v", stage, words, got, want)
			}
		}
	}
	check(t, "draft")
	_, err = b.Freeze(t.Context(), draft.Application)
	must(t, err)
	check(t, "handed in")
	b.reopen(t)
	check(t, "opened again")
	if got := b.found(t, store.Filter{Words: "  "}); len(got) != 2 {
		t.Errorf("nothing typed lists %d", len(got))
	}
	if got := b.found(t, store.Filter{Words: "3/2/2026 xic"}); !slices.Equal(got, []intake.ApplicationID{other.Application}) {
		t.Errorf("day and initial find %v", got)
	}
}

func TestCodesAreReadAsPeopleWriteThem(t *testing.T) {
	b := open(t)
	_, err := b.SaveDraft(t.Context(), intake.Draft{Application: "a", Code: "101K00QX2B", Revision: 1, Answers: ana()})
	must(t, err)
	for words, want := range map[string]int{"IoL": 1, "lOiKo": 1, "101ko-oqx2b": 1, "oqx": 1, "101u": 0, "101k00qx2bb": 0} {
		if got := len(b.found(t, store.Filter{Words: words})); got != want {
			t.Errorf("%q finds %d, want %d", words, got, want)
		}
	}
}

func TestSearchFollowsTheAnswers(t *testing.T) {
	b := open(t)
	d, err := b.StartDraft(t.Context(), ana())
	must(t, err)
	want := func(words string, n int) {
		t.Helper()
		if got := len(b.found(t, store.Filter{Words: words})); got != n {
			t.Errorf("%q finds %d, want %d", words, got, n)
		}
	}
	d.Answers.Applicant.Surname = "Quispe"
	_, err = b.SaveDraft(t.Context(), d)
	must(t, err)
	want("xicara", 0)
	want("quispe", 1)
	_, err = b.Freeze(t.Context(), d.Application)
	must(t, err)
	amended, err := b.Amend(t.Context(), d.Application)
	must(t, err)
	amended.Answers.Applicant.Surname = "Mamani"
	_, err = b.SaveDraft(t.Context(), amended)
	must(t, err)
	want("mamani", 1)
	want("quispe", 1) // as it was handed in
	must(t, b.DeleteDraft(t.Context(), d.Application))
	want("mamani", 0)
	want("quispe", 1)
	_, err = b.Withdraw(t.Context(), d.Application, "")
	must(t, err)
	want("quispe", 0)
	want(d.Code.String(), 1)
	dropped, err := b.StartDraft(t.Context(), ana())
	must(t, err)
	want("xicara", 1)
	must(t, b.DeleteDraft(t.Context(), dropped.Application))
	want("xicara", 0)
	want(dropped.Code.String(), 0)
}

func TestSearchWithinAState(t *testing.T) {
	b := open(t)
	sent, waiting := b.frozen(t, ana()), b.frozen(t, ana())
	deliver(t, b, sent)
	draft, err := b.StartDraft(t.Context(), ana())
	must(t, err)
	for _, c := range []struct {
		filter store.Filter
		want   []intake.ApplicationID
	}{
		{store.Filter{Words: "xicara"}, []intake.ApplicationID{draft.Application, waiting.Application}},
		{store.Filter{Words: "xicara", State: intake.StateWaiting}, []intake.ApplicationID{waiting.Application}},
		{store.Filter{Words: "xicara", State: intake.StateDraft}, []intake.ApplicationID{draft.Application}},
		{store.Filter{Words: "xicara", State: intake.StateDelivered}, nil},
		{store.Filter{Words: "xicara", Offset: 1, Limit: 5}, []intake.ApplicationID{waiting.Application}},
		{store.Filter{Words: "xicara", Limit: 1}, []intake.ApplicationID{draft.Application}},
		{store.Filter{Words: sent.Code.String()}, []intake.ApplicationID{sent.Application}},
		{store.Filter{Words: sent.Code.String(), State: intake.StateDelivered}, []intake.ApplicationID{sent.Application}},
	} {
		if got := b.found(t, c.filter); !slices.Equal(got, c.want) {
			t.Errorf("%+v lists %v, want %v", c.filter, got, c.want)
		}
	}
	list, err := b.List(t.Context(), store.Filter{Words: sent.Code.String()})
	must(t, err)
	summary, err := b.Summary(t.Context(), sent.Application)
	must(t, err)
	if len(list) != 1 || list[0].Objects != summary.Objects || !list[0].Purged || list[0].State != summary.State {
		t.Errorf("searched %+v, want %+v", list, summary)
	}
}

func TestSearchWhileAnswersAreSaved(t *testing.T) {
	b := open(t)
	r := b.frozen(t, nadege(t))
	d, err := b.StartDraft(t.Context(), ana())
	must(t, err)
	done := make(chan error)
	go func() {
		for i := range 50 {
			d.Answers.Applicant.Surname = fmt.Sprintf("Surname%d", i)
			if _, err := b.SaveDraft(t.Context(), d); err != nil {
				done <- err
				return
			}
		}
		done <- nil
	}()
	for saving := true; saving; {
		select {
		case err := <-done:
			must(t, err)
			saving = false
		default:
		}
		if got := b.found(t, store.Filter{Words: "nunez"}); !slices.Equal(got, []intake.ApplicationID{r.Application}) {
			t.Fatalf("found %v", got)
		}
	}
	if got := b.found(t, store.Filter{Words: "surname49"}); len(got) != 1 {
		t.Errorf("the last answer is found %d times", len(got))
	}
}

// Many names make pages split and join, which must not leave a copy of a word behind.
func TestPurgeLeavesNothingAmongMany(t *testing.T) {
	b := open(t)
	var all []intake.Revision
	name := func(i int) string { return fmt.Sprintf("qz%c%c%04dzq", 'a'+i%26, 'a'+i/26%26, i*7919%10000) }
	for i := range 240 {
		a := ana()
		a.Applicant.Surname, a.Applicant.GivenNames = name(i), strings.Repeat("Ana ", i%7)
		all = append(all, b.frozen(t, a))
	}
	var gone []string
	for i, r := range all {
		if i%3 != 0 {
			continue
		}
		deliver(t, b, r)
		gone = append(gone, name(i))
	}
	must(t, b.Close())
	data := b.pages(t)
	b.again(t)
	for i := range all {
		here := strings.Contains(data, name(i))
		if purged := slices.Contains(gone, name(i)); here == purged {
			t.Errorf("%s: in the file %v, purged %v", name(i), here, purged)
		}
		n := len(b.found(t, store.Filter{Words: name(i)}))
		if (n == 1) == slices.Contains(gone, name(i)) {
			t.Errorf("%s is found %d times", name(i), n)
		}
	}
}

// pages returns all pages of the closed database in clear.
func (b *bench) pages(t *testing.T) string {
	t.Helper()
	db := b.raw(t)
	defer db.Close()
	rows, err := db.QueryContext(t.Context(), "SELECT data FROM sqlite_dbpage")
	must(t, err)
	defer rows.Close()
	var all strings.Builder
	for rows.Next() {
		var page []byte
		must(t, rows.Scan(&page))
		all.Write(page)
	}
	must(t, rows.Err())
	return all.String()
}

// oldStore opens a copy of the store that the first released schema made, with an open draft.
func oldStore(t *testing.T) *bench {
	t.Helper()
	b := &bench{path: t.TempDir() + "/kiosk.db", now: time.Date(2026, 2, 4, 9, 0, 0, 0, time.UTC)}
	data, err := os.ReadFile("testdata/schema1.db")
	must(t, err)
	must(t, os.WriteFile(b.path, data, 0o600))
	return b
}

func TestFirstSchemaOpensWithItsDraft(t *testing.T) {
	b := oldStore(t)
	b.again(t)
	defer func() { must(t, b.Close()) }()
	drafts, err := b.Drafts(t.Context())
	must(t, err)
	if len(drafts) != 1 || drafts[0].Answers.Applicant.Surname != "Ordóñez" || drafts[0].Step != "contact" {
		t.Fatalf("drafts %+v", drafts)
	}
	for words, want := range map[string]int{
		"ordonez luis": 1, "0177": 1, "rosa": 1, "ab012345": 1, "ñusta": 0, "3/2/2026": 3, drafts[0].Code.String(): 1,
	} {
		if got := len(b.found(t, store.Filter{Words: words})); got != want {
			t.Errorf("%q finds %d, want %d", words, got, want)
		}
	}
	must(t, b.VerifyAudit(t.Context()))
	r, err := b.Freeze(t.Context(), drafts[0].Application)
	must(t, err)
	deliver(t, b, r)
}
