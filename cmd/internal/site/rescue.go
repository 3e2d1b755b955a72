package site

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"ventanilla/store"
	"ventanilla/store/vault"
)

// Rescue makes a kiosk in to, a folder that is empty or not there, out of all that is readable of the one in from, whose store
// is damaged and which is not changed; it must be locked, and nobody but the caller may [Hold] it. The supervisor with this
// name, "" for the only one, and this passphrase opens both. The outbox comes along, so that what was sealed is delivered by the
// new kiosk; the old one must not deliver any more. It is there whole or not at all.
//
// Where the device's own keys are lost ([store.Lost] says so) the new kiosk has others and must be enrolled anew, by
// [Session.Ask]. It then seals again what was not delivered, and the outbox of the old folder stays behind.
//
// Errors match ErrExists, ErrRole, ErrWhichStaff, those of [Open], [vault.Vault.Unlock] and [store.Salvage].
func Rescue(ctx context.Context, from, to, staff, passphrase string, options Options) (store.Lost, error) {
	lost, err := rescue(ctx, from, filepath.Clean(to), staff, passphrase, options)
	if err != nil {
		return store.Lost{}, fmt.Errorf("rescue kiosk: %w", err)
	}
	return lost, nil
}

func rescue(ctx context.Context, from, to, staff, passphrase string, options Options) (lost store.Lost, err error) {
	old, err := Open(from, options)
	if err != nil {
		return lost, err
	}
	who, err := old.FindStaff(staff)
	if err != nil {
		return lost, err
	}
	opened, err := old.vault.Unlock(who.ID, passphrase, old.options.Now())
	if err != nil {
		return lost, err
	}
	defer opened.Lock()
	if opened.Staff().Role != vault.Supervisor {
		return lost, ErrRole
	}
	if entries, err := os.ReadDir(to); err == nil && len(entries) > 0 {
		return lost, ErrExists
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return lost, err
	}
	aside, err := os.MkdirTemp(filepath.Dir(to), ".kiosk-*")
	if err != nil {
		return lost, err
	}
	if lost, err = old.rescueInto(ctx, aside, opened); err != nil {
		return lost, errors.Join(err, os.RemoveAll(aside))
	}
	return lost, appear(aside, to)
}

// rescueInto fills an empty folder.
func (s *Site) rescueInto(ctx context.Context, aside string, opened *vault.Session) (store.Lost, error) {
	path, as := filepath.Join(aside, databaseFile), store.Options{Staff: string(opened.Staff().ID), Now: s.options.Now}
	lost, err := store.Salvage(ctx, s.database(), path, opened.Key(), as)
	if err != nil {
		return lost, err
	}
	if err := copyFolder(s.dir, aside, lost.Keys); err != nil {
		return lost, err
	}
	if !lost.Settings && !lost.Keys {
		return lost, nil
	}
	db, err := store.Open(ctx, path, opened.Key(), as)
	if err != nil {
		return lost, err
	}
	return lost, errors.Join(s.refurnish(ctx, aside, db, lost.Keys), db.Close())
}

// refurnish gives a store that has lost its settings or keys what the folder knows of them.
func (s *Site) refurnish(ctx context.Context, aside string, db *store.Store, keys bool) error {
	state := s.state()
	if keys {
		d, err := newDevice()
		if err != nil {
			return err
		}
		if err := db.SaveKeys(ctx, store.Keys{Signing: d.signing.Seed(), Identity: d.identity.String()}); err != nil {
			return err
		}
		state.Device, state.Answer, state.Request = d.id(), nil, nil
		if err := state.save(aside); err != nil {
			return err
		}
	}
	settings, err := db.Settings(ctx)
	if err != nil {
		return err
	}
	settings.Site, settings.Office, settings.Device = state.Name, state.Office, string(state.Device)
	return db.SaveSettings(ctx, settings)
}

// copyFolder copies what a kiosk has written beside its store, the outbox too unless it is to be left.
func copyFolder(from, to string, leaveOutbox bool) error {
	entries, err := os.ReadDir(from)
	if err != nil {
		return err
	}
	left := []string{databaseFile, LockFile, LogFile, OldLogFile}
	if leaveOutbox {
		left = append(left, outboxDir)
	}
	for _, e := range entries {
		name := e.Name()
		if slices.Contains(left, name) || strings.HasPrefix(name, databaseFile+"-") || strings.HasSuffix(name, partSuffix) {
			continue
		}
		if err := copyTree(filepath.Join(from, name), filepath.Join(to, name), os.ReadFile); err != nil {
			return err
		}
	}
	return nil
}

// copyTree copies a file, or a folder with what is in it, for its owner alone. Of a folder, which is the outbox, it leaves out
// what read cannot give: the store knows of it, and parks it to be sealed again.
func copyTree(from, to string, read func(path string) ([]byte, error)) error {
	return filepath.WalkDir(from, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		target := filepath.Join(to, strings.TrimPrefix(path, from))
		switch {
		case e.IsDir():
			return os.Mkdir(target, 0o700)
		case !e.Type().IsRegular():
			return nil
		}
		data, err := read(path)
		switch {
		case err == nil:
			return writeNew(target, data)
		case path != from:
			return nil
		}
		return err
	})
}

func writeNew(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Sync(), f.Close())
}
