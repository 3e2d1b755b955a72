package vault

import (
	"strings"
	"time"
)

// supervise is change for what only a supervisor may do.
func (s *Session) supervise(what string, apply func(f *file, key []byte) error) error {
	return s.change(what, func(f *file, key []byte) error {
		if s.staff.Role != Supervisor {
			return ErrRole
		}
		return apply(f, key)
	})
}

// Add lets another person unlock. The name must not be that of somebody who
// can; the passphrase must satisfy Check. Supervisors only.
func (s *Session) Add(name string, role Role, passphrase string) (id StaffID, err error) {
	err = s.supervise("add staff", func(f *file, key []byte) error {
		if f.taken(name) {
			return ErrNameTaken
		}
		who, err := newSlot(name, role, passphrase, f.WorkFactor)
		if err != nil {
			return err
		}
		if err := who.wrap(key); err != nil {
			return err
		}
		id, f.Slots = who.ID, append(f.Slots, *who)
		return nil
	})
	return id, err
}

// Disable ends a person's way in: the keys of the slot are destroyed, name and
// id stay for the audit trail. Reset brings the person back. The last
// supervisor cannot be disabled. Rotate afterwards if the person may have taken
// a copy of the vault. Supervisors only.
func (s *Session) Disable(id StaffID) error {
	return s.supervise("disable staff", func(f *file, _ []byte) error {
		who, err := f.find(id)
		if err != nil {
			return err
		}
		if who.Role == Supervisor && f.supervisors() == 1 {
			return ErrLastSupervisor
		}
		who.Disabled = true
		who.Recipient, who.Identity, who.Key, who.Next = "", nil, nil, nil
		return nil
	})
}

// SetRole changes what a person may do, from the next unlock on. Supervisors
// only; one must remain.
func (s *Session) SetRole(id StaffID, role Role) error {
	return s.supervise("set role", func(f *file, _ []byte) error {
		if err := role.check(); err != nil {
			return err
		}
		who, err := f.find(id)
		if err != nil {
			return err
		}
		if who.Role == Supervisor && role == Worker && f.supervisors() == 1 {
			return ErrLastSupervisor
		}
		who.Role = role
		return nil
	})
}

// Reset gives a person a new passphrase and ends the waits, and enables who
// was disabled. Supervisors only.
func (s *Session) Reset(id StaffID, passphrase string) error {
	err := s.supervise("reset passphrase", func(f *file, key []byte) error {
		for i := range f.Slots {
			if f.Slots[i].ID == id {
				return f.renew(&f.Slots[i], passphrase, key)
			}
		}
		return ErrNoStaff
	})
	if err == nil {
		s.vault.forgive(id)
	}
	return err
}

// ChangePassphrase changes one's own. now is as for Unlock: wrong tries count.
func (s *Session) ChangePassphrase(current, next string, now time.Time) error {
	proof, err := s.vault.Unlock(s.staff.ID, current, now)
	if err != nil {
		return err
	}
	proof.Lock()
	return s.change("change passphrase", func(f *file, key []byte) error {
		who, err := f.find(s.staff.ID)
		if err != nil {
			return err
		}
		return f.renew(who, next, key)
	})
}

// renew gives a slot a new pair of keys under a new passphrase.
func (f *file) renew(who *slot, passphrase string, key []byte) error {
	if who.Disabled && f.taken(who.Name) {
		return ErrNameTaken
	}
	who.Disabled = false
	if err := who.lock(passphrase, f.WorkFactor); err != nil {
		return err
	}
	return who.wrap(key)
}

// taken reports whether somebody of that name can unlock.
func (f *file) taken(name string) bool {
	for _, s := range f.Slots {
		if !s.Disabled && strings.EqualFold(normal(s.Name), normal(name)) {
			return true
		}
	}
	return false
}

// supervisors counts those who can unlock.
func (f *file) supervisors() (n int) {
	for _, s := range f.Slots {
		if s.Role == Supervisor && !s.Disabled {
			n++
		}
	}
	return n
}

// forgive ends a person's waits.
func (v *Vault) forgive(id StaffID) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.tries.succeed(v.path, id)
}
