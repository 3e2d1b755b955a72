//go:build !cgo

package camera

// List finds no camera: their drivers need cgo.
func List() []Device { return nil }

func openDevice(string) (*Live, error) { return nil, ErrNone }
