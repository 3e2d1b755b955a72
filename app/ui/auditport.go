package ui

import (
	"context"
	"slices"
	"time"

	"ventanilla/app/intake"
)

// Audit is what was done with this kiosk, for supervisors.
type Audit interface {
	// Find lists one page of what matches, the newest first, and how many there are.
	Find(ctx context.Context, search AuditSearch) ([]AuditEntry, int, error)
	// People lists who has left an entry; the device itself has no name.
	People(ctx context.Context) ([]AuditPerson, error)
	// Verify follows the whole record and tells how far it is, from any goroutine.
	Verify(ctx context.Context, progress func(done, total int)) (AuditVerdict, error)
	// Export writes the record, signed, into a folder and returns the name of the file.
	Export(ctx context.Context, folder string) (string, error)
}

// AuditSearch says which entries to list. The zero value is all of them.
type AuditSearch struct {
	Person        *AuditPerson // nil is anybody
	Kind          AuditKind    // "" is anything
	Day           intake.Day   // the zero Day is any
	Offset, Limit int          // of the page
}

// AuditPerson is who left an entry.
type AuditPerson struct{ ID, Name string }

// AuditEntry is one line of the record.
type AuditEntry struct {
	Sequence    int
	At          time.Time
	Who         AuditPerson
	Whom        string      // display name of the member of staff whom it is about
	Did         string      // a code of the texts under "audit.did."
	Application bool        // it is about one
	Code        intake.Code // of the application, "" if that is gone
	Update      string      // kind of the update that it is about, such as "rule_pack"
	Version     string      // of that
}

// AuditVerdict is what following the record came to.
type AuditVerdict struct {
	Entries  int    // that there are
	Fault    string // "" if nothing is wrong: "changed", "missing" or "reordered"
	Sequence int    // of the first entry that is wrong
}

// AuditKind is a kind of what is done.
type AuditKind string

// The kinds.
const (
	AuditOpening      AuditKind = "entry"
	AuditApplications AuditKind = "applications"
	AuditDelivery     AuditKind = "delivery"
	AuditStaff        AuditKind = "staff"
	AuditOther        AuditKind = "other"
)

// auditKinds lists what is done by its kind.
func auditKinds() map[AuditKind][]string {
	return map[AuditKind][]string{
		AuditOpening: {"unlocked", "viewed"},
		AuditApplications: {
			"draft_started", "draft_deleted", "draft_rescued", "draft_restored", "charge_reported", "amend_started", "handed_in", "withdrawal_asked", "withdrawal_undone", "withdrawn",
			"approved", "sent_back", "judged_same_person", "judged_two_people", "purged", "purge_asked",
		},
		AuditDelivery: {"sealed", "delivered", "parked", "retried", "exported", "rescued", "imported", "enrolled", "device_renewed"},
		AuditStaff: {
			"staff_added", "staff_disabled", "made_supervisor", "made_worker", "passphrase_reset", "passphrase_changed",
			"rotation_begun", "rotated", "recovered", "recovery_followed", "vault_changed", "older_vault_refused", "older_vault_recovered",
		},
		AuditOther: {
			"settings_changed", "update_taken", "update_refused", "audit_exported", "support_file_written", "report_written",
		},
	}
}

// Did lists what is done of this kind.
func (k AuditKind) Did() []string { return auditKinds()[k] }

// auditKindOf is the kind of what was done.
func auditKindOf(did string) AuditKind {
	for kind, all := range auditKinds() {
		if slices.Contains(all, did) {
			return kind
		}
	}
	return AuditOther
}
