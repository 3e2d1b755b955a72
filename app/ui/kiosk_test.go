package ui_test

import (
	"context"
	"errors"
	"image"
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
	desk.Prove = m.prove
	desk.Returned = func(context.Context) (map[intake.ApplicationID]string, error) { return m.notes, nil }
	desk.ChangePassphrase = func(ctx context.Context, current, next string) error {
		if err := m.prove(ctx, current); err != nil {
			return err
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
		desk.Wipe = func(ctx context.Context, passphrase string) error {
			err := m.prove(ctx, passphrase)
			m.wiped = m.wiped || err == nil
			return err
		}
	}
	return desk, nil
}

func (m *machine) prove(_ context.Context, passphrase string) error {
	if passphrase != m.secret {
		return ui.ErrPassphrase
	}
	return nil
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
			{Kind: ui.CarriedNotice, Notice: ui.Notice{Text: map[intake.Language]string{"fr": "Le bureau ouvre plus tard jeudi."}}},
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
