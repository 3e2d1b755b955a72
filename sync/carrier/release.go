package carrier

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/shirou/gopsutil/v4/disk"
)

// ErrKept says that a drive is synced, and that the system has not let it go: people eject it before they pull it out.
var ErrKept = errors.New("drive is still mounted")

// releasePatience is how long a system may take to let a drive go.
const releasePatience = 20 * time.Second

// Release writes out whatever the system still holds back for a drive, and lets the drive go, so that it can be pulled out.
// A folder that is no removable drive is synced only. The error is ErrKept where the system keeps it.
func Release(ctx context.Context, path string) error {
	if err := syncAll(path); err != nil {
		return fmt.Errorf("sync drive: %w", driveError(err))
	}
	partitions, err := disk.PartitionsWithContext(ctx, false)
	if err != nil {
		return fmt.Errorf("find drive: %w", err)
	}
	for _, p := range partitions {
		if filepath.Clean(p.Mountpoint) == filepath.Clean(path) && isRemovable(p.Device) {
			ctx, stop := context.WithTimeout(ctx, releasePatience)
			defer stop()
			if err := letGo(ctx, p.Device, p.Mountpoint); err != nil {
				return fmt.Errorf("%w: %w", ErrKept, err)
			}
		}
	}
	return nil
}
