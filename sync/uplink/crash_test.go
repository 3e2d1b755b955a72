package uplink_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"

	"pgregory.net/rapid"

	"ventanilla/sync/batch"
	"ventanilla/sync/batch/wire"
	"ventanilla/sync/portal"
	"ventanilla/sync/portal/file"
	"ventanilla/sync/portal/ledger"
)

// life is the disk of one run of a portal. After a crash the run writes nothing
// to it any more, however long its goroutines go on, and what it had only in
// memory is lost.
type life struct {
	*ledger.Ledger
	over atomic.Bool
}

// lifeBlobs are the blobs of a life.
type lifeBlobs struct {
	*file.Blobs
	life *life
}

var errCrashed = errors.New("the portal has crashed")

func (l *life) Begin(ctx context.Context, way portal.Way, envelope []byte, sign portal.Sign) (portal.Standing, error) {
	if l.over.Load() {
		return portal.Standing{}, errCrashed
	}
	return l.Ledger.Begin(ctx, way, envelope, sign)
}

func (l *life) Commit(ctx context.Context, way portal.Way, batchID string, arrived []portal.Delivered, sign portal.Sign) (portal.Standing, error) {
	if l.over.Load() {
		return portal.Standing{}, errCrashed
	}
	return l.Ledger.Commit(ctx, way, batchID, arrived, sign)
}

func (l *life) SaveParts(ctx context.Context, name batch.Name, chunks map[int][]byte) error {
	if l.over.Load() {
		return errCrashed
	}
	return l.Ledger.SaveParts(ctx, name, chunks)
}

func (b lifeBlobs) Put(ctx context.Context, name batch.Name, data []byte) error {
	if b.life.over.Load() {
		return errCrashed
	}
	return b.Blobs.Put(ctx, name, data)
}

// crash ends a run of the portal with all that it has in memory, and begins the
// next.
func (o *office) crash() {
	o.mu.Lock()
	if o.life != nil {
		o.life.over.Store(true)
	}
	o.life = &life{Ledger: o.ledger}
	o.mu.Unlock()
	o.restart()
}

// deaf is what stands between a kiosk and a portal that tells after a crash what
// it had before: chunks that were lost are not asked for again.
type deaf struct {
	model *model
	mu    sync.Mutex
	came  map[batch.Name]map[int]bool // chunks, as long as this stands here
}

// handler lets the portal's states name what came before a crash too.
func (d *deaf) handler(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = &deafBody{ReadCloser: r.Body, deaf: d}
		next.ServeHTTP(&deafWriter{ResponseWriter: w, deaf: d}, r)
	})
}

// deafBody notes the chunks that are read.
type deafBody struct {
	io.ReadCloser
	deaf *deaf
	rest []byte // of a frame that was not read whole yet
}

func (b *deafBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	b.rest = append(b.rest, p[:n]...)
	for {
		frame, broken := wire.NewReader(bytes.NewReader(b.rest)).Next()
		if broken != nil {
			return n, err
		}
		b.rest = b.rest[frame.Size():]
		if c, bad := wire.ParseChunk(frame.Body); frame.Type == wire.TypeChunk && bad == nil {
			b.deaf.note(c)
		}
	}
}

func (d *deaf) note(c wire.Chunk) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.came[c.Object] == nil {
		d.came[c.Object] = map[int]bool{}
	}
	d.came[c.Object][c.Index] = true
}

// deafWriter changes states, each of which is written at once.
type deafWriter struct {
	http.ResponseWriter
	deaf *deaf
}

func (w *deafWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func (w *deafWriter) Write(data []byte) (int, error) {
	frame, err := wire.NewReader(bytes.NewReader(data)).Next()
	if err == nil && frame.Type == wire.TypeState && frame.Size() == len(data) {
		if _, err := w.ResponseWriter.Write(w.deaf.retell(frame).AppendTo(nil)); err != nil {
			return 0, err
		}
		return len(data), nil
	}
	return w.ResponseWriter.Write(data)
}

func (d *deaf) retell(frame wire.Frame) wire.Frame {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, m := range d.model.manifests {
		s, err := wire.ParseState(m, frame.Body)
		if err != nil {
			continue // of another batch
		}
		for i, o := range m.Objects {
			if came := d.came[o.Name]; len(came) > 0 && !s.Parts[i].Settled {
				s.Parts[i].Have = make([]bool, o.Chunks())
				for c := range came {
					s.Parts[i].Have[c] = true
				}
			}
		}
		if told, err := s.Frame(); err == nil {
			return told
		}
	}
	return frame
}

// The control: a portal that does not ask again for what it lost in a crash must
// be found out, by the same actions that find nothing wrong with one that does.
func TestModelSeesWhatIsNotAskedForAgain(t *testing.T) {
	stuck := rapid.Custom(func(r *rapid.T) bool {
		m, failure := whatever(t, r, func(m *model) {
			m.office.between = (&deaf{model: m, came: map[batch.Name]map[int]bool{}}).handler
		})
		if failure != nil && !m.stuck {
			t.Errorf("another failure: %v", failure)
		}
		return m.stuck
	})
	for seed := range 100 {
		if stuck.Example(seed) {
			return
		}
	}
	t.Fatal("a hundred runs, and nothing was noticed")
}
