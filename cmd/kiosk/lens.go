package main

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"sync"

	"ventanilla/app/camera"
	"ventanilla/app/ui"
)

// lens is what a site has set of its cameras. It lies beside the store in the clear, for it says nothing about anybody.
// It is safe for concurrent use.
type lens struct {
	file string // "" keeps nothing

	mu   sync.Mutex
	set  lensFile
	have []string // ids of the cameras that were there when one was opened last
}

// lensFile is what stands in the file.
type lensFile struct {
	Camera      string         `json:"camera,omitempty"`       // id of the chosen one
	Turned      map[string]int `json:"turned,omitempty"`       // quarters clockwise, by the camera's id
	NoCountdown bool           `json:"no_countdown,omitempty"` // pictures are taken at once
}

// readLens reads what was set. A file that cannot be read is as none: nothing but comfort is lost.
func readLens(file string) *lens {
	l := &lens{file: file}
	if data, err := os.ReadFile(file); err == nil {
		if err := json.Unmarshal(data, &l.set); err != nil {
			l.set = lensFile{}
		}
	}
	return l
}

// pick gives the id of the chosen camera among those that are there, or of the first of them.
func (l *lens) pick(devices []camera.Device) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.have = nil
	for _, d := range devices {
		l.have = append(l.have, d.ID)
	}
	if slices.Contains(l.have, l.set.Camera) || len(l.have) == 0 {
		return l.set.Camera
	}
	return l.have[0]
}

func (l *lens) settings() ui.LensSettings {
	l.mu.Lock()
	defer l.mu.Unlock()
	return ui.LensSettings{Several: len(l.have) > 1, Countdown: !l.set.NoCountdown}
}

func (l *lens) turned(id string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.set.Turned[id]
}

// next chooses the camera after the one that is chosen.
func (l *lens) next() error {
	return l.change(func(f *lensFile) {
		if n := len(l.have); n > 0 {
			f.Camera = l.have[(max(slices.Index(l.have, f.Camera), 0)+1)%n]
		}
	})
}

func (l *lens) turn(id string) error {
	return l.change(func(f *lensFile) {
		if f.Turned == nil {
			f.Turned = map[string]int{}
		}
		f.Turned[id] = (f.Turned[id] + 1) % 4
	})
}

func (l *lens) setCountdown(on bool) error {
	return l.change(func(f *lensFile) { f.NoCountdown = !on })
}

// change sets something and writes it down. If it cannot be written it holds until the window is closed.
func (l *lens) change(set func(*lensFile)) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	set(&l.set)
	if l.file == "" {
		return nil
	}
	data, err := json.Marshal(l.set)
	if err != nil {
		return fmt.Errorf("write settings of the camera: %w", err)
	}
	if err := os.WriteFile(l.file, append(data, '\n'), 0o600); err != nil {
		return fmt.Errorf("write settings of the camera: %w", err)
	}
	return nil
}
