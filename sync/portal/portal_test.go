package portal_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"testing"
	"time"

	"ventanilla/sync/batch"
	"ventanilla/sync/batch/wire"
)

// TestAStopKeepsWhatCame stops a portal in the middle of a photo: the record is
// receipted, and the chunks are there for the next process.
func TestAStopKeepsWhatCame(t *testing.T) {
	o := newOffice(t)
	k := o.enrolled()
	p := k.cut(1, 300, 3*batch.ChunkSize)
	s := k.flow()
	s.send(p.frames()[:3]...) // the manifest, the core, and a third of the photo
	s.next(wire.TypeReceipt)
	s.next(wire.TypeAck)
	o.stop()
	var err error
	for err == nil {
		_, err = s.in.Next()
	}
	if !errors.Is(err, io.EOF) {
		t.Fatalf("the flow ended with %v", err)
	}
	parts, err := o.ledger.LoadParts(context.Background(), p.manifest.Objects[1].Name)
	check(t, err)
	if len(parts) != 1 {
		t.Fatalf("%d chunks kept, want 1", len(parts))
	}
}

func TestOneDeviceDoesNotTakeAll(t *testing.T) {
	const flows, requests = 16, 600
	o := newOffice(t)
	k, other := o.enrolled(), o.enrolled()
	silent := k.flow()
	for range flows - 1 {
		k.flow()
	}
	if one := k.flow(); one.answer.StatusCode != http.StatusOK {
		t.Errorf("one flow more: status %d", one.answer.StatusCode)
	}
	if _, err := silent.in.Next(); !errors.Is(err, io.EOF) {
		t.Errorf("the flow that was silent for longest goes on: %v", err)
	}
	other.flow()
	updates := func(k *kiosk) *http.Response { return k.do(http.MethodGet, wire.PathUpdates+"?after=0", nil) }
	for range requests - flows - 1 {
		opened[wire.Updates](o, updates(k))
	}
	if code := refused(t, o, updates(k)); code != wire.CodeBusy {
		t.Errorf("one request more: %s", code)
	}
	opened[wire.Updates](o, updates(other))
	o.now = o.now.Add(time.Minute)
	opened[wire.Updates](o, updates(k))
}

func refused(t *testing.T, o *office, answer *http.Response) wire.Code {
	t.Helper()
	if answer.StatusCode != http.StatusTooManyRequests {
		t.Errorf("status %d", answer.StatusCode)
	}
	return opened[wire.Refusal](o, answer).Code
}

func TestReadyMeansThatTheStorageAnswers(t *testing.T) {
	o := newOffice(t)
	status := func(path string) int {
		answer, err := http.Get(o.url + path)
		check(t, err)
		check(t, answer.Body.Close())
		return answer.StatusCode
	}
	if got := status(wire.PathReady); got != http.StatusOK {
		t.Errorf("ready: %d", got)
	}
	o.portal.Ready = func(context.Context) error { return errors.New("gone") }
	if got := status(wire.PathReady); got != http.StatusServiceUnavailable {
		t.Errorf("not ready: %d", got)
	}
	if got := status(wire.PathHealth); got != http.StatusOK {
		t.Errorf("alive: %d", got)
	}
}

// TestMetricsNameNobody: what anybody may read counts, and says no more.
func TestMetricsNameNobody(t *testing.T) {
	o := newOffice(t)
	k := o.enrolled()
	s := k.flow()
	s.send(k.cut(2, 300).frames()...)
	s.next(wire.TypeReceipt)
	stranger := o.enrolled()
	s.send(wire.Frame{Type: wire.TypeManifest, Body: stranger.cut(1, 300).envelope})
	s.next(wire.TypeRefusal)
	families, err := o.registry.Gather()
	check(t, err)
	counted := map[string]bool{}
	for _, f := range families {
		counted[f.GetName()] = len(f.GetMetric()) > 0
		for _, m := range f.GetMetric() {
			for _, l := range m.GetLabel() {
				if l.GetName() != "way" && l.GetName() != "code" {
					t.Errorf("%s has a label %s", f.GetName(), l.GetName())
				}
			}
		}
	}
	if !counted["ventanilla_objects_total"] || !counted["ventanilla_refusals_total"] {
		t.Errorf("counted is only %v", counted)
	}
}
