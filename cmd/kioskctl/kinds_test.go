package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ventanilla/app/intake"
	"ventanilla/cmd/internal/site"
	"ventanilla/store"
	"ventanilla/sync/batch"
)

const told = `{"what":"2000 for a place in the line","when":"2026-01","where":"bus station","amount":"2000","currency":"GTQ",
	"by":"agent","by_note":"says that he is a lawyer","may_contact":true,"contact":"+50255512345","language":"es"}`

// TestAReportOfAChargeComesOnce sends one by stick and by network, with one that was told in an interview.
func TestAReportOfAChargeComesOnce(t *testing.T) {
	o := newOffice(t)
	k, stick := o.newKiosk(t), t.TempDir()
	k.run(t, told, k.unlocked("report-charge"))
	k.run(t, `{"consent":{"notice_version":"2026-01","purposes":{"screening":true,"contact":false}},"applicant":{"given_names":"Ana"},"asked_for_money":{"asked":true,"note":"a man at the door"}}`+"\n", k.unlocked("capture"))
	if out, status := ctl(t, `{"language":"es"}`, k.unlocked("report-charge")...); status != exitRefused || out != "" {
		t.Errorf("a report that tells nothing: status %d, %s", status, out)
	}
	bundles := jsonLines[bundleLine](t, k.run(t, "", k.locked("export", "--to", stick, "--json")))
	if len(bundles) != 1 || bundles[0].Reports != 2 || bundles[0].Applications != 1 {
		t.Errorf("bundles %+v", bundles)
	}
	firstOf(t, bundles[0].File, batch.KindFraudReport)
	o.run(t, "import", stick)
	k.run(t, "", k.locked("sync", "--once"))
	o.run(t, "export", "--to", stick)
	k.run(t, "", k.unlocked("import", "--from", stick))

	reports := jsonLines[struct {
		ID, By, Amount, Currency, Application string
		MayContact                            bool `json:"may_contact"`
	}](t, o.run(t, "list", "--kind", "fraud_report", "--json"))
	if len(reports) != 2 {
		t.Fatalf("%d reports at the portal", len(reports))
	}
	for _, r := range reports {
		inForm := r.Application != ""
		if inForm && r.MayContact || !inForm && (r.By != "agent" || r.Amount != "2000" || !r.MayContact) {
			t.Errorf("report %+v", r)
		}
		if shown := o.run(t, "show", r.ID, "--json"); !strings.Contains(shown, "bus station") && !strings.Contains(shown, "a man at the door") {
			t.Errorf("shown as %s", shown)
		}
	}
	for _, one := range jsonLines[chargeLine](t, k.run(t, "", k.unlocked("report-charge", "--list", "--json"))) {
		if one.State != intake.StateDelivered {
			t.Errorf("%s is %s", one.ID, one.State)
		}
	}
	if n := len(o.received(t)); n != 1 {
		t.Errorf("%d applications at the portal", n)
	}
	holdsNothingInClear(t, secrets("bus station", "a man at the door", "50255512345"), k.dir, stick, k.said(t))
}

// secrets are texts that must stand nowhere in clear.
func secrets(texts ...string) (all [][]byte) {
	for _, text := range texts {
		all = append(all, []byte(text))
	}
	return all
}

// firstOf wants the first object of a bundle to be of a kind.
func firstOf(t *testing.T, bundle string, kind batch.Kind) {
	t.Helper()
	f, err := os.Open(bundle)
	must(t, err)
	defer f.Close()
	for r := batch.NewBundleReader(f); ; {
		entry, err := r.Next()
		must(t, err)
		if entry.Object == nil {
			continue
		}
		if entry.Object.Kind != kind {
			t.Errorf("the bundle begins with a %s", entry.Object.Kind)
		}
		return
	}
}

