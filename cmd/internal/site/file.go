package site

import (
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// save makes f the content of site.json, whole or not at all.
func (f file) save(dir string) error {
	data, err := json.MarshalIndent(f, "", " ")
	if err != nil {
		return err
	}
	return writeWhole(filepath.Join(dir, siteFile), append(data, '\n'))
}

func writeTransportKey(path string, key ed25519.PrivateKey) error {
	return writeWhole(path, []byte(hex.EncodeToString(key.Seed())+"\n"))
}

func readTransportKey(path string) (ed25519.PrivateKey, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read transport key: %w", err)
	}
	seed, err := hex.DecodeString(strings.TrimSpace(string(text)))
	if err != nil || len(seed) != ed25519.SeedSize {
		return nil, fmt.Errorf("%w: %s", ErrDamaged, transportFile)
	}
	return ed25519.NewKeyFromSeed(seed), nil
}

// writeWhole makes a file that only its owner reads appear whole and synced, or not at all.
func writeWhole(path string, data []byte) error {
	aside := path + partSuffix
	f, err := os.OpenFile(aside, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(aside, path); err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}
