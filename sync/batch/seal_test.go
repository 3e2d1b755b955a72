package batch_test

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"testing"

	"filippo.io/age"
	"github.com/klauspost/compress/zstd"

	"ventanilla/sync/batch"
)

func TestOpenGivesNothingOfDamagedBytes(t *testing.T) {
	id := identity(t)
	plaintext := make([]byte, 200_000) // several of age's own chunks
	random := rand.NewChaCha8([32]byte{})
	_, _ = random.Read(plaintext)
	sealed, err := batch.Seal([]age.Recipient{id.Recipient()}, plaintext)
	check(t, err)
	got, err := batch.Open([]age.Identity{id}, sealed)
	check(t, err)
	if !bytes.Equal(got, plaintext) {
		t.Fatal("other bytes came back")
	}
	flip := func(i int) []byte { d := bytes.Clone(sealed); d[i] ^= 1; return d }
	for name, damaged := range map[string][]byte{
		"header":    flip(5),
		"middle":    flip(len(sealed) / 2),
		"last byte": flip(len(sealed) - 1),
		"cut":       sealed[:len(sealed)-1],
		"cut at 64": sealed[:len(sealed)-70_000],
		"longer":    append(bytes.Clone(sealed), 0),
		"empty":     nil,
	} {
		if got, err := batch.Open([]age.Identity{id}, damaged); got != nil || !errors.Is(err, batch.ErrDamaged) {
			t.Errorf("%s: %d bytes, %v", name, len(got), err)
		}
	}
	if _, err := batch.Open([]age.Identity{identity(t)}, sealed); !errors.Is(err, batch.ErrNotForUs) {
		t.Errorf("another identity: %v", err)
	}
}

func TestOpenCoreIsLimited(t *testing.T) {
	id := identity(t)
	w, err := zstd.NewWriter(nil)
	check(t, err)
	seal := func(plaintext []byte) []byte {
		sealed, err := batch.Seal([]age.Recipient{id.Recipient()}, plaintext)
		check(t, err)
		return sealed
	}
	bomb := w.EncodeAll(make([]byte, 1<<30), nil)
	for name, c := range map[string]struct {
		sealed []byte
		want   error
	}{
		"bomb":     {seal(bomb), batch.ErrLimit},
		"no zstd":  {seal([]byte("plain")), batch.ErrMalformed},
		"no JSON":  {seal(w.EncodeAll([]byte("plain"), nil)), batch.ErrMalformed},
		"empty":    {seal(nil), batch.ErrMalformed},
		"receipt":  {seal(w.EncodeAll(signRaw(t, key(1), batch.TypeReceipt, core), nil)), batch.ErrMalformed},
		"unsigned": {seal(w.EncodeAll([]byte(core), nil)), batch.ErrMalformed},
	} {
		if _, _, err := batch.OpenCore([]age.Identity{id}, c.sealed); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestOnlyHybridRecipients(t *testing.T) {
	classic, err := age.GenerateX25519Identity()
	check(t, err)
	for name, texts := range map[string][]string{
		"classic": {classic.Recipient().String()},
		"none":    {},
		"nine":    make([]string, 9),
		"noise":   {"age1pq"},
	} {
		if _, err := batch.ParseRecipients(texts); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}
