package carrier_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"

	"ventanilla/sync/batch"
	"ventanilla/sync/carrier"
)

func TestExportIsWholeAndVerified(t *testing.T) {
	k, stick := newKiosk(t, 3), newStick(t)
	var steps []carrier.Step
	done, err := carrier.Export(t.Context(), k.folder, stick, carrier.Options{SHA256: true, Progress: func(step carrier.Step, done, total int64) {
		if done > total {
			t.Errorf("%s: %d of %d bytes", step, done, total)
		}
		steps = append(steps, step)
	}})
	must(t, err)
	if len(done.Bundles) != 1 || len(done.Damaged) != 0 {
		t.Fatalf("exported %+v", done)
	}
	b := done.Bundles[0]
	data, err := os.ReadFile(b.Path)
	must(t, err)
	sum := sha256.Sum256(data)
	if b.Bytes != int64(len(data)) || b.SHA256 != hex.EncodeToString(sum[:]) {
		t.Errorf("%d bytes of SHA-256 %s, told %d of %s", len(data), hex.EncodeToString(sum[:]), b.Bytes, b.SHA256)
	}
	if b.Batches != 3 || b.Applications != 3 || b.Photos != 3 {
		t.Errorf("carries %+v", b)
	}
	if got := slices.Compact(steps); !slices.Equal(got, []carrier.Step{carrier.Writing, carrier.Reading}) {
		t.Errorf("steps %v", got)
	}
	contents, err := batch.Verify(bytes.NewReader(data))
	must(t, err)
	if len(contents.Objects) != 6 || len(contents.Absent) != 0 {
		t.Errorf("%d objects, %d absent", len(contents.Objects), len(contents.Absent))
	}
}

func TestSecondExportDoesNoHarm(t *testing.T) {
	k, stick := newKiosk(t, 2), newStick(t)
	first, err := carrier.Export(t.Context(), k.folder, stick, carrier.Options{})
	must(t, err)
	second, err := carrier.Export(t.Context(), k.folder, stick, carrier.Options{})
	must(t, err)
	if first.Bundles[0] != second.Bundles[0] || len(files(t, stick)) != 1 {
		t.Errorf("first %+v, then %+v", first.Bundles, second.Bundles)
	}
}

func TestExportSplits(t *testing.T) {
	k, stick := newKiosk(t, 5), newStick(t)
	done, err := carrier.Export(t.Context(), k.folder, stick, carrier.Options{MaxBundle: 70000})
	must(t, err)
	batches := 0
	for _, b := range done.Bundles {
		batches += b.Batches
		if b.Bytes > 70000+20000 { // tar ends with a padded block
			t.Errorf("%d bytes", b.Bytes)
		}
	}
	if len(done.Bundles) < 2 || batches != 5 || len(files(t, stick)) != len(done.Bundles) {
		t.Errorf("%d bundles with %d batches", len(done.Bundles), batches)
	}
}

func TestExportOfNothing(t *testing.T) {
	k, stick := newKiosk(t, 0), newStick(t)
	done, err := carrier.Export(t.Context(), k.folder, stick, carrier.Options{})
	must(t, err)
	if len(done.Bundles) != 0 || len(files(t, stick)) != 0 {
		t.Errorf("exported %+v", done)
	}
}

func TestDamagedObjectIsLeftOut(t *testing.T) {
	k, stick := newKiosk(t, 2), newStick(t)
	hit := k.batches(t)[0].Manifest.Objects[1]
	path := filepath.Join(k.dir, "objects", string(hit.Name)+".age")
	must(t, os.WriteFile(path, bytes.Repeat([]byte{1}, int(hit.Size)), 0o600))
	done, err := carrier.Export(t.Context(), k.folder, stick, carrier.Options{})
	must(t, err)
	if !slices.Equal(done.Damaged, []batch.Name{hit.Name}) || done.Bundles[0].Applications != 2 || done.Bundles[0].Photos != 1 {
		t.Errorf("exported %+v", done)
	}
}

func TestWhatWasLostEarlierIsNoNewDamage(t *testing.T) {
	k, stick := newKiosk(t, 2), newStick(t)
	gone := k.batches(t)[0].Manifest.Objects[1]
	must(t, os.Remove(filepath.Join(k.dir, "objects", string(gone.Name)+".age")))
	done, err := carrier.Export(t.Context(), k.folder, stick, carrier.Options{})
	must(t, err)
	if !slices.Equal(done.Missing, []batch.Name{gone.Name}) || len(done.Damaged) != 0 || len(done.Bundles) != 1 {
		t.Errorf("exported %+v", done)
	}
}

func TestNothingIsWrittenWithoutSpace(t *testing.T) {
	k, stick := newKiosk(t, 1), newStick(t)
	_, err := carrier.Export(t.Context(), k.folder, stick, carrier.Options{Spare: 1 << 60})
	mustBe(t, err, carrier.ErrFull)
	if left := files(t, stick); len(left) != 0 {
		t.Errorf("the stick holds %v", left)
	}
}

func TestTroubleWithTheDrive(t *testing.T) {
	k := newKiosk(t, 1)
	_, err := carrier.Export(t.Context(), k.folder, filepath.Join(newStick(t), "not there"), carrier.Options{})
	mustBe(t, err, carrier.ErrGone)
	for _, c := range []struct{ cause, want error }{
		{syscall.ENOSPC, carrier.ErrFull},
		{fs.ErrPermission, carrier.ErrReadOnly},
		{fs.ErrNotExist, carrier.ErrGone},
		{syscall.EIO, carrier.ErrGone},
		{syscall.EROFS, carrier.ErrReadOnly},
	} {
		mustBe(t, carrier.DriveError(fmt.Errorf("write: %w", &fs.PathError{Err: c.cause})), c.want)
	}
}

func TestPartIsRemovedAfterTrouble(t *testing.T) {
	k, stick := newKiosk(t, 1), newStick(t)
	name := fmt.Sprintf("ventanilla-%s-000001-000001.tar", k.id()[:8])
	must(t, os.MkdirAll(filepath.Join(stick, name, "in the way"), 0o700))
	_, err := carrier.Export(t.Context(), k.folder, stick, carrier.Options{})
	if err == nil {
		t.Error("a folder with the bundle's name was replaced")
	}
	if left := files(t, stick); !slices.Equal(left, []string{name}) {
		t.Errorf("the stick holds %v", left)
	}
}
