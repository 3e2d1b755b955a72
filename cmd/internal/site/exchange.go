package site

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"ventanilla/store"
)

// What stands beside a kiosk's folder while, and after, it was rescued in its place.
const (
	rescuedSuffix = ".rescued" // what could be read, until it takes the place
	damagedSuffix = ".damaged" // the folder as it was, for the office; a number follows from the second on
)

// RescueInPlace is [Rescue] into the place of the kiosk itself. The damaged folder stays beside it, under another name, until a
// wipe. Killed at any moment, [FinishRescue] finds a kiosk in dir again.
func RescueInPlace(ctx context.Context, dir, staff, passphrase string, options Options) (store.Lost, error) {
	dir = filepath.Clean(dir)
	held, err := Hold(dir)
	if err != nil {
		return store.Lost{}, err
	}
	defer held.Close()
	if _, err := Open(dir+rescuedSuffix, options); err == nil { // was cut off before it took the place
		if err := os.RemoveAll(dir + rescuedSuffix); err != nil {
			return store.Lost{}, fmt.Errorf("rescue kiosk: %w", err)
		}
	}
	lost, err := Rescue(ctx, dir, dir+rescuedSuffix, staff, passphrase, options)
	if err != nil {
		return lost, err
	}
	if err := held.Close(); err != nil {
		return lost, fmt.Errorf("rescue kiosk: %w", err)
	}
	if err := os.Rename(dir, free(dir+damagedSuffix)); err != nil {
		return lost, fmt.Errorf("rescue kiosk: %w", err)
	}
	return lost, FinishRescue(dir)
}

// FinishRescue puts a rescued kiosk in its place, where a rescue was cut off before it had one. Where there is nothing to
// finish it does nothing.
func FinishRescue(dir string) error {
	dir = filepath.Clean(dir)
	entries, err := os.ReadDir(dir)
	if len(entries) > 0 || err != nil && !os.IsNotExist(err) {
		return nil // something is in the place
	}
	if _, err := os.Stat(filepath.Join(dir+rescuedSuffix, siteFile)); err != nil {
		return nil
	}
	if err := appear(dir+rescuedSuffix, dir); err != nil {
		return fmt.Errorf("finish rescue: %w", err)
	}
	return nil
}

// free gives a name that nothing has.
func free(name string) string {
	for n, path := 2, name; ; n++ {
		if _, err := os.Lstat(path); err != nil {
			return path
		}
		path = fmt.Sprintf("%s%d", name, n)
	}
}

// rescues lists what rescues have left beside a kiosk's folder.
func rescues(dir string) []string {
	dir = filepath.Clean(dir)
	entries, _ := os.ReadDir(filepath.Dir(dir)) // what cannot be listed cannot be removed
	var found []string
	for _, e := range entries {
		for _, suffix := range []string{rescuedSuffix, damagedSuffix} {
			if ok, _ := filepath.Match(filepath.Base(dir)+suffix+"*", e.Name()); ok {
				found = append(found, filepath.Join(filepath.Dir(dir), e.Name()))
			}
		}
	}
	return found
}
