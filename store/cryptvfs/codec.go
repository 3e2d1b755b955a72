package cryptvfs

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"sync"

	"golang.org/x/crypto/chacha20poly1305"
	"golang.org/x/sys/cpu"
)

// Cipher names how pages are sealed. It is stored in the file's header.
type Cipher string

// The ciphers. Both have 12-byte nonces and 16-byte tags.
const (
	AES256GCM        Cipher = "AES-256-GCM"
	ChaCha20Poly1305 Cipher = "ChaCha20-Poly1305"
)

const (
	cipherAES    = 1
	cipherChaCha = 2
)

const (
	pageSize  = 4096
	tagSize   = 16
	nonceSize = 12
	// reserve is what each page keeps free for its seal: tag, then nonce.
	reserve = tagSize + nonceSize
)

// What a sealed record is, bound to it as additional data together with its
// number, so that none can stand in for another.
const (
	kindPage  = 'P' // of the main file; number: page, from 1
	kindHead  = 'H' // of the log; number: 0
	kindFrame = 'F' // of the log; number: generation<<32 + frame, from 0
)

// code is the cipher's number in the header; empty is this machine's choice.
func (c Cipher) code() (byte, error) {
	switch c {
	case "":
		if cpu.X86.HasAES && cpu.X86.HasPCLMULQDQ || cpu.ARM64.HasAES && cpu.ARM64.HasPMULL {
			return cipherAES, nil
		}
		return cipherChaCha, nil
	case AES256GCM:
		return cipherAES, nil
	case ChaCha20Poly1305:
		return cipherChaCha, nil
	}
	return 0, fmt.Errorf("%w: cipher %q", ErrVersion, string(c))
}

// codec holds the keys of one database. It is safe for concurrent use.
type codec struct {
	head    header
	headKey []byte
	pageKey []byte
	aead    cipher.AEAD

	mu     sync.Mutex
	prefix [8]byte // random; with counter it makes a nonce that is never used twice
	next   uint32
}

// newCodec derives the keys for the header's file and proves them against
// its check.
func newCodec(h header, key []byte) (*codec, error) {
	c, err := derive(h, key)
	if err != nil {
		return nil, err
	}
	if !h.proves(c.headKey) {
		c.clear()
		return nil, ErrKey
	}
	return c, nil
}

// derive makes a codec without asking whether the key is right.
func derive(h header, key []byte) (*codec, error) {
	if len(key) != KeySize {
		return nil, fmt.Errorf("%w: want %d bytes", ErrKey, KeySize)
	}
	c := &codec{head: h}
	var err error
	if c.headKey, err = h.derive(key, "header"); err != nil {
		return nil, err
	}
	if c.pageKey, err = h.derive(key, "pages"); err != nil {
		return nil, err
	}
	if c.aead, err = newAEAD(h.cipher, c.pageKey); err != nil {
		return nil, err
	}
	_, _ = rand.Read(c.prefix[:])
	return c, nil
}

// newAEAD is the cipher with the given number in the header.
func newAEAD(code byte, key []byte) (cipher.AEAD, error) {
	if code == cipherChaCha {
		return chacha20poly1305.New(key)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

// clear overwrites the derived keys. The round keys inside the cipher are
// out of reach and go when the garbage collector takes them.
func (c *codec) clear() {
	clear(c.headKey)
	clear(c.pageKey)
	c.aead = nil
}

// nonce writes a fresh nonce to b: 8 random bytes drawn at open, and a
// counter of 4, big endian. When the counter is used up new bytes are drawn.
func (c *codec) nonce(b []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.next++; c.next == 0 {
		_, _ = rand.Read(c.prefix[:])
	}
	copy(b, c.prefix[:])
	binary.BigEndian.PutUint32(b[8:], c.next)
}

// label is scratch for additional data: kind, then number, big endian. It is
// kept by the caller because what goes through an interface is allocated.
type label [9]byte

func (l *label) set(kind byte, number int64) []byte {
	l[0] = kind
	binary.BigEndian.PutUint64(l[1:], uint64(number))
	return l[:]
}

// seal fills record with the sealed plain, tag and nonce. len(record) is
// len(plain)+reserve; plain may be the head of record itself.
func (c *codec) seal(record, plain []byte, l *label, kind byte, number int64) {
	n := len(plain)
	nonce := record[n+tagSize : n+reserve]
	c.nonce(nonce)
	c.aead.Seal(record[:0], nonce, plain, l.set(kind, number))
}

// open decrypts record to plain, of the same length, which may be record
// itself, clears its reserve, and reports whether it is what was sealed under
// that kind and number.
func (c *codec) open(plain, record []byte, l *label, kind byte, number int64) bool {
	n := len(record) - reserve
	_, err := c.aead.Open(plain[:0], record[n+tagSize:], record[:n+tagSize], l.set(kind, number))
	clear(plain[n:])
	return err == nil
}

// sealPage seals page into out, both of pageSize bytes. Page 1 carries the
// clear header instead of its first 24 bytes, which are the same in every
// database. It reports false for a page that would not come back the same:
// one that uses the reserve, or a page 1 of another kind of database.
func (c *codec) sealPage(out, page []byte, l *label, number int64) bool {
	if !bytes.Equal(page[pageSize-reserve:], zeros[:reserve]) {
		return false
	}
	from := 0
	if number == 1 {
		if from = headerSize; !bytes.Equal(page[:from], born[:from]) {
			return false
		}
		c.head.put(out, c.headKey)
	}
	c.seal(out[from:], page[from:pageSize-reserve], l, kindPage, number)
	return true
}

// openPage decrypts a page of the main file, as it is on disk, to page, which
// may be the same.
func (c *codec) openPage(page, sealed []byte, l *label, number int64) bool {
	from := 0
	if number == 1 {
		from = headerSize
	}
	if !c.open(page[from:], sealed[from:], l, kindPage, number) {
		return false
	}
	copy(page[:from], born[:from])
	return true
}
