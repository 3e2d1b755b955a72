package vault

import (
	"errors"
	"runtime/debug"
	"time"

	"golang.org/x/crypto/scrypt"
)

const (
	// MinWorkFactor is the least that Create takes.
	MinWorkFactor = 18
	// maxWorkFactor bounds memory: 2^20 takes 1 GiB.
	maxWorkFactor = 20
	// sampleFactor is measured and scaled up: cost and memory double with each
	// step.
	sampleFactor = 15
	samples      = 3 // the fastest counts: what else runs then must not weaken a vault for ever
)

// MeasureWorkFactor finds the highest work factor with which an unlock takes at
// most a second here, or MinWorkFactor on a device that is slower than that. It
// takes a few tenths of a second.
func MeasureWorkFactor() int {
	defer release()
	least := time.Hour
	for range samples {
		start := time.Now()
		if _, err := scrypt.Key([]byte("measure"), make([]byte, 16), 1<<sampleFactor, 8, 1, KeySize); err != nil {
			return MinWorkFactor
		}
		least = min(least, time.Since(start))
	}
	return scale(least)
}

// scale gives the work factor from the time that sampleFactor takes.
func scale(sample time.Duration) int {
	factor := MinWorkFactor
	for factor < maxWorkFactor && sample<<(factor+1-sampleFactor) <= time.Second {
		factor++
	}
	return factor
}

// workFactor is the one to create with.
func (c *Config) workFactor() (int, error) {
	switch {
	case c.WorkFactor == 0:
		return MeasureWorkFactor(), nil
	case c.WorkFactor > maxWorkFactor, c.WorkFactor < 1, c.WorkFactor < MinWorkFactor && !c.Weak:
		return 0, errors.New("work factor out of range")
	}
	return c.WorkFactor, nil
}

// release gives scrypt's memory, hundreds of megabytes, back to the system.
func release() { debug.FreeOSMemory() }
