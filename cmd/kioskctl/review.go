package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"ventanilla/app/intake"
	"ventanilla/cmd/internal/site"
	"ventanilla/store"
)

func (p *program) newReview() *cobra.Command {
	c := &cobra.Command{
		Use:   "review --dir D [CODE…]",
		Short: "look at what waits for a supervisor, approve it or send it back",
		Long: `Without a choice, lists what waits for a supervisor as JSON Lines, those first that need
it most: what is missing, and how many other applications may be the same person's.
--approve lets the named applications leave, --approve-complete all that lack nothing;
--send-back makes a draft of one again, with a note of what to mend. --approval says
whether what is handed in from now on waits. Supervisors only.`,
		Example: `  kioskctl review --dir kiosk
  kioskctl review --dir kiosk --approve 7K3M9-0QXVB
  kioskctl review --dir kiosk --send-back --note "the document's photo is of another person" 7K3M9-0QXVB
  kioskctl review --dir kiosk --approval on`,
	}
	l := p.newPlace(c).withStaff(c)
	var r review
	c.Flags().BoolVar(&r.approve, "approve", false, "let the named applications leave")
	c.Flags().BoolVar(&r.complete, "approve-complete", false, "let all leave that lack nothing and have no possible duplicate")
	c.Flags().BoolVar(&r.back, "send-back", false, "make a draft of the named application again")
	c.Flags().StringVar(&r.note, "note", "", "what is to be mended")
	c.Flags().StringVar(&r.approval, "approval", "", "on or off: whether what is handed in waits for a supervisor")
	c.MarkFlagsMutuallyExclusive("approve", "approve-complete", "send-back", "approval")
	c.MarkFlagsRequiredTogether("send-back", "note")
	c.RunE = func(c *cobra.Command, codes []string) error {
		if err := r.check(codes); err != nil {
			return err
		}
		return l.unlocked(c.Context(), func(session *site.Session) error { return p.review(c.Context(), session, r, codes) })
	}
	return c
}

// review is what is to be done with what waits for a supervisor.
type review struct {
	approve, complete, back bool
	note, approval          string
}

// check refuses choices without applications, and the other way round.
func (r review) check(codes []string) error {
	named := r.approve || r.back
	switch {
	case r.approval != "" && r.approval != "on" && r.approval != "off":
		return fmt.Errorf("%w: --approval takes on or off", errUsage)
	case named && len(codes) == 0, r.back && len(codes) != 1:
		return fmt.Errorf("%w: name the application by its code", errUsage)
	case !named && len(codes) > 0:
		return fmt.Errorf("%w: say what to do with it: --approve or --send-back", errUsage)
	}
	return nil
}

func (p *program) review(ctx context.Context, session *site.Session, r review, codes []string) error {
	if r.approval != "" {
		return session.SetApproval(ctx, r.approval == "on")
	}
	waiting, err := session.Reviews(ctx)
	if err != nil {
		return err
	}
	if r.complete {
		return p.approveComplete(ctx, session, waiting)
	}
	if !r.approve && !r.back {
		return p.printReviews(waiting)
	}
	var ids []intake.ApplicationID
	for _, code := range codes {
		one, err := find(ctx, session.Store, code)
		if err != nil {
			return err
		}
		ids = append(ids, one.Application)
	}
	if r.back {
		err = session.SendBack(ctx, ids[0], r.note)
	} else {
		err = session.Approve(ctx, ids...)
	}
	switch {
	case errors.Is(err, store.ErrNotFound):
		return fmt.Errorf("%w: it does not wait for a supervisor", errRefused)
	case errors.Is(err, store.ErrNote):
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	return err
}

func (p *program) approveComplete(ctx context.Context, session *site.Session, waiting []store.Review) error {
	var ids []intake.ApplicationID
	for _, one := range waiting {
		if one.Complete() {
			ids = append(ids, one.Application)
		}
	}
	p.note("%d of %d approved", len(ids), len(waiting))
	return session.Approve(ctx, ids...)
}

// reviewLine is what is printed for an application that waits for a supervisor.
type reviewLine struct {
	Application intake.ApplicationID `json:"application"`
	Code        string               `json:"code"`
	Revision    int                  `json:"revision"`
	CapturedAt  time.Time            `json:"captured_at"`
	Lacking     []intake.Field       `json:"lacking,omitempty"`
	First       bool                 `json:"first,omitempty"` // needs somebody before the others
	Duplicates  int                  `json:"possible_duplicates,omitempty"`
}

func (p *program) printReviews(waiting []store.Review) error {
	out := json.NewEncoder(p.out)
	for _, r := range waiting {
		line := reviewLine{r.Application, r.Code.String(), r.Number, r.Captured.Device, r.Lacking, r.First, r.Twins}
		if err := out.Encode(line); err != nil {
			return err
		}
	}
	return nil
}
