package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"ventanilla/app/intake"
)

// Action is what somebody did, as the audit trail names it.
type Action string

// The actions that the store itself records.
const (
	DraftStarted Action = "draft_started"
	DraftDeleted Action = "draft_deleted"
	AmendStarted Action = "amend_started" // a draft of a later revision
	Frozen       Action = "handed_in"
	Sealed       Action = "sealed"
	Delivered    Action = "delivered"
	Parked       Action = "parked"
	Retried      Action = "retried"
	Purged       Action = "purged"
	Changed      Action = "settings_changed"
)

// What supervisors decide.
const (
	Approved   Action = "approved"
	SentBack   Action = "sent_back"
	JudgedSame Action = "judged_same_person" // one entry for each of two applications
	JudgedTwo  Action = "judged_two_people"
)

// What became of withdrawals.
const (
	WithdrawAsked  Action = "withdrawal_asked"
	WithdrawUndone Action = "withdrawal_undone"
	Withdrew       Action = "withdrawn"
)

// The actions of those who work with the store, for [Store.Record].
const (
	Unlocked Action = "unlocked"
	Viewed   Action = "viewed"
	Exported Action = "exported"
	Imported Action = "imported"
	Enrolled Action = "enrolled"
)

// What was carried out for the office to read.
const (
	AuditExported Action = "audit_exported"
	Supported     Action = "support_file_written"
	Reported      Action = "report_written"
	PurgeAsked    Action = "purge_asked" // of what the office has, before its day
)

// What became of the updates that a portal sent.
const (
	UpdateTaken   Action = "update_taken"
	UpdateRefused Action = "update_refused"
)

// Update is a rule pack, a notice or a case status that came down from a portal.
type Update struct {
	Kind    string `json:"kind,omitempty"`    // such as "rule_pack", "" if that cannot be told
	Name    string `json:"name,omitempty"`    // of the series, "" if that cannot be told
	Version string `json:"version,omitempty"` // as its author wrote it, "" if it has none
	Reason  string `json:"reason,omitempty"`  // why it was refused, a code
}

// Entry is one line of the audit trail. It holds no personal data of applicants.
type Entry struct {
	Sequence    int64                `json:"sequence"` // from 1, without a gap
	Device      time.Time            `json:"device"`
	Portal      time.Time            `json:"portal,omitzero"` // the last signed portal time
	Who         string               `json:"who,omitempty"`   // staff id; "" is the device itself
	What        Action               `json:"what"`
	Application intake.ApplicationID `json:"application,omitempty"`
	Subject     string               `json:"subject,omitempty"` // id of the member of staff whom it is about
	Update      *Update              `json:"update,omitempty"`  // that was taken or refused
	Hash        string               `json:"hash"`              // SHA-256 of the previous entry's hash and of this entry without Hash
}

// What can be wrong with the audit trail.
var (
	ErrAuditChanged   = errors.New("audit entry changed")
	ErrAuditMissing   = errors.New("audit entry missing")
	ErrAuditReordered = errors.New("audit entries reordered")
)

// AuditError names the first entry of the trail that does not hold. It wraps ErrAuditChanged, ErrAuditMissing or
// ErrAuditReordered.
type AuditError struct {
	Sequence int64
	Cause    error
}

func (e *AuditError) Error() string {
	return fmt.Sprintf("verify audit entry %d: %v", e.Sequence, e.Cause)
}

func (e *AuditError) Unwrap() error { return e.Cause }

// Record adds an entry about something that was done with the store; application may be "".
func (s *Store) Record(ctx context.Context, what Action, application intake.ApplicationID) error {
	err := s.write(ctx, func(tx *sql.Tx) error { return s.record(ctx, tx, what, application) })
	if err != nil {
		return fmt.Errorf("record %s: %w", what, err)
	}
	return nil
}

// Refuse adds an entry about an update that was not taken.
func (s *Store) Refuse(ctx context.Context, kind, name, version, reason string) error {
	u := &Update{Kind: kind, Name: name, Version: version, Reason: reason}
	err := s.write(ctx, func(tx *sql.Tx) error { return s.recordEntry(ctx, tx, Entry{What: UpdateRefused, Update: u}) })
	if err != nil {
		return fmt.Errorf("record %s: %w", UpdateRefused, err)
	}
	return nil
}

// Refusals returns the entries about updates that were not taken, the newest first, at most limit of them.
func (s *Store) Refusals(ctx context.Context, limit int) ([]Entry, error) {
	entries, err := query(ctx, s.db, scanEntry, "SELECT * FROM audit WHERE what = ? ORDER BY sequence DESC LIMIT ?", UpdateRefused, limit)
	if err != nil {
		return nil, fmt.Errorf("read refused updates: %w", err)
	}
	return entries, nil
}

// auditHead is the setting that holds the last entry, so that a cut tail shows.
const auditHead = "audit_head"

func (s *Store) record(ctx context.Context, tx *sql.Tx, what Action, application intake.ApplicationID) error {
	return s.recordEntry(ctx, tx, Entry{What: what, Application: application})
}

