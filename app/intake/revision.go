package intake

import "time"

// Revision is an application as it was handed in. Once frozen it never changes; what changes later is the next number.
type Revision struct {
	Application  ApplicationID    `json:"application"`
	Code         Code             `json:"code"`
	Number       int              `json:"revision"` // from 1
	Withdrawn    bool             `json:"withdrawn,omitempty"`
	WithdrawnFor WithdrawalReason `json:"withdrawn_for,omitempty"`
	Captured     Stamp            `json:"captured"`
	Device       string           `json:"device"` // hexadecimal device id
	Site         string           `json:"site"`
	CapturedBy   string           `json:"captured_by,omitempty"` // staff id
	Answers      Application      `json:"answers"`
}

// Draft is an interview that is not handed in yet, as it is kept after each answer.
type Draft struct {
	Application ApplicationID `json:"application"`
	Code        Code          `json:"code"`
	Revision    int           `json:"revision"` // the number that it will get when it is frozen, from 1
	Step        string        `json:"step"`     // where the interview stands, as in package interview
	StartedAt   time.Time     `json:"started_at"`
	SavedAt     time.Time     `json:"saved_at"`
	Answers     Application   `json:"answers"`
}

// State is where an application stands, as staff see it.
type State string

// The states. Only a verified receipt of the portal leads to Delivered.
const (
	StateDraft     State = "draft"
	StateWaiting   State = "waiting"    // sealed in the outbox
	StateOnItsWay  State = "on_its_way" // the portal has taken a part
	StateDelivered State = "delivered"
	StateParked    State = "parked" // somebody must look at it
	StateWithdrawn State = "withdrawn"
)
