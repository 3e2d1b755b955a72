package carrier

import (
	"syscall"
	"unsafe"
)

// driveRemovable is DRIVE_REMOVABLE of GetDriveTypeW, which sticks and cards have.
const driveRemovable = 2

// isRemovable reports whether a drive such as "E:" can be taken out.
func isRemovable(device string) bool {
	root, err := syscall.UTF16PtrFromString(device + `\`)
	if err != nil {
		return false
	}
	kind, _, _ := syscall.NewLazyDLL("kernel32.dll").NewProc("GetDriveTypeW").Call(uintptr(unsafe.Pointer(root)))
	return kind == driveRemovable
}