// TestADeadTabletsDraftsGoOnElsewhere carries drafts out of a tablet, ends it, and hands them in on another one.
func TestADeadTabletsDraftsGoOnElsewhere(t *testing.T) {
	o := newOffice(t)
	dead, heir, stick := o.newKiosk(t), o.newKiosk(t), t.TempDir()
	dead.run(t, "", dead.locked("sync", "--once"))
	heir.run(t, "", heir.locked("sync", "--once"))
	picture, err := os.ReadFile(path(t, "..", "..", "app", "photo", "testdata", "portrait.jpg"))
	must(t, err)
	draft := dead.draft(t, picture)
	for range 2 { // a second rescue, of nothing new, does no harm
		bundles := jsonLines[bundleLine](t, dead.run(t, "", dead.unlocked("export", "--to", stick, "--rescue", "--json")))
		if len(bundles) != 1 || bundles[0].Rescued != 1 || bundles[0].Applications != 0 {
			t.Fatalf("bundles %+v", bundles)
		}
	}
	holdsNothingInClear(t, secrets("Ñusta", "Xicará"), dead.dir, stick)
	must(t, os.RemoveAll(dead.dir))

	o.run(t, "import", stick)
	if n := len(o.received(t)); n != 0 {
		t.Errorf("%d drafts are counted as applications", n)
	}
	rescued := jsonLines[struct {
		Code, Device string
		Photos       int
	}](t, o.run(t, "list", "--rescued", "--json"))
	if len(rescued) != 1 || rescued[0].Code != draft.Code.String() || rescued[0].Photos != 1 {
		t.Fatalf("rescued %+v", rescued)
	}
	folder := t.TempDir()
	shown := o.run(t, "show", draft.Code.String(), "--json", "--photos", folder)
	if !strings.Contains(shown, `"rescued":true`) || !strings.Contains(shown, "Xicará") {
		t.Errorf("shown as %s", shown)
	}
	photos, err := os.ReadDir(folder)
	must(t, err)
	if len(photos) != 1 {
		t.Errorf("%d photos", len(photos))
	}

	back := t.TempDir()
	o.run(t, "export", "--to", back, "--rescue", rescued[0].Device, "--to-device", string(heir.site(t).Device()))
	holdsNothingInClear(t, secrets("Ñusta", "Xicará"), heir.dir, back)
	for range 2 {
		heir.run(t, "", heir.unlocked("import", "--from", back))
	}
	heir.handIn(t, draft, picture)
	heir.run(t, "", heir.locked("sync", "--once"))
	if got := o.received(t); len(got) != 1 || got[draft.Code.String()] != 1 {
		t.Errorf("at the portal %v", got)
	}
}

func (k kiosk) site(t *testing.T) *site.Site {
	t.Helper()
	s, err := site.Open(k.dir, site.Options{})
	must(t, err)
	return s
}

// opened runs do with the kiosk unlocked.
func (k kiosk) opened(t *testing.T, do func(*site.Session)) {
	t.Helper()
	s := k.site(t)
	session, err := s.Unlock(t.Context(), s.Staff()[0].ID, secret)
	must(t, err)
	do(session)
	must(t, session.Lock())
}

func (k kiosk) draft(t *testing.T, picture []byte) (d intake.Draft) {
	t.Helper()
	k.opened(t, func(session *site.Session) {
		var err error
		d, err = session.Store.StartDraft(t.Context(), intake.Application{
			Office: "GT", Applicant: intake.Person{GivenNames: "Ñusta", Surname: "Xicará"},
			Consent: &intake.Consent{NoticeVersion: "2026-01", Purposes: map[intake.Purpose]bool{intake.Screening: true}},
			Photos:  []intake.Photo{{Kind: intake.Portrait, SHA256: store.PhotoName(picture)}},
		}, picture)
		must(t, err)
	})
	return d
}

