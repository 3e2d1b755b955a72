package carrier

import (
	"context"
	"fmt"

	"ventanilla/sync/batch"
	"ventanilla/sync/outbox"
)

// load is what goes into one bundle.
type load struct {
	batches   []outbox.Batch
	objects   []batch.Object // not held by the portal, the most urgent first
	bytes     int64
	enrolment []byte
}

// load weighs one batch: what the portal does not hold, with the 512-byte headers and padding of tar.
func (e *export) load(b outbox.Batch) load {
	one := load{batches: []outbox.Batch{b}, bytes: int64(len(b.Envelope)) + 1024}
	held := b.Held()
	for _, o := range b.Manifest.Objects {
		if !held[o.Name] {
			one.objects = append(one.objects, o)
			one.bytes += o.Size + 1024
		}
	}
	return one
}

func (l *load) takes(one load, most int64) bool {
	return l.bytes+one.bytes <= most && len(l.batches) < batch.MaxBundleManifests &&
		len(l.objects)+len(one.objects) <= batch.MaxBundleObjects
}

func (l *load) add(one load) {
	l.batches = append(l.batches, one.batches...)
	l.objects = append(l.objects, one.objects...)
	l.bytes += one.bytes
}

// fileName says whose bundle it is and which of the device's batches it carries; the same batches give the same name.
func (l load) fileName(device batch.DeviceID) string {
	short := string(device)[:8]
	if len(l.batches) == 0 {
		return fmt.Sprintf("ventanilla-%s-enrolment.tar", short)
	}
	first, last := l.batches[0].Manifest.Sequence, l.batches[0].Manifest.Sequence
	for _, b := range l.batches {
		first, last = min(first, b.Manifest.Sequence), max(last, b.Manifest.Sequence)
	}
	return fmt.Sprintf("ventanilla-%s-%06d-%06d.tar", short, first, last)
}

// ahead is how many objects are read and checked at once while others are written; together they have at most 64 MiB.
const ahead = 4

// readObject is an object, and its bytes or why there are none.
type readObject struct {
	batch.Object
	data []byte
	err  error
	room []byte // that data lies in, for another object
}

// readAhead reads and checks objects until ctx ends, several at once, and gives them in their order. Who is done with one
// gives its room back to spare.
func (e *export) readAhead(ctx context.Context, objects []batch.Object) (<-chan (<-chan readObject), chan<- []byte) {
	out, spare := make(chan (<-chan readObject), ahead), make(chan []byte, ahead)
	for range ahead {
		spare <- nil
	}
	go func() {
		defer close(out)
		for _, o := range objects {
			select {
			case room := <-spare:
				one := make(chan readObject, 1)
				go func() { one <- e.readIn(ctx, o, room) }()
				out <- one
			case <-ctx.Done():
				return
			}
		}
	}()
	return out, spare
}

func (e *export) readIn(ctx context.Context, o batch.Object, room []byte) readObject {
	data, err := e.from.ReadIn(ctx, o, room)
	if err == nil {
		room = data
	}
	return readObject{o, data, err, room}
}
