package batch

import (
	"fmt"
	"regexp"
	"slices"
	"time"
)

// Receipt is what a portal signs to say what it holds of a batch. Each later
// receipt for the same batch has a higher number and names at least as much.
type Receipt struct {
	Version int      `json:"version"` // 1
	Portal  PortalID `json:"portal"`
	Device  DeviceID `json:"device"`
	Batch   string   `json:"batch"`
	// Number counts the receipts that the portal made for the device from 1.
	Number int64 `json:"number"`
	// At is the portal's time as [Stamp] gives it.
	At time.Time `json:"at"`
	// Held names the objects of the batch that the portal keeps on its disk.
	Held []Name `json:"held"`
	// Complete is true when the portal wants nothing more of this batch.
	Complete bool `json:"complete"`
	// Quarantined names the objects that the portal keeps apart and does not
	// count as held.
	Quarantined []Quarantine `json:"quarantined,omitempty"`
	// Appointments are the intake days given to applications of this batch.
	Appointments []Appointment `json:"appointments,omitempty"`
}

// Quarantine says why an object is kept apart.
type Quarantine struct {
	Name   Name   `json:"name"`
	Reason Reason `json:"reason"`
}

// Reason is a code for people's texts to be chosen by.
type Reason string

// The reasons for quarantine.
const (
	// ReasonConflict: the portal holds another object for the same revision.
	ReasonConflict Reason = "conflict"
	// ReasonForeign: the application belongs to another device.
	ReasonForeign Reason = "foreign"
)

// Appointment is the day and the place in that day's line which an office's
// intake calendar gives to an application.
type Appointment struct {
	Application string `json:"application"`
	Day         string `json:"day"`    // YYYY-MM-DD at the office
	Number      int    `json:"number"` // from 1
}

// DocumentType returns application/vnd.ventanilla.receipt+json.
func (Receipt) DocumentType() DocumentType { return TypeReceipt }

// Check returns ErrMalformed or ErrLimit if the receipt breaks the format.
func (r Receipt) Check() error {
	if err := checkVersion(r.Version); err != nil {
		return err
	}
	if err := r.Portal.Check(); err != nil {
		return err
	}
	if err := r.Device.Check(); err != nil {
		return err
	}
	if err := checkID("batch id", r.Batch); err != nil {
		return err
	}
	if r.Number < 1 || r.Held == nil {
		return fmt.Errorf("read receipt: %w", ErrMalformed)
	}
	if err := checkTimes(r.At, time.Time{}); err != nil {
		return err
	}
	return r.checkLists()
}

func (r Receipt) checkLists() error {
	if len(r.Held)+len(r.Quarantined) > MaxObjects || len(r.Appointments) > MaxObjects {
		return fmt.Errorf("read receipt: %w", ErrLimit)
	}
	seen := make(map[Name]bool, len(r.Held))
	names := r.Held
	for _, q := range r.Quarantined {
		if q.Reason != ReasonConflict && q.Reason != ReasonForeign {
			return fmt.Errorf("read reason: %w", ErrMalformed)
		}
		names = append(names[:len(names):len(names)], q.Name)
	}
	for _, n := range names {
		if err := n.Check(); err != nil {
			return err
		}
		if seen[n] {
			return fmt.Errorf("read object %s twice: %w", n, ErrMalformed)
		}
		seen[n] = true
	}
	for _, a := range r.Appointments {
		if err := a.check(); err != nil {
			return err
		}
	}
	return nil
}

var dayForm = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)

func (a Appointment) check() error {
	if a.Number < 1 || !dayForm.MatchString(a.Day) {
		return fmt.Errorf("read appointment: %w", ErrMalformed)
	}
	return checkID("application id", a.Application)
}

// Covers reports whether the receipt is for the manifest's batch and names
// each of its objects as held.
func (r Receipt) Covers(m Manifest) bool {
	if r.Batch != m.Batch || r.Device != m.Device {
		return false
	}
	held := make(map[Name]bool, len(r.Held))
	for _, n := range r.Held {
		held[n] = true
	}
	for _, o := range m.Objects {
		if !held[o.Name] {
			return false
		}
	}
	return true
}

// Within reports whether all that the receipt names, as held or as kept apart,
// is of the manifest.
func (r Receipt) Within(m Manifest) bool {
	own := make(map[Name]bool, len(m.Objects))
	for _, o := range m.Objects {
		own[o.Name] = true
	}
	return !slices.ContainsFunc(r.Held, func(n Name) bool { return !own[n] }) &&
		!slices.ContainsFunc(r.Quarantined, func(q Quarantine) bool { return !own[q.Name] })
}
