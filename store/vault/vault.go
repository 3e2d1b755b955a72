// Package vault decides who may open a kiosk's database: it keeps the
// database key in a small file, wrapped for each member of staff under a
// passphrase and for the programme under its recovery key.
//
// [Create] makes the file and a first supervisor. After that, [Read] it and
// [Vault.Unlock] or [Vault.Recover] give a [Session], which holds the key
// until [Session.Lock]. What is promised, what is not, and the file format are
// in README.md beside this file. In short: without a passphrase or the
// recovery identity the file says only names and roles; a role, a slot or a
// recipient that was changed in it is refused; a change to it happens wholly
// or not at all, also when power fails.
package vault

import (
	"errors"
	"fmt"
	"sync"
	"time"

	"filippo.io/age"
)

// KeySize is the length of a database key in bytes.
const KeySize = 32

// What callers branch on.
var (
	// ErrPassphrase says that the passphrase is not this person's.
	ErrPassphrase = errors.New("wrong passphrase")
	// ErrRecovery says that the identity is not the programme's.
	ErrRecovery = errors.New("wrong recovery identity")
	// ErrWait is matched by WaitError.
	ErrWait = errors.New("too many wrong passphrases")
	// ErrDamaged says that the file is not as this package wrote it: damaged,
	// or changed by someone.
	ErrDamaged = errors.New("vault damaged or changed")
	// ErrVersion says that the file is of a newer format.
	ErrVersion = errors.New("vault format not supported")
	// ErrNoStaff says that there is no such person.
	ErrNoStaff = errors.New("no such member of staff")
	// ErrDisabled says that this person may not unlock any more.
	ErrDisabled = errors.New("member of staff disabled")
	// ErrRole says that only a supervisor may do this.
	ErrRole = errors.New("needs a supervisor")
	// ErrLastSupervisor says that nobody would be left to do it.
	ErrLastSupervisor = errors.New("last supervisor")
	// ErrNameTaken says that somebody of that name can unlock already.
	ErrNameTaken = errors.New("name taken")
	// ErrRotating says that a rotation of the key was begun and must be finished
	// first, by Session.Rotate.
	ErrRotating = errors.New("rotation of the database key not finished")
	// ErrLocked says that the session has ended.
	ErrLocked = errors.New("vault locked")
)

// WaitError says how long nobody can try that person's passphrase. It matches
// ErrWait.
type WaitError struct {
	For time.Duration // from the time that was given to Unlock
}

// Error names the wait in seconds.
func (e *WaitError) Error() string {
	return fmt.Sprintf("%v: wait %d s", ErrWait, int(e.For.Seconds()+0.5))
}

// Is reports whether target is ErrWait.
func (e *WaitError) Is(target error) bool { return target == ErrWait }

// Role is what a person may do.
type Role string

// The roles, as they are stored.
const (
	Worker     Role = "worker"
	Supervisor Role = "supervisor"
)

// StaffID names a person for ever; it is random and says nothing.
type StaffID string

// Staff is a person who can or could unlock.
type Staff struct {
	ID       StaffID
	Name     string // as shown on the lock screen; readable without a passphrase
	Role     Role
	Disabled bool
}

// Config is what Create needs.
type Config struct {
	// Name and Passphrase are the first supervisor's. Passphrase must satisfy
	// Check.
	Name       string
	Passphrase string
	// Recovery are the programme's age recipients (age1pq… or age1…, all of one
	// kind), at least one. Any of their identities can recover the vault.
	Recovery []string
	// WorkFactor is the base-2 logarithm of scrypt's cost, at least
	// MinWorkFactor. 0 measures this device for 0.5 to 1 s an unlock.
	WorkFactor int
	// Weak lets WorkFactor be under MinWorkFactor, so that tests take no
	// second an unlock. Nothing but a test may set it.
	Weak bool
}

// Vault is a vault's file. It is safe for concurrent use in one process; of
// several processes, one at a time should change it.
type Vault struct {
	path string

	mu    sync.Mutex
	file  file
	tries waits
}

