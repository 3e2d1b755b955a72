package vault

import (
	"encoding/json"
	"os"
	"time"
)

const (
	// freeTries is how many wrong passphrases cost no wait.
	freeTries = 4
	firstWait = 30 * time.Second
	longest   = time.Hour
	// waitsSuffix names the file of the waits. They are not part of the vault:
	// nobody who could authenticate them is there when a passphrase is wrong.
	waitsSuffix = ".waits"
)

// waits are the wrong passphrases since the last right one.
type waits map[StaffID]wait

// wait is one person's. Last is when the last one was tried.
type wait struct {
	Failures int       `json:"failures"`
	Last     time.Time `json:"last"`
}

// length is how long to wait after the last failure: nothing at first, then
// 30 s, doubling up to an hour.
func (w wait) length() time.Duration {
	if w.Failures <= freeTries {
		return 0
	}
	return min(longest, firstWait<<min(w.Failures-freeTries-1, 10))
}

// readWaits reads the waits beside a vault. A file that is missing or cannot be
// read is none: whoever can change it can also try passphrases elsewhere.
func readWaits(path string) waits {
	w := waits{}
	b, err := os.ReadFile(path + waitsSuffix)
	if err != nil || json.Unmarshal(b, &w) != nil || w == nil {
		return waits{}
	}
	return w
}

// begin counts a try as failed before it is made, so that pulling the plug
// does not make it free. If a wait runs, it refuses instead. A clock that was
// set back starts the wait anew.
func (w *waits) begin(path string, id StaffID, now time.Time) error {
	if *w == nil {
		*w = waits{}
	}
	one := (*w)[id]
	if now.Before(one.Last) {
		one.Last = now
		(*w)[id] = one
		w.write(path)
	}
	if left := one.Last.Add(one.length()).Sub(now); left > 0 {
		return &WaitError{For: left}
	}
	one.Failures++
	one.Last = now
	(*w)[id] = one
	w.write(path)
	return nil
}

// succeed forgets the failures.
func (w *waits) succeed(path string, id StaffID) {
	delete(*w, id)
	w.write(path)
}

// write makes the waits durable. On a full disk they hold until a restart
// only: staff must still be able to unlock.
func (w *waits) write(path string) {
	b, err := json.Marshal(*w)
	if err == nil {
		_ = writeWhole(path+waitsSuffix, b)
	}
}
