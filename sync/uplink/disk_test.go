package uplink_test

import (
	"bytes"
	"errors"
	"slices"
	"sync"
	"time"

	"pgregory.net/rapid"

	"ventanilla/sync/batch"
	"ventanilla/sync/uplink"
)

// disk is a copy of what a kiosk keeps.
type disk struct {
	waiting  [][]byte
	sequence int64
	previous string
}

func (m *model) backUp(*rapid.T) {
	k := m.kiosk
	m.backups = append(m.backups, disk{slices.Clone(k.waiting), k.sequence, k.previous})
}

// restore puts an old disk into the kiosk. What was cut since is forgotten there;
// what the portal has signed for must stay with the portal all the same.
func (m *model) restore(r *rapid.T) {
	if len(m.backups) == 0 {
		return
	}
	old, k := m.backups[rapid.IntRange(0, len(m.backups)-1).Draw(r, "backup")], m.kiosk
	k.waiting, k.sequence, k.previous = slices.Clone(old.waiting), old.sequence, old.previous
	for _, manifest := range m.manifests {
		waits := slices.ContainsFunc(k.waiting, func(envelope []byte) bool {
			w, err := batch.OpenManifest(envelope)
			return err == nil && w.Batch == manifest.Batch
		})
		switch {
		case waits:
			delete(k.receipts, manifest.Batch) // not on this disk
			delete(m.gone, manifest.Batch)
		case !m.signed[manifest.Batch]:
			m.gone[manifest.Batch] = true
		}
	}
}

// jumpClocks sets both clocks to anything.
func (m *model) jumpClocks(r *rapid.T) {
	const days = 24 * time.Hour
	m.office.clock.Store(int64(time.Duration(rapid.IntRange(-400, 400).Draw(r, "portal's days")) * days))
	m.kiosk.clock = time.Duration(rapid.IntRange(-4000, 4000).Draw(r, "kiosk's days")) * days
}

// bothWays takes in a stick while a pass runs.
func (m *model) bothWays(r *rapid.T) {
	stick := m.anyStick(r)
	if stick == nil {
		return
	}
	var imported error
	var importing sync.WaitGroup
	importing.Go(func() { _, imported = m.office.current().ImportBundle(m.t.Context(), bytes.NewReader(stick)) })
	m.deliver(r)
	importing.Wait()
	if imported != nil && !errors.Is(imported, errCrashed) {
		r.Fatalf("import beside a pass: %v", imported)
	}
}

// enrolAnew makes a new device of the kiosk, as staff do when the portal says that
// it is a clone, and cuts what was refused into new batches.
func (m *model) enrolAnew(r *rapid.T, result uplink.Result) {
	old := m.kiosk
	k := enrolled(m.t, m.office)
	k.objects, k.receipts, k.clock = old.objects, old.receipts, old.clock
	for _, envelope := range old.waiting {
		refused, err := batch.OpenManifest(envelope)
		if err != nil || result.Refused[refused.Batch] == "" {
			r.Fatalf("batch %s waits and is not refused: %v", refused.Batch, err)
		}
		anew := k.cut(refused.Objects...)
		for i, manifest := range m.manifests {
			if manifest.Batch == refused.Batch {
				m.manifests[i] = anew
			}
		}
	}
	m.kiosk = k
}
