//go:build !linux

package carrier

import "os"

// uncache does nothing where the system has no call for it: the check after writing is weaker there, not wrong.
func uncache(*os.File) {}