// Create makes a vault with a new random database key at path, which must not
// exist, and unlocks it for the first supervisor. Errors match fs.ErrExist, or
// are those of Check.
func Create(path string, c Config) (*Session, error) {
	factor, err := c.workFactor()
	if err != nil {
		return nil, fmt.Errorf("create vault: %w", err)
	}
	f := file{Format: format, Version: version, WorkFactor: factor}
	f.Recovery.Recipients = c.Recovery
	v := &Vault{path: path, file: f}
	s, err := v.found(c)
	if err != nil {
		return nil, fmt.Errorf("create vault: %w", err)
	}
	return s, nil
}

// found writes the first supervisor's slot and the file.
func (v *Vault) found(c Config) (*Session, error) {
	if err := absent(v.path); err != nil {
		return nil, err
	}
	who, err := newSlot(c.Name, Supervisor, c.Passphrase, v.file.WorkFactor)
	if err != nil {
		return nil, err
	}
	v.file.Slots = []slot{*who}
	key := newKey()
	if err := v.file.wrap(key); err != nil {
		return nil, err
	}
	if err := v.file.save(v.path, key); err != nil {
		return nil, err
	}
	return &Session{vault: v, staff: who.staff(), key: key}, nil
}

// Read reads the vault at path. Errors match fs.ErrNotExist, ErrDamaged or
// ErrVersion. Whether somebody changed the file shows when it is unlocked.
func Read(path string) (*Vault, error) {
	f, err := load(path)
	if err != nil {
		return nil, fmt.Errorf("read vault: %w", err)
	}
	return &Vault{path: path, file: *f, tries: readWaits(path)}, nil
}

// Staff lists everybody in the order in which they were added, the disabled
// too.
func (v *Vault) Staff() []Staff {
	v.mu.Lock()
	defer v.mu.Unlock()
	all := make([]Staff, len(v.file.Slots))
	for i := range v.file.Slots {
		all[i] = v.file.Slots[i].staff()
	}
	return all
}

// Unlock gives a session to the person with this id and passphrase. now is the
// device's time, for the waits after wrong passphrases: from the fifth on they
// grow, survive a restart, and do not shrink when the clock is set back.
// Errors match ErrPassphrase, ErrWait, ErrNoStaff, ErrDisabled or ErrDamaged.
// It takes 0.5 to 1 s and 128 × 2^WorkFactor × 8 bytes of memory meanwhile.
func (v *Vault) Unlock(id StaffID, passphrase string, now time.Time) (*Session, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	s, err := v.unlock(id, passphrase, now)
	if err != nil {
		return nil, fmt.Errorf("unlock vault: %w", err)
	}
	return s, nil
}

func (v *Vault) unlock(id StaffID, passphrase string, now time.Time) (*Session, error) {
	if err := v.reload(); err != nil {
		return nil, err
	}
	who, err := v.file.find(id)
	if err != nil {
		return nil, err
	}
	if err := v.tries.begin(v.path, id, now); err != nil {
		return nil, err
	}
	pair, err := who.pair(passphrase)
	if err != nil {
		return nil, err
	}
	s, err := v.session(who.staff(), pair, who.Key, who.Next)
	if err == nil {
		v.tries.succeed(v.path, id)
	}
	return s, err
}

// session opens the database key, proves the file with it, and opens the key
// that is being rotated to, if there is one.
func (v *Vault) session(who Staff, id age.Identity, wrapped, wrappedNext []byte) (*Session, error) {
	key, err := unsealKey(wrapped, id)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	s := &Session{vault: v, staff: who, key: key}
	if !v.file.proved(key) {
		s.Lock()
		return nil, ErrDamaged
	}
	if wrappedNext == nil {
		return s, nil
	}
	if s.next, err = unsealKey(wrappedNext, id); err != nil {
		s.Lock()
		return nil, ErrDamaged
	}
	return s, nil
}

// reload takes the file as it is on disk now.
func (v *Vault) reload() error {
	f, err := load(v.path)
	if err == nil {
		v.file = *f
	}
	return err
}
