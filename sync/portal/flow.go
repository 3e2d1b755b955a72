package portal

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"ventanilla/sync/batch"
	"ventanilla/sync/batch/wire"
)

const (
	// flowIdle is how long a flow may bring nothing before it is given up.
	flowIdle = 2 * time.Minute
	// flowEnd is the time for keeping what came when a flow has broken.
	flowEnd = 30 * time.Second
)

// flow is one stream of frames from a kiosk and the answers to it.
type flow struct {
	portal *Portal
	device Device
	nonce  string
	in     *wire.Reader
	out    io.Writer
	push   func() error // sends what was written
	extend func() error // gives the kiosk more time

	desks map[string]*desk
	where map[batch.Name]*desk
	told  map[*desk]string // hash of the last receipt that was sent
	count uint32           // frames dealt with
	acked uint32
	buf   []byte
}

func (p *Portal) serveFlow(w http.ResponseWriter, r *http.Request) {
	// Before anything is answered, since otherwise the server reads the stream to
	// its end first.
	control := http.NewResponseController(w)
	if err := control.EnableFullDuplex(); err != nil {
		p.Log.DebugContext(r.Context(), "flow is half duplex", "cause", err)
	}
	device, nonce, err := p.authenticate(r)
	if err != nil {
		p.refuse(w, r, nonce, err)
		return
	}
	ctx, end := context.WithCancel(r.Context())
	defer end()
	visit := p.gate.enter(device.ID, end)
	defer visit.leave()
	defer p.Metrics.flow()()
	w.Header().Set("Content-Type", "application/vnd.ventanilla.frames")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(http.StatusOK)
	f := &flow{
		portal: p, device: device, nonce: nonce, in: wire.NewReader(r.Body), out: w, push: control.Flush,
		extend: func() error {
			visit.heard()
			return control.SetReadDeadline(time.Now().Add(flowIdle))
		},
		desks: map[string]*desk{}, where: map[batch.Name]*desk{}, told: map[*desk]string{},
	}
	// A portal that stops, or a newer flow that takes its place, wakes the flow,
	// which then keeps what it has.
	defer context.AfterFunc(ctx, func() { _ = control.SetReadDeadline(time.Now()) })()
	if err := f.run(ctx); err != nil {
		p.Log.InfoContext(r.Context(), "flow ended early", "device", device.ID, "cause", err)
	}
}

// run reads to the end of the stream. What came before it broke is kept.
func (f *flow) run(ctx context.Context) error {
	err := f.push()
	for err == nil {
		if err = f.rest(ctx); err == nil {
			err = f.step(ctx)
		}
	}
	if errors.Is(err, io.EOF) {
		err = nil
	}
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), flowEnd)
	defer cancel()
	for _, d := range f.desks {
		err = errors.Join(err, d.close(ending))
	}
	return errors.Join(err, f.report(), f.push())
}

// step deals with one frame.
func (f *flow) step(ctx context.Context) error {
	frame, err := f.in.Next()
	if err != nil {
		return err
	}
	f.count++
	switch frame.Type {
	case wire.TypeChunk:
		return f.chunk(ctx, frame.Body)
	case wire.TypeManifest:
		return f.manifest(ctx, frame.Body)
	case wire.TypeAsk:
		return f.ask(ctx, frame.Body)
	}
	return f.refuseAll(fmt.Errorf("read flow: %w: type", batch.ErrMalformed))
}

// rest is called between frames: if the next one has not arrived, it is time to
// sign for what is there and to acknowledge.
func (f *flow) rest(ctx context.Context) error {
	if !f.in.Idle() {
		return nil
	}
	for _, d := range f.desks {
		if err := d.rest(ctx); err != nil {
			return err
		}
	}
	if err := f.report(); err != nil {
		return err
	}
	if f.count != f.acked {
		f.acked = f.count
		if err := f.send(wire.Ack(f.count)); err != nil {
			return err
		}
	}
	if err := errors.Join(f.push(), f.extend()); err != nil {
		return err
	}
	return ctx.Err() // in case the portal stopped before the time was extended
}

func (f *flow) manifest(ctx context.Context, envelope []byte) error {
	m, err := batch.OpenManifest(envelope)
	if err != nil {
		return f.refuseAll(err)
	}
	if m.Device != f.device.ID {
		return f.refuse(m.Batch, batch.ErrSignature)
	}
	standing, err := f.portal.Books.Begin(ctx, WayNetwork, envelope, f.portal.signReceipt)
	if err != nil {
		return f.refuse(m.Batch, err)
	}
	return f.open(ctx, standing)
}

func (f *flow) ask(ctx context.Context, body []byte) error {
	id, err := wire.ParseAsk(body)
	if err != nil {
		return f.refuseAll(err)
	}
	standing, err := f.portal.Books.Standing(ctx, id)
	if err == nil && standing.Manifest.Device != f.device.ID {
		err = ErrUnknownBatch
	}
	if err != nil {
		return f.refuse(id, err)
	}
	return f.open(ctx, standing)
}

// open tells the state of a batch and gets ready for its chunks.
func (f *flow) open(ctx context.Context, standing Standing) error {
	d, known := f.desks[standing.Manifest.Batch]
	if !known {
		var err error
		if d, err = f.portal.openDesk(ctx, standing); err != nil {
			return f.refuse(standing.Manifest.Batch, err)
		}
		f.desks[standing.Manifest.Batch] = d
		for _, o := range standing.Manifest.Objects {
			f.where[o.Name] = d
		}
	}
	delete(f.told, d)
	state, err := d.state().Frame()
	if err != nil {
		return err
	}
	return f.send(state)
}

func (f *flow) chunk(ctx context.Context, body []byte) error {
	c, err := wire.ParseChunk(body)
	if err != nil {
		return f.refuseAll(err)
	}
	d, known := f.where[c.Object]
	if !known {
		return nil // of a batch that was refused; the kiosk is told so
	}
	if err := d.put(ctx, c); err != nil {
		return f.refuseAll(err)
	}
	return nil
}

// report sends the receipts that are new to this flow.
func (f *flow) report() error {
	for _, d := range f.desks {
		receipt := d.receipt()
		hash := string(batch.NameOf(receipt))
		if receipt == nil || f.told[d] == hash {
			continue
		}
		f.told[d] = hash
		if err := f.send(wire.Frame{Type: wire.TypeReceipt, Body: receipt}); err != nil {
			return err
		}
	}
	return nil
}

// refuse tells that one batch is refused; the flow goes on.
func (f *flow) refuse(batchID string, cause error) error {
	code, _ := refusalOf(cause)
	f.portal.Log.Warn("refused a batch", "device", f.device.ID, "batch", batchID, "code", code, "cause", cause)
	f.portal.Metrics.refused(code)
	envelope, err := batch.SignDocument(f.portal.Key, f.portal.refusal(f.nonce, batchID, cause))
	if err != nil {
		return err
	}
	return f.send(wire.Frame{Type: wire.TypeRefusal, Body: envelope})
}

// refuseAll tells that the flow is refused, and ends it.
func (f *flow) refuseAll(cause error) error {
	return errors.Join(cause, f.refuse("", cause))
}

func (f *flow) send(frame wire.Frame) error {
	f.buf = frame.AppendTo(f.buf[:0])
	_, err := f.out.Write(f.buf)
	return err
}
