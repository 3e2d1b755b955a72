package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"ventanilla/app/intake"
	"ventanilla/cmd/internal/site"
	"ventanilla/store"
	"ventanilla/store/vault"
)

// month is a made-up month of a programme with three kiosks, two sticks and a portal, and what must have arrived at its end.
type month struct {
	*office
	now  time.Time // by the clock of whichever kiosk is at work
	sent map[intake.ApplicationID]handed
	must map[intake.ApplicationID]int // the revision that the portal must have, by application
}

// handed is an application as a kiosk froze it.
type handed struct {
	intake.Revision
	photos map[string][]byte
}

// TestMonth lives through a month in which what can go wrong with deliveries goes wrong: the portal ends with exactly what was
// delivered, photos byte for byte, and the kiosks agree with it.
func TestMonth(t *testing.T) {
	m := &month{
		office: newOffice(t), now: time.Now().AddDate(0, 0, -30), sent: map[intake.ApplicationID]handed{}, must: map[intake.ApplicationID]int{},
	}
	north, south, bridge := m.newKiosk(t), m.newKiosk(t), m.newKiosk(t)
	red, blue := t.TempDir(), t.TempDir()

	m.firstWeek(t, north, south, red)
	m.passes(7)
	m.secondWeek(t, bridge, blue)
	m.passes(7)
	m.thirdWeek(t, north, south, red, blue)
	m.passes(7)
	twin := m.fourthWeek(t, north, bridge, blue)
	m.passes(7)
	m.lastDays(t, south, red)

	m.ends(t)
	m.agrees(t, north, south, twin)
	for _, k := range []kiosk{north, south, twin} {
		m.does(t, k, "", k.unlocked("audit")...)
	}
}

// firstWeek: the north has a link, the others have sticks.
func (m *month) firstWeek(t *testing.T, north, south kiosk, red string) {
	t.Helper()
	m.delivered(m.takes(t, north, 2)...)
	m.syncs(t, north)
	m.delivered(m.takes(t, south, 2)...)
	m.carries(t, south, red)
	for range 2 { // the stick comes back twice, there and here
		m.run(t, "import", red)
		m.run(t, "export", "--to", red)
		m.does(t, south, "", south.unlocked("import", "--from", red)...)
	}
	m.agrees(t, north, south)
}

// secondWeek: a stick is lost on its way; then what was on it goes by another and by a link too.
func (m *month) secondWeek(t *testing.T, bridge kiosk, blue string) {
	t.Helper()
	lost := t.TempDir()
	m.delivered(m.takes(t, bridge, 2)...)
	m.carries(t, bridge, lost)
	must(t, os.RemoveAll(lost))
	m.delivered(m.takes(t, bridge, 1)...)
	m.carries(t, bridge, blue)
	m.run(t, "import", blue) // its receipts never come back
	m.syncs(t, bridge)
	m.carries(t, bridge, blue)
	m.agrees(t, bridge)
}

// thirdWeek: somebody comes again to correct, another to withdraw; a clock is five years ahead.
func (m *month) thirdWeek(t *testing.T, north, south kiosk, red, blue string) {
	t.Helper()
	again := m.takes(t, north, 1)[0]
	m.amends(t, north, again)
	m.carries(t, north, blue)
	m.run(t, "import", blue)
	m.syncs(t, north)
	m.withdraws(t, north, again)
	m.syncs(t, north)
	right := m.now
	m.now = m.now.AddDate(5, 0, 0)
	m.delivered(m.takes(t, south, 1)...)
	m.carries(t, south, red)
	m.now = right
	m.delivered(m.takes(t, south, 1)...)
	m.syncs(t, south)
	m.run(t, "import", red)
	m.agrees(t, north, south)
}

// fourthWeek, of which the copy is returned: a tablet dies after its stick was made; an image of another was put on a second
// tablet.
func (m *month) fourthWeek(t *testing.T, north, bridge kiosk, blue string) kiosk {
	t.Helper()
	m.delivered(m.takes(t, bridge, 1)...)
	m.carries(t, bridge, blue)
	must(t, os.RemoveAll(bridge.dir))
	m.run(t, "import", blue)
	twin := m.copies(t, north)
	m.delivered(m.takes(t, north, 1)...)
	m.syncs(t, north)
	m.takes(t, twin, 1)
	if _, status := m.tries(t, twin, "", twin.unlocked("sync", "--once")...); status == exitDone {
		t.Error("a copy of a kiosk delivers as if it were the first")
	}
	return twin
}

