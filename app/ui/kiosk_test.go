package ui_test

import (
	"context"
	"errors"
	"image"
	"slices"
	"strings"
	"time"

	"ventanilla/app/intake"
	"ventanilla/app/ui"
)

// machine is a kiosk in memory: what the window asks for, with nothing behind it.
type machine struct {
	answers // of supervisors
	staff   []ui.Staff
	secret  string
	status  ui.Status
	broken  error // in the way of unlocking
	wait    time.Duration
	idle    time.Duration

	drafts     []intake.Draft
	summaries  []ui.Summary
	delivered  int // times that DeliverNow was called
	locked     int
	sticks     []ui.Stick
	wiped      bool
	carried    string // path of the stick
	answered   bool   // the stick brings the office's answer
	disabled   map[string]bool
	rotated    int
	gesture    bool
	failed     error // of Unlock
	spoilt     error // of finding applications
	stickFails error // of carrying by stick
	looked     []intake.ApplicationID
	reason     intake.WithdrawalReason
	retried    []intake.ApplicationID
	required   bool // review
	sealed     bool
	approved   map[intake.ApplicationID]bool
	notes      map[intake.ApplicationID]string
	pairs      []ui.Pair
	decided    map[ui.Pair]bool

	charged     []intake.Charge
	heldCharges int
	asked       []string // one-time codes
	renewed     ui.Kiosk // that takes its place

	qr      string // that the camera sees
	checked ui.Checked
}

func (m *machine) Site() ui.Site {
	return ui.Site{Name: "Puesto Río Claro", Office: "GT", Idle: m.idle, Gesture: m.gesture}
}
func (m *machine) Staff() []ui.Staff { return m.staff }
func (m *machine) Status() ui.Status { return m.status }

func (m *machine) Unlock(_ context.Context, staff, passphrase string) (*ui.Desk, error) {
	switch {
	case m.failed != nil:
		return nil, m.failed
	case m.wait > 0:
		return nil, &ui.WaitError{Wait: m.wait}
	case passphrase != m.secret:
		return nil, ui.ErrPassphrase
	case m.broken != nil:
		return nil, m.broken
	}
	desk := &ui.Desk{Charges: charges{m}, Receipts: receipts{m}, Drafts: drafts{m}, Records: records{m}, Dossiers: dossiers{m}, Changes: dossiers{m}, Outbox: outbox{m}, Batches: packs{m}, Lock: func() { m.locked++ }}
	for _, s := range m.staff {
		if s.ID == staff {
			desk.Staff = s
		}
	}
	desk.Prove = func(_ context.Context, passphrase string) error {
		if passphrase != m.secret {
			return ui.ErrPassphrase
		}
		return nil
	}
	desk.Returned = func(context.Context) (map[intake.ApplicationID]string, error) { return m.notes, nil }
	desk.ChangePassphrase = func(_ context.Context, current, next string) error {
		if current != m.secret {
			return ui.ErrPassphrase
		}
		m.secret = next
		return nil
	}
	if desk.Staff.Supervisor {
		desk.AllowGesture = func(_ context.Context, allow bool) error { m.gesture = allow; return nil }
		desk.People, desk.Rotate = people{m}, func(context.Context) error { m.rotated++; return nil }
		desk.Reviews, desk.Twins, desk.Photos = reviews{m}, twins{m}, album{}
		desk.Retry = func(_ context.Context, id intake.ApplicationID) error { m.retried = append(m.retried, id); return nil }
		desk.Sticks, desk.Enrolment = sticks{m}, enrolments{m}
		m.answers.give(desk)
		desk.Wipe = func(_ context.Context, passphrase string) error {
			if passphrase != m.secret {
				return ui.ErrPassphrase
			}
			m.wiped = true
			return nil
		}
	}
	return desk, nil
}

type drafts struct{ *machine }

func (d drafts) List(context.Context) ([]intake.Draft, error) { return d.drafts, nil }

func (d drafts) Drop(context.Context, intake.ApplicationID) error { return nil }

type records struct{ *machine }

