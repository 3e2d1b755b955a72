package carrier

import (
	"errors"
	"syscall"
)

// System error codes, https://learn.microsoft.com/windows/win32/debug/system-error-codes--0-499-.
const (
	errorWriteProtect       syscall.Errno = 19
	errorNotReady           syscall.Errno = 21
	errorHandleDiskFull     syscall.Errno = 39
	errorDevNotExist        syscall.Errno = 55
	errorDiskFull           syscall.Errno = 112
	errorFileTooLarge       syscall.Errno = 223
	errorNoMediaInDrive     syscall.Errno = 1112
	errorIODevice           syscall.Errno = 1117
	errorDeviceNotConnected syscall.Errno = 1167
)

func isFull(err error) bool { return isAny(err, errorDiskFull, errorHandleDiskFull, errorFileTooLarge) }

func isReadOnly(err error) bool { return isAny(err, errorWriteProtect) }

func isGone(err error) bool {
	return isAny(err, errorNotReady, errorDevNotExist, errorNoMediaInDrive, errorIODevice, errorDeviceNotConnected)
}

func isAny(err error, codes ...syscall.Errno) bool {
	for _, code := range codes {
		if errors.Is(err, code) {
			return true
		}
	}
	return false
}

// syncDir does nothing: Windows has no call for it.
func syncDir(string) error { return nil }
