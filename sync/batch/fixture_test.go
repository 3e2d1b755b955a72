package batch_test

import (
	"bytes"
	"crypto/ed25519"
	"testing"
	"time"

	"filippo.io/age"
	"github.com/google/go-cmp/cmp"

	"ventanilla/sync/batch"
)

const (
	application = "01990000-0000-7000-8000-000000000001"
	batchID     = "01990000-0000-7000-8000-0000000000b1"
	core        = `{"application":"01990000-0000-7000-8000-000000000001","applicant":{"surname":"Ñúñez & Pierre-Louis"}}`
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// key returns the same key pair for the same number.
func key(n byte) ed25519.PrivateKey {
	return ed25519.NewKeyFromSeed(bytes.Repeat([]byte{n}, ed25519.SeedSize))
}

func public(k ed25519.PrivateKey) ed25519.PublicKey { return k.Public().(ed25519.PublicKey) }

func identity(t *testing.T) *age.HybridIdentity {
	t.Helper()
	id, err := age.GenerateHybridIdentity()
	check(t, err)
	return id
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func same(t *testing.T, got, want any) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Fatalf("-want +got\n%s", d)
	}
}

// parcel is one batch: a signed manifest and the bytes of its objects.
type parcel struct {
	manifest batch.Manifest
	envelope []byte
	objects  map[batch.Name][]byte
}

func newParcel(t *testing.T, signer ed25519.PrivateKey, contents ...[]byte) parcel {
	t.Helper()
	p := parcel{objects: map[batch.Name][]byte{}}
	p.manifest = batch.Manifest{
		Version: batch.Version, Batch: batchID, Device: batch.NewDeviceID(public(signer)),
		Site: "Refugio Ñandú", Sequence: 1, CreatedAt: noon,
	}
	for _, c := range contents {
		o, err := batch.NewObject(batch.KindPhoto, application, 1, c)
		check(t, err)
		p.manifest.Objects = append(p.manifest.Objects, o)
		p.objects[o.Name] = c
	}
	var err error
	p.envelope, err = batch.SignDocument(signer, p.manifest)
	check(t, err)
	return p
}

func (p parcel) bundle(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	w := batch.NewBundleWriter(&out)
	check(t, w.WriteManifest(p.manifest, p.envelope))
	for _, o := range p.manifest.Objects {
		check(t, w.WriteObject(o, p.objects[o.Name]))
	}
	check(t, w.Close())
	return out.Bytes()
}
