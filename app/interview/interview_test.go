package interview_test

import (
	"encoding/json"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"ventanilla/app/eligibility"
	"ventanilla/app/intake"
	"ventanilla/app/interview"
	"ventanilla/assets"
)

// desk is a store in memory, and the clock.
type desk struct {
	kept  map[intake.ApplicationID][]byte // as a disk would hold it
	saves int
	fail  error
	now   time.Time
}

func newDesk() *desk {
	return &desk{
		kept: make(map[intake.ApplicationID][]byte),
		now:  time.Date(2026, 11, 21, 8, 12, 0, 0, time.FixedZone("GT", -6*3600)),
	}
}

func (d *desk) config(t testing.TB, office intake.Office) interview.Config {
	t.Helper()
	return interview.Config{
		Pack:   pack(t),
		Office: office,
		Now:    func() time.Time { return d.now },
		Drop:   func(id intake.ApplicationID) error { delete(d.kept, id); return d.fail },
		Keep: func(draft intake.Draft) error {
			if d.fail != nil {
				return d.fail
			}
			data, err := json.Marshal(draft)
			d.kept[draft.Application] = data
			d.saves++
			return err
		},
	}
}

// stored reads a draft back as the next start of the kiosk would.
func (d *desk) stored(t testing.TB, id intake.ApplicationID) (intake.Draft, bool) {
	t.Helper()
	data, ok := d.kept[id]
	var draft intake.Draft
	if ok {
		if err := json.Unmarshal(data, &draft); err != nil {
			t.Fatal(err)
		}
	}
	return draft, ok
}

// firstPack parses the pack that kiosks start with, once.
var firstPack = sync.OnceValues(func() (*eligibility.Pack, error) {
	data, err := assets.Rules.ReadFile(assets.FirstPack)
	if err != nil {
		return nil, err
	}
	return eligibility.ParsePack(data)
})

func pack(t testing.TB) *eligibility.Pack {
	t.Helper()
	p, err := firstPack()
	must(t, err)
	return p
}

func begin(t testing.TB, d *desk, office intake.Office) *interview.Interview {
	t.Helper()
	iv, err := interview.Begin(d.config(t, office), "es", intake.BySelf)
	if err != nil {
		t.Fatal(err)
	}
	return iv
}

