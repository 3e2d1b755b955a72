package carrier

import (
	"os"
	"path/filepath"
	"strings"
)

const blockDevices = "/sys/class/block"

// isRemovable reports whether a partition such as /dev/sdb1 is on a medium that can be taken out, or hangs on USB.
func isRemovable(device string) bool { return isRemovableIn(blockDevices, device) }

// isRemovableIn asks the kernel's tree: <block>/sdb1 leads to …/usb2/…/block/sdb/sdb1, and …/block/sdb/removable is 1 for
// sticks and cards. https://www.kernel.org/doc/Documentation/ABI/stable/sysfs-block.
func isRemovableIn(block, device string) bool {
	name, ok := strings.CutPrefix(device, "/dev/")
	if !ok || strings.Contains(name, "/") {
		return false
	}
	real, err := filepath.EvalSymlinks(filepath.Join(block, name))
	if err != nil {
		return false
	}
	if strings.Contains(real, "/usb") {
		return true
	}
	for _, dir := range []string{real, filepath.Dir(real)} {
		if flag, err := os.ReadFile(filepath.Join(dir, "removable")); err == nil {
			return strings.TrimSpace(string(flag)) == "1"
		}
	}
	return false
}