// handIn hands in what must be the draft.
func (k kiosk) handIn(t *testing.T, want intake.Draft, picture []byte) {
	t.Helper()
	k.opened(t, func(session *site.Session) {
		got, err := session.Store.Draft(t.Context(), want.Application)
		must(t, err)
		if got.Code != want.Code || got.Answers.Applicant.FullName() != want.Answers.Applicant.FullName() {
			t.Errorf("draft %s of another", got.Code)
		}
		photo, err := session.Store.Photo(t.Context(), store.PhotoName(picture))
		must(t, err)
		if string(photo) != string(picture) {
			t.Error("another photo")
		}
		_, err = session.HandIn(t.Context(), want.Application)
		must(t, err)
	})
}

// TestANewPortalKeyIsTaken replaces the portal's keys: one kiosk takes the new card by network, one by stick, and what is
// sealed to the old keys can be opened still.
func TestANewPortalKeyIsTaken(t *testing.T) {
	o := newOffice(t)
	near, far, stick := o.newKiosk(t), o.newKiosk(t), t.TempDir()
	const ana = `{"consent":{"notice_version":"2026-01","purposes":{"screening":true}},"applicant":{"given_names":"Ana"}}` + "\n"
	var codes []string
	capture := func(k kiosk) {
		for _, one := range jsonLines[captured](t, k.run(t, ana, k.unlocked("capture"))) {
			codes = append(codes, one.Code)
		}
	}
	for _, k := range []kiosk{near, far} {
		k.run(t, "", k.locked("sync", "--once"))
		capture(k)
	}
	near.run(t, "", near.locked("sync", "--once")) // its receipt waits, of the old key, and is not settled
	far.run(t, "", far.locked("export", "--to", stick))

	o.stop(t)
	o.run(t, "rekey", "--url", "http://"+o.address)
	o.serve(t)
	near.run(t, "", near.locked("sync", "--once"))
	capture(near)
	near.run(t, "", near.unlocked("sync", "--once"))

	o.run(t, "import", stick)
	o.run(t, "export", "--to", stick)
	far.run(t, "", far.unlocked("import", "--from", stick))
	capture(far)
	far.run(t, "", far.unlocked("sync", "--once"))

	for _, k := range []kiosk{near, far} {
		for _, r := range jsonLines[row](t, k.run(t, "", k.unlocked("list", "--json"))) {
			if r.State != intake.StateDelivered {
				t.Errorf("%s is %s", r.Code, r.State)
			}
		}
	}
	for _, code := range codes {
		o.run(t, "show", code, "--json")
	}
	if n := len(o.received(t)); n != len(codes) || n != 4 {
		t.Errorf("%d of %d are at the portal", n, len(codes))
	}
}

// TestACardOfAnotherKeyIsRefused offers a succession that another portal has signed.
func TestACardOfAnotherKeyIsRefused(t *testing.T) {
	o, stranger := newOffice(t), newOffice(t)
	k, stick := o.newKiosk(t), t.TempDir()
	held := k.site(t).Card()
	stranger.stop(t)
	stranger.run(t, "rekey", "--url", "http://"+stranger.address)
	stranger.run(t, "export", "--to", stick)
	forged, err := filepath.Glob(filepath.Join(stick, "portal", "cards", "*.json"))
	must(t, err)
	must(t, os.Rename(forged[0], filepath.Join(stick, batch.SuccessionFile(batch.NewPortalID(held.PublicKey())))))
	if _, status := ctl(t, "", k.locked("import", "--from", stick)...); status != exitRefused {
		t.Errorf("exit status %d", status)
	}
	if k.site(t).Card().Key != held.Key {
		t.Error("the card is another")
	}
}

// TestTheDayAndTheNumberComeBack lets the office give out days, and wants the kiosk to tell them.
func TestTheDayAndTheNumberComeBack(t *testing.T) {
	o := newOffice(t)
	k := o.newKiosk(t)
	o.run(t, "publish", path(t, "..", "..", "assets", "rules", "safe-mobility", "2026-01.json"))
	o.run(t, "intake", "--office", "GT", "--daily-limit", "40")
	k.run(t, `{"consent":{"notice_version":"2026-01","purposes":{"screening":true}},"applicant":{"given_names":"Ana"}}`+"\n", k.unlocked("capture"))
	k.run(t, "", k.unlocked("sync", "--once"))
	for _, r := range jsonLines[row](t, k.run(t, "", k.unlocked("list", "--json"))) {
		if r.Number != 1 || len(r.Day) != len("2026-01-31") {
			t.Errorf("day %q, number %d", r.Day, r.Number)
		}
	}
}

