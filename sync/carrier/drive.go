package carrier

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/shirou/gopsutil/v4/disk"
)

// Drive is a removable drive that is plugged in and can be read.
type Drive struct {
	Path     string // where its folders are
	Name     string // what people call it
	Free     int64  // bytes
	Size     int64  // bytes
	ReadOnly bool
}

// Drives returns the removable drives that are plugged in, by path.
func Drives(ctx context.Context) ([]Drive, error) {
	partitions, err := disk.PartitionsWithContext(ctx, false)
	if err != nil {
		return nil, fmt.Errorf("find drives: %w", err)
	}
	return drives(ctx, partitions, isRemovable), nil
}

func drives(ctx context.Context, partitions []disk.PartitionStat, removable func(device string) bool) []Drive {
	var found []Drive
	for _, p := range partitions {
		if p.Mountpoint == "/" || !removable(p.Device) {
			continue
		}
		usage, err := disk.UsageWithContext(ctx, p.Mountpoint)
		if err != nil {
			continue // pulled meanwhile, or a card reader without a card
		}
		found = append(found, Drive{
			Path: p.Mountpoint, Name: driveName(p), Free: int64(usage.Free), Size: int64(usage.Total),
			ReadOnly: slices.Contains(p.Opts, "ro"),
		})
	}
	slices.SortFunc(found, func(a, b Drive) int { return strings.Compare(a.Path, b.Path) })
	return slices.CompactFunc(found, func(a, b Drive) bool { return a.Path == b.Path })
}

// driveName is the last part of where a drive is mounted, which desktops make from its label, or its letter.
func driveName(p disk.PartitionStat) string {
	if name := filepath.Base(p.Mountpoint); name != "" && name != "." && name != string(filepath.Separator) {
		return name
	}
	return p.Device
}

// stickName is how people call the drive or the folder of a path.
func stickName(path string) string {
	if name := filepath.Base(path); name != "." && name != string(filepath.Separator) {
		return name
	}
	return filepath.VolumeName(path)
}
