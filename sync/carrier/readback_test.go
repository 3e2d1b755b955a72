package carrier_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"ventanilla/sync/batch"
	"ventanilla/sync/carrier"
)

// TestALyingDriveIsFound changes one byte of what lies on the drive while the rest is written.
func TestALyingDriveIsFound(t *testing.T) {
	folder, stick := fullOutbox(t, 1, 10, 4<<20), newStick(t)
	changed := false
	_, err := carrier.Export(t.Context(), folder, stick, carrier.Options{Progress: func(_ carrier.Step, done, _ int64) {
		if !changed && done > 36<<20 { // more than is in memory at once, so the beginning is on the drive
			changed = true
			changeByte(t, stick, 100_000)
		}
	}})
	mustBe(t, err, carrier.ErrUnreliable)
	if left := files(t, stick); !changed || len(left) != 0 {
		t.Errorf("changed %v, and the stick holds %v", changed, left)
	}
}

// TestADriveThatIsPulledWhileItIsReadBack takes the folder away.
func TestADriveThatIsPulledWhileItIsReadBack(t *testing.T) {
	port := newStick(t)
	stick := filepath.Join(port, "stick")
	must(t, os.Mkdir(stick, 0o700))
	_, err := carrier.Export(t.Context(), newKiosk(t, 1).folder, stick, carrier.Options{Progress: func(step carrier.Step, _, _ int64) {
		if step == carrier.Reading {
			must(t, os.Rename(stick, filepath.Join(port, "pocket")))
		}
	}})
	mustBe(t, err, carrier.ErrGone)
}

// changeByte changes the byte at an offset of the file that is being made.
func changeByte(t *testing.T, stick string, at int64) {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(stick, "*.part"))
	must(t, err)
	f, err := os.OpenFile(found[0], os.O_RDWR, 0)
	must(t, err)
	was := make([]byte, 1)
	_, err = f.ReadAt(was, at)
	must(t, err)
	_, err = f.WriteAt([]byte{was[0] ^ 1}, at)
	must(t, errors.Join(err, f.Close()))
}

// TestALyingDriveIsFoundByTheLastBundle changes a byte of the first bundle while the last is written, as a drive does that has
// less room than it tells.
func TestALyingDriveIsFoundByTheLastBundle(t *testing.T) {
	folder, stick := fullOutbox(t, 255, 1, 100<<10), newStick(t) // two batches
	changed := false
	done, err := carrier.Export(t.Context(), folder, stick, carrier.Options{MaxBundle: 1, Progress: func(_ carrier.Step, done, total int64) {
		if !changed && done > total*3/4 {
			changed = true
			changeByte(t, stick, 100_000)
		}
	}})
	mustBe(t, err, carrier.ErrUnreliable)
	if left := files(t, stick); !changed || len(done.Bundles) != 1 || !slices.Equal(left, []string{filepath.Base(done.Bundles[0].Path)}) {
		t.Errorf("changed %v, exported %+v, and the stick holds %v", changed, done, left)
	}
}

// TestSizesAroundAPiece: what is read back is whole, whatever is left over at the end. The third makes a piece to the byte.
func TestSizesAroundAPiece(t *testing.T) {
	for _, photo := range []int{1, 1025472 - 512, 1025472, 1025472 + 512, 9<<20 + 1} {
		done, err := carrier.Export(t.Context(), fullOutbox(t, 1, 1, photo), newStick(t), carrier.Options{SHA256: true})
		must(t, err)
		data, err := os.ReadFile(done.Bundles[0].Path)
		must(t, err)
		sum := sha256.Sum256(data)
		if exact := len(data) == 1<<20; exact != (photo == 1025472) {
			t.Errorf("photo of %d bytes: a bundle of %d", photo, len(data))
		}
		if done.Bundles[0].Bytes != int64(len(data)) || done.Bundles[0].SHA256 != hex.EncodeToString(sum[:]) {
			t.Errorf("%d bytes of %x, told %+v", len(data), sum, done.Bundles[0])
		}
		if _, err := batch.Verify(bytes.NewReader(data)); err != nil {
			t.Errorf("photo of %d bytes: %v", photo, err)
		}
	}
}