// TestWhatIsOnASticksIsChased wants a list until the receipts are there, and no harm of a second stick.
func TestWhatIsOnASticksIsChased(t *testing.T) {
	o := newOffice(t)
	k := o.newKiosk(t)
	k.run(t, "", k.locked("sync", "--once"))
	k.run(t, `{"consent":{"notice_version":"2026-01","purposes":{"screening":true}},"applicant":{"given_names":"Ana"}}`+"\n", k.unlocked("capture"))
	sticks := []string{filepath.Join(t.TempDir(), "ROJA"), filepath.Join(t.TempDir(), "AZUL")}
	for _, stick := range sticks {
		must(t, os.Mkdir(stick, 0o700))
		k.run(t, "", k.locked("export", "--to", stick))
	}
	waiting := jsonLines[struct {
		Stick        string
		Applications int
	}](t, k.run(t, "", k.locked("chase", "--json")))
	if len(waiting) != 2 || waiting[0].Stick != "ROJA" || waiting[1].Applications != 1 {
		t.Errorf("to chase: %+v", waiting)
	}
	for _, stick := range sticks {
		o.run(t, "import", stick)
		o.run(t, "export", "--to", stick)
		k.run(t, "", k.unlocked("import", "--from", stick))
	}
	if left := k.run(t, "", k.locked("chase", "--json")); left != "" {
		t.Errorf("still to chase: %s", left)
	}
	if n := len(o.received(t)); n != 1 {
		t.Errorf("%d at the portal", n)
	}
}

// TestTwoTabletsWithOneDisk copies a kiosk and works with both: the portal takes no more of the second, says what to do, and
// that loses nothing.
func TestTwoTabletsWithOneDisk(t *testing.T) {
	o := newOffice(t)
	first := o.newKiosk(t)
	const ana = `{"consent":{"notice_version":"2026-01","purposes":{"screening":true}},"applicant":{"given_names":"Ana"}}` + "\n"
	first.run(t, ana, first.unlocked("capture"))
	first.run(t, "", first.unlocked("sync", "--once"))
	second := first
	second.dir = filepath.Join(t.TempDir(), "kiosk")
	must(t, os.CopyFS(second.dir, os.DirFS(first.dir)))
	for _, k := range []kiosk{first, second} {
		k.run(t, ana, k.unlocked("capture"))
	}
	first.run(t, "", first.unlocked("sync", "--once"))
	_, said, status := ctlAll(t, "", second.unlocked("sync", "--once")...)
	if status == exitDone || !strings.Contains(said, "enrol --anew") {
		t.Errorf("status %d, said %s", status, said)
	}
	if n := len(o.received(t)); n != 2 {
		t.Errorf("%d at the portal while the second is refused", n)
	}

	code := strings.TrimSpace(o.run(t, "enrol", "--site", "Casa del Migrante", "--office", "GT"))
	second.run(t, "", second.unlocked("enrol", "--anew", "--code", code))
	second.run(t, ana, second.unlocked("capture"))
	second.run(t, "", second.unlocked("sync", "--once"))
	first.run(t, ana, first.unlocked("capture"))
	first.run(t, "", first.unlocked("sync", "--once"))
	for _, k := range []kiosk{first, second} {
		for _, r := range jsonLines[row](t, k.run(t, "", k.unlocked("list", "--json"))) {
			if r.State != intake.StateDelivered {
				t.Errorf("%s is %s", r.Code, r.State)
			}
		}
	}
	if n := len(o.received(t)); n != 5 {
		t.Errorf("%d of 5 are at the portal", n)
	}
}
