package interview

import (
	"slices"

	"ventanilla/app/eligibility"
	"ventanilla/app/intake"
)

// Question is what stands on one screen. Its value is stored in drafts.
type Question string

// The questions, in their order.
const (
	Consent        Question = "consent"
	Name           Question = "name"
	Birth          Question = "birth"
	Sex            Question = "sex"
	Nationality    Question = "nationality"
	BirthCountry   Question = "birth_country"
	Arrival        Question = "arrival"
	HostStatus     Question = "host_status"
	Regularization Question = "applied_for_regularization"
	Asylum         Question = "asylum"
	Contact        Question = "contact"
	Family         Question = "family"
	Relatives      Question = "relatives"
	Portrait       Question = "portrait"
	DocumentPhoto  Question = "document_photo"
	DocumentBack   Question = "document_back"
	Document       Question = "document"
	Interests      Question = "interests"
	Conditions     Question = "conditions"
	Money          Question = "asked_for_money"
	Review         Question = "review"
	Receipt        Question = "receipt"
)

// Step is a part of the interview as people count it: one or more questions on one subject.
type Step string

// The steps, in their order.
const (
	StepConsent     Step = "consent"
	StepName        Step = "name"
	StepBirth       Step = "birth"
	StepNationality Step = "nationality"
	StepArrival     Step = "arrival"
	StepStatus      Step = "status"
	StepContact     Step = "contact"
	StepFamily      Step = "family"
	StepPortrait    Step = "portrait"
	StepDocument    Step = "document"
	StepConditions  Step = "conditions"
	StepReview      Step = "review"
	StepReceipt     Step = "receipt"
)

// entry is a question with its place in the interview.
type entry struct {
	question Question
	step     Step
	expected []field               // of a complete application
	optional []field               // welcome, never lacking
	asked    func(*Interview) bool // nil: always
	quick    func(*Interview) bool // whether a quick check asks it too; nil: never
}

// questions lists every question in its order.
func questions() []entry {
	return []entry{
		{question: Consent, step: StepConsent, expected: fields(intake.FieldConsent)},
		{question: Name, step: StepName, expected: fields(intake.FieldName)},
		{question: Birth, step: StepBirth, expected: fields(intake.FieldBirthDate), quick: hangsOn(eligibility.BirthDate)},
		{question: Sex, step: StepBirth, optional: fields(FieldSex)},
		{question: Nationality, step: StepNationality, expected: fields(intake.FieldNationalities), quick: always},
		{question: BirthCountry, step: StepNationality, optional: fields(FieldBirthCountry)},
		{question: Arrival, step: StepArrival, expected: fields(intake.FieldArrivalDate), quick: hangsOn(eligibility.ArrivalDate)},
		status(HostStatus, intake.FieldHostStatus, eligibility.HostStatus),
		status(Regularization, intake.FieldRegularization, eligibility.AppliedForRegularization),
		status(Asylum, intake.FieldAsylum, eligibility.AsylumRegistrationDate),
		{
			question: Contact, step: StepContact, expected: fields(intake.FieldEmail, intake.FieldPhone),
			optional: fields(FieldPhoneShared, FieldMessagesSafe),
		},
		{question: Family, step: StepFamily, expected: fields(intake.FieldHousehold)},
		{question: Relatives, step: StepFamily, optional: fields(FieldRelatives), asked: (*Interview).relativesMatter},
		{question: Portrait, step: StepPortrait, expected: fields(intake.FieldPortrait)},
		{question: DocumentPhoto, step: StepDocument, expected: fields(intake.FieldDocument)},
		{question: DocumentBack, step: StepDocument, optional: fields(FieldDocumentBack), asked: (*Interview).backMatters},
		{question: Document, step: StepDocument, optional: fields(FieldDocuments)},
		{question: Interests, step: StepConditions, optional: fields(FieldInterests), asked: (*Interview).offersSomething},
		{question: Conditions, step: StepConditions, quick: always},
		{question: Money, step: StepConditions, optional: fields(FieldMoney)},
		{question: Review, step: StepReview},
		{question: Receipt, step: StepReceipt},
	}
}

