package main

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"ventanilla/app/ui"
	"ventanilla/cmd/internal/site"
	"ventanilla/store"
)

// audit is the record of what was done.
type audit struct {
	kiosk   *kiosk
	session *site.Session
}

// Find implements ui.Audit.
func (a audit) Find(ctx context.Context, search ui.AuditSearch) ([]ui.AuditEntry, int, error) {
	filter := store.AuditFilter{Offset: search.Offset, Limit: search.Limit}
	if search.Person != nil {
		filter.Who = &search.Person.ID
	}
	if search.Kind != "" {
		filter.What = []store.Action{}
	}
	for _, did := range search.Kind.Did() {
		filter.What = append(filter.What, store.Action(did))
	}
	if !search.Day.IsZero() {
		filter.From, filter.To = search.Day.In(a.kiosk.zone), search.Day.AddDate(0, 0, 1).In(a.kiosk.zone)
	}
	lines, total, err := a.session.AuditPage(ctx, filter)
	if err != nil {
		return nil, 0, err
	}
	names, err := a.session.AuditPeople(ctx)
	if err != nil {
		return nil, 0, err
	}
	entries := make([]ui.AuditEntry, len(lines))
	for i, line := range lines {
		entries[i] = a.entry(line, names)
	}
	return entries, total, nil
}

func (a audit) entry(line store.AuditLine, names map[string]string) ui.AuditEntry {
	e := ui.AuditEntry{
		Sequence: int(line.Sequence), At: line.Device.In(a.kiosk.zone), Who: ui.AuditPerson{ID: line.Who, Name: names[line.Who]},
		Whom: a.session.StaffName(line.Subject), Did: string(line.What), Application: line.Application != "", Code: line.Code,
	}
	if line.Update != nil {
		e.Update, e.Version = line.Update.Kind, line.Update.Version
	}
	return e
}

// People implements ui.Audit.
func (a audit) People(ctx context.Context) ([]ui.AuditPerson, error) {
	names, err := a.session.AuditPeople(ctx)
	if err != nil {
		return nil, err
	}
	var people []ui.AuditPerson
	for id, name := range names {
		people = append(people, ui.AuditPerson{ID: id, Name: name})
	}
	slices.SortFunc(people, func(a, b ui.AuditPerson) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) })
	return people, nil
}

// tellEvery is how often a window is told how far something is.
const tellEvery = 100 * time.Millisecond

// Verify implements ui.Audit.
func (a audit) Verify(ctx context.Context, progress func(done, total int)) (ui.AuditVerdict, error) {
	var verdict ui.AuditVerdict
	var told time.Time
	err := a.session.FollowAudit(ctx, func(done, total int64) {
		verdict.Entries = int(total)
		if now := time.Now(); now.Sub(told) >= tellEvery {
			told = now
			progress(int(done), int(total))
		}
	})
	var fault *store.AuditError
	if !errors.As(err, &fault) {
		return verdict, err
	}
	verdict.Sequence, verdict.Fault = int(fault.Sequence), "changed"
	switch {
	case errors.Is(fault, store.ErrAuditMissing):
		verdict.Fault = "missing"
	case errors.Is(fault, store.ErrAuditReordered):
		verdict.Fault = "reordered"
	}
	_, verdict.Entries, err = a.session.AuditPage(ctx, store.AuditFilter{Limit: 1})
	return verdict, err
}

// Export implements ui.Audit.
func (a audit) Export(ctx context.Context, folder string) (string, error) {
	name := a.session.AuditName()
	return name, a.session.ExportAudit(ctx, folder, name)
}
