package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"

	"github.com/spf13/cobra"

	"ventanilla/app/intake"
	"ventanilla/cmd/internal/site"
)

func (p *program) newSeed() *cobra.Command {
	c := &cobra.Command{
		Use:   "seed --dir D --count N",
		Short: "hand in made-up applications with photos, for trials",
		Long: `Makes N applications of people who do not exist, each with a portrait and a document of
the usual sizes, and hands them in. The same --from gives the same people. Use it on a
kiosk that is enrolled with a portal for trials, never with a real one.`,
		Example: `  kioskctl seed --dir kiosk --count 500 --passphrase-file secret`,
		Args:    cobra.NoArgs,
	}
	l := p.newPlace(c).withStaff(c)
	count := c.Flags().Int("count", 0, "how many (needed)")
	from := c.Flags().Uint64("from", 1, "what the people follow from")
	c.MarkFlagsOneRequired("count")
	c.RunE = func(c *cobra.Command, _ []string) error {
		if *count < 1 {
			return fmt.Errorf("%w: --count is 1 or more", errUsage)
		}
		return l.unlocked(c.Context(), func(session *site.Session) error {
			return p.seed(c.Context(), session, *count, *from)
		})
	}
	return c
}

func (p *program) seed(ctx context.Context, session *site.Session, count int, from uint64) error {
	pictures, err := newSketches()
	if err != nil {
		return err
	}
	out := json.NewEncoder(p.out)
	for i := range count {
		random := rand.New(rand.NewPCG(from, uint64(i)))
		answers := madeUp(random, session.Site.Office())
		photos := pictures.attach(random, &answers)
		draft, err := session.Store.StartDraft(ctx, answers, photos...)
		if err != nil {
			return err
		}
		r, err := session.Store.Freeze(ctx, draft.Application)
		if err != nil {
			return err
		}
		if err := out.Encode(captured{Line: i + 1, Application: r.Application, Code: r.Code.String(), Revision: r.Number}); err != nil {
			return err
		}
		if (i+1)%sealEvery == 0 || i+1 == count {
			if _, _, err := session.Work(ctx); err != nil {
				return err
			}
		}
	}
	return nil
}

// What made-up people are made of.
var (
	givenNames = []string{"María José", "Wilner", "Ángel", "Rosa Elena", "Jean-Baptiste", "Yuleisy", "Íñigo", "Nadège", "Luis", "Marisol"}
	surnames   = []string{"Quispe", "Núñez", "Pierre", "Caal", "Peña", "Etienne", "Zúñiga", "Rojas", "Xicará", "Muñoz"}
	countries  = []intake.Country{"VE", "HT", "CO", "CU", "HN", "NI", "GT", "SV"}
)

// madeUp answers for somebody who does not exist. Email domains are reserved for examples (RFC 2606).
func madeUp(random *rand.Rand, office intake.Office) intake.Application {
	country := pick(random, countries)
	birth, _ := intake.NewDate(1950+random.IntN(55), 0, 0)                  // in range
	arrival, _ := intake.NewDate(2019+random.IntN(7), 1, 1+random.IntN(28)) // in range
	return intake.Application{
		Office: office, Language: "es", AssistedBy: intake.ByWorker,
		Consent: &intake.Consent{
			NoticeVersion: "2026-01", Language: "es", Given: intake.Verbal,
			Purposes: map[intake.Purpose]bool{intake.Screening: true, intake.ToContact: true, intake.Statistics: true},
		},
		Applicant: intake.Person{
			GivenNames: pick(random, givenNames), Surname: pick(random, surnames), SecondSurname: pick(random, surnames),
			BirthDate: birth, BirthCountry: country, Nationalities: []intake.Nationality{intake.Nationality(country)},
			Documents: []intake.Document{{Type: intake.Passport, Number: fmt.Sprintf("X%09d", random.IntN(1e9)), Country: country}},
		},
		Contact: intake.Contact{
			Email: fmt.Sprintf("p%d@example.org", random.IntN(1e9)), Phone: fmt.Sprintf("+5025555%04d", random.IntN(1e4)),
		},
		Situation: intake.Situation{ArrivalDate: arrival, HostStatus: intake.InProcess},
		Household: []intake.Member{},
	}
}

func pick[T any](random *rand.Rand, from []T) T { return from[random.IntN(len(from))] }