func (r records) HandIn(context.Context, intake.Draft) (ui.Slip, error) { return ui.Slip{}, nil }

func (r records) Find(_ context.Context, s ui.Search) ([]ui.Summary, error) {
	var found []ui.Summary
	if r.spoilt != nil {
		return nil, r.spoilt
	}
	for _, x := range r.summaries {
		if (s.State == "" || s.State == x.State) && strings.HasPrefix(string(x.Code), strings.ToUpper(s.Words)) {
			found = append(found, x)
		}
	}
	found = found[min(s.Offset, len(found)):]
	if s.Limit > 0 {
		found = found[:min(s.Limit, len(found))]
	}
	return found, nil
}

func (r records) Counts(context.Context) (map[intake.State]int, error) {
	counts := map[intake.State]int{}
	for _, x := range r.summaries {
		counts[x.State]++
	}
	return counts, nil
}

func (r records) Draft(_ context.Context, id intake.ApplicationID) (intake.Draft, error) {
	for _, d := range r.drafts {
		if d.Application == id {
			return d, nil
		}
	}
	return intake.Draft{}, errors.New("no such draft")
}

type outbox struct{ *machine }

func (o outbox) DeliverNow() { o.delivered++ }

func (o outbox) SetCoresOnly(on bool) error {
	o.status.CoresOnly = on
	return nil
}

// packs are the batches of a machine, one in each state.
type packs struct{ *machine }

func (packs) List(_ context.Context, offset, limit int) ([]ui.Batch, int, error) {
	now := newClock().now
	all := []ui.Batch{
		{Number: 112, Cut: now.Add(-time.Hour), Applications: 14, Bytes: 5_100_000},
		{Number: 111, Cut: now.Add(-5 * time.Hour), Applications: 200, Bytes: 48_000_000, Arrived: 12_300_000, Receipt: now.Add(-time.Hour)},
		{Number: 110, Cut: now.Add(-50 * time.Hour), Applications: 31, Parked: 2, Bytes: 9_600_000, Arrived: 9_100_000, Receipt: now.Add(-time.Hour)},
		{Number: 109, Cut: now.Add(-90 * time.Hour), Applications: 31, Bytes: 9_600_000, Stick: "KINGSTON 32", Carried: now.Add(-48 * time.Hour)},
		{Number: 108, Cut: now.Add(-99 * time.Hour), Bytes: 4_000, Arrived: 4_000, Receipt: now.Add(-90 * time.Hour)},
	}
	for n := int64(107); n > 0; n-- {
		all = append(all, ui.Batch{Number: n, Cut: now, Applications: 200, Bytes: 9_600_000, Arrived: 9_600_000, Receipt: now.Add(-90 * time.Hour)})
	}
	return all[min(offset, len(all)):min(offset+limit, len(all))], len(all), nil
}

type sticks struct{ *machine }

func (s sticks) List(context.Context) ([]ui.Stick, error) { return s.sticks, nil }

func (s sticks) Exchange(_ context.Context, path string, progress func(ui.CarryStep, int64, int64)) (ui.Carried, error) {
	s.carried = path
	if s.stickFails != nil {
		return ui.Carried{}, s.stickFails
	}
	progress(ui.CarryCopy, 100, 100)
	progress(ui.CarryCheck, 100, 100)
	carried := ui.Carried{
		Applications: 31, Photos: 58, Bytes: 9_600_000, Receipts: 12, Rules: 1, Notices: 2, Reports: 1, Released: true,
		Items: []ui.CarriedItem{
			{Kind: ui.CarriedReceipt, Code: "B7KQ4M2XE9"},
			{Kind: ui.CarriedRules, Name: "2026-02"},
			{Kind: ui.CarriedStatus, Code: "B7KQ4M2XE9"},
			{Kind: ui.CarriedDraft, Code: "B7KQ4M2XE9"},
			{Kind: ui.CarriedCard},
			{Kind: ui.CarriedDevices},
			{Kind: ui.CarriedRules, Name: "2026-01", Reason: "older"},
			{Kind: ui.CarriedOther, Reason: "not_signed"},
		},
	}
	if s.answered {
		carried.Items = append(carried.Items, ui.CarriedItem{Kind: ui.CarriedAnswer})
	}
	return carried, nil
}

