package carrier

import (
	"context"
	"errors"
	"path/filepath"

	"golang.org/x/sys/windows"
)

// The control codes of winioctl.h that let a volume go.
const (
	fsctlLockVolume     = 0x00090018
	fsctlDismountVolume = 0x00090020
	ioctlEjectMedia     = 0x002D4808
)

// syncAll does nothing: each file was flushed to the drive when it was written.
func syncAll(string) error { return nil }

// letGo locks, dismounts and ejects a volume.
func letGo(_ context.Context, _, mounted string) error {
	name, err := windows.UTF16PtrFromString(`\\.\` + filepath.VolumeName(mounted))
	if err != nil {
		return err
	}
	volume, err := windows.CreateFile(name, windows.GENERIC_READ|windows.GENERIC_WRITE,
		windows.FILE_SHARE_READ|windows.FILE_SHARE_WRITE, nil, windows.OPEN_EXISTING, 0, 0)
	if err != nil {
		return err
	}
	for _, code := range []uint32{fsctlLockVolume, fsctlDismountVolume, ioctlEjectMedia} {
		var n uint32
		if err := windows.DeviceIoControl(volume, code, nil, 0, nil, 0, &n, nil); err != nil {
			return errors.Join(err, windows.CloseHandle(volume))
		}
	}
	return windows.CloseHandle(volume)
}
