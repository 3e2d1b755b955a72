package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"

	"ventanilla/app/eligibility"
	"ventanilla/app/intake"
	"ventanilla/app/photo"
	"ventanilla/assets"
	"ventanilla/cmd/internal/site"
	"ventanilla/store"
)

func (p *program) newCapture() *cobra.Command {
	c := &cobra.Command{
		Use:   "capture --dir D < applications.jsonl",
		Short: "take finished applications, a line each",
		Long: `Reads finished applications as JSON Lines from standard input, holds them to the same
checks as the window, stores them with their photos, and hands them in. It writes a line
for each, in the same order: the id and the reference code, or what was wrong and where.
Lines that are refused keep no other from being taken, and the exit status is 1.

A photo is named by photos[].file, relative to the working folder: JPEG, PNG or WebP. One
that is not clear is taken, and the line says so under "unclear".`,
		Example: `  kioskctl capture --dir kiosk --passphrase-file secret < applications.jsonl`,
		Args:    cobra.NoArgs,
	}
	l := p.newPlace(c).withStaff(c)
	c.RunE = func(c *cobra.Command, _ []string) error {
		coach, err := photo.NewCoach(assets.CascadeFaces(), assets.CascadePupils())
		if err != nil {
			return err
		}
		return l.unlocked(c.Context(), func(session *site.Session) error {
			taking := &capture{session: session, coach: coach, out: json.NewEncoder(p.out)}
			return taking.all(c.Context(), p.in)
		})
	}
	return c
}

// capture is one run of the command.
type capture struct {
	session *site.Session
	coach   *photo.Coach
	out     *json.Encoder
	line    int
	refused int
	noRoom  bool // for a photo
}

// captured is the line for an application that was taken.
type captured struct {
	Line        int                  `json:"line"`
	Application intake.ApplicationID `json:"application"`
	Code        string               `json:"code"`
	Revision    int                  `json:"revision"`
	PackVersion string               `json:"pack_version"` // of the rules under which the person is told what they say
	Lacking     []intake.Field       `json:"lacking,omitempty"`
	Unclear     []unclear            `json:"unclear,omitempty"`
}

// unclear is a photo that was taken although it is not a clear one.
type unclear struct {
	Field    intake.Field     `json:"field"`
	Kind     intake.PhotoKind `json:"kind"`
	Findings []string         `json:"findings"`
}

// refusal is the line for one that was not.
type refusal struct {
	Line  int                `json:"line"`
	Error intake.ProblemCode `json:"error"`
	Field intake.Field       `json:"field,omitempty"`
}

// sealEvery is after how many applications what was taken is sealed, so that a batch holds several.
const sealEvery = 50

func (c *capture) all(ctx context.Context, in io.Reader) error {
	const lineEnd = 2
	lines := bufio.NewReaderSize(in, intake.MaxRecord+lineEnd)
	for {
		line, err := readLine(lines)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return errors.Join(fmt.Errorf("read applications: %w", err), c.seal(ctx))
		}
		c.line++
		if err := c.one(ctx, line); err != nil {
			return errors.Join(fmt.Errorf("capture line %d: %w", c.line, err), c.seal(ctx))
		}
		if c.line%sealEvery != 0 {
			continue
		}
		if err := c.seal(ctx); err != nil {
			return err
		}
	}
	if err := c.seal(ctx); err != nil {
		return err
	}
	if c.noRoom {
		return fmt.Errorf("%w: %d of %d applications: %w", errRefused, c.refused, c.line, site.ErrSpace)
	}
	if c.refused > 0 {
		return fmt.Errorf("%w: %d of %d applications", errRefused, c.refused, c.line)
	}
	return nil
}

func (c *capture) seal(ctx context.Context) error {
	submitted, _, err := c.session.Work(ctx)
	for _, parked := range submitted.Parked {
		err = errors.Join(err, fmt.Errorf("%w: application %s: %s", errRefused, parked.Application, parked.Reason))
	}
	return err
}

// one takes one line. A problem with the line is answered; an error is a problem with the store.
func (c *capture) one(ctx context.Context, line []byte) error {
	done, err := c.take(ctx, line)
	var problem *intake.Problem
	switch {
	case errors.As(err, &problem):
		c.refused++
		return c.out.Encode(refusal{Line: c.line, Error: problem.Code, Field: problem.Field})
	case err != nil:
		return err
	}
	return c.out.Encode(done)
}

