package vault

import (
	"bytes"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

const (
	format  = "ventanilla vault"
	version = 1
	// maxSize is far more than a site's staff needs.
	maxSize = 4 << 20
)

// file is the vault as it lies on disk: JSON, indented by one space, in this
// order of fields and no other.
type file struct {
	Format  string `json:"format"`
	Version int    `json:"version"`
	// Serial counts the changes, so that who remembers one can tell an older
	// copy.
	Serial     uint64   `json:"serial"`
	WorkFactor int      `json:"work_factor"`
	Slots      []slot   `json:"slots"`
	Recovery   recovery `json:"recovery"`
	// MAC is HMAC-SHA-256 of the file without it, under a key derived from the
	// database key.
	MAC []byte `json:"mac,omitempty"`
}

// recovery is the programme's way in.
type recovery struct {
	Recipients []string `json:"recipients"`
	Key        []byte   `json:"key"`            // age file to all of them
	Next       []byte   `json:"next,omitempty"` // the same of the key that is rotated to
}

// load reads and checks the form of a vault file.
func load(path string) (*file, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.Size() > maxSize {
		return nil, fmt.Errorf("%w: too large", ErrDamaged)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return parse(b)
}

// parse reads a vault file. Bytes that save would not have written are
// refused, so that no bit can change unseen.
func parse(b []byte) (*file, error) {
	var head struct {
		Format  string
		Version int
	}
	if json.Unmarshal(b, &head) != nil || head.Format != format {
		return nil, ErrDamaged
	}
	if head.Version != version {
		return nil, fmt.Errorf("%w: version %d", ErrVersion, head.Version)
	}
	var f file
	if json.Unmarshal(b, &f) != nil {
		return nil, ErrDamaged
	}
	again, err := f.encode()
	if err != nil || !bytes.Equal(again, b) || !f.plausible() {
		return nil, ErrDamaged
	}
	return &f, nil
}

// plausible reports whether the file can be used without surprises.
func (f *file) plausible() bool {
	ids := map[StaffID]bool{}
	for _, s := range f.Slots {
		if ids[s.ID] || s.ID == "" || s.Role != Worker && s.Role != Supervisor {
			return false
		}
		ids[s.ID] = true
	}
	return len(f.Slots) > 0 && f.WorkFactor > 0 && f.WorkFactor <= maxWorkFactor && len(f.MAC) == sha256.Size
}

func (f *file) encode() ([]byte, error) {
	b, err := json.MarshalIndent(f, "", " ")
	return append(b, '\n'), err
}

// save counts the change, authenticates the file with the database key and
// makes it durable at path.
func (f *file) save(path string, key []byte) error {
	f.Serial++
	mac, err := f.mac(key)
	if err != nil {
		return err
	}
	f.MAC = mac
	b, err := f.encode()
	if err != nil {
		return err
	}
	return writeWhole(path, b)
}

// mac is what MAC must be.
func (f file) mac(key []byte) ([]byte, error) {
	f.MAC = nil
	b, err := f.encode()
	if err != nil {
		return nil, err
	}
	k, err := hkdf.Key(sha256.New, key, nil, "ventanilla vault 1", sha256.Size)
	if err != nil {
		return nil, err
	}
	defer clear(k)
	h := hmac.New(sha256.New, k)
	h.Write(b)
	return h.Sum(nil), nil
}

// proved reports whether who held key wrote the file as it is.
func (f *file) proved(key []byte) bool {
	mac, err := f.mac(key)
	return err == nil && hmac.Equal(mac, f.MAC)
}

// wrap wraps key for everybody who may unlock and for the programme.
func (f *file) wrap(key []byte) error {
	for i := range f.Slots {
		if err := f.Slots[i].wrap(key); err != nil {
			return err
		}
	}
	return f.wrapRecovery(key)
}

// wrapRecovery wraps key for the programme.
func (f *file) wrapRecovery(key []byte) error {
	to, err := recipients(f.Recovery.Recipients)
	if err != nil {
		return err
	}
	f.Recovery.Key, err = seal(key, to...)
	return err
}

// find gives the slot of a person who may unlock.
func (f *file) find(id StaffID) (*slot, error) {
	for i := range f.Slots {
		switch s := &f.Slots[i]; {
		case s.ID != id:
		case s.Disabled:
			return nil, ErrDisabled
		default:
			return s, nil
		}
	}
	return nil, ErrNoStaff
}

// newKey is a new random database key.
func newKey() []byte {
	key := make([]byte, KeySize)
	_, _ = rand.Read(key) // crypto/rand never fails
	return key
}

// absent is nil if there is nothing at path.
func absent(path string) error {
	_, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		err = fs.ErrExist
	}
	return err
}
