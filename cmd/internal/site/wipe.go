package site

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"ventanilla/store/vault"
)

// Wipe destroys the kiosk in dir: the vault first, so that everything else is noise, then the rest of what a kiosk writes.
// What rescues have left beside the folder goes too. Nothing stops it; it may be repeated, after an interruption too. It returns
// ErrNoSite, and touches nothing, where the folder holds something that is no kiosk.
func Wipe(dir string) error {
	err := wipe(dir, os.RemoveAll)
	if errors.Is(err, ErrNoSite) {
		return fmt.Errorf("wipe kiosk: %w", err)
	}
	for _, beside := range rescues(dir) {
		if failed := wipe(beside, os.RemoveAll); !errors.Is(failed, ErrNoSite) {
			err = errors.Join(err, failed, os.Remove(beside))
		}
	}
	if err != nil {
		return fmt.Errorf("wipe kiosk: %w", err)
	}
	return nil
}

func wipe(dir string, remove func(path string) error) error {
	names, err := ours(dir)
	if err != nil {
		return err
	}
	err = vault.Wipe(filepath.Join(dir, vaultFile))
	for _, name := range names {
		failed := remove(filepath.Join(dir, name))
		if name == LockFile || name == LogFile {
			continue // Windows leaves them to the window that asks for the wipe and has them open; they tell nothing
		}
		err = errors.Join(err, failed)
	}
	return err
}

// ours lists what a kiosk has written in dir, what marks it as a kiosk's at the end. It returns ErrNoSite if the folder is
// not empty and nothing marks it.
func ours(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, os.ErrNotExist) {
		return nil, ErrNoSite
	}
	if err != nil {
		return nil, err
	}
	var names []string
	marked := len(entries) == 0
	for _, e := range entries {
		switch name := e.Name(); {
		case name == siteFile:
			marked = true
		case name == vaultFile, name == vaultFile+".new":
			marked = true // and the vault's own to remove
		case name == LockFile:
			marked = true
			names = append(names, name)
		case isOurs(name):
			names = append(names, name)
		}
	}
	if !marked {
		return nil, ErrNoSite
	}
	return append(names, siteFile), nil
}

func isOurs(name string) bool {
	switch name {
	case transportFile, databaseFile, outboxDir, LogFile, OldLogFile, CameraFile, siteFile + partSuffix, transportFile + partSuffix:
		return true
	}
	return strings.HasPrefix(name, databaseFile+"-") // the journals
}
