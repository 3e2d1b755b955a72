package ui_test

import (
	"context"
	"image"
	"slices"
	"time"

	"ventanilla/app/intake"
	"ventanilla/app/ui"
)

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
