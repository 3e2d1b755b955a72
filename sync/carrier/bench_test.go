package carrier_test

import (
	"crypto/ed25519"
	"crypto/rand"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"ventanilla/app/intake"
	"ventanilla/sync/batch"
	"ventanilla/sync/carrier"
	"ventanilla/sync/outbox"
)

// BenchmarkExport writes what waits to a drive, reads it back and verifies it, in turns with cp and sync of the same bytes to
// the same folder, which then are read past the system's memory: the least that any verified copy takes. %of-cp is
// the time of cp and sync as a share of the export's, %of-least that of the least; the figures are medians of the turns.
func BenchmarkExport(b *testing.B) {
	for _, size := range []struct {
		name         string
		applications int
		photos       int
		photo        int // bytes
	}{{"500-applications", 500, 2, 150 << 10}, {"1GB", 2500, 2, 200 << 10}} {
		b.Run(size.name, func(b *testing.B) {
			t := turns{from: fullOutbox(b, size.applications, size.photos, size.photo), same: filepath.Join(b.TempDir(), "same"), stick: newStick(b)}
			done, err := carrier.Export(b.Context(), t.from, filepath.Dir(t.same), carrier.Options{})
			mustBench(b, err)
			mustBench(b, os.Rename(done.Bundles[0].Path, t.same))
			b.SetBytes(done.Bundles[0].Bytes)
			for b.Loop() {
				t.turn(b)
			}
			t.report(b)
		})
	}
}

// turns are what was measured, in seconds a turn.
type turns struct {
	from                  *outbox.Folder
	same                  string // a file of the same bytes
	stick                 string
	copied, least, export []float64
}

func (t *turns) turn(b *testing.B) {
	b.Helper()
	copied := timeOf(b, func() error { return t.shell(b, `cp "$1" "$2" && sync "$2"`) })
	again := timeOf(b, func() error { return t.shell(b, `dd if="$2" of=/dev/null iflag=direct bs=1M status=none`) })
	clearFolder(b, t.stick)
	t.copied, t.least = append(t.copied, copied), append(t.least, copied+again)
	t.export = append(t.export, timeOf(b, func() error {
		_, err := carrier.Export(b.Context(), t.from, t.stick, carrier.Options{})
		return err
	}))
	clearFolder(b, t.stick)
}

func (t *turns) shell(b *testing.B, script string) error {
	return exec.CommandContext(b.Context(), "sh", "-c", script, "sh", t.same, filepath.Join(t.stick, "copy")).Run()
}

func (t *turns) report(b *testing.B) {
	var ofCopy, ofLeast []float64
	for i, took := range t.export {
		ofCopy, ofLeast = append(ofCopy, 100*t.copied[i]/took), append(ofLeast, 100*t.least[i]/took)
	}
	b.ReportMetric(median(ofCopy), "%of-cp")
	b.ReportMetric(median(ofLeast), "%of-least")
	b.ReportMetric(median(t.copied), "s-cp+sync")
	b.ReportMetric(median(t.least), "s-least")
	b.ReportMetric(median(t.export), "s-export")
}

func median(of []float64) float64 {
	slices.Sort(of)
	return of[len(of)/2]
}

func timeOf(b *testing.B, do func() error) float64 {
	b.Helper()
	begun := time.Now()
	mustBench(b, do())
	return time.Since(begun).Seconds()
}

// fullOutbox fills a folder with sealed bytes that nobody can open: noise serves as well to be carried.
func fullOutbox(b testing.TB, applications, photos, size int) *outbox.Folder {
	b.Helper()
	device, portal, dir := key(1), key(2), b.TempDir()
	folder, err := outbox.OpenFolder(dir, batch.NewDeviceID(public(device)), public(portal))
	mustBench(b, err)
	chain := manifests{b: b, dir: dir, device: device}
	for range applications {
		id, err := intake.NewApplicationID()
		mustBench(b, err)
		chain.add(batch.KindCore, string(id), 4<<10)
		for range photos {
			chain.add(batch.KindPhoto, string(id), size)
		}
	}
	chain.cut()
	return folder
}

// manifests cuts batches as a kiosk does.
type manifests struct {
	b        testing.TB
	dir      string
	device   ed25519.PrivateKey
	objects  []batch.Object
	sequence int64
	previous string
}

func (m *manifests) add(kind batch.Kind, application string, size int) {
	data := make([]byte, size)
	rand.Read(data)
	o, err := batch.NewObject(kind, application, 1, data)
	mustBench(m.b, err)
	mustBench(m.b, os.WriteFile(filepath.Join(m.dir, "objects", string(o.Name)+".age"), data, 0o600))
	if m.objects = append(m.objects, o); len(m.objects) == 255 {
		m.cut()
	}
}

func (m *manifests) cut() {
	if len(m.objects) == 0 {
		return
	}
	id, err := uuid.NewV7()
	mustBench(m.b, err)
	m.sequence++
	envelope, err := batch.SignDocument(m.device, batch.Manifest{
		Version: batch.Version, Batch: id.String(), Device: batch.NewDeviceID(public(m.device)), Site: "Xela",
		Sequence: m.sequence, Previous: m.previous, CreatedAt: noon, Objects: m.objects,
	})
	mustBench(m.b, err)
	file := filepath.Join(m.dir, "manifests", fmt.Sprintf("%012d-%s.json", m.sequence, id))
	mustBench(m.b, os.WriteFile(file, envelope, 0o600))
	m.previous, m.objects = batch.ManifestHash(envelope), nil
}

func clearFolder(b *testing.B, dir string) {
	b.Helper()
	entries, err := os.ReadDir(dir)
	mustBench(b, err)
	for _, e := range entries {
		mustBench(b, os.RemoveAll(filepath.Join(dir, e.Name())))
	}
}

func mustBench(b testing.TB, err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}
