package main

import (
	"context"
	"errors"
	"io/fs"

	"ventanilla/cmd/internal/site"
	"ventanilla/store"
	"ventanilla/store/cryptvfs"
	"ventanilla/store/vault"
	"ventanilla/sync/batch"
	"ventanilla/sync/carrier"
	"ventanilla/sync/outbox"
	"ventanilla/sync/uplink"
)

// The exit statuses that scripts can rely on.
const (
	exitDone        = 0
	exitRefused     = 1 // some input was refused
	exitUsage       = 2
	exitUnreachable = 3 // the store or the portal, or they are locked
	exitDamage      = 4
)

// What commands refuse.
var (
	errUsage   = errors.New("wrong use")
	errRefused = errors.New("refused")
)

// statuses gives the exit status for each error that has one of its own; the first that matches counts.
var statuses = []struct {
	err    error
	status int
}{
	{errUsage, exitUsage},
	{site.ErrWhichStaff, exitUsage},
	{vault.ErrNoStaff, exitUsage},

	{vault.ErrDamaged, exitDamage},
	{cryptvfs.ErrDamaged, exitDamage},
	{site.ErrDamaged, exitDamage},
	{outbox.ErrDamaged, exitDamage},
	{store.ErrAuditChanged, exitDamage},
	{store.ErrAuditMissing, exitDamage},
	{store.ErrAuditReordered, exitDamage},

	{errLost, exitDamage},

	{site.ErrNoSite, exitUnreachable},
	{site.ErrHeld, exitUnreachable},
	{vault.ErrPassphrase, exitUnreachable},
	{vault.ErrRecovery, exitUnreachable},
	{vault.ErrWait, exitUnreachable},
	{vault.ErrDisabled, exitUnreachable},
	{site.ErrRole, exitUnreachable},
	{site.ErrOlderVault, exitUnreachable},
	{vault.ErrVersion, exitUnreachable},
	{cryptvfs.ErrInUse, exitUnreachable},
	{cryptvfs.ErrKey, exitUnreachable},
	{cryptvfs.ErrVersion, exitUnreachable},
	{store.ErrNewer, exitUnreachable},
	{uplink.ErrNoLink, exitUnreachable},
	{uplink.ErrClock, exitUnreachable},
	{uplink.ErrRefused, exitUnreachable},
	{carrier.ErrFull, exitUnreachable},
	{carrier.ErrGone, exitUnreachable},
	{carrier.ErrReadOnly, exitUnreachable},
	{carrier.ErrUnreliable, exitUnreachable},
	{site.ErrDiskFull, exitUnreachable},
	{site.ErrDiskReadOnly, exitUnreachable},
	{site.ErrDisk, exitUnreachable},
	{context.Canceled, exitUnreachable},

	{batch.ErrDamaged, exitDamage},
	{fs.ErrNotExist, exitUsage},
}

// exitStatus tells what came of a command.
func exitStatus(err error) int {
	var own interface{ ExitStatus() int }
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &own):
		return own.ExitStatus()
	}
	for _, s := range statuses {
		if errors.Is(err, s.err) {
			return s.status
		}
	}
	return exitRefused
}
