package batch_test

import (
	"bytes"
	"crypto/ed25519"
	"os"
	"path/filepath"
	"testing"

	"ventanilla/sync/batch"
)

// FuzzOpenSuccession wants nothing to be taken that the held key has not signed, whatever the bytes.
func FuzzOpenSuccession(f *testing.F) {
	paths, err := filepath.Glob("testkit/vectors/succession_*")
	if err != nil || len(paths) == 0 {
		f.Fatalf("%d seeds, %v", len(paths), err)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		_, envelope, _ := bytes.Cut(data, []byte("\n\n"))
		f.Add(envelope)
	}
	held := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{5}, ed25519.SeedSize)).Public().(ed25519.PublicKey)
	f.Fuzz(func(t *testing.T, envelope []byte) {
		if _, _, err := batch.OpenSuccession(held, envelope); err == nil {
			t.Error("a succession of another portal is taken")
		}
	})
}

func FuzzParseDeviceList(f *testing.F) {
	for _, seed := range []string{
		`{"devices":[]}`, `{"devices":[{"id":"","key":""}]}`, `{"devices":null}`,
		`{"devices":[{"id":"8f6bd1d2ee8dcbd1c5dbd9a0d4ba9b1f","key":"8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c"}]}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		list, err := batch.ParseDeviceList(body)
		if err != nil {
			return
		}
		for _, d := range list.Devices {
			if key, err := batch.ParseKey(d.Key); err != nil || batch.NewDeviceID(key) != d.ID {
				t.Errorf("device %q has another key", d.ID)
			}
		}
	})
}
