package batch

// CaseState is where a case stands in the programme.
type CaseState string

// The states that a portal tells.
const (
	CaseReceived             CaseState = "received"
	CaseUnderReview          CaseState = "under_review"
	CaseGuidanceGiven        CaseState = "guidance_given"
	CaseInterviewRequested   CaseState = "interview_requested"
	CaseScreeningScheduled   CaseState = "screening_scheduled"
	CaseRefugeeTrack         CaseState = "refugee_track"
	CaseOtherPathwaysTrack   CaseState = "other_pathways_track"
	CaseReferredUSRAP        CaseState = "referred_usrap"
	CaseUSRAPDeclined        CaseState = "usrap_declined"
	CaseCounsellingScheduled CaseState = "counselling_scheduled"
	CaseCounselled           CaseState = "counselled"
	CaseReferredElsewhere    CaseState = "not_eligible_referred_elsewhere"
	CaseClosed               CaseState = "closed"
)

// CaseStates lists the states in the order in which a case can have them.
func CaseStates() []CaseState {
	return []CaseState{
		CaseReceived, CaseUnderReview, CaseGuidanceGiven, CaseInterviewRequested, CaseScreeningScheduled, CaseRefugeeTrack,
		CaseOtherPathwaysTrack, CaseReferredUSRAP, CaseUSRAPDeclined, CaseCounsellingScheduled, CaseCounselled,
		CaseReferredElsewhere, CaseClosed,
	}
}
