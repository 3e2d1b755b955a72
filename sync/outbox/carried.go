package outbox

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// Carried is a bundle that was written to a stick. Whoever looks at what is not receipted by then knows which stick to
// chase.
type Carried struct {
	File         string    `json:"file"`  // its name on the stick
	Stick        string    `json:"stick"` // as people call the stick
	At           time.Time `json:"at"`    // by the device's clock
	Bytes        int64     `json:"bytes"`
	Applications int       `json:"applications"`
	Batches      []string  `json:"batches"`
}

// NoteCarried remembers a bundle until the portal has signed for all of it. The same bundle on the same stick again takes
// the place of the first.
func (f *Folder) NoteCarried(_ context.Context, c Carried) error {
	text, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("note bundle: %w", err)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	name := digest([]byte(c.Stick + "\n" + c.File))
	if err := f.write(filepath.Join(f.dir, carriedDir, name+".json"), text); err != nil {
		return fmt.Errorf("note bundle: %w", err)
	}
	return nil
}

// Carried returns the bundles on sticks of which the portal has not signed for everything, as far as the folder knows, the
// oldest first. What is settled meanwhile is forgotten.
func (f *Folder) Carried(ctx context.Context) ([]Carried, error) {
	open, err := f.open(ctx)
	if err != nil {
		return nil, fmt.Errorf("list bundles: %w", err)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	files, err := names(filepath.Join(f.dir, carriedDir))
	if err != nil {
		return nil, fmt.Errorf("list bundles: %w", err)
	}
	var waiting []Carried
	for _, file := range files {
		path := filepath.Join(f.dir, carriedDir, file)
		c, err := readCarried(path)
		if err != nil {
			return nil, fmt.Errorf("list bundles: %w", err)
		}
		if slices.ContainsFunc(c.Batches, func(id string) bool { return open[id] }) {
			waiting = append(waiting, c)
		} else if err := remove(path); err != nil {
			return nil, fmt.Errorf("list bundles: %w", err)
		}
	}
	slices.SortStableFunc(waiting, func(a, b Carried) int { return a.At.Compare(b.At) })
	return waiting, nil
}

// open returns the ids of the batches of which the portal wants something.
func (f *Folder) open(ctx context.Context) (map[string]bool, error) {
	batches, err := f.Batches(ctx)
	if err != nil {
		return nil, err
	}
	open := map[string]bool{}
	for _, b := range batches {
		if !b.Complete() {
			open[b.Manifest.Batch] = true
		}
	}
	return open, nil
}

// readCarried reads a note. One that is damaged names no batch and is forgotten: it is a help, and nothing hangs on it.
func readCarried(path string) (c Carried, err error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return c, err
	}
	if json.Unmarshal(text, &c) != nil {
		return Carried{}, nil
	}
	return c, nil
}