func (c *capture) take(ctx context.Context, line []byte) (captured, error) {
	answers, err := intake.ParseApplication(line)
	if err != nil {
		return captured{}, err
	}
	if answers.Office == "" {
		answers.Office = c.session.Site.Office()
	}
	if err := answers.Check(intake.DayOf(time.Now())); err != nil {
		return captured{}, err
	}
	if err := c.tell(ctx, &answers); err != nil {
		return captured{}, err
	}
	pictures, flaws, err := c.pictures(ctx, &answers)
	if err != nil {
		return captured{}, err
	}
	draft, err := c.session.Store.StartDraft(ctx, answers, pictures...)
	if err != nil {
		return captured{}, err
	}
	r, err := c.session.Store.Freeze(ctx, draft.Application)
	if err != nil {
		return captured{}, err
	}
	return captured{
		Line: c.line, Application: r.Application, Code: r.Code.String(), Revision: r.Number,
		PackVersion: r.Answers.Assessment.PackVersion, Lacking: r.Answers.Lacking(), Unclear: flaws,
	}, nil
}

// tell records what the rules in use say about the person, unless the line holds what they were told elsewhere.
func (c *capture) tell(ctx context.Context, answers *intake.Application) error {
	told, err := c.session.Assess(ctx, *answers)
	switch {
	case errors.Is(err, site.ErrClosed):
		return &intake.Problem{Code: programmeClosed, Field: "office"}
	case errors.Is(err, eligibility.ErrUnknownOffice):
		return &intake.Problem{Code: intake.UnknownCode, Field: "office"}
	case err == nil && answers.Assessment == nil:
		answers.Assessment = &told
	}
	return err
}

// programmeClosed says that the rules of today take no new applications.
const programmeClosed intake.ProblemCode = "programme_closed"

// The problems that a photo's file can have.
const (
	photoMissing  intake.ProblemCode = "photo_missing"
	photoTooLarge intake.ProblemCode = "photo_too_large"
	photoBroken   intake.ProblemCode = "photo_unreadable"
	photoNoRoom   intake.ProblemCode = "disk_nearly_full"
)

// pictures reads and shrinks the photos that the answers name by file, and names them by what is stored instead.
func (c *capture) pictures(ctx context.Context, answers *intake.Application) (jpegs [][]byte, flaws []unclear, err error) {
	for i := range answers.Photos {
		p := &answers.Photos[i]
		field := intake.Field(fmt.Sprintf("photos.%d.file", i))
		if err := c.session.Site.RoomForPhoto(ctx); err != nil {
			c.noRoom = true
			return nil, nil, &intake.Problem{Code: photoNoRoom, Field: field}
		}
		jpeg, quality, err := c.picture(p)
		if err != nil {
			return nil, nil, photoProblem(field, err)
		}
		if !quality.Clear {
			flaws = append(flaws, unclear{Field: field, Kind: p.Kind, Findings: quality.Findings})
		}
		p.File, p.SHA256 = "", store.PhotoName(jpeg)
		if p.Quality == nil {
			p.Quality = &quality
		}
		jpegs = append(jpegs, jpeg)
	}
	return jpegs, flaws, nil
}

func (c *capture) picture(p *intake.Photo) ([]byte, intake.Quality, error) {
	f, err := os.Open(p.File)
	if err != nil {
		return nil, intake.Quality{}, err
	}
	picture, err := photo.Decode(f)
	if err := errors.Join(err, f.Close()); err != nil {
		return nil, intake.Quality{}, err
	}
	quality := c.coach.Judge(picture, p.Kind)
	jpeg, err := photo.Shrink(picture, p.Kind)
	return jpeg, quality, err
}

func photoProblem(field intake.Field, err error) error {
	switch {
	case errors.Is(err, os.ErrNotExist):
		return &intake.Problem{Code: photoMissing, Field: field}
	case errors.Is(err, photo.ErrTooLarge):
		return &intake.Problem{Code: photoTooLarge, Field: field}
	}
	return &intake.Problem{Code: photoBroken, Field: field}
}