// recordEntry adds an entry, which says what was done, and completes it.
func (s *Store) recordEntry(ctx context.Context, tx *sql.Tx, e Entry) error {
	var head Entry
	if err := readSetting(ctx, tx, auditHead, &head); err != nil && !isNotFound(err) {
		return err
	}
	var portal int64
	if err := tx.QueryRowContext(ctx, "SELECT portal FROM clock").Scan(&portal); err != nil {
		return err
	}
	about, err := aboutOf(e)
	if err != nil {
		return err
	}
	e.Sequence, e.Device, e.Portal, e.Who = head.Sequence+1, fromMillis(millis(s.now())), fromMillis(portal), s.staff
	e.Hash = e.hashAfter(head.Hash)
	_, err = tx.ExecContext(ctx, "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
		e.Sequence, millis(e.Device), portal, e.Who, e.What, e.Application, about, e.Hash)
	if err != nil {
		return err
	}
	return writeSetting(ctx, tx, auditHead, e)
}

// hashAfter gives the hash that the entry must have after one with the hash previous.
func (e Entry) hashAfter(previous string) string {
	e.Hash = previous
	text, err := json.Marshal(e)
	if err != nil {
		panic(err) // an Entry always has a JSON form
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// auditPage is how many entries are read at once.
const auditPage = 500

// Audit calls yield with each entry in order until it returns false.
func (s *Store) Audit(ctx context.Context, yield func(Entry) bool) error {
	for next, more := int64(0), true; more; {
		page, err := query(ctx, s.db, scanEntry, "SELECT * FROM audit WHERE sequence > ? ORDER BY sequence LIMIT ?", next, auditPage)
		if err != nil {
			return fmt.Errorf("read audit: %w", err)
		}
		more = len(page) == auditPage
		for _, e := range page {
			next = e.Sequence
			if !yield(e) {
				return nil
			}
		}
	}
	return nil
}

// VerifyAudit checks the whole chain and its end, and returns an [AuditError] for the first entry that does not hold.
func (s *Store) VerifyAudit(ctx context.Context) error {
	return s.FollowAudit(ctx, func(int64, int64) {})
}

// FollowAudit is VerifyAudit that tells from time to time how many entries it has checked, of how many. What is added
// meanwhile is left for the next time.
func (s *Store) FollowAudit(ctx context.Context, progress func(done, total int64)) error {
	var head Entry
	if err := readSetting(ctx, s.db, auditHead, &head); err != nil && !isNotFound(err) {
		return fmt.Errorf("verify audit: %w", err)
	}
	var chain Chain
	var broken, beyond Entry
	err := s.Audit(ctx, func(e Entry) bool {
		if e.Sequence > head.Sequence && chain.last.Sequence == head.Sequence {
			beyond = e
			return false
		}
		if chain.Add(e) != nil {
			broken = e
			return false
		}
		if e.Sequence%auditPage == 0 {
			progress(e.Sequence, head.Sequence)
		}
		return true
	})
	last := chain.last
	switch {
	case err != nil:
		return err
	case broken.Sequence != 0:
		return s.explain(ctx, last, broken)
	case last.Sequence < head.Sequence:
		return &AuditError{last.Sequence + 1, ErrAuditMissing}
	case last.Hash != head.Hash:
		return &AuditError{last.Sequence, ErrAuditChanged}
	case beyond.Sequence != 0:
		if err := s.added(ctx, beyond); err != nil {
			return err
		}
	}
	progress(head.Sequence, head.Sequence)
	return nil
}

// added wants an entry beyond the end that was read to be one that was recorded meanwhile.
func (s *Store) added(ctx context.Context, beyond Entry) error {
	var head Entry
	if err := readSetting(ctx, s.db, auditHead, &head); err != nil && !isNotFound(err) {
		return fmt.Errorf("verify audit: %w", err)
	}
	if head.Sequence < beyond.Sequence {
		return &AuditError{beyond.Sequence, ErrAuditChanged}
	}
	return nil
}

// explain tells what happened between the last good entry and the first that does not follow it.
func (s *Store) explain(ctx context.Context, last, broken Entry) error {
	next := last.Sequence + 1
	moved := false
	err := s.Audit(ctx, func(e Entry) bool {
		e.Sequence = next
		moved = e.Hash == e.hashAfter(last.Hash)
		return !moved
	})
	switch {
	case err != nil:
		return err
	case moved:
		return &AuditError{next, ErrAuditReordered}
	case broken.Sequence != next:
		return &AuditError{next, ErrAuditMissing}
	}
	return &AuditError{next, ErrAuditChanged}
}

func scanEntry(rows *sql.Rows) (Entry, error) {
	var e Entry
	var device, portal int64
	var text []byte
	err := rows.Scan(&e.Sequence, &device, &portal, &e.Who, &e.What, &e.Application, &text, &e.Hash)
	e.Device, e.Portal = fromMillis(device), fromMillis(portal)
	if err == nil && len(text) > 0 {
		var of about
		err = json.Unmarshal(text, &of)
		e.Update, e.Subject = of.Update, of.Subject
	}
	return e, err
}

// about is what an entry may be about beside an application, as it is stored.
type about struct {
	*Update
	Subject string `json:"subject,omitempty"`
}

// aboutOf gives the stored form of what an entry is about.
func aboutOf(e Entry) (string, error) {
	if e.Update == nil && e.Subject == "" {
		return "", nil
	}
	text, err := json.Marshal(about{e.Update, e.Subject})
	return string(text), err
}
