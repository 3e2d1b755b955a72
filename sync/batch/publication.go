package batch

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// Topic says what a publication is.
type Topic string

// The topics of publications.
const (
	// TopicRulePack: the body is a rule pack of a programme.
	TopicRulePack Topic = "rule_pack"
	// TopicNotice: the body is a notice to staff or applicants.
	TopicNotice Topic = "notice"
	// TopicDevices: the body is a [DeviceList].
	TopicDevices Topic = "devices"
)

// Publication is what a portal publishes for every kiosk. It says nothing
// about a person, so it travels in the clear.
type Publication struct {
	Version int      `json:"version"` // 1
	Portal  PortalID `json:"portal"`
	Topic   Topic    `json:"topic"`
	// Subject tells publications of a topic apart, such as a programme's name.
	Subject string `json:"subject"`
	// Number counts the publications of the portal from 1. For one topic and
	// subject only the highest counts; a kiosk refuses to go back.
	Number int64     `json:"number"`
	At     time.Time `json:"at"` // the portal's time as [Stamp] gives it
	// Body is JSON without insignificant white space.
	Body json.RawMessage `json:"body"`
}

// CaseStatus says what became of an application. It travels sealed to the
// device that sent the application.
type CaseStatus struct {
	Version     int       `json:"version"` // 1
	Portal      PortalID  `json:"portal"`
	Device      DeviceID  `json:"device"`
	Application string    `json:"application"`
	State       CaseState `json:"state"`
	Note        string    `json:"note,omitempty"`
	// Number counts the statuses of the portal from 1; the highest counts.
	Number int64     `json:"number"`
	At     time.Time `json:"at"` // the portal's time as [Stamp] gives it
}

const (
	maxNote = 2000 // characters
	maxBody = 4 << 20
)

// DocumentType returns application/vnd.ventanilla.publication+json.
func (Publication) DocumentType() DocumentType { return TypePublication }

// Check returns ErrMalformed or ErrLimit if the publication breaks the format.
func (p Publication) Check() error {
	if err := checkVersion(p.Version); err != nil {
		return err
	}
	if err := p.Portal.Check(); err != nil {
		return err
	}
	if p.Topic != TopicRulePack && p.Topic != TopicNotice && p.Topic != TopicDevices {
		return fmt.Errorf("read topic: %w", ErrMalformed)
	}
	if err := checkText("subject", p.Subject); err != nil {
		return err
	}
	if p.Number < 1 || !json.Valid(p.Body) {
		return fmt.Errorf("read publication: %w", ErrMalformed)
	}
	if len(p.Body) > maxBody {
		return fmt.Errorf("read publication: %w", ErrLimit)
	}
	return checkTimes(p.At, time.Time{})
}

// DocumentType returns application/vnd.ventanilla.case-status+json.
func (CaseStatus) DocumentType() DocumentType { return TypeCaseStatus }

// Check returns ErrMalformed or ErrLimit if the status breaks the format.
func (s CaseStatus) Check() error {
	if err := checkVersion(s.Version); err != nil {
		return err
	}
	if err := s.Portal.Check(); err != nil {
		return err
	}
	if err := s.Device.Check(); err != nil {
		return err
	}
	if err := checkID("application id", s.Application); err != nil {
		return err
	}
	if !slices.Contains(CaseStates(), s.State) {
		return fmt.Errorf("read state: %w", ErrMalformed)
	}
	if s.Number < 1 {
		return fmt.Errorf("read case status: %w", ErrMalformed)
	}
	if len(s.Note) > 4*maxNote || len([]rune(s.Note)) > maxNote {
		return fmt.Errorf("read case status: %w", ErrLimit)
	}
	return checkTimes(s.At, time.Time{})
}
