package main

import (
	"math"
	"os"
	"runtime/debug"
	"sync"
)

const (
	// garbage is how much of what is not needed any more may lie beside what is, in percent of it, before it is collected.
	// Go's own 100 is for programs that have the machine to themselves: a page throws away as much as it holds.
	garbage = 40
	// goMemory is from where on Go collects at once and gives back what it can, in bytes. The program itself, its libraries
	// and a painter in software take about 165 MB beside it, and all of it has to stay below 300 MB. What is needed for a
	// moment is had beyond it: unlocking takes 256 MB, and a picture of 60 megapixels as much.
	goMemory = 106 << 20
)

// boundMemory sets both unless whoever started the program said otherwise.
func boundMemory() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(garbage)
	}
	if debug.SetMemoryLimit(-1) == math.MaxInt64 {
		debug.SetMemoryLimit(goMemory)
	}
}

// room lifts the bound while something needs much memory for a moment, one after another: a passphrase takes 256 MB, and with
// the bound Go would collect all the while, on every core.
type room struct{ taken sync.Mutex }

func (r *room) with(f func() error) error {
	r.taken.Lock()
	defer r.taken.Unlock()
	bound := debug.SetMemoryLimit(math.MaxInt64)
	defer debug.SetMemoryLimit(bound)
	return f()
}
