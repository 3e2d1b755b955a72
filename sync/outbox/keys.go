package outbox

import (
	"crypto/ed25519"

	"ventanilla/sync/batch"
)

// key returns the portal's key: nothing that arrives now counts unless it has signed it.
func (f *Folder) key() ed25519.PublicKey {
	f.keyMu.RLock()
	defer f.keyMu.RUnlock()
	return f.keys[0]
}

// Succeed takes the key that follows the portal's, as a succession that the held key signed has told. What is kept already
// stays; receipts of the old key that are not settled are asked for again.
func (f *Folder) Succeed(key ed25519.PublicKey) {
	f.keyMu.Lock()
	defer f.keyMu.Unlock()
	if f.keys[0].Equal(key) {
		return
	}
	f.keys = append([]ed25519.PublicKey{key}, f.keys...)
	f.receipts.forgetAll()
}

// openKept opens a document that the portal's key has signed, or a key that it had before: for what was taken while
// that key counted, and for what only the portal's storage held back since.
func openKept[D batch.Document](f *Folder, envelope []byte) (d D, err error) {
	f.keyMu.RLock()
	keys := f.keys
	f.keyMu.RUnlock()
	for _, key := range keys {
		if d, err = batch.OpenDocument[D](key, envelope); err == nil {
			return d, nil
		}
	}
	return d, err
}
