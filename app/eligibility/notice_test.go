package eligibility_test

import (
	"errors"
	"maps"
	"strings"
	"testing"

	"ventanilla/app/eligibility"
	"ventanilla/app/intake"
)

const goodNotice = `{"notice":"gt-form","programme":"safe-mobility","audience":"public","urgency":"important",` +
	`"from":"2026-11-20","to":"2026-11-27","offices":["GT"],"text":{"es":"Cerrado.","en":"Closed."}}`

func TestParseNotice(t *testing.T) {
	n, err := eligibility.ParseNotice([]byte(goodNotice))
	if err != nil || n.ID != "gt-form" || n.Programme != "safe-mobility" || n.Audience != eligibility.Public ||
		n.Urgency != eligibility.Important || n.From != day(t, "2026-11-20") || n.To != day(t, "2026-11-27") {
		t.Errorf("%+v, %v", n, err)
	}
	if want := map[intake.Language]string{"es": "Cerrado.", "en": "Closed."}; !maps.Equal(n.Text, want) {
		t.Errorf("it says %q", n.Text)
	}
	if !eligibility.IsNotice([]byte(goodNotice)) || eligibility.IsNotice(edited(t, nil)) || eligibility.IsNotice([]byte("{")) {
		t.Error("notices and packs are taken for each other")
	}
}

func TestParseNoticeRefuses(t *testing.T) {
	tests := []struct {
		from, to, place string
		want            error
	}{
		{`"public"`, `"everybody"`, "/audience", eligibility.ErrAudience},
		{`"important"`, `"now"`, "/urgency", eligibility.ErrUrgency},
		{`"2026-11-27"`, `"2026-11-19"`, "/to", eligibility.ErrOrder},
		{`"2026-11-20"`, `"2026-11-31"`, "/from", intake.ErrDay},
		{`"es"`, `"de"`, "/text/de", eligibility.ErrUnknownField},
		{`"Cerrado."`, `""`, "/text/es", eligibility.ErrOutOfRange},
		{`{"es":"Cerrado.","en":"Closed."}`, `{}`, "/text", eligibility.ErrOutOfRange},
		{`"offices":["GT"]`, `"offices":[]`, "/offices", eligibility.ErrOutOfRange},
		{`"offices":["GT"]`, `"places":["GT"]`, "/places", eligibility.ErrUnknownField},
		{`"gt-form"`, `"GT form"`, "/notice", eligibility.ErrIdentifier},
		{`"programme":"safe-mobility",`, ``, "/programme", eligibility.ErrMissing},
	}
	for _, test := range tests {
		_, err := eligibility.ParseNotice([]byte(strings.Replace(goodNotice, test.from, test.to, 1)))
		refusedAt(t, err, test.place, test.want)
	}
	_, err := eligibility.ParseNotice([]byte(goodNotice + strings.Repeat(" ", eligibility.MaxNotice)))
	if !errors.Is(err, eligibility.ErrTooLarge) {
		t.Errorf("a huge notice: %v", err)
	}
}

func TestCurrentNotices(t *testing.T) {
	notice := func(id string, audience eligibility.Audience, urgency eligibility.Urgency, from, to string, offices ...intake.Office) eligibility.Notice {
		return eligibility.Notice{ID: id, Audience: audience, Urgency: urgency, From: day(t, from), To: day(t, to), Offices: offices}
	}
	all := []eligibility.Notice{
		notice("old", eligibility.Public, eligibility.Information, "2026-11-01", "2026-11-30"),
		notice("new", eligibility.Public, eligibility.Information, "2026-11-20", "2026-11-20"),
		notice("over", eligibility.Public, eligibility.Urgent, "2026-11-01", "2026-11-19"),
		notice("later", eligibility.Public, eligibility.Urgent, "2026-11-21", "2026-11-30"),
		notice("team", eligibility.Staff, eligibility.Urgent, "2026-11-01", "2026-11-30"),
		notice("gt", eligibility.Public, eligibility.Important, "2026-11-01", "2026-11-30", "GT"),
	}
	tests := []struct {
		office   intake.Office
		audience eligibility.Audience
		want     string
	}{
		{"GT", eligibility.Public, "gt new old"},
		{"CR", eligibility.Public, "new old"},
		{"GT", eligibility.Staff, "team gt new old"},
	}
	for _, test := range tests {
		var ids []string
		for _, n := range eligibility.Current(all, test.office, day(t, "2026-11-20"), test.audience) {
			ids = append(ids, n.ID)
		}
		if got := strings.Join(ids, " "); got != test.want {
			t.Errorf("%s, %s: %s, want %s", test.office, test.audience, got, test.want)
		}
	}
}

func FuzzParseNotice(f *testing.F) {
	f.Add([]byte(goodNotice))
	f.Fuzz(func(t *testing.T, data []byte) {
		n, err := eligibility.ParseNotice(data)
		if err != nil {
			return
		}
		if len(n.Text) == 0 || n.To.Before(n.From) {
			t.Fatalf("a notice that cannot be shown: %+v", n)
		}
	})
}
