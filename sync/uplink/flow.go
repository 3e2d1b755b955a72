package uplink

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"sync"

	"ventanilla/sync/batch"
	"ventanilla/sync/batch/wire"
)

var errDead = errors.New("flow brings nothing")

// flow is one request of the pass: it sends frames and reads answers at once.
type flow struct {
	client *Client
	pass   *pass
	lane   *lane
	// connected is closed when there is a connection: before, nothing is under way.
	connected chan struct{}
	end       context.CancelCauseFunc
}

// newFlow adds a flow to the pass. Its context ends when the flow is to end.
func (c *Client) newFlow(ctx context.Context, pass *pass) (*flow, context.Context) {
	ctx, end := context.WithCancelCause(ctx)
	f := &flow{client: c, pass: pass, connected: make(chan struct{}), end: end}
	f.lane = pass.plan.newLane(func() { end(errDead) })
	return f, ctx
}

// run delivers over one connection until the plan is done or the flow breaks.
func (f *flow) run(ctx context.Context) error {
	defer f.lane.leave()
	out, in := io.Pipe()
	sent := make(chan struct{})
	go func() {
		defer close(sent)
		in.CloseWithError(f.send(ctx, in))
	}()
	err := f.receive(ctx, out)
	f.end(err)
	out.CloseWithError(context.Canceled)
	<-sent
	if errors.Is(context.Cause(ctx), errDead) {
		err = &LinkError{Cause: errDead}
	}
	f.client.config.Log.DebugContext(ctx, "flow ended", "frames", f.lane.sent, "acknowledged", f.lane.acked, "pace", f.pass.plan.measured(), "cause", err)
	return err
}

// send writes frames for as long as the plan has some; nil at its end.
func (f *flow) send(ctx context.Context, w io.Writer) error {
	select {
	case <-f.connected:
	case <-ctx.Done():
		return ctx.Err()
	}
	object := &openObject{outbox: f.client.config.Outbox}
	defer object.close()
	var buffer []byte
	brief, began := f.pass.plan.isBrief(), false
	for {
		next, ok, wait := f.lane.next()
		switch {
		case ok:
			frame, err := f.frame(ctx, next, object)
			if err != nil {
				return err
			}
			buffer = frame.AppendTo(buffer[:0])
			if _, err := w.Write(buffer); err != nil {
				return err
			}
			if began = true; brief && next.parcel != nil {
				return nil
			}
		case wait == nil, brief && began:
			return nil
		default:
			select {
			case <-wait:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	}
}

// frame returns the frame of a flight. Bytes that are not what the manifest
// says are not sent as such: an empty ask takes their place on the wire, and the
// object is parked.
func (f *flow) frame(ctx context.Context, next flight, object *openObject) (wire.Frame, error) {
	if next.parcel == nil {
		return next.frame()
	}
	data, err := object.chunk(ctx, next.parcel.object, next.chunk)
	if ctx.Err() != nil {
		return wire.Frame{}, ctx.Err()
	}
	if err != nil {
		f.pass.damaged(next.parcel, err)
		return wire.Ask(next.job.manifest.Batch)
	}
	return wire.Chunk{Object: next.parcel.object.Name, Index: next.chunk, Data: data}.Frame(), nil
}

// receive makes the request and reads the portal's frames.
func (f *flow) receive(ctx context.Context, body io.Reader) error {
	request, err := f.client.request(ctx, http.MethodPost, wire.PathFlow, nil, io.NopCloser(body))
	if err != nil {
		return err
	}
	if err := f.client.sign(request); err != nil {
		return err
	}
	connected := sync.OnceFunc(func() { close(f.connected) })
	trace := &httptrace.ClientTrace{
		ConnectDone: func(_, _ string, err error) { f.sign(err) },
		GotConn: func(info httptrace.GotConnInfo) {
			f.lane.connected(info.Conn)
			connected()
		},
		GotFirstResponseByte: f.lane.sign,
	}
	response, err := f.client.http.Do(request.WithContext(httptrace.WithClientTrace(ctx, trace)))
	if err != nil {
		return linkError(err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		data, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer))
		if err != nil {
			return linkError(err)
		}
		return f.client.refused(data)
	}
	frames := wire.NewReader(response.Body)
	for {
		frame, err := frames.Next()
		switch {
		case errors.Is(err, io.EOF):
			return f.ended()
		case errors.Is(err, batch.ErrMalformed), errors.Is(err, batch.ErrLimit):
			return &LinkError{Cause: ErrCaptive}
		case err != nil:
			return linkError(err)
		}
		if err := f.take(ctx, frame); err != nil {
			return err
		}
		f.lane.frame()
	}
}

// sign notes that a connection is coming about.
func (f *flow) sign(err error) {
	if err == nil {
		f.lane.sign()
	}
}

// ended is called when the portal has closed the flow.
func (f *flow) ended() error {
	if f.pass.plan.isBrief() || f.pass.plan.finished() {
		return nil
	}
	return &LinkError{Cause: io.ErrUnexpectedEOF}
}

func (f *flow) take(ctx context.Context, frame wire.Frame) error {
	switch frame.Type {
	case wire.TypeAck:
		n, err := wire.ParseAck(frame.Body)
		if err != nil {
			return &LinkError{Cause: ErrCaptive}
		}
		defer f.pass.tell(Progress{})
		return f.lane.ack(n)
	case wire.TypeState:
		return f.state(frame.Body)
	case wire.TypeReceipt:
		return f.receipt(ctx, frame.Body)
	case wire.TypeRefusal:
		return f.refusal(frame.Body)
	}
	return &LinkError{Cause: ErrCaptive}
}

func (f *flow) state(body []byte) error {
	id, err := wire.StateBatch(body)
	if err != nil {
		return &LinkError{Cause: err}
	}
	j := f.pass.plan.job(id)
	if j == nil {
		return &LinkError{Cause: batch.ErrMalformed}
	}
	s, err := wire.ParseState(j.manifest, body)
	if err != nil {
		return &LinkError{Cause: err}
	}
	f.pass.plan.learn(s)
	return nil
}

func (f *flow) refusal(body []byte) error {
	err := f.client.refused(body)
	var refused *RefusedError
	if !errors.As(err, &refused) || refused.Batch == "" {
		return err
	}
	f.pass.plan.refuse(refused.Batch, refused.Code)
	f.pass.tell(Progress{Batch: refused.Batch, Refused: refused.Code})
	return nil
}

// receipt verifies a receipt, and has the outbox keep it before anybody is told.
func (f *flow) receipt(ctx context.Context, envelope []byte) error {
	r, err := batch.OpenDocument[batch.Receipt](f.client.portal, envelope)
	if err != nil {
		return &LinkError{Cause: ErrCaptive}
	}
	j := f.pass.plan.job(r.Batch)
	if j == nil || r.Device != f.client.config.Device || !r.Within(j.manifest) {
		return fmt.Errorf("receipt for what was not sent: %w", ErrCaptive)
	}
	if err := f.client.config.Outbox.KeepReceipt(ctx, envelope); err != nil {
		return fmt.Errorf("keep receipt: %w", err)
	}
	f.pass.plan.receipt(r)
	f.client.remember(r)
	f.pass.tell(Progress{Batch: r.Batch, Receipt: &r})
	return nil
}

func (p *plan) job(id string) *job {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.byID[id]
}