func (s sticks) Rescue(ctx context.Context, path string, progress func(ui.CarryStep, int64, int64)) (ui.Carried, error) {
	carried, err := s.Exchange(ctx, path, progress)
	carried.Rescued, carried.Released, carried.Items = 4, false, nil
	return carried, err
}

func (s sticks) Chase(context.Context) ([]ui.OnStick, error) {
	return []ui.OnStick{
		{Stick: "ROJA", At: time.Date(2026, 11, 14, 18, 20, 0, 0, time.UTC), Applications: 31, Bytes: 9_600_000},
		{Stick: "KINGSTON 32", At: time.Date(2026, 11, 20, 18, 5, 0, 0, time.UTC), Applications: 12, Bytes: 3_100_000},
	}, nil
}

// charges takes reports.
type charges struct{ *machine }

func (c charges) Report(_ context.Context, told intake.Charge) error {
	if err := told.Check(intake.DayOf(time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC))); err != nil {
		return err
	}
	c.charged = append(c.charged, told)
	return nil
}

func (c charges) Standing(context.Context) (ui.ChargeStanding, error) {
	return ui.ChargeStanding{Waiting: len(c.charged) - c.heldCharges, Held: c.heldCharges}, nil
}

// receipts knows what the machine's test says of each text.
type receipts struct{ *machine }

func (r receipts) Read(image.Image) (string, error) {
	if r.qr == "" {
		return "", ui.ErrNoQR
	}
	return r.qr, nil
}

func (r receipts) Check(context.Context, string) (ui.Checked, error) { return r.checked, nil }

func (r receipts) Find(_ context.Context, code intake.Code) (ui.Checked, error) {
	checked := r.checked
	checked.Code = code
	return checked, nil
}

// dossiers are the applications of a machine, one by one.
type dossiers struct{ *machine }

func (d dossiers) find(id intake.ApplicationID) *ui.Summary {
	for i := range d.summaries {
		if d.summaries[i].ID == id {
			return &d.summaries[i]
		}
	}
	return &ui.Summary{}
}

func (d dossiers) Open(_ context.Context, id intake.ApplicationID) (ui.Dossier, error) {
	s := *d.find(id)
	open := ui.Dossier{Summary: s, Gone: s.State == intake.StateDelivered, People: 4, Photos: 2, Parts: 3, Bytes: 412_000, Arrived: 120_000}
	switch s.State {
	case intake.StateOnItsWay:
		open.Received, open.Receipt = 1, newClock().now.Add(-time.Hour)
	case intake.StateDelivered:
		open.Received, open.Receipt = 3, newClock().now.Add(-time.Hour)
		open.Day, open.Number = intake.DayOf(newClock().now.AddDate(0, 0, 3)), 12
	}
	return open, nil
}

func (d dossiers) Answers(_ context.Context, id intake.ApplicationID) (intake.Application, error) {
	d.looked = append(d.looked, id)
	return answered(), nil
}

// answered is what a person has said.
func answered() intake.Application {
	birth, _ := intake.ParseDate("1994-03-12")
	return intake.Application{
		Applicant: intake.Person{GivenNames: "Wendy Paola", Surname: "Muñoz", BirthDate: birth, Nationalities: []intake.Nationality{"HN"}},
		Contact:   intake.Contact{Email: "w@example.org", Phone: "+50255550101"},
		Household: []intake.Member{},
	}
}

func (d dossiers) Slip(_ context.Context, id intake.ApplicationID) (ui.Slip, error) {
	s := d.find(id)
	return ui.Slip{
		Code: s.Code, Initials: s.Initials, Day: intake.DayOf(newClock().now), Site: d.Site(), People: 4, Photos: 2,
		Gone: s.State == intake.StateDelivered, Signed: "ventanilla:1", QR: image.NewGray(image.Rect(0, 0, 190, 190)),
		Expected: intake.DayOf(newClock().now), Number: 17,
	}, nil
}

