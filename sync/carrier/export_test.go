package carrier

import (
	"context"

	"github.com/shirou/gopsutil/v4/disk"
)

// DrivesAmong is Drives with partitions and a judgement of the test's.
func DrivesAmong(ctx context.Context, partitions []disk.PartitionStat, removable func(string) bool) []Drive {
	return drives(ctx, partitions, removable)
}

// DriveError is driveError.
var DriveError = driveError
