package site

import (
	"context"
	"errors"
	"fmt"

	"github.com/shirou/gopsutil/v4/disk"
)

// ErrSpace refuses a new photo: what is left of the disk is kept for answers, which go on being saved.
var ErrSpace = errors.New("the disk has no room for photos: deliver or carry out what is finished, or make room, and do it again; answers are still taken")

// Space is how much of the disk is left for what a kiosk keeps.
type Space string

// The spaces.
const (
	SpaceEnough  Space = "enough"
	SpaceLow     Space = "low"     // somebody should make room
	SpaceFull    Space = "full"    // for answers alone, and not for photos any more
	SpaceUnknown Space = "unknown" // the system does not tell, so nothing is refused
)

// The limits, in free bytes below which it is so. What SpaceFull leaves are the answers of some ten thousand applications,
// or the room in which a purge rewrites pages.
const (
	diskLow  = 1 << 30
	diskFull = 100 << 20
)

// Space looks at the disk, in no time. It returns the bytes that are free too.
func (s *Site) Space(ctx context.Context) (Space, uint64) {
	free, err := s.options.Free(ctx, s.dir)
	switch {
	case err != nil:
		return SpaceUnknown, 0
	case free < diskFull:
		return SpaceFull, free
	case free < diskLow:
		return SpaceLow, free
	}
	return SpaceEnough, free
}

// RoomForPhoto returns ErrSpace when no new photo may be kept. Ask before each.
func (s *Site) RoomForPhoto(ctx context.Context) error {
	if space, _ := s.Space(ctx); space == SpaceFull {
		return ErrSpace
	}
	return nil
}

// freeBytes is what a user who is not root may still write on the disk of a folder.
func freeBytes(ctx context.Context, dir string) (uint64, error) {
	usage, err := disk.UsageWithContext(ctx, dir)
	if err != nil {
		return 0, fmt.Errorf("look at the disk: %w", err)
	}
	return usage.Free, nil
}
