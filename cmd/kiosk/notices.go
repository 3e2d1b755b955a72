package main

import (
	"context"
	"errors"
	"maps"

	"ventanilla/app/eligibility"
	"ventanilla/app/ui"
	"ventanilla/cmd/internal/site"
)

// notices are what the portal announces to the site.
type notices struct{ session *site.Session }

// Board implements ui.Notices.
func (n notices) Board(ctx context.Context) (ui.Board, error) {
	announced, err := n.of(ctx, eligibility.Staff)
	if err != nil {
		return ui.Board{}, err
	}
	refused, err := n.session.Refused(ctx)
	if err != nil {
		return ui.Board{}, err
	}
	board := ui.Board{Notices: announced}
	for _, r := range refused {
		board.Refused = append(board.Refused, ui.Refused{
			Kind: r.Kind, Version: r.Version, Reason: r.Reason, At: r.At, Fresh: r.Fresh,
		})
	}
	return board, nil
}

// Public implements ui.Notices.
func (n notices) Public(ctx context.Context) ([]ui.Notice, error) {
	return n.of(ctx, eligibility.Public)
}

// Read implements ui.Notices.
func (n notices) Read(ctx context.Context) error { return n.session.ReadNotices(ctx) }

func (n notices) of(ctx context.Context, audience eligibility.Audience) ([]ui.Notice, error) {
	current, err := n.session.Notices(ctx, audience)
	if err != nil {
		return nil, err
	}
	all := make([]ui.Notice, len(current))
	for i, one := range current {
		all[i] = shown(one.Notice)
		all[i].Fresh = one.Fresh
	}
	return all, nil
}

// shown is a notice as the window shows it.
func shown(n eligibility.Notice) ui.Notice {
	return ui.Notice{
		Public: n.Audience == eligibility.Public, Urgent: n.Urgency != eligibility.Information,
		To: n.To, Text: maps.Clone(n.Text),
	}
}

// opening tells when the office takes a new application.
func (k *kiosk) opening(ctx context.Context, session *site.Session) (ui.Opening, error) {
	o, err := session.Opening(ctx)
	if err != nil {
		return ui.Opening{}, err
	}
	// While the office takes nothing new at all, the card says so; nothing waits for a certain day.
	return ui.Opening{Now: o.Now || !o.Office, Full: o.Full, From: o.From}, nil
}

// closedError puts the site's refusal of a new application into the one that the window knows.
func closedError(err error) error {
	if errors.Is(err, site.ErrClosed) {
		return ui.ErrClosed
	}
	return err
}
