package intake

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"

	"github.com/google/uuid"
)

// ChargeID identifies a report of a charge for ever and everywhere: a UUIDv7 in its canonical small letters.
type ChargeID string

// Charge is what somebody tells about having been asked for money, or for anything else, for what is free. Every answer
// may be absent, but not all of them.
type Charge struct {
	Office     Office     `json:"office,omitempty"`
	Language   Language   `json:"language,omitempty"` // of who tells it
	What       string     `json:"what,omitempty"`     // free text, at most NoteLimit characters, as are the next
	When       Date       `json:"when,omitzero"`
	Where      string     `json:"where,omitempty"`
	Amount     string     `json:"amount,omitempty"`   // digits, and up to two after a point
	Currency   string     `json:"currency,omitempty"` // ISO 4217, "GTQ"
	By         ChargeRole `json:"by,omitempty"`
	ByNote     string     `json:"by_note,omitempty"`
	MayContact *bool      `json:"may_contact,omitempty"` // whether the office may ask about it
	Contact    string     `json:"contact,omitempty"`     // how
}

// ChargeRole says who asked for something.
type ChargeRole string

// The roles of those who ask.
const (
	ByOffice    ChargeRole = "office"    // somebody who works for the office, or says so
	ByAuthority ChargeRole = "authority" // police, migration, army
	ByAgent     ChargeRole = "agent"     // lawyer, notary, somebody who fills in forms
	ByGuide     ChargeRole = "guide"     // who brings people across borders
	ByShelter   ChargeRole = "shelter"   // somebody of the place where the person stays
	ByOnline    ChargeRole = "online"    // by telephone, message or a page in the internet
	ByOther     ChargeRole = "other"
)

// ChargeRoles lists the roles, in the order in which people are asked.
func ChargeRoles() []ChargeRole {
	return []ChargeRole{ByOffice, ByAuthority, ByAgent, ByGuide, ByShelter, ByOnline, ByOther}
}

// ChargeReport is a charge as it was handed in. It never changes.
type ChargeReport struct {
	ID          ChargeID      `json:"id"`
	Application ApplicationID `json:"application,omitempty"` // in whose interview it was told, if the office may say so
	Captured    Stamp         `json:"captured"`
	Device      string        `json:"device"` // hexadecimal device id
	Site        string        `json:"site"`
	CapturedBy  string        `json:"captured_by,omitempty"` // staff id
	Charge      Charge        `json:"charge"`
}

// NewChargeID makes an id. It fails only if the system gives no randomness.
func NewChargeID() (ChargeID, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return "", fmt.Errorf("make report id: %w", err)
	}
	return ChargeID(id.String()), nil
}

// ParseCharge reads one charge from its JSON form, as [ParseApplication] reads an application. It is not checked.
func ParseCharge(data []byte) (Charge, error) {
	if len(data) > MaxRecord {
		return Charge{}, &Problem{Code: TooLong}
	}
	var c Charge
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&c); err != nil {
		return Charge{}, parseProblem(data, err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return Charge{}, &Problem{Code: NotJSON}
	}
	return c, nil
}

var (
	amountForm   = regexp.MustCompile(`^[0-9]{1,12}(\.[0-9]{1,2})?$`)
	currencyForm = regexp.MustCompile(`^[A-Z]{3}$`)
)

// Told reports whether anything is told at all: office and language tell nothing.
func (c Charge) Told() bool {
	return c.What != "" || !c.When.IsZero() || c.Where != "" || c.Amount != "" || c.By != "" || c.ByNote != "" || c.Contact != ""
}

// Check refuses what cannot be right in a charge told on day, and one that tells nothing. It returns the first [Problem].
func (c Charge) Check(day Day) error {
	if !c.Told() {
		return &Problem{Code: NothingTold, Field: "what"}
	}
	if c.Office != "" && !Country(c.Office).Valid() {
		return &Problem{Code: UnknownCode, Field: "office"}
	}
	if first, _ := c.When.Span(); !c.When.IsZero() && day.Before(first) {
		return &Problem{Code: ImpossibleDate, Field: "when"}
	}
	if c.Amount != "" && !amountForm.MatchString(c.Amount) {
		return &Problem{Code: WrongType, Field: "amount"}
	}
	if c.Currency != "" && !currencyForm.MatchString(c.Currency) {
		return &Problem{Code: UnknownCode, Field: "currency"}
	}
	if err := oneOf("by", c.By, ChargeRoles()...); err != nil {
		return err
	}
	return c.checkTexts()
}

func (c Charge) checkTexts() error {
	texts := []struct {
		place Field
		text  string
		limit int
	}{
		{"language", string(c.Language), 35},
		{"what", c.What, NoteLimit},
		{"where", c.Where, NoteLimit},
		{"by_note", c.ByNote, NoteLimit},
		{"contact", c.Contact, NoteLimit},
	}
	for _, t := range texts {
		if err := checkText(t.place, t.text, t.limit); err != nil {
			return err
		}
	}
	return nil
}
