package main

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"

	"ventanilla/app/intake"
	"ventanilla/cmd/internal/site"
	"ventanilla/store"
)

func (p *program) newDuplicates() *cobra.Command {
	c := &cobra.Command{
		Use:   "duplicates --dir D [--decide same_person|two_people CODE CODE]",
		Short: "find applications that may be the same person's, and decide",
		Long: `Lists pairs of applications that name the same document, or the same name and birth date,
as JSON Lines, with how each field compares; what is said itself is not shown. It works
when the answers of one have left the kiosk: keyed hashes of it stay. --decide keeps what
a person decided, so that nobody is asked again. To take one of them back, use withdraw.
Supervisors only.`,
		Example: `  kioskctl duplicates --dir kiosk
  kioskctl duplicates --dir kiosk --decide two_people 7K3M9-0QXVB D9W1F-ZT4K2`,
	}
	l := p.newPlace(c).withStaff(c)
	decide := c.Flags().String("decide", "", "same_person or two_people")
	c.RunE = func(c *cobra.Command, codes []string) error {
		verdict := store.Verdict(*decide)
		switch {
		case verdict == "" && len(codes) > 0, verdict != "" && len(codes) != 2:
			return fmt.Errorf("%w: --decide takes two codes", errUsage)
		case verdict != "" && verdict != store.SamePerson && verdict != store.TwoPeople:
			return fmt.Errorf("%w: --decide takes %s or %s", errUsage, store.SamePerson, store.TwoPeople)
		}
		return l.unlocked(c.Context(), func(session *site.Session) error {
			if verdict == "" {
				return p.printTwins(c.Context(), session)
			}
			return decideTwins(c.Context(), session, codes, verdict)
		})
	}
	return c
}

func decideTwins(ctx context.Context, session *site.Session, codes []string, verdict store.Verdict) error {
	a, err := find(ctx, session.Store, codes[0])
	if err != nil {
		return err
	}
	b, err := find(ctx, session.Store, codes[1])
	if err != nil {
		return err
	}
	if a.Application == b.Application {
		return fmt.Errorf("%w: both codes name one application", errUsage)
	}
	return changeError(session.Decide(ctx, a.Application, b.Application, verdict))
}

// twinLine is what is printed for a pair.
type twinLine struct {
	Codes  [2]string                       `json:"codes"`
	Fields map[intake.Field]store.Likeness `json:"fields"`
}

func (p *program) printTwins(ctx context.Context, session *site.Session) error {
	pairs, err := session.Twins(ctx)
	if err != nil {
		return err
	}
	out := json.NewEncoder(p.out)
	for _, pair := range pairs {
		compared, err := session.Compare(ctx, pair)
		if err != nil {
			return err
		}
		line := twinLine{Fields: map[intake.Field]store.Likeness{}}
		for i, one := range compared.Summaries {
			line.Codes[i] = one.Code.String()
		}
		for _, f := range compared.Fields {
			line.Fields[f.Field] = f.Likeness
		}
		if err := out.Encode(line); err != nil {
			return err
		}
	}
	return nil
}
