package batch_test

import (
	"archive/tar"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"ventanilla/sync/batch"
)

// entry is one file of a tar.
type entry struct {
	name string
	data []byte
	kind byte
}

func pack(t *testing.T, entries ...entry) []byte {
	t.Helper()
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	for _, e := range entries {
		header := &tar.Header{Name: e.name, Size: int64(len(e.data)), Typeflag: e.kind, Mode: 0o644}
		if e.kind == tar.TypeSymlink {
			header.Size, header.Linkname = 0, "/etc/passwd"
		}
		check(t, w.WriteHeader(header))
		if header.Size > 0 {
			_, err := w.Write(e.data)
			check(t, err)
		}
	}
	check(t, w.Close())
	return out.Bytes()
}

func file(name string, data []byte) entry { return entry{name, data, tar.TypeReg} }

// sums adds SHA256SUMS for the entries.
func sums(entries ...entry) []entry {
	var text strings.Builder
	for _, e := range entries {
		fmt.Fprintf(&text, "%s  %s\n", batch.NameOf(e.data), e.name)
	}
	return append(entries, file("SHA256SUMS", []byte(text.String())))
}

func TestBundleIsReadStrictly(t *testing.T) {
	p := newParcel(t, key(1), []byte("one"), []byte("two"))
	manifest := file("manifests/000000000001-"+batchID+".json", p.envelope)
	object := func(i int) entry {
		name := p.manifest.Objects[i].Name
		return file("objects/"+string(name)+".age", p.objects[name])
	}
	whole := pack(t, sums(manifest, object(0), object(1))...)
	if !bytes.Equal(whole, p.bundle(t)) {
		t.Fatal("the writer does not write what the format says")
	}
	renamed := func(e entry, name string) entry { return file(name, e.data) }
	for name, c := range map[string]struct {
		bundle []byte
		want   error
	}{
		"object first":        {pack(t, sums(object(0), manifest)...), batch.ErrMalformed},
		"object unlisted":     {pack(t, sums(manifest, renamed(object(0), "objects/"+strings.Repeat("0", 64)+".age"))...), batch.ErrMalformed},
		"object twice":        {pack(t, sums(manifest, object(0), object(0))...), batch.ErrMalformed},
		"object longer":       {pack(t, sums(manifest, file(object(0).name, []byte("onee")))...), batch.ErrMalformed},
		"path climbs":         {pack(t, sums(manifest, renamed(object(0), "objects/../"+object(0).name))...), batch.ErrMalformed},
		"path absolute":       {pack(t, sums(manifest, renamed(object(0), "/"+object(0).name))...), batch.ErrMalformed},
		"link":                {pack(t, manifest, entry{object(0).name, nil, tar.TypeSymlink}), batch.ErrMalformed},
		"folder":              {pack(t, entry{"manifests/", nil, tar.TypeDir}, manifest), batch.ErrMalformed},
		"manifest misnamed":   {pack(t, sums(renamed(manifest, "manifests/000000000002-"+batchID+".json"))...), batch.ErrMalformed},
		"manifest forged":     {pack(t, sums(file(manifest.name, bytes.Replace(p.envelope, []byte(`"sig":"`), []byte(`"sig":"AAAA`), 1)))...), batch.ErrSignature},
		"unknown entry":       {pack(t, append(sums(manifest), file("autorun.inf", nil))...), batch.ErrMalformed},
		"sums twice":          {pack(t, append(sums(manifest), file("SHA256SUMS", nil))...), batch.ErrMalformed},
		"sums wrong":          {pack(t, manifest, file("SHA256SUMS", bytes.Repeat([]byte("0"), 64+2+len(manifest.name)+1))), batch.ErrDamaged},
		"sums missing":        {pack(t, manifest, object(0)), batch.ErrDamaged},
		"cut in object":       {whole[:len(whole)-3000], batch.ErrDamaged},
		"cut between entries": {whole[:1024+len(p.envelope)/512*512+512], batch.ErrDamaged},
		"empty":               {nil, batch.ErrDamaged},
		"no tar":              {bytes.Repeat([]byte("x"), 2048), batch.ErrMalformed},
	} {
		if _, err := batch.Verify(bytes.NewReader(c.bundle)); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestDamagedObjectSpoilsOnlyItself(t *testing.T) {
	p := newParcel(t, key(1), []byte("one"), []byte("two"), []byte("six"))
	b := bytes.Replace(p.bundle(t), []byte("two"), []byte("twO"), 1)
	c, err := batch.Verify(bytes.NewReader(b))
	if !errors.Is(err, batch.ErrDamaged) {
		t.Fatalf("damage was not told: %v", err)
	}
	same(t, c.Damaged, []batch.Name{p.manifest.Objects[1].Name})
	same(t, c.Objects, []batch.Object{p.manifest.Objects[0], p.manifest.Objects[2]})
}

func TestBundleMayLackObjects(t *testing.T) {
	p := newParcel(t, key(1), []byte("one"), []byte("two"))
	var out bytes.Buffer
	w := batch.NewBundleWriter(&out)
	check(t, w.WriteManifest(p.manifest, p.envelope))
	check(t, w.WriteObject(p.manifest.Objects[1], []byte("two")))
	check(t, w.Close())
	c, err := batch.Verify(&out)
	check(t, err)
	same(t, c.Absent, []batch.Name{p.manifest.Objects[0].Name})
}

func TestBundleWriterRefusesOtherSizes(t *testing.T) {
	p := newParcel(t, key(1), []byte("one"))
	for _, data := range []string{"on", "oneone"} {
		w := batch.NewBundleWriter(io.Discard)
		if err := w.WriteObject(p.manifest.Objects[0], []byte(data)); err == nil {
			t.Errorf("%d bytes of %d were written", len(data), p.manifest.Objects[0].Size)
		}
	}
}
