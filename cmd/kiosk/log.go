package main

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"ventanilla/cmd/internal/site"
)

// logMost is how long the log grows, in bytes, before it begins anew and the old one is kept beside it.
const logMost = 1 << 20

// logFile is the log for technicians, which lies in the kiosk's folder: where there is no kiosk, nothing is written. Nothing
// about a person ever is.
type logFile struct {
	mu   sync.Mutex
	file *os.File
}

// Write implements io.Writer.
func (l *logFile) Write(line []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.file == nil {
		return len(line), nil
	}
	return l.file.Write(line)
}

// open writes into the log of the kiosk in dir from now on.
func (l *logFile) open(dir string) error {
	path := filepath.Join(dir, site.LogFile)
	if info, err := os.Stat(path); err == nil && info.Size() > logMost {
		if err := os.Rename(path, filepath.Join(dir, site.OldLogFile)); err != nil {
			return fmt.Errorf("open log: %w", err)
		}
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		return fmt.Errorf("open log: %w", err)
	}
	return l.set(f)
}

// set takes another file, or none, and closes the one before.
func (l *logFile) set(f *os.File) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	before := l.file
	l.file = f
	if before == nil {
		return nil
	}
	return before.Close()
}