func (d dossiers) Amend(_ context.Context, id intake.ApplicationID) (intake.Draft, error) {
	s := d.find(id)
	switch {
	case s.State == intake.StateDelivered:
		return intake.Draft{}, ui.ErrGone
	case s.Withdrawn:
		return intake.Draft{}, ui.ErrWithdrawn
	}
	return intake.Draft{Application: id, Code: s.Code, Revision: s.Revision + 1, Answers: answered()}, nil
}

func (d dossiers) Withdraw(_ context.Context, id intake.ApplicationID, reason intake.WithdrawalReason) error {
	s := d.find(id)
	s.Withdrawn, s.Undoable, d.reason = true, true, reason
	return nil
}

func (d dossiers) UndoWithdrawal(_ context.Context, id intake.ApplicationID) error {
	s := d.find(id)
	s.Withdrawn, s.Undoable = false, false
	return nil
}

// reviews are what waits for a machine's supervisor.
type reviews struct{ *machine }

func (r reviews) Board(context.Context) (ui.ReviewBoard, error) {
	board := ui.ReviewBoard{Required: r.required}
	for i, s := range r.summaries {
		if s.State != intake.StateWaiting || r.approved[s.ID] {
			continue
		}
		s.InReview = true
		one := ui.Review{Summary: s, First: len(board.Waiting) == 0}
		if len(board.Waiting) == 1 {
			one.Twins = 1
		}
		if i%2 == 0 {
			one.Lacking = nil
		}
		board.Waiting = append(board.Waiting, one)
	}
	return board, nil
}

func (r reviews) Approve(_ context.Context, ids []intake.ApplicationID) error {
	for _, id := range ids {
		r.approved[id] = true
	}
	return nil
}

func (r reviews) SendBack(_ context.Context, id intake.ApplicationID, note string) error {
	r.approved[id], r.notes[id] = true, note
	return nil
}

func (r reviews) Require(_ context.Context, needed bool) error {
	if r.sealed {
		return ui.ErrSealed
	}
	r.required = needed
	return nil
}

// twins are pairs of a machine's applications.
type twins struct{ *machine }

func (w twins) List(context.Context) ([]ui.Pair, error) {
	return append([]ui.Pair{}, w.pairs...), nil
}

func (w twins) Compare(_ context.Context, p ui.Pair) (ui.Compared, error) {
	one, other := answered(), answered()
	other.Applicant.Surname, other.Contact.Phone = "Munoz Mejía de los Ángeles", ""
	one.Applicant.Documents = []intake.Document{{Country: "HN", Number: "0801-1994-00123"}}
	other.Applicant.Documents = one.Applicant.Documents
	one.Photos = []intake.Photo{{Kind: intake.Portrait, SHA256: "one"}}
	other.Photos = []intake.Photo{{Kind: intake.Portrait, SHA256: "other"}}
	c := ui.Compared{Fields: []ui.Likeness{
		{Field: "applicant.documents", How: "same"},
		{Field: intake.FieldName, How: "similar"},
		{Field: intake.FieldBirthDate, How: "same"},
		{Field: intake.FieldNationalities, How: "differs"},
		{Field: intake.FieldPhone, How: "only_one"},
	}}
	c.Sides[0] = ui.Side{Summary: *dossiers(w).find(p[0]), Answers: &one}
	c.Sides[1] = ui.Side{Summary: *dossiers(w).find(p[1]), Answers: &other}
	if c.Sides[1].State == intake.StateDelivered {
		c.Sides[1].Answers = nil
		for i := range c.Fields {
			c.Fields[i].How = "unknown"
		}
	}
	return c, nil
}

func (w twins) Decide(_ context.Context, p ui.Pair, same bool) error {
	w.decided[p] = same
	w.pairs = slices.DeleteFunc(w.pairs, func(one ui.Pair) bool { return one == p })
	return nil
}
