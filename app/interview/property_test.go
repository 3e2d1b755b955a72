package interview_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"ventanilla/app/intake"
	"ventanilla/app/interview"
)

// operations gives the interview things to do, by name, with values drawn from r. A refusal is fine.
func operations(r *rapid.T, who string, iv *interview.Interview) map[string]func() error {
	text := func() string {
		return who + rapid.SampledFrom([]string{"", " de la Cruz", "-Ñandú", " O’Brien"}).Draw(r, "text")
	}
	index := func() int { return rapid.IntRange(-1, 5).Draw(r, "index") }
	yes := func() bool { return rapid.Bool().Draw(r, "yes") }
	day := func() intake.Date {
		d, err := intake.ParseDate(rapid.SampledFrom([]string{"1985", "1994-04", "2023-06-11~", "2024?", "2031"}).Draw(r, "date"))
		if err != nil {
			r.Fatal(err)
		}
		return d
	}
	question := func() interview.Question {
		return rapid.SampledFrom([]interview.Question{
			interview.Consent, interview.Name, interview.HostStatus, interview.Family, interview.Money, interview.Review, interview.Receipt, "other",
		}).Draw(r, "question")
	}
	field := func() intake.Field {
		return rapid.SampledFrom([]intake.Field{
			intake.FieldName, intake.FieldBirthDate, intake.FieldEmail, intake.FieldHousehold, intake.FieldPortrait, interview.FieldSex, "other",
		}).Draw(r, "field")
	}
	return map[string]func() error{
		"next":    iv.Next,
		"back":    iv.Back,
		"go to":   func() error { return iv.GoTo(question()) },
		"names":   func() error { return iv.SetNames(text(), text(), "") },
		"birth":   func() error { return iv.SetBirthDate(day()) },
		"arrival": func() error { return iv.SetArrivalDate(day()) },
		"nationality": func() error {
			return iv.AddNationality(rapid.SampledFrom([]intake.Nationality{"HN", "VE", intake.Stateless}).Draw(r, "nationality"))
		},
		"status": func() error { return iv.SetRegularization(yes()) },
		"asylum": func() error { return iv.SetAsylum(intake.Asylum{Never: true}) },
		"email":  func() error { return iv.SetEmail(rapid.SampledFrom([]string{"", "a@b.hn", "a@b"}).Draw(r, "email")) },
		"shared": func() error { return iv.SetPhoneShared(yes()) },
		"member": func() error {
			return iv.SetMember(index(), intake.Member{Person: intake.Person{GivenNames: text()}, Relationship: intake.Child})
		},
		"remove":   func() error { return iv.RemoveMember(index()) },
		"undo":     iv.Undo,
		"nobody":   iv.SetNobody,
		"missing":  func() error { return iv.Missing(field(), intake.Later) },
		"photo":    func() error { return iv.SetPhoto(intake.Photo{Kind: intake.Portrait, SHA256: text()}) },
		"document": func() error { return iv.SetDocument(index(), intake.Document{Number: text()}) },
		"money":    func() error { return iv.SetMoney(yes(), text()) },
		"purpose":  func() error { return iv.SetPurpose(intake.Referral, yes()) },
		"language": func() error {
			return iv.SetLanguage(rapid.SampledFrom([]intake.Language{"es", "ht"}).Draw(r, "language"))
		},
		"told": iv.Told,
	}
}

// do draws one operation and does it.
func do(r *rapid.T, who string, iv *interview.Interview) {
	all := operations(r, who, iv)
	var names []string
	for name := range all {
		names = append(names, name)
	}
	slices.Sort(names)
	_ = all[rapid.SampledFrom(names).Draw(r, "operation")]()
}

func TestProgressStaysSane(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		office := rapid.SampledFrom([]intake.Office{"CO", "CR", "EC", "GT"}).Draw(r, "office")
		iv := agreed(t, newDesk(), office)
		for range rapid.IntRange(1, 30).Draw(r, "operations") {
			do(r, "Ana", iv)
			n, of := iv.Position()
			if n < 1 || n > of || of < 11 || of > 13 {
				r.Fatalf("step %d of %d at %s", n, of, iv.Question())
			}
			here := 0
			for _, m := range iv.Rail() {
				if m.State == interview.Here {
					here++
				}
			}
			if len(iv.Rail()) != of || here != 1 {
				r.Fatalf("%d steps on the rail, %d of them here, of %d", len(iv.Rail()), here, of)
			}
		}
	})
}