// lastDays: a kiosk is stolen and revoked; what it hands in then arrives by no way.
func (m *month) lastDays(t *testing.T, south kiosk, red string) {
	t.Helper()
	m.run(t, "revoke", m.device(t, south))
	m.takes(t, south, 1)
	if _, status := m.tries(t, south, "", south.unlocked("sync", "--once")...); status == exitDone {
		t.Error("a revoked kiosk delivers")
	}
	m.carries(t, south, red)
	if err := m.portal(t, "import", red).Run(); err == nil {
		t.Error("the portal takes what a revoked kiosk has signed")
	}
}

// passes lets days go by.
func (m *month) passes(days int) { m.now = m.now.AddDate(0, 0, days) }

// tries runs a command on a kiosk by the clock of the month.
func (m *month) tries(t *testing.T, k kiosk, stdin string, args ...string) (string, int) {
	t.Helper()
	var out, messages bytes.Buffer
	p := program{
		in: strings.NewReader(stdin), out: &out, err: &messages, now: func() time.Time { return m.now },
		first: vault.Config{WorkFactor: 10, Weak: true},
	}
	status := p.run(t.Context(), args)
	if status != exitDone {
		t.Logf("kioskctl %s: %s", args[0], messages.String())
	}
	return out.String(), status
}

// does is tries where anything but success ends the test.
func (m *month) does(t *testing.T, k kiosk, stdin string, args ...string) string {
	t.Helper()
	out, status := m.tries(t, k, stdin, args...)
	if status != exitDone {
		t.Fatalf("kioskctl %s: exit status %d", args[0], status)
	}
	return out
}

// takes hands in applications of made-up people with photos, and remembers them as they were frozen.
func (m *month) takes(t *testing.T, k kiosk, n int) []intake.ApplicationID {
	t.Helper()
	seed := k.unlocked("seed", "--count", fmt.Sprint(n), "--from", fmt.Sprint(len(m.sent)+1))
	var ids []intake.ApplicationID
	for _, line := range jsonLines[captured](t, m.does(t, k, "", seed...)) {
		ids = append(ids, line.Application)
	}
	m.remembers(t, k, ids...)
	return ids
}

// remembers reads what a kiosk has frozen, before it is delivered and leaves.
func (m *month) remembers(t *testing.T, k kiosk, ids ...intake.ApplicationID) {
	t.Helper()
	s, err := site.Open(k.dir, site.Options{Now: func() time.Time { return m.now }})
	must(t, err)
	session, err := s.Unlock(t.Context(), s.Staff()[0].ID, secret)
	must(t, err)
	defer session.Lock()
	for _, id := range ids {
		r, err := session.Store.Revision(t.Context(), id, 0)
		must(t, err)
		h := handed{r, map[string][]byte{}}
		for _, p := range r.Answers.Photos {
			h.photos[p.SHA256], err = session.Store.Photo(t.Context(), p.SHA256)
			must(t, err)
		}
		m.sent[id] = h
	}
}

// delivered notes that the portal must have these applications at the end.
func (m *month) delivered(ids ...intake.ApplicationID) {
	for _, id := range ids {
		m.must[id] = m.sent[id].Number
	}
}

func (m *month) syncs(t *testing.T, k kiosk) {
	t.Helper()
	m.does(t, k, "", k.unlocked("sync", "--once")...)
}

func (m *month) carries(t *testing.T, k kiosk, stick string) {
	t.Helper()
	m.does(t, k, "", k.unlocked("export", "--to", stick)...)
}

func (m *month) amends(t *testing.T, k kiosk, id intake.ApplicationID) {
	t.Helper()
	m.does(t, k, `{"contact":{"phone":"+50255550199"}}`, k.unlocked("amend", string(id))...)
	m.remembers(t, k, id)
	m.delivered(id)
}

func (m *month) withdraws(t *testing.T, k kiosk, id intake.ApplicationID) {
	t.Helper()
	m.does(t, k, "", k.unlocked("withdraw", string(id))...)
	m.must[id]++
}

