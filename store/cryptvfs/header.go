package cryptvfs

import (
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/binary"
	"fmt"
)

// The first 24 bytes of page 1 are the same in each database that this
// package writes, so the main file has room there for a header in clear:
//
//	offset size
//	     0    4  magic "CVFS"
//	     4    1  format version, 1
//	     5    1  cipher: 1 AES-256-GCM, 2 ChaCha20-Poly1305
//	     6    1  log: 1 while the write-ahead log holds what the main file lacks, else 0
//	     7    1  zero
//	     8    4  generation of the log that was begun last, big endian
//	    12    8  salt, random
//	    20    4  check: HMAC-SHA-256 of bytes 0 to 19 under the header key, first 4 bytes
const (
	headerSize = 24
	checkAt    = 20
	magic      = "CVFS"
	version    = 1
)

// header is the clear head of the main file.
type header struct {
	cipher     byte
	log        bool
	generation uint32
	salt       [8]byte
	check      [headerSize - checkAt]byte
}

// parseHeader reads a header; whether a key belongs to it says newCodec.
func parseHeader(b []byte) (header, error) {
	switch {
	case len(b) < headerSize || string(b[:4]) != magic:
		return header{}, &DamageError{File: fileDatabase}
	case b[4] != version:
		return header{}, fmt.Errorf("%w: version %d", ErrVersion, b[4])
	case b[5] != cipherAES && b[5] != cipherChaCha:
		return header{}, fmt.Errorf("%w: cipher %d", ErrVersion, b[5])
	case b[6] > 1 || b[7] != 0:
		return header{}, &DamageError{File: fileDatabase}
	}
	h := header{cipher: b[5], log: b[6] == 1, generation: binary.BigEndian.Uint32(b[8:])}
	copy(h.salt[:], b[12:])
	copy(h.check[:], b[checkAt:])
	return h, nil
}

// newHeader makes the header of a new database, without its check.
func newHeader(c Cipher) (header, error) {
	code, err := c.code()
	if err != nil {
		return header{}, err
	}
	h := header{cipher: code}
	_, _ = rand.Read(h.salt[:]) // crypto/rand never fails
	return h, nil
}

// put writes the header, its check made with key, to b.
func (h header) put(b, key []byte) {
	copy(b, magic)
	b[4], b[5], b[6], b[7] = version, h.cipher, 0, 0
	if h.log {
		b[6] = 1
	}
	binary.BigEndian.PutUint32(b[8:], h.generation)
	copy(b[12:], h.salt[:])
	mac := hmac.New(sha256.New, key)
	mac.Write(b[:checkAt])
	copy(b[checkAt:headerSize], mac.Sum(nil))
}

// proves reports whether key, derived from the caller's, made the check.
func (h header) proves(key []byte) bool {
	var b [headerSize]byte
	h.put(b[:], key)
	return subtle.ConstantTimeCompare(b[checkAt:], h.check[:]) == 1
}

// derive gives a key of its own for each use, each salt and each version.
func (h header) derive(key []byte, use string) ([]byte, error) {
	return hkdf.Key(sha256.New, key, h.salt[:], "cryptvfs 1 "+use, KeySize)
}
