package site

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"time"

	"ventanilla/store"
	"ventanilla/store/cryptvfs"
	"ventanilla/sync/batch"
	"ventanilla/sync/outbox"
)

// Check is one thing that was looked at, and what was found. It tells nothing about a person.
type Check struct {
	Name  string    `json:"name"`  // such as "disk"
	Found string    `json:"found"` // a code, such as "low"
	Good  bool      `json:"good"`
	Text  string    `json:"text,omitempty"`  // a version
	Count int64     `json:"count,omitempty"` // of what Found is about
	Bytes int64     `json:"bytes,omitempty"`
	At    time.Time `json:"at,omitzero"`
}

// Damage reports whether what was found is damage to what the kiosk keeps.
func (c Check) Damage() bool { return c.Found == "damaged" || c.Found == "broken" }

// clockAhead is by how much the clock may be later than the portal's last word before somebody should look at it. A kiosk can
// be without a link for weeks.
const clockAhead = 366 * 24 * time.Hour

// Checks looks at what can be seen while the kiosk is locked, in no time.
func (s *Site) Checks(ctx context.Context) ([]Check, error) {
	checks := []Check{
		{Name: "app", Found: "version", Good: true, Text: appVersion()},
		{Name: "system", Found: "version", Good: true, Text: runtime.Version() + " " + runtime.GOOS + "/" + runtime.GOARCH},
		s.diskCheck(ctx),
		{Name: "portal", Found: "known", Good: true},
	}
	if !s.Enrolled() {
		checks[len(checks)-1] = Check{Name: "portal", Found: "not_yet"}
	}
	waiting, err := s.outbox.Waiting(ctx)
	if err != nil {
		return checks, fmt.Errorf("look at the kiosk: %w", err)
	}
	return append(checks, Check{Name: "batches", Found: "waiting", Good: true, Count: int64(len(waiting))}), nil
}

// appVersion is the version that the program was built from.
func appVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "?"
	}
	version := info.Main.Version
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			version += " " + s.Value[:min(len(s.Value), 12)]
		}
	}
	return version
}

func (s *Site) diskCheck(ctx context.Context) Check {
	space, free := s.Space(ctx)
	return Check{Name: "disk", Found: string(space), Good: space == SpaceEnough, Bytes: int64(free)}
}

// Checks looks at what can be seen in no time.
func (s *Session) Checks(ctx context.Context) ([]Check, error) {
	checks, err := s.Site.Checks(ctx)
	if err != nil {
		return checks, err
	}
	for _, look := range []func(context.Context) (Check, error){s.rulesCheck, s.schemaCheck, s.clockCheck} {
		c, err := look(ctx)
		if err != nil {
			return checks, fmt.Errorf("look at the kiosk: %w", err)
		}
		checks = append(checks, c)
	}
	return checks, nil
}

func (s *Session) rulesCheck(ctx context.Context) (Check, error) {
	pack, err := s.Rules(ctx)
	if err != nil {
		return Check{}, err
	}
	c := Check{Name: "rules", Found: "current", Good: true, Text: pack.Version.String()}
	if pack.Overdue(s.today(pack)) {
		c.Found, c.Good = "overdue", false
	}
	return c, nil
}

func (s *Session) schemaCheck(ctx context.Context) (Check, error) {
	version, err := s.Store.SchemaVersion(ctx)
	return Check{Name: "schema", Found: "version", Good: true, Text: fmt.Sprint(version)}, err
}

func (s *Session) clockCheck(ctx context.Context) (Check, error) {
	clock, err := s.Store.Clock(ctx)
	c := Check{Name: "clock", Found: "fits", Good: true, At: clock.Portal}
	switch {
	case clock.Backwards:
		c.Found, c.Good = "behind", false
	case clock.Portal.IsZero():
		c.Found = "alone"
	case clock.Device.Sub(clock.Portal) > clockAhead:
		c.Found, c.Good = "ahead", false
	}
	return c, err
}

// Inspect reads all that the kiosk keeps: every page of the store, the chain of the audit trail, and every sealed object that
// waits. It tells how far it is, in bytes; ctx ends it between two steps. Work goes on meanwhile.
func (s *Session) Inspect(ctx context.Context, progress func(done, total int64)) ([]Check, error) {
	batches, err := s.Site.outbox.Batches(ctx)
	if err != nil {
		return nil, fmt.Errorf("inspect kiosk: %w", err)
	}
	waiting := undelivered(batches)
	sealed := int64(0)
	for _, o := range waiting {
		sealed += o.Size
	}
	done, total := int64(0), int64(0)
	sound, err := s.Store.Check(ctx, func(pages, all int64) {
		done, total = pages*cryptvfs.PageSize, all*cryptvfs.PageSize+sealed
		progress(done, total)
	})
	if err != nil {
		return nil, fmt.Errorf("inspect kiosk: %w", err)
	}
	checks := []Check{storeCheck(sound)}
	if !sound.Sound() {
		return checks, nil // nothing else that is read from it counts
	}
	audit, err := s.auditCheck(ctx)
	if err != nil {
		return checks, fmt.Errorf("inspect kiosk: %w", err)
	}
	lost, err := s.lostObjects(ctx, waiting, func(read int64) { progress(done+read, total) })
	if err != nil {
		return checks, fmt.Errorf("inspect kiosk: %w", err)
	}
	objects := Check{Name: "outbox", Found: "whole", Good: true, Count: int64(len(waiting)), Bytes: sealed}
	if lost > 0 {
		objects = Check{Name: "outbox", Found: "damaged", Count: lost}
	}
	return append(checks, audit, objects), nil
}

func storeCheck(found store.Soundness) Check {
	switch {
	case len(found.Damaged) > 0:
		return Check{Name: "store", Found: "damaged", Count: int64(len(found.Damaged))}
	case found.Broken > 0:
		return Check{Name: "store", Found: "broken", Count: int64(found.Broken)}
	}
	return Check{Name: "store", Found: "sound", Good: true, Bytes: found.Pages * cryptvfs.PageSize}
}

func (s *Session) auditCheck(ctx context.Context) (Check, error) {
	c := Check{Name: "audit", Found: "unbroken", Good: true}
	var broken *store.AuditError
	err := s.Store.FollowAudit(ctx, func(_, total int64) { c.Count = total })
	if errors.As(err, &broken) {
		return Check{Name: "audit", Found: "broken", Count: broken.Sequence}, nil
	}
	return c, err
}

// undelivered are the objects that the portal has not signed for.
func undelivered(batches []outbox.Batch) (waiting []batch.Object) {
	for _, b := range batches {
		held := b.Held()
		for _, o := range b.Manifest.Objects {
			if !held[o.Name] {
				waiting = append(waiting, o)
			}
		}
	}
	return waiting
}

// lostObjects counts the objects that are not there as they were sealed. It changes nothing: the outbox mends itself when
// they are to be sent.
func (s *Session) lostObjects(ctx context.Context, waiting []batch.Object, progress func(read int64)) (lost int64, err error) {
	read := int64(0)
	for _, o := range waiting {
		if err := ctx.Err(); err != nil {
			return lost, err
		}
		if !s.Site.whole(ctx, o) {
			lost++
		}
		read += o.Size
		progress(read)
	}
	return lost, nil
}

// whole reports whether an object is in the outbox as it was sealed.
func (s *Site) whole(ctx context.Context, o batch.Object) bool {
	r, err := s.outbox.Open(ctx, o.Name)
	if err != nil {
		return false
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, o.Size+1))
	return err == nil && o.CheckBytes(data) == nil
}
