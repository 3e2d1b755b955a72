package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"ventanilla/app/intake"
	"ventanilla/app/photo"
	"ventanilla/assets"
	"ventanilla/cmd/internal/site"
)

func (p *program) newAmend() *cobra.Command {
	c := &cobra.Command{
		Use:   "amend --dir D CODE < change.json",
		Short: "change an application, or add to it",
		Long: `Reads a change as JSON from standard input and hands in the next revision of an
application. What the change names takes the place of what was answered, null removes it,
and all else stays (a JSON merge patch, RFC 7396). Lists are replaced whole: photos that
are to stay are named by their sha256, new ones by their file, as "capture" takes them.
The checks are those of capture.`,
		Example: `  echo '{"contact":{"phone":"+50255550199"},"missing":{"contact.phone":null}}' |
    kioskctl amend --dir kiosk 7K3M9-0QXVB --passphrase-file secret`,
		Args: cobra.ExactArgs(1),
	}
	l := p.newPlace(c).withStaff(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		change, err := io.ReadAll(io.LimitReader(p.in, intake.MaxRecord))
		if err != nil {
			return fmt.Errorf("read change: %w", err)
		}
		coach, err := photo.NewCoach(assets.CascadeFaces(), assets.CascadePupils())
		if err != nil {
			return err
		}
		return l.unlocked(c.Context(), func(session *site.Session) error {
			taking := &capture{session: session, coach: coach, out: json.NewEncoder(p.out), line: 1}
			return taking.amend(c.Context(), args[0], change)
		})
	}
	return c
}

// amend hands in the next revision of an application, as a change makes it.
func (c *capture) amend(ctx context.Context, which string, change []byte) error {
	one, err := find(ctx, c.session.Store, which)
	if err != nil {
		return err
	}
	if one.State == intake.StateDraft && one.Revision > 1 {
		return fmt.Errorf("%w: somebody is changing it in the window: finish or delete that draft first", errRefused)
	}
	r, err := c.session.Store.Revision(ctx, one.Application, 0)
	if err != nil {
		return changeError(err)
	}
	next, pictures, err := c.next(ctx, r.Answers, change)
	if err != nil {
		return fmt.Errorf("%w: %w", errRefused, err)
	}
	d, err := c.session.Store.Amend(ctx, one.Application)
	if err != nil {
		return changeError(err)
	}
	d.Answers = next
	if _, err := c.session.Store.SaveDraft(ctx, d, pictures...); err != nil {
		return errors.Join(err, c.session.Store.DeleteDraft(ctx, d.Application))
	}
	if r, err = c.session.HandIn(ctx, d.Application); err != nil {
		return err
	}
	return c.out.Encode(changed{r.Application, r.Code.String(), r.Number})
}

// next gives the answers with a change made to them, and the photos that are new.
func (c *capture) next(ctx context.Context, answers intake.Application, change []byte) (intake.Application, [][]byte, error) {
	before, err := json.Marshal(answers)
	if err != nil {
		return intake.Application{}, nil, err
	}
	merged, err := merge(before, change)
	if err != nil {
		return intake.Application{}, nil, &intake.Problem{Code: intake.NotJSON}
	}
	next, err := intake.ParseApplication(merged)
	if err != nil {
		return next, nil, err
	}
	if err := next.Check(intake.DayOf(time.Now())); err != nil {
		return next, nil, err
	}
	if told, err := c.session.Assess(ctx, next); err == nil {
		next.Assessment = &told
	}
	pictures, _, err := c.newPictures(ctx, &next)
	return next, pictures, err
}

// newPictures reads the photos that are named by a file, and leaves those that the store has.
func (c *capture) newPictures(ctx context.Context, answers *intake.Application) ([][]byte, []unclear, error) {
	fresh := intake.Application{}
	var places []int
	for i, p := range answers.Photos {
		if p.File != "" {
			fresh.Photos, places = append(fresh.Photos, p), append(places, i)
		}
	}
	pictures, flaws, err := c.pictures(ctx, &fresh)
	if err != nil {
		return nil, nil, err
	}
	for n, i := range places {
		answers.Photos[i] = fresh.Photos[n]
	}
	return pictures, flaws, nil
}

// merge applies a JSON merge patch, https://www.rfc-editor.org/rfc/rfc7396.
func merge(target, patch []byte) ([]byte, error) {
	var to, by any
	if err := json.Unmarshal(target, &to); err != nil {
		return nil, err
	}
	if err := json.Unmarshal(patch, &by); err != nil {
		return nil, err
	}
	return json.Marshal(mergeValue(to, by))
}

func mergeValue(target, patch any) any {
	changes, ok := patch.(map[string]any)
	if !ok {
		return patch
	}
	object, ok := target.(map[string]any)
	if !ok {
		object = map[string]any{}
	}
	for name, value := range changes {
		if value == nil {
			delete(object, name)
			continue
		}
		object[name] = mergeValue(object[name], value)
	}
	return object
}