// copies puts an image of a kiosk's disk onto another.
func (m *month) copies(t *testing.T, k kiosk) kiosk {
	t.Helper()
	twin := k
	twin.dir = filepath.Join(t.TempDir(), "twin")
	must(t, os.CopyFS(twin.dir, os.DirFS(k.dir)))
	return twin
}

func (m *month) device(t *testing.T, k kiosk) string {
	t.Helper()
	s, err := site.Open(k.dir, site.Options{})
	must(t, err)
	return string(s.Device())
}

// portal is a portal command that has not run yet.
func (m *month) portal(t *testing.T, args ...string) *exec.Cmd {
	args = append(args, "--dir", m.dir, "--passphrase-file", m.secret)
	return exec.CommandContext(t.Context(), filepath.Join(m.programs, "portal"), args...)
}

// arrived is an application as the portal lists it.
type arrived struct {
	ID        intake.ApplicationID
	Code      string
	Revision  int
	Withdrawn bool
}

func (m *month) list(t *testing.T) map[intake.ApplicationID]arrived {
	t.Helper()
	all := map[intake.ApplicationID]arrived{}
	for _, one := range jsonLines[arrived](t, m.run(t, "list", "--json")) {
		if _, twice := all[one.ID]; twice {
			t.Errorf("%s is at the portal twice", one.Code)
		}
		all[one.ID] = one
	}
	return all
}

// agrees wants each kiosk to call delivered what the portal has in that revision, and nothing else. Their receipts are back.
func (m *month) agrees(t *testing.T, kiosks ...kiosk) {
	t.Helper()
	list := m.list(t)
	for _, k := range kiosks {
		for _, r := range jsonLines[row](t, m.does(t, k, "", k.unlocked("list", "--json")...)) {
			at, there := list[r.ID]
			told := r.State == intake.StateDelivered || r.State == intake.StateWithdrawn
			if told && (!there || at.Revision != r.Revision || !r.Receipt) {
				t.Errorf("a kiosk says that the portal has revision %d of %s, and it has %+v", r.Revision, r.Code, at)
			}
			if !told && there && at.Revision == r.Revision {
				t.Errorf("the portal has revision %d of %s, and a kiosk says that it is %s", r.Revision, r.Code, r.State)
			}
			if withdrawn := r.State == intake.StateWithdrawn; told && withdrawn != at.Withdrawn {
				t.Errorf("%s is withdrawn: %v at the kiosk, %v at the portal", r.Code, withdrawn, at.Withdrawn)
			}
		}
	}
}

// ends wants the portal to have exactly what it must, as it was frozen.
func (m *month) ends(t *testing.T) {
	t.Helper()
	list := m.list(t)
	revisions := map[intake.ApplicationID]int{}
	for id, one := range list {
		revisions[id] = one.Revision
	}
	if !maps.Equal(revisions, m.must) {
		t.Errorf("the portal has %v, and must have %v", revisions, m.must)
	}
	for id, one := range list {
		if !one.Withdrawn {
			m.shows(t, one, m.sent[id])
		}
	}
}

// shows wants the portal to open an application as it was frozen, and its photos byte for byte.
func (m *month) shows(t *testing.T, one arrived, was handed) {
	t.Helper()
	var shown struct {
		Answers json.RawMessage
		Portal  struct {
			Photos []struct{ File, SHA256 string }
		}
	}
	must(t, json.Unmarshal([]byte(m.run(t, "show", string(one.ID), "--json", "--photos", t.TempDir())), &shown))
	want, err := json.Marshal(was.Answers)
	must(t, err)
	if one.Code != was.Code.String() || !bytes.Equal(shown.Answers, want) {
		t.Errorf("%s: the portal shows %s, want %s", one.Code, shown.Answers, want)
	}
	var got []string
	for _, p := range shown.Portal.Photos {
		data, err := os.ReadFile(p.File)
		must(t, err)
		if !bytes.Equal(data, was.photos[p.SHA256]) {
			t.Errorf("%s: a photo is not what was stored", one.Code)
		}
		got = append(got, store.PhotoName(data))
	}
	slices.Sort(got)
	if want := slices.Sorted(maps.Keys(was.photos)); !slices.Equal(got, want) {
		t.Errorf("%s: photos %v, want %v", one.Code, got, want)
	}
}