// status makes an entry of what is asked only where some criterion of the office hangs on it.
func status(q Question, name intake.Field, f eligibility.Fact) entry {
	return entry{question: q, step: StepStatus, expected: fields(name), asked: hangsOn(f), quick: hangsOn(f)}
}

func always(*Interview) bool { return true }

// hangsOn reports whether a criterion of the office could hang on the fact, were it not known.
func hangsOn(f eligibility.Fact) func(*Interview) bool {
	return func(iv *Interview) bool { return iv.matters(f) }
}

// place finds a question in the order.
func place(q Question) (int, bool) {
	i := slices.IndexFunc(questions(), func(e entry) bool { return e.question == q })
	return i, i >= 0
}

// StepOf is the step that a question belongs to, "" for an unknown one.
func StepOf(q Question) Step {
	if i, ok := place(q); ok {
		return questions()[i].step
	}
	return ""
}

// asks reports whether the question is on the way of this person at this office.
func (iv *Interview) asks(e entry) bool {
	if iv.quick {
		return e.quick != nil && e.quick(iv)
	}
	return e.asked == nil || e.asked(iv)
}

func (iv *Interview) matters(f eligibility.Fact) bool {
	facts := eligibility.FactsOf(iv.draft.Answers)
	switch f {
	case eligibility.BirthDate:
		facts.BirthDate = intake.Date{}
	case eligibility.ArrivalDate:
		facts.ArrivalDate = intake.Date{}
	case eligibility.HostStatus:
		facts.HostStatus = ""
	case eligibility.AppliedForRegularization:
		facts.AppliedForRegularization = nil
	case eligibility.AsylumRegistrationDate:
		facts.AsylumRegistrationDate = intake.Asylum{}
	}
	assessment, err := eligibility.Assess(iv.config.Pack, iv.config.Office, iv.Today(), facts)
	if err != nil {
		return false
	}
	return slices.ContainsFunc(assessment.Findings, func(found eligibility.Finding) bool {
		return slices.Contains(found.Settles, f)
	})
}

// backMatters reports whether there is a document whose back may tell something: a passport's page tells all.
func (iv *Interview) backMatters() bool {
	isPassport := func(d intake.Document) bool { return d.Type == intake.Passport }
	return iv.draft.Answers.HasPhoto(intake.DocumentFront) && !slices.ContainsFunc(iv.draft.Answers.Applicant.Documents, isPassport)
}

// relativesMatter reports whether some pathway could hang on relatives in other countries.
func (iv *Interview) relativesMatter() bool {
	c := eligibility.CircumstancesOf(iv.draft.Answers)
	c.Relatives = nil
	return slices.ContainsFunc(iv.pathways(c), func(a eligibility.PathwayAnswer) bool {
		return slices.Contains(a.Settles, eligibility.RelativesAbroad) || slices.Contains(a.Settles, eligibility.PetitionFiled)
	})
}

// Offered lists the interests that could open a pathway at this office.
func (iv *Interview) Offered() []intake.Interest {
	var offered []intake.Interest
	for _, interest := range []intake.Interest{intake.SeasonalWork, intake.Spain, intake.Canada, intake.Mexico} {
		c := eligibility.CircumstancesOf(iv.draft.Answers)
		c.Interests = []intake.Interest{interest}
		if slices.ContainsFunc(iv.pathways(c), func(a eligibility.PathwayAnswer) bool {
			return a.Chosen && a.Answer != eligibility.NotForThisPerson
		}) {
			offered = append(offered, interest)
		}
	}
	return offered
}

func (iv *Interview) offersSomething() bool { return len(iv.Offered()) > 0 }

func (iv *Interview) pathways(c eligibility.Circumstances) []eligibility.PathwayAnswer {
	answers, err := eligibility.Pathways(iv.config.Pack, iv.config.Office, iv.Today(), c)
	if err != nil {
		return nil // the office was there when the interview began
	}
	return answers
}
