package portal_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"ventanilla/sync/batch"
	"ventanilla/sync/portal"
	"ventanilla/sync/portal/file"
	"ventanilla/sync/portal/s3"
)

// blobStore is what every kind of blobs does.
type blobStore interface {
	portal.Blobs
	portal.Sweeper
	Ping(context.Context) error
}

// TestBlobs is the contract of every kind of blobs.
func TestBlobs(t *testing.T) {
	for name, open := range map[string]func(*testing.T) blobStore{"file": fileBlobs, "s3": s3Blobs} {
		t.Run(name, func(t *testing.T) {
			b := open(t)
			for what, promise := range map[string]func(*testing.T, blobStore){
				"give back what was put": blobsGiveBack, "know what is not there": blobsKnowAbsence,
				"refuse what is no name": blobsRefuseNames, "take the same at once": blobsTakeAtOnce,
				"sweep nothing whole": blobsSweepNothingWhole,
				"answer a ping":       func(t *testing.T, b blobStore) { check(t, b.Ping(t.Context())) },
			} {
				t.Run(what, func(t *testing.T) { promise(t, b) })
			}
		})
	}
}

func fileBlobs(t *testing.T) blobStore {
	b, err := file.Open(filepath.Join(t.TempDir(), "blobs"))
	check(t, err)
	return b
}

func s3Blobs(t *testing.T) blobStore {
	b, err := s3.Open(bucket(t))
	check(t, err)
	return b
}

// bucket starts storage that speaks S3, with keys in the environment, and
// returns the address of a bucket in it.
func bucket(t *testing.T) string {
	t.Helper()
	backend := s3mem.New()
	check(t, backend.CreateBucket("photos"))
	server := httptest.NewServer(gofakes3.New(backend).Server())
	t.Cleanup(server.Close)
	t.Setenv("AWS_ACCESS_KEY_ID", "key")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "secret")
	return fmt.Sprintf("s3://photos/office/blobs?region=eu-1&endpoint=%s", server.URL)
}

func blobsGiveBack(t *testing.T, b blobStore) {
	for _, size := range []int{1, batch.ChunkSize, batch.MaxObjectSize} {
		data := bytes.Repeat([]byte{byte(size), 7}, size)[:size]
		name := batch.NameOf(data)
		check(t, b.Put(t.Context(), name, data))
		check(t, b.Put(t.Context(), name, data))
		got, err := b.Get(t.Context(), name)
		check(t, err)
		if !bytes.Equal(got, data) {
			t.Fatalf("%d bytes came back as %d others", size, len(got))
		}
	}
}

func blobsKnowAbsence(t *testing.T, b blobStore) {
	if _, err := b.Get(t.Context(), batch.NameOf([]byte("never put"))); !errors.Is(err, portal.ErrNotFound) {
		t.Fatal(err)
	}
}

func blobsRefuseNames(t *testing.T, b blobStore) {
	const name = "../../etc/passwd"
	if err := b.Put(t.Context(), name, []byte("x")); !errors.Is(err, batch.ErrMalformed) {
		t.Errorf("put: %v", err)
	}
	if _, err := b.Get(t.Context(), name); !errors.Is(err, batch.ErrMalformed) {
		t.Errorf("get: %v", err)
	}
}

func blobsTakeAtOnce(t *testing.T, b blobStore) {
	data := bytes.Repeat([]byte("photo"), 40_000)
	name := batch.NameOf(data)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if err := b.Put(t.Context(), name, data); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	got, err := b.Get(t.Context(), name)
	check(t, err)
	if !bytes.Equal(got, data) {
		t.Fatal("other bytes came back")
	}
}

func blobsSweepNothingWhole(t *testing.T, b blobStore) {
	data := []byte("whole")
	check(t, b.Put(t.Context(), batch.NameOf(data), data))
	swept, err := b.Sweep(t.Context(), time.Now().Add(time.Hour))
	check(t, err)
	got, err := b.Get(t.Context(), batch.NameOf(data))
	check(t, err)
	if swept != 0 || !bytes.Equal(got, data) {
		t.Fatalf("swept %d, and %q is left", swept, got)
	}
}

// TestSweepRemovesWhatAKillLeft: a folder whose name is a pattern too has a file that a killed process was writing, and one
// that is being written.
func TestSweepRemovesWhatAKillLeft(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "blobs [1]")
	b, err := file.Open(folder)
	check(t, err)
	old, fresh := filepath.Join(folder, "a0", "new-1"), filepath.Join(folder, "a0", "new-2")
	for _, path := range []string{old, fresh} {
		check(t, os.WriteFile(path, []byte("half"), 0o600))
	}
	dayAgo := time.Now().Add(-24 * time.Hour)
	check(t, os.Chtimes(old, dayAgo, dayAgo))
	swept, err := b.Sweep(t.Context(), time.Now().Add(-time.Hour))
	check(t, err)
	if swept != 1 {
		t.Errorf("swept %d", swept)
	}
	if _, err := os.Stat(old); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("what a kill left: %v", err)
	}
	_, err = os.Stat(fresh)
	check(t, err)
}

func TestS3RefusesAddresses(t *testing.T) {
	for _, address := range []string{
		"", "https://bucket", "s3://", "s3://bucket?endpoint=storage:9000", "s3://bucket?endpoint=ftp://storage",
		"s3://bucket?endpoint=http://storage/path", "s3://key:secret@bucket",
	} {
		if _, err := s3.Open(address); !errors.Is(err, s3.ErrAddress) {
			t.Errorf("%q: %v", address, err)
		}
	}
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
