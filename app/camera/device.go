//go:build cgo

package camera

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"syscall"

	"github.com/pion/mediadevices/pkg/driver"
	hardware "github.com/pion/mediadevices/pkg/driver/camera"
	"github.com/pion/mediadevices/pkg/frame"
	"github.com/pion/mediadevices/pkg/prop"
)

// List looks for cameras, the one to take first. It finds those too that were plugged in since the start.
func List() []Device {
	var devices []Device
	for _, d := range drivers() {
		devices = append(devices, Device{ID: id(d), Name: name(d)})
	}
	return devices
}

func drivers() []driver.Driver {
	hardware.Initialize()
	found := driver.GetManager().Query(driver.FilterVideoRecorder())
	slices.SortFunc(found, func(a, b driver.Driver) int {
		return cmp.Or(cmp.Compare(b.Info().Priority, a.Info().Priority), strings.Compare(id(a), id(b)))
	})
	return found
}

// id is the first part of a driver's label: the device's own name where the system knows one.
func id(d driver.Driver) string {
	first, _, _ := strings.Cut(d.Info().Label, hardware.LabelSeparator)
	return first
}

func name(d driver.Driver) string {
	first, _, _ := strings.Cut(d.Info().Name, hardware.LabelSeparator)
	return cmp.Or(first, id(d))
}

// openDevice opens a camera, or if id is empty the first one that opens: a device may offer some that give no pictures.
func openDevice(wanted string) (*Live, error) {
	err := ErrNone
	for _, d := range drivers() {
		if wanted != "" && id(d) != wanted {
			continue
		}
		live, failed := start(d)
		if failed == nil {
			return live, nil
		}
		err = failed
	}
	return nil, err
}

func start(d driver.Driver) (*Live, error) {
	if err := d.Open(); err != nil {
		return nil, cause(err)
	}
	modes := d.Properties()
	if len(modes) == 0 {
		return nil, errors.Join(ErrNone, d.Close())
	}
	recorder, ok := d.(driver.VideoRecorder)
	if !ok {
		return nil, errors.Join(ErrNone, d.Close())
	}
	reader, err := recorder.VideoRecord(slices.MinFunc(modes, compareModes))
	if err != nil {
		return nil, cause(err) // a driver that does not start closes itself
	}
	return NewLive(reader.Read, d.Close), nil
}

func cause(err error) error {
	if errors.Is(err, syscall.EBUSY) {
		return fmt.Errorf("%w: %w", ErrBusy, err)
	}
	return fmt.Errorf("%w: %w", ErrNone, err)
}

// What is asked of a camera: enough for a face and the letters of a card, at a rate that looks like a mirror.
const (
	wantedHeight = 960
	wantedRate   = 15
)

// compareModes puts the better of two modes first: as high as wanted and not much higher, fast enough, and in a form that
// costs little to read.
func compareModes(a, b prop.Media) int {
	return cmp.Or(
		cmp.Compare(slow(a), slow(b)),
		cmp.Compare(distance(a.Height), distance(b.Height)),
		cmp.Compare(effort(a.FrameFormat), effort(b.FrameFormat)),
		cmp.Compare(b.FrameRate, a.FrameRate),
	)
}

// slow is 1 for a mode that stutters. A rate of zero is not known.
func slow(m prop.Media) int {
	if m.FrameRate > 0 && m.FrameRate < wantedRate {
		return 1
	}
	return 0
}

func distance(height int) int {
	return max(wantedHeight-height, (height-wantedHeight)/2)
}

func effort(format frame.Format) int {
	switch format {
	case frame.FormatI420, frame.FormatNV12, frame.FormatNV21, frame.FormatYUYV, frame.FormatUYVY:
		return 0
	case frame.FormatMJPEG:
		return 1
	}
	return 2
}
