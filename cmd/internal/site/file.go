package site

import (
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
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
	return writeOut(path, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}
