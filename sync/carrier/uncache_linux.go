package carrier

import (
	"os"
	"syscall"
)

// fadviseDontNeed is POSIX_FADV_DONTNEED of linux/fadvise.h.
const fadviseDontNeed = 4

// uncache asks the system to forget its copy of a synced file, so that what is read next comes from the drive.
func uncache(f *os.File) {
	// Without it the check is weaker, not wrong.
	_, _, _ = syscall.Syscall6(syscall.SYS_FADVISE64, f.Fd(), 0, 0, fadviseDontNeed, 0, 0)
}
