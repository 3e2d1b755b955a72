package batch_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"ventanilla/sync/batch"
)

func TestManifestProvesItsDevice(t *testing.T) {
	p := newParcel(t, key(1), []byte("x"))
	p.manifest.Device = batch.NewDeviceID(public(key(2)))
	envelope, err := batch.SignDocument(key(1), p.manifest)
	check(t, err)
	if _, err := batch.OpenManifest(envelope); !errors.Is(err, batch.ErrSignature) {
		t.Fatalf("a manifest in another device's name: %v", err)
	}
}

func TestManifestIsHeldToTheFormat(t *testing.T) {
	object := func(change func(*batch.Object)) func(*batch.Manifest) {
		return func(m *batch.Manifest) { change(&m.Objects[0]) }
	}
	for name, c := range map[string]struct {
		change func(*batch.Manifest)
		want   error
	}{
		"version":          {func(m *batch.Manifest) { m.Version = 2 }, batch.ErrMalformed},
		"batch id":         {func(m *batch.Manifest) { m.Batch = "b" }, batch.ErrMalformed},
		"batch id random":  {func(m *batch.Manifest) { m.Batch = "6ba7b810-9dad-41d1-80b4-00c04fd430c8" }, batch.ErrMalformed},
		"device":           {func(m *batch.Manifest) { m.Device = "../../etc" }, batch.ErrMalformed},
		"site empty":       {func(m *batch.Manifest) { m.Site = "" }, batch.ErrMalformed},
		"site control":     {func(m *batch.Manifest) { m.Site = "a\nb" }, batch.ErrMalformed},
		"site long":        {func(m *batch.Manifest) { m.Site = strings.Repeat("ñ", 201) }, batch.ErrLimit},
		"sequence":         {func(m *batch.Manifest) { m.Sequence = 0 }, batch.ErrMalformed},
		"first has one":    {func(m *batch.Manifest) { m.Previous = strings.Repeat("0", 64) }, batch.ErrMalformed},
		"second has none":  {func(m *batch.Manifest) { m.Sequence = 2 }, batch.ErrMalformed},
		"no time":          {func(m *batch.Manifest) { m.CreatedAt = time.Time{} }, batch.ErrMalformed},
		"local time":       {func(m *batch.Manifest) { m.CreatedAt = noon.In(time.FixedZone("", 3600)) }, batch.ErrMalformed},
		"fraction of time": {func(m *batch.Manifest) { m.PortalTime = noon.Add(1) }, batch.ErrMalformed},
		"no objects":       {func(m *batch.Manifest) { m.Objects = nil }, batch.ErrMalformed},
		"object twice":     {func(m *batch.Manifest) { m.Objects = append(m.Objects, m.Objects[0]) }, batch.ErrMalformed},
		"too many objects": {func(m *batch.Manifest) { m.Objects = make([]batch.Object, batch.MaxObjects+1) }, batch.ErrLimit},
		"name":             {object(func(o *batch.Object) { o.Name = "../x" }), batch.ErrMalformed},
		"size 0":           {object(func(o *batch.Object) { o.Size = 0 }), batch.ErrMalformed},
		"size":             {object(func(o *batch.Object) { o.Size = batch.MaxObjectSize + 1 }), batch.ErrLimit},
		"kind":             {object(func(o *batch.Object) { o.Kind = "virus" }), batch.ErrMalformed},
		"application":      {object(func(o *batch.Object) { o.Application = "" }), batch.ErrMalformed},
		"revision":         {object(func(o *batch.Object) { o.Revision = 0 }), batch.ErrMalformed},
		"chunks too few":   {object(func(o *batch.Object) { o.Size = 3 * batch.ChunkSize }), batch.ErrMalformed},
		"chunks needless":  {object(func(o *batch.Object) { o.Hashes = make([]byte, 32) }), batch.ErrMalformed},
	} {
		p := newParcel(t, key(1), []byte("x"))
		c.change(&p.manifest)
		if _, err := batch.SignDocument(key(1), p.manifest); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestChunksAreCheckedAlone(t *testing.T) {
	for _, size := range []int{1, batch.ChunkSize - 1, batch.ChunkSize, batch.ChunkSize + 1, 3*batch.ChunkSize + 5} {
		t.Run(fmt.Sprint(size), func(t *testing.T) {
			data := make([]byte, size)
			for i := range data {
				data[i] = byte(i / 7)
			}
			o, err := batch.NewObject(batch.KindPhoto, application, 1, data)
			check(t, err)
			check(t, o.CheckBytes(data))
			for i := range o.Chunks() {
				start, end := o.Chunk(i)
				chunk := bytes.Clone(data[start:end])
				check(t, o.CheckChunk(i, chunk))
				chunk[len(chunk)-1] ^= 1
				if err := o.CheckChunk(i, chunk); !errors.Is(err, batch.ErrDamaged) {
					t.Errorf("changed chunk %d: %v", i, err)
				}
				if err := o.CheckChunk(i, chunk[:len(chunk)-1]); !errors.Is(err, batch.ErrDamaged) {
					t.Errorf("short chunk %d: %v", i, err)
				}
			}
			for _, i := range []int{-1, o.Chunks()} {
				if err := o.CheckChunk(i, data); !errors.Is(err, batch.ErrMalformed) {
					t.Errorf("chunk %d: %v", i, err)
				}
			}
		})
	}
}

func TestFraudReportNeedsNoApplication(t *testing.T) {
	if _, err := batch.NewObject(batch.KindFraudReport, "", 0, []byte("x")); err != nil {
		t.Fatal(err)
	}
}