func TestGoingBackAndForthLosesNothing(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		iv := agreed(t, newDesk(), "EC")
		for range rapid.IntRange(0, 20).Draw(r, "operations") {
			do(r, "Ana", iv)
		}
		before := iv.Answers()
		for range rapid.IntRange(1, 40).Draw(r, "moves") {
			move := iv.Next
			if rapid.Bool().Draw(r, "back") {
				move = iv.Back
			}
			if err := move(); err != nil {
				r.Fatal(err)
			}
		}
		if diff := difference(before, iv.Answers()); diff != "" {
			r.Fatal(diff)
		}
	})
}

func TestBackUndoesNext(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		iv := agreed(t, newDesk(), "EC")
		for range rapid.IntRange(0, 30).Draw(r, "operations") {
			do(r, "Ana", iv)
		}
		here := iv.Question()
		if !slices.Contains(walk(t, agreedLike(t, iv)), here) || here == interview.Review {
			return // a question that only a worker opens, or the end
		}
		if err := iv.Next(); err != nil {
			r.Fatal(err)
		}
		if err := iv.Back(); err != nil {
			r.Fatal(err)
		}
		if iv.Question() != here {
			r.Fatalf("there and back from %s is %s", here, iv.Question())
		}
	})
}

// agreedLike is an interview with the same answers that stands at the beginning.
func agreedLike(t *testing.T, iv *interview.Interview) *interview.Interview {
	t.Helper()
	d := newDesk()
	draft := iv.Draft()
	draft.Step = string(interview.Consent)
	other, err := interview.Resume(d.config(t, "EC"), draft)
	must(t, err)
	return other
}

func TestResumesFromTheDiskExactlyWhereItStood(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		d := newDesk()
		iv := agreed(t, d, "CO")
		for range rapid.IntRange(0, 30).Draw(r, "operations") {
			do(r, "Ana", iv)
		}
		draft, ok := d.stored(t, iv.Draft().Application)
		if !ok {
			r.Fatal("nothing on the disk")
		}
		again, err := interview.Resume(d.config(t, "GT"), draft)
		if err != nil {
			r.Fatal(err)
		}
		if again.Question() != iv.Question() {
			r.Fatalf("stood at %s, resumes at %s", iv.Question(), again.Question())
		}
		if diff := difference(iv.Answers(), again.Answers()); diff != "" {
			r.Fatal(diff)
		}
	})
}

func TestTwoDraftsNeverMix(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		d := newDesk()
		people := []string{"Ana", "Wendy"}
		ivs := []*interview.Interview{agreed(t, d, "GT"), agreed(t, d, "GT")}
		for range rapid.IntRange(2, 40).Draw(r, "operations") {
			i := rapid.IntRange(0, 1).Draw(r, "person")
			do(r, people[i], ivs[i])
		}
		for i, iv := range ivs {
			other := people[1-i]
			if data := d.kept[iv.Draft().Application]; slices.Contains(words(data), other) {
				r.Fatalf("%s stands in the draft of %s", other, people[i])
			}
		}
	})
}

// words splits a stored draft at what is no letter.
func words(data []byte) []string {
	var all []string
	word := ""
	for _, c := range string(data) + " " {
		if c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' {
			word += string(c)
			continue
		}
		all = append(all, word)
		word = ""
	}
	return all
}

func TestACopyIsNoWindowIntoTheInterview(t *testing.T) {
	iv := agreed(t, newDesk(), "GT")
	must(t, iv.SetMember(0, intake.Member{Person: intake.Person{GivenNames: "Josué", Nationalities: []intake.Nationality{"HN"}}}))
	must(t, iv.Missing(intake.FieldEmail, intake.Later))
	before, a := iv.Answers(), iv.Answers()
	a.Household[0].Nationalities[0] = "XX"
	a.Missing[intake.FieldEmail] = "changed"
	a.Consent.Purposes[intake.Screening] = false
	if diff := difference(before, iv.Answers()); diff != "" {
		t.Error(diff)
	}
}
