package carrier

import (
	"context"
	"errors"
	"os"
	"os/exec"

	"golang.org/x/sys/unix"
)

// syncAll writes out what the system holds back for the file system of a path.
func syncAll(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(unix.Syncfs(int(f.Fd())), f.Close())
}

// letGo unmounts a drive as desktops do, which takes no rights, or else as the system's own command does.
func letGo(ctx context.Context, device, mounted string) error {
	err := exec.CommandContext(ctx, "udisksctl", "unmount", "--no-user-interaction", "-b", device).Run()
	if err == nil {
		return nil
	}
	return errors.Join(err, exec.CommandContext(ctx, "umount", mounted).Run())
}
