// Package testkit_test holds every implementation of the batch format, and first
// of all ours, to the vectors beside it.
package testkit_test

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/age"

	"ventanilla/sync/batch"
)

// vector is one input and what a reader must make of it.
type vector struct {
	name, expect, read, why string
	input                   []byte
}

// classes are the words for what a reader finds.
var classes = map[string]error{
	"ok":         nil,
	"malformed":  batch.ErrMalformed,
	"limit":      batch.ErrLimit,
	"signature":  batch.ErrSignature,
	"damaged":    batch.ErrDamaged,
	"not_for_us": batch.ErrNotForUs,
}

// keys are those of keys.txt.
type keys struct {
	portal   ed25519.PublicKey
	identity age.Identity
}

func TestVectors(t *testing.T) {
	k := readKeys(t)
	paths, err := filepath.Glob("vectors/*")
	if err != nil || len(paths) < 40 {
		t.Fatalf("%d vectors, %v", len(paths), err)
	}
	for _, path := range paths {
		v := readVector(t, path)
		t.Run(v.name, func(t *testing.T) {
			want, known := classes[v.expect]
			if !known {
				t.Fatalf("unknown class %q", v.expect)
			}
			if err := k.read(v); !errors.Is(err, want) || (err == nil) != (want == nil) {
				t.Fatalf("%s: %v", v.why, err)
			}
		})
	}
}

func (k keys) read(v vector) error {
	var err error
	switch v.read {
	case "manifest":
		_, err = batch.OpenManifest(v.input)
	case "receipt":
		_, err = batch.OpenDocument[batch.Receipt](k.portal, v.input)
	case "card":
		_, err = batch.OpenCard(v.input)
	case "enrolment":
		_, _, err = batch.OpenEnrolment(v.input)
	case "core":
		_, _, err = batch.OpenCore([]age.Identity{k.identity}, v.input)
	case "succession":
		_, _, err = batch.OpenSuccession(k.portal, v.input)
	case "returned":
		_, err = batch.OpenDocument[batch.ReturnedDraft](k.portal, v.input)
	case "publication":
		_, err = batch.OpenDocument[batch.Publication](k.portal, v.input)
	case "bundle":
		_, err = batch.Verify(bytes.NewReader(v.input))
	default:
		err = fmt.Errorf("unknown reader %q", v.read)
	}
	return err
}

func readVector(t *testing.T, path string) vector {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	head, input, found := bytes.Cut(data, []byte("\n\n"))
	v := vector{name: filepath.Base(path), input: input}
	n, err := fmt.Sscanf(string(head), "expect: %s\nread: %s\nwhy: ", &v.expect, &v.read)
	if !found || n != 2 {
		t.Fatalf("%s: bad head: %v", path, err)
	}
	_, v.why, _ = strings.Cut(string(head), "why: ")
	return v
}

func (v vector) write(w io.Writer) error {
	_, err := fmt.Fprintf(w, "expect: %s\nread: %s\nwhy: %s\n\n%s", v.expect, v.read, v.why, v.input)
	return err
}

func readKeys(t *testing.T) keys {
	t.Helper()
	data, err := os.ReadFile("keys.txt")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")
	var k keys
	if k.portal, err = batch.ParseKey(strings.TrimPrefix(lines[0], "portal signing key: ")); err != nil {
		t.Fatal(err)
	}
	if k.identity, err = age.ParseHybridIdentity(strings.TrimPrefix(lines[1], "portal identity: ")); err != nil {
		t.Fatal(err)
	}
	return k
}
