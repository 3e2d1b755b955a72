package uplink_test

import (
	"io"
	"net/http"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"ventanilla/sync/batch"
	"ventanilla/sync/batch/wire"
	"ventanilla/sync/uplink"
)

// recorder is a network that notes in which order objects go out.
type recorder struct {
	next    http.RoundTripper
	mu      sync.Mutex
	objects []batch.Name
}

func (r *recorder) RoundTrip(request *http.Request) (*http.Response, error) {
	if request.Body != nil {
		copied, in := io.Pipe()
		body := request.Body
		request.Body = struct {
			io.Reader
			io.Closer
		}{io.TeeReader(body, in), closers{body, in}}
		go r.read(copied)
	}
	return r.next.RoundTrip(request)
}

func (r *recorder) read(body io.Reader) {
	frames := wire.NewReader(body)
	for {
		f, err := frames.Next()
		if err != nil {
			_, _ = io.Copy(io.Discard, body)
			return
		}
		if c, err := wire.ParseChunk(f.Body); f.Type == wire.TypeChunk && err == nil {
			r.mu.Lock()
			if !slices.Contains(r.objects, c.Object) {
				r.objects = append(r.objects, c.Object)
			}
			r.mu.Unlock()
		}
	}
}

// closers closes all of several.
type closers []io.Closer

func (all closers) Close() error {
	var err error
	for _, c := range all {
		err = c.Close()
	}
	return err
}

// Reports of fraud go first, then what people took back, then records, oldest
// first; then photos, smallest first, of whatever batch.
func TestOrder(t *testing.T) {
	o := newOffice(t)
	k := enrolled(t, o)
	first := k.application(90_000, 30_000)
	second := k.application(60_000)
	k.cut(first...)
	k.cut(second...)
	withdrawal := k.keep(batch.KindWithdrawal, first[0].Application, []byte("taken back"))
	k.cut(withdrawal)
	fraud := k.keep(batch.KindFraudReport, first[0].Application, []byte("asked for money"))
	k.cut(fraud)
	r := &recorder{next: &http.Transport{DisableCompression: true}}
	_, err := k.client(func(c *uplink.Config) { c.Transport, c.Flows = r, 1 }).Deliver(t.Context(), nil)
	check(t, err)
	want := []batch.Name{fraud.Name, withdrawal.Name, first[0].Name, second[0].Name, first[2].Name, second[1].Name, first[1].Name}
	if !slices.Equal(r.objects, want) {
		t.Fatalf("order %v, want %v", r.objects, want)
	}
}

// An application that is handed in while photos of older ones are on their way
// has its receipt long before they are through.
func TestNewApplicationOvertakesPhotos(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLink(t, &link{rate: 8000, delay: 500 * time.Millisecond})
		o := newOfficeOn(t, l)
		k := enrolled(t, o)
		old := k.cut(k.application(400_000)...)
		var fresh batch.Manifest
		var cut, came time.Time
		_, err := k.client(l.over).Deliver(t.Context(), func(p uplink.Progress) {
			switch {
			case cut.IsZero() && p.Done > 40_000:
				cut, fresh = time.Now(), k.cut(k.application()...)
			case p.Receipt != nil && p.Receipt.Batch == fresh.Batch && p.Receipt.Complete:
				came = time.Now()
				if p.Done > p.Total*3/4 {
					t.Errorf("photos went first: %d bytes of %d", p.Done, p.Total)
				}
			}
		})
		check(t, err)
		arrived(t, o, k, old, fresh)
		if took := came.Sub(cut); took > 15*time.Second {
			t.Errorf("took %v", took)
		}
	})
}

// What the link may be used for is asked again while a pass runs: photos that
// should wait for another link do not go on for long.
func TestPhotosStopWhenTheLinkIsPaid(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLink(t, &link{rate: 8000, delay: 500 * time.Millisecond})
		o := newOfficeOn(t, l)
		k := enrolled(t, o)
		k.cut(k.application(400_000)...)
		var paid sync.Map
		client := k.client(l.over, func(c *uplink.Config) {
			c.RecordsOnly = func() bool { _, ok := paid.Load("link"); return ok }
		})
		result, err := client.Deliver(t.Context(), func(p uplink.Progress) {
			if p.Done > 100_000 {
				paid.Store("link", true)
			}
		})
		check(t, err)
		if result.PhotosWait != 1 || result.Left != 1 || l.bytesUp() > 250_000 {
			t.Fatalf("%+v, %d bytes", result, l.bytesUp())
		}
		sent := l.bytesUp()
		result, err = client.Deliver(t.Context(), nil)
		check(t, err)
		if result.Kept != 1 || l.bytesUp()-sent > 5_000 {
			t.Fatalf("%+v, %d bytes more", result, l.bytesUp()-sent)
		}
	})
}
