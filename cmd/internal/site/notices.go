package site

import (
	"context"
	"fmt"
	"slices"
	"time"

	"ventanilla/app/eligibility"
	"ventanilla/app/intake"
	"ventanilla/store"
	"ventanilla/sync/batch"
	"ventanilla/sync/outbox"
)

// Notice is an announcement of the portal that is for this kiosk today.
type Notice struct {
	eligibility.Notice
	Fresh bool // not read by the member of staff who unlocked

	version int64
}

// Notices returns the announcements to show to the audience today, most urgent first. Staff see the public ones too.
func (s *Session) Notices(ctx context.Context, audience eligibility.Audience) ([]Notice, error) {
	held, err := s.Store.Held(ctx, string(batch.TopicNotice))
	if err != nil {
		return nil, fmt.Errorf("read notices: %w", err)
	}
	seen, err := s.Store.Seen(ctx, string(batch.TopicNotice))
	if err != nil {
		return nil, fmt.Errorf("read notices: %w", err)
	}
	var parsed []eligibility.Notice
	versions := map[string]int64{}
	for _, h := range held {
		n, err := s.openNotice(h)
		if err != nil {
			s.log("leave a held notice out", err)
			continue
		}
		parsed, versions[n.ID] = append(parsed, n), h.Version
	}
	var current []Notice
	for _, n := range eligibility.Current(parsed, s.Site.Office(), s.today(s.rules.first), audience) {
		version := versions[n.ID]
		current = append(current, Notice{Notice: n, Fresh: version > seen[n.ID], version: version})
	}
	return current, nil
}

func (s *Session) openNotice(h store.Held) (eligibility.Notice, error) {
	p, err := s.openPublication(h.Document)
	if err != nil {
		return eligibility.Notice{}, err
	}
	return eligibility.ParseNotice(p.Body)
}

// Refused is an update that was not taken.
type Refused struct {
	store.Update
	At    time.Time // by the device's clock
	Fresh bool      // not read by the member of staff who unlocked
}

// refusals is the series under which is noted up to which entry of the audit trail they were read.
const refusals = "refusals"

// mostRefusals and refusalAge bound which refusals are still news.
const (
	mostRefusals = 10
	refusalAge   = 30 * 24 * time.Hour
)

// Refused returns the updates that were not taken lately, the newest first.
func (s *Session) Refused(ctx context.Context) ([]Refused, error) {
	entries, err := s.Store.Refusals(ctx, mostRefusals)
	if err != nil {
		return nil, err
	}
	seen, err := s.Store.Seen(ctx, refusals)
	if err != nil {
		return nil, err
	}
	entries = slices.DeleteFunc(entries, func(e store.Entry) bool {
		return e.Update == nil || s.Site.options.Now().Sub(e.Device) > refusalAge
	})
	refused := make([]Refused, len(entries))
	for i, e := range entries {
		refused[i] = Refused{Update: *e.Update, At: e.Device, Fresh: e.Sequence > seen[""]}
	}
	return refused, nil
}

// ReadNotices notes that the member of staff who unlocked has read all notices and refusals of today.
func (s *Session) ReadNotices(ctx context.Context) error {
	notices, err := s.Notices(ctx, eligibility.Staff)
	if err != nil {
		return err
	}
	for _, n := range notices {
		if err := s.Store.MarkSeen(ctx, string(batch.TopicNotice), n.ID, n.version); err != nil {
			return err
		}
	}
	entries, err := s.Store.Refusals(ctx, 1)
	if err != nil || len(entries) == 0 {
		return err
	}
	return s.Store.MarkSeen(ctx, refusals, "", entries[0].Sequence)
}

// CaseStatus returns what the portal last said of an application, and false if it has said nothing.
func (s *Session) CaseStatus(ctx context.Context, id intake.ApplicationID) (batch.CaseStatus, bool, error) {
	series, err := s.Store.Series(ctx, outbox.StatusKind, string(id))
	if err != nil || len(series) == 0 {
		return batch.CaseStatus{}, false, err
	}
	status, err := s.openStatus(series[len(series)-1])
	return status, err == nil, err
}

// CaseStatuses returns what the portal last said of each application of which it has said something.
func (s *Session) CaseStatuses(ctx context.Context) (map[intake.ApplicationID]batch.CaseStatus, error) {
	held, err := s.Store.Held(ctx, outbox.StatusKind)
	if err != nil {
		return nil, err
	}
	statuses := make(map[intake.ApplicationID]batch.CaseStatus, len(held))
	for _, h := range held {
		status, err := s.openStatus(h)
		if err != nil {
			return nil, err
		}
		statuses[intake.ApplicationID(h.Name)] = status
	}
	return statuses, nil
}

func (s *Session) openStatus(h store.Held) (batch.CaseStatus, error) {
	status, err := openKept[batch.CaseStatus](s.Site, h.Document)
	if err != nil {
		return status, fmt.Errorf("read case status: %w", err)
	}
	return status, nil
}
