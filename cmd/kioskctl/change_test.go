package main

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"ventanilla/app/intake"
	"ventanilla/store"
)

// atPortal is what the portal tells of an application.
type atPortal struct {
	Code              string
	Revision, Objects int
	Withdrawn         bool
	WithdrawnFor      string `json:"withdrawn_for"`
	Answers           intake.Application
	Portal            struct{ Photos []struct{ File string } }
}

func (o *office) list(t *testing.T) map[string]atPortal {
	t.Helper()
	all := map[string]atPortal{}
	for _, one := range jsonLines[atPortal](t, o.run(t, "list", "--json")) {
		all[one.Code] = one
	}
	return all
}

func (o *office) show(t *testing.T, code string) atPortal {
	t.Helper()
	var shown atPortal
	must(t, json.Unmarshal([]byte(o.run(t, "show", code, "--json", "--photos", t.TempDir())), &shown))
	return shown
}

func (k kiosk) listed(t *testing.T, code string) row {
	t.Helper()
	for _, r := range jsonLines[row](t, k.run(t, "", k.unlocked("list", "--json"))) {
		if r.Code == code {
			return r
		}
	}
	t.Fatalf("%s is not listed", code)
	return row{}
}

// TestChangeAndTakeBack amends and withdraws applications before, between and after deliveries, by network and by stick.
func TestChangeAndTakeBack(t *testing.T) {
	people := path(t, "..", "..", "app", "intake", "testdata")
	lines := applicationLines(t, people)
	o := newOffice(t)
	for _, way := range []string{"network", "stick"} {
		t.Run(way, func(t *testing.T) {
			t.Chdir(people)
			k, stick := o.newKiosk(t), t.TempDir()
			deliver := func() {
				if way == "network" {
					k.run(t, "", k.unlocked("sync", "--once"))
					return
				}
				k.run(t, "", k.unlocked("export", "--to", stick))
				o.run(t, "import", stick)
				o.run(t, "export", "--to", stick)
				k.run(t, "", k.unlocked("import", "--from", stick))
			}
			var codes []string
			for _, line := range jsonLines[captured](t, k.run(t, strings.Join(lines[:4], "\n"), k.unlocked("capture"))) {
				codes = append(codes, line.Code)
			}
			changedOne, early, late, kept := codes[0], codes[1], codes[2], codes[3]

			k.run(t, `{"contact":{"phone":"+50255550199"}}`, k.unlocked("amend", changedOne))
			k.run(t, "", k.unlocked("withdraw", early, "--reason", "no_permission"))
			deliver()
			if got := o.show(t, changedOne); got.Revision != 2 || got.Answers.Contact.Phone != "+50255550199" || len(got.Portal.Photos) == 0 {
				t.Errorf("the change is revision %d with %d photos", got.Revision, len(got.Portal.Photos))
			}

			k.refuses(t, `{"contact":null}`, "amend", late) // its answers have left
			k.run(t, "", k.unlocked("withdraw", late))
			k.refuses(t, "", "withdraw", late)
			k.refuses(t, "{}", "amend", late)
			if got := k.listed(t, late); got.State != intake.StateWaiting || !got.Withdrawn {
				t.Errorf("before the office knows: %+v", got)
			}
			deliver()
			for _, code := range []string{early, late} {
				got, shown := o.list(t)[code], o.show(t, code)
				if !got.Withdrawn || !shown.Withdrawn || shown.Answers.Applicant.HasName() || len(shown.Portal.Photos) != 0 {
					t.Errorf("%s at the portal: %+v, shown withdrawn %v", code, got, shown.Withdrawn)
				}
				if got := k.listed(t, code); got.State != intake.StateWithdrawn || !got.Receipt {
					t.Errorf("%s at the kiosk: %+v", code, got)
				}
			}
			if got := o.show(t, early); got.WithdrawnFor != "no_permission" {
				t.Errorf("withdrawn for %q", got.WithdrawnFor)
			}
			if got := o.list(t)[kept]; got.Withdrawn || got.Revision != 1 {
				t.Errorf("another one became %+v", got)
			}
			trail := k.run(t, "", k.unlocked("audit", "--json"))
			for what, want := range map[store.Action]int{store.Withdrew: 2, store.AmendStarted: 1} {
				n := len(slices.DeleteFunc(jsonLines[store.Entry](t, trail), func(e store.Entry) bool { return e.What != what }))
				if n != want {
					t.Errorf("%d entries say %s, want %d", n, what, want)
				}
			}
		})
	}
}

// refuses runs a command that must be refused.
func (k kiosk) refuses(t *testing.T, stdin, command string, args ...string) {
	t.Helper()
	if _, status := ctl(t, stdin, k.unlocked(command, args...)...); status != exitRefused {
		t.Errorf("kioskctl %s %v: exit status %d", command, args, status)
	}
}
