package portal

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"time"
)

// A nonce is its time, random bytes and a MAC over both, so that every process
// of a portal knows those of every other and none keeps a list:
//
//	offset 0   8 bytes   Unix seconds, big-endian
//	offset 8   8 bytes   random
//	offset 16  16 bytes  first half of HMAC-SHA256 over the 16 bytes before
//
// A request seen twice within its life changes nothing, because every step of
// the protocol can be repeated.
const (
	nonceHead = 16
	nonceSize = 32
	nonceLife = time.Hour
)

func (p *Portal) newNonce() string {
	nonce := make([]byte, nonceHead, nonceSize)
	binary.BigEndian.PutUint64(nonce, uint64(p.Now().Unix()))
	rand.Read(nonce[8:]) // never fails
	return base64.RawURLEncoding.EncodeToString(append(nonce, p.nonceMAC(nonce)...))
}

// fresh reports whether a nonce is this portal's and not too old.
func (p *Portal) fresh(text string) bool {
	nonce, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || len(nonce) != nonceSize || !hmac.Equal(nonce[nonceHead:], p.nonceMAC(nonce[:nonceHead])) {
		return false
	}
	age := p.Now().Sub(time.Unix(int64(binary.BigEndian.Uint64(nonce)), 0))
	return age < nonceLife && age > -nonceLife
}

func (p *Portal) nonceMAC(head []byte) []byte {
	key := hmac.New(sha256.New, p.Key.Seed())
	key.Write([]byte("ventanilla nonce"))
	mac := hmac.New(sha256.New, key.Sum(nil))
	mac.Write(head)
	return mac.Sum(nil)[:nonceSize-nonceHead]
}
