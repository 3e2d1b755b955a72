package batch_test

import (
	"bytes"
	"testing"

	"filippo.io/age"

	"ventanilla/sync/batch"
)

func TestCoreComesBackWithItsSigner(t *testing.T) {
	id := identity(t)
	sealed, err := batch.SealCore([]age.Recipient{id.Recipient()}, key(1), batch.Core(core))
	check(t, err)
	if bytes.Contains(sealed, []byte("Pierre")) {
		t.Fatal("the name is legible")
	}
	got, signer, err := batch.OpenCore([]age.Identity{id}, sealed)
	check(t, err)
	same(t, string(got), core)
	same(t, signer, public(key(1)))
}

func TestManifestAndBundleComeBack(t *testing.T) {
	p := newParcel(t, key(1), []byte("small"), bytes.Repeat([]byte("large"), 5000))
	m, err := batch.OpenManifest(p.envelope)
	check(t, err)
	same(t, m, p.manifest)
	c, err := batch.Verify(bytes.NewReader(p.bundle(t)))
	check(t, err)
	same(t, c, batch.Contents{Manifests: []batch.Manifest{m}, Objects: m.Objects})
}