// agreed is an interview whose applicant has agreed to the screening.
func agreed(t testing.TB, d *desk, office intake.Office) *interview.Interview {
	t.Helper()
	iv := begin(t, d, office)
	must(t, iv.SetPurpose(intake.Screening, true))
	return iv
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func date(t testing.TB, s string) intake.Date {
	t.Helper()
	d, err := intake.ParseDate(s)
	must(t, err)
	return d
}

func problem(code intake.ProblemCode) error { return &intake.Problem{Code: code} }

// walk collects the questions from the first to the review.
func walk(t *testing.T, iv *interview.Interview) []interview.Question {
	t.Helper()
	way := []interview.Question{iv.Question()}
	for range 100 {
		must(t, iv.Next())
		if iv.Question() == way[len(way)-1] {
			return way
		}
		way = append(way, iv.Question())
	}
	t.Fatal("the interview does not end")
	return nil
}

func TestEachOfficeAsksWhatItsRulesHangOn(t *testing.T) {
	tests := []struct {
		office intake.Office
		want   []interview.Question
	}{
		{"GT", nil},
		{"CR", nil},
		{"CO", []interview.Question{interview.HostStatus}},
		{"EC", []interview.Question{interview.Regularization, interview.Asylum}},
	}
	for _, tt := range tests {
		t.Run(string(tt.office), func(t *testing.T) {
			iv := agreed(t, newDesk(), tt.office)
			var status []interview.Question
			for _, q := range walk(t, iv) {
				if interview.StepOf(q) == interview.StepStatus {
					status = append(status, q)
				}
			}
			if diff := cmp.Diff(tt.want, status); diff != "" {
				t.Error(diff)
			}
			if want := 12 + min(len(tt.want), 1); len(iv.Steps()) != want {
				t.Errorf("%d steps, want %d", len(iv.Steps()), want)
			}
			if iv.Question() != interview.Review {
				t.Errorf("ends at %s", iv.Question())
			}
		})
	}
}

func TestNobodyIsAskedWhatIsSettled(t *testing.T) {
	iv := agreed(t, newDesk(), "EC")
	must(t, iv.GoTo(interview.Regularization))
	must(t, iv.SetRegularization(true))
	must(t, iv.Next())
	if iv.Question() != interview.Contact {
		t.Errorf("who applied for regularisation is still asked for %s", iv.Question())
	}
	must(t, iv.Back())
	must(t, iv.SetRegularization(false))
	must(t, iv.Next())
	if iv.Question() != interview.Asylum {
		t.Errorf("who did not apply is not asked for asylum but for %s", iv.Question())
	}
}

func TestSeasonalWorkIsOfferedWhereItExists(t *testing.T) {
	has := func(office intake.Office) bool {
		for _, i := range agreed(t, newDesk(), office).Offered() {
			if i == intake.SeasonalWork {
				return true
			}
		}
		return false
	}
	if !has("GT") || has("CO") {
		t.Error("seasonal work goes through the Guatemala office only")
	}
}

func TestAnAnswerThatCannotBeKeptIsNotTaken(t *testing.T) {
	d := newDesk()
	iv := agreed(t, d, "GT")
	d.fail = errors.New("disk full")
	if err := iv.SetNames("Wendy", "", ""); !errors.Is(err, d.fail) {
		t.Fatalf("got %v", err)
	}
	if iv.Answers().Applicant.HasName() {
		t.Error("shown as answered, and not on the disk")
	}
	if err := iv.Next(); !errors.Is(err, d.fail) || iv.Question() != interview.Consent {
		t.Errorf("moved to %s with %v", iv.Question(), err)
	}
}

func TestRefusesWhatCannotBeRight(t *testing.T) {
	iv := agreed(t, newDesk(), "GT")
	tests := map[string]struct {
		err  error
		want intake.ProblemCode
	}{
		"born tomorrow":   {iv.SetBirthDate(date(t, "2027")), intake.BirthInFuture},
		"half an email":   {iv.SetEmail("wendy@correo"), intake.MalformedEmail},
		"half a phone":    {iv.SetPhone("9814"), intake.MalformedPhone},
		"no such country": {iv.AddNationality("XX"), intake.UnknownCode},
		"control":         {iv.SetNames("a\u0007b", "", ""), intake.ControlCharacters},
		"no such field":   {iv.Missing("applicant.shoe_size", intake.Later), intake.UnknownField},
		"no such reason":  {iv.Missing(intake.FieldEmail, "lazy"), intake.UnknownCode},
		"consent missing": {iv.Missing(intake.FieldConsent, intake.Refused), intake.UnknownField},
	}
	for name, tt := range tests {
		if !errors.Is(tt.err, problem(tt.want)) {
			t.Errorf("%s: got %v, want %s", name, tt.err, tt.want)
		}
	}
	if diff := difference(agreedAnswers(t), iv.Answers()); diff != "" {
		t.Errorf("a refused answer left something behind: %s", diff)
	}
}

func agreedAnswers(t *testing.T) intake.Application { return agreed(t, newDesk(), "GT").Answers() }

func TestAReasonAndAnAnswerTakeEachOthersPlace(t *testing.T) {
	iv := agreed(t, newDesk(), "GT")
	must(t, iv.SetEmail("wendy@correo.hn"))
	must(t, iv.Missing(intake.FieldEmail, intake.DoesNotHave))
	if iv.Answers().Contact.Email != "" || iv.Reason(intake.FieldEmail) != intake.DoesNotHave {
		t.Error("the answer stayed beside the reason")
	}
	must(t, iv.SetEmail("wendy@correo.hn"))
	if iv.Reason(intake.FieldEmail) != "" {
		t.Error("the reason stayed beside the answer")
	}
}

func TestNames(t *testing.T) {
	iv := agreed(t, newDesk(), "GT")
	must(t, iv.SetNames("  Jose\u0301 Angel ", "Nun\u0303ez", ""))
	got := iv.Answers().Applicant
	if got.GivenNames != "José Angel" || got.Surname != "Núñez" && got.Surname != "Nuñez" {
		t.Errorf("got %q %q", got.GivenNames, got.Surname)
	}
}

func TestStatelessExcludesACountry(t *testing.T) {
	iv := agreed(t, newDesk(), "GT")
	for _, n := range []intake.Nationality{"HN", "MX", "HN", intake.Stateless} {
		must(t, iv.AddNationality(n))
	}
	if diff := cmp.Diff([]intake.Nationality{intake.Stateless}, iv.Answers().Applicant.Nationalities); diff != "" {
		t.Error(diff)
	}
	must(t, iv.AddNationality("HN"))
	must(t, iv.AddNationality("MX"))
	if diff := cmp.Diff([]intake.Nationality{"HN", "MX"}, iv.Answers().Applicant.Nationalities); diff != "" {
		t.Error(diff)
	}
}

func TestUndoBringsBackWhatWasRemoved(t *testing.T) {
	iv := agreed(t, newDesk(), "GT")
	for i, name := range []string{"Josué", "Keily", "Rosa"} {
		must(t, iv.SetMember(i, intake.Member{Person: intake.Person{GivenNames: name}, Relationship: intake.Child}))
	}
	before := iv.Answers()
	must(t, iv.RemoveMember(1))
	if len(iv.Answers().Household) != 2 {
		t.Fatal("not removed")
	}
	must(t, iv.Undo())
	if diff := difference(before, iv.Answers()); diff != "" {
		t.Error(diff)
	}
	if err := iv.Undo(); !errors.Is(err, interview.ErrNothing) {
		t.Errorf("undone twice: %v", err)
	}
	must(t, iv.RemoveMember(0))
	must(t, iv.SetPlace("albergue"))
	if err := iv.Undo(); !errors.Is(err, interview.ErrNothing) {
		t.Errorf("an undo that would jump over a later answer: %v", err)
	}
	for range 2 {
		must(t, iv.RemoveMember(0))
	}
	if h := iv.Answers().Household; h == nil || len(h) != 0 {
		t.Error("a household of nobody is an answer")
	}
}

func TestPhotosOfAKindTakeEachOthersPlace(t *testing.T) {
	iv := agreed(t, newDesk(), "GT")
	must(t, iv.SetPhoto(intake.Photo{Kind: intake.Portrait, SHA256: "a"}))
	must(t, iv.SetPhoto(intake.Photo{Kind: intake.DocumentFront, SHA256: "b"}))
	must(t, iv.SetPhoto(intake.Photo{Kind: intake.Portrait, SHA256: "c"}))
	if p, ok := iv.Photo(intake.Portrait); !ok || p.SHA256 != "c" || len(iv.Answers().Photos) != 2 {
		t.Errorf("got %+v", iv.Answers().Photos)
	}
	must(t, iv.Missing(intake.FieldPortrait, intake.Later))
	if _, ok := iv.Photo(intake.Portrait); ok {
		t.Error("the photo stayed beside the reason")
	}
}

func TestRail(t *testing.T) {
	iv := agreed(t, newDesk(), "GT")
	must(t, iv.SetNames("Wendy", "", ""))
	must(t, iv.Missing(intake.FieldEmail, intake.DoesNotHave))
	must(t, iv.Missing(intake.FieldPhone, intake.NotSafe))
	must(t, iv.GoTo(interview.Family))
	want := map[interview.Step]interview.State{
		interview.StepConsent: interview.Done,
		interview.StepName:    interview.Done,
		interview.StepBirth:   interview.NotYet,
		interview.StepContact: interview.Lacking,
		interview.StepFamily:  interview.Here,
		interview.StepReview:  interview.NotYet,
	}
	for _, m := range iv.Rail() {
		if s, ok := want[m.Step]; ok && s != m.State {
			t.Errorf("%s is %s, want %s", m.Step, m.State, s)
		}
		if m.Step == interview.StepContact && len(m.Fields) != 2 {
			t.Errorf("contact lacks %v", m.Fields)
		}
	}
}

func TestGoToStep(t *testing.T) {
	iv := agreed(t, newDesk(), "EC")
	must(t, iv.GoToStep(interview.StepStatus))
	if iv.Question() != interview.Regularization {
		t.Errorf("at %s", iv.Question())
	}
	if err := iv.GoToStep(interview.StepReceipt); !errors.Is(err, interview.ErrQuestion) {
		t.Errorf("the receipt without handing in: %v", err)
	}
	// A worker may open what this office does not ask for.
	gt := agreed(t, newDesk(), "GT")
	must(t, gt.GoTo(interview.HostStatus))
	if n, of := gt.Position(); n != 6 || of != 13 {
		t.Errorf("step %d of %d", n, of)
	}
}

func TestFieldsLeadToTheirQuestions(t *testing.T) {
	for field, want := range map[intake.Field]interview.Question{
		intake.FieldPhone:     interview.Contact,
		intake.FieldDocument:  interview.DocumentPhoto,
		intake.FieldAsylum:    interview.Asylum,
		interview.FieldMoney:  interview.Money,
		"applicant.shoe_size": "",
	} {
		if got := interview.Field(field); got != want {
			t.Errorf("%s: got %q, want %q", field, got, want)
		}
	}
}

func TestResumeRefusesAnotherOffice(t *testing.T) {
	d := newDesk()
	draft := agreed(t, d, "GT").Draft()
	draft.Answers.Office = "PA"
	if _, err := interview.Resume(d.config(t, "GT"), draft); !errors.Is(err, interview.ErrOffice) {
		t.Errorf("got %v", err)
	}
	if _, err := interview.Begin(d.config(t, "PA"), "es", intake.BySelf); !errors.Is(err, interview.ErrOffice) {
		t.Errorf("got %v", err)
	}
}

// difference compares what JSON tells apart: a moment in two zones is one, and so are no reasons and none.
func difference(a, b intake.Application) string {
	return cmp.Diff(a, b, cmpopts.EquateComparable(intake.Date{}, intake.Day{}), cmpopts.EquateApproxTime(0),
		cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".Missing" }, cmpopts.EquateEmpty()))
}
