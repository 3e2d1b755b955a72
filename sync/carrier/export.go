package carrier

import (
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"os"
	"path/filepath"
	"time"

	"github.com/shirou/gopsutil/v4/disk"

	"ventanilla/sync/batch"
	"ventanilla/sync/outbox"
)

// MaxBundle is how large a bundle is made at most, in bytes, so that a FAT32 drive (files below 4 GiB) takes it.
const MaxBundle = 2 << 30

// Spare is what an export leaves free on a drive, in bytes, for the portal's answer.
const Spare = 8 << 20

// Bundle is one file that an export has written and verified.
type Bundle struct {
	Path         string
	Bytes        int64
	SHA256       string // hexadecimal digits
	Batches      int
	Applications int // of which it carries something; neither drafts nor reports are counted as one
	Photos       int
	Rescued      int // drafts that nobody has handed in
	Reports      int // of having been asked for money
}

// Exported is what an export has done.
type Exported struct {
	Bundles []Bundle
	// Damaged names objects that were found damaged in the outbox and left out.
	Damaged []batch.Name
}

// Options of an export. The zero value is right for all but tests and first contacts.
type Options struct {
	Enrolment []byte // a signed request to be known to the portal; nil when the device is enrolled
	MaxBundle int64  // bytes; 0 is MaxBundle
	Spare     int64  // bytes; 0 is Spare
	Progress  Progress
	// Now is the device's clock, nil for time.Now: when what is on the stick was carried.
	Now func() time.Time
}

// Export writes every batch of which the portal wants something into the folder to, as bundles. Nothing is written if the
// free space does not suffice. Errors match ErrFull, ErrReadOnly, ErrGone or ErrUnreliable where the drive is at fault;
// bundles that were finished before the error are in the result and may be carried.
func Export(ctx context.Context, from *outbox.Folder, to string, options Options) (Exported, error) {
	if options.MaxBundle == 0 {
		options.MaxBundle = MaxBundle
	}
	if options.Spare == 0 {
		options.Spare = Spare
	}
	if options.Now == nil {
		options.Now = time.Now
	}
	e := &export{from: from, to: to, options: options}
	if err := e.plan(ctx); err != nil {
		return e.done, fmt.Errorf("plan export: %w", err)
	}
	for _, load := range e.loads {
		b, err := e.bundle(ctx, load)
		if err != nil {
			return e.done, fmt.Errorf("export bundle: %w", driveError(err))
		}
		e.done.Bundles = append(e.done.Bundles, b)
		if err := e.note(ctx, load, b); err != nil {
			return e.done, fmt.Errorf("export bundle: %w", err)
		}
	}
	return e.done, nil
}

// note remembers what is on which stick, to be chased if no receipt comes.
func (e *export) note(ctx context.Context, l load, b Bundle) error {
	if len(l.batches) == 0 {
		return nil // the answer to an enrolment shows by itself
	}
	ids := make([]string, len(l.batches))
	for i, one := range l.batches {
		ids[i] = one.Manifest.Batch
	}
	err := e.from.NoteCarried(ctx, outbox.Carried{
		File: filepath.Base(b.Path), Stick: stickName(e.to), At: e.options.Now().UTC(), Bytes: b.Bytes, SHA256: b.SHA256,
		Applications: b.Applications, Batches: ids,
	})
	if err != nil {
		return &outboxError{err}
	}
	return nil
}

// export is one run of Export.
type export struct {
	from    *outbox.Folder
	to      string
	options Options
	loads   []load
	total   int64 // bytes of all objects
	written int64
	read    int64
	done    Exported
}

// load is what goes into one bundle.
type load struct {
	batches   []outbox.Batch
	objects   []batch.Object // not held by the portal, the most urgent first
	bytes     int64
	enrolment []byte
}

// plan shares the batches out among bundles and looks whether they fit.
func (e *export) plan(ctx context.Context) error {
	if err := checkFolder(e.to); err != nil {
		return err
	}
	batches, err := e.from.Batches(ctx)
	if err != nil {
		return err
	}
	outbox.SortBatches(batches)
	next := load{enrolment: e.options.Enrolment}
	for _, b := range batches {
		if b.Complete() {
			continue
		}
		one := e.load(b)
		if len(next.batches) > 0 && !next.takes(one, e.options.MaxBundle) {
			e.loads = append(e.loads, next)
			next = load{}
		}
		next.add(one)
		e.total += one.bytes
	}
	if len(next.batches) > 0 || next.enrolment != nil {
		e.loads = append(e.loads, next)
	}
	for _, l := range e.loads {
		outbox.SortObjects(l.objects)
	}
	return e.checkSpace(ctx)
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

func (e *export) checkSpace(ctx context.Context) error {
	usage, err := disk.UsageWithContext(ctx, e.to)
	if err != nil {
		return driveError(err)
	}
	if free, need := int64(usage.Free), e.total+e.options.Spare; len(e.loads) > 0 && free < need {
		if err := e.probe(); err != nil { // a write-protected drive often tells that nothing is free
			return err
		}
		return fmt.Errorf("%w: %d bytes free of %d needed", ErrFull, free, need)
	}
	return nil
}

// probe returns why no file can be made on the drive, if so.
func (e *export) probe() error {
	f, err := os.CreateTemp(e.to, ".ventanilla-*")
	if err != nil {
		return driveError(err)
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

// bundle writes one bundle aside, reads it back, and only then gives it its name.
func (e *export) bundle(ctx context.Context, l load) (Bundle, error) {
	path := filepath.Join(e.to, l.fileName(e.from.Device()))
	part := path + ".part"
	var wrote maphash.Hash
	b, err := e.write(ctx, l, part, &wrote)
	if err == nil {
		b.SHA256, err = e.readBack(ctx, part, &wrote)
	}
	if err == nil {
		err = os.Rename(part, path)
	}
	if err != nil {
		return Bundle{}, errors.Join(err, removePart(part))
	}
	b.Path = path
	return b, syncDir(e.to)
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

// write writes a bundle and syncs it; wrote becomes the sum of its bytes.
func (e *export) write(ctx context.Context, l load, path string, wrote *maphash.Hash) (Bundle, error) {
	if err := removePart(path); err != nil { // and never write through what lies there
		return Bundle{}, err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return Bundle{}, err
	}
	out := newPushed(f, wrote)
	w := batch.NewBundleWriter(out)
	b, err := e.fill(ctx, l, w)
	if err == nil {
		err = w.Close()
	}
	if err = errors.Join(err, out.flush()); err == nil {
		err = f.Sync()
	}
	if info, statErr := f.Stat(); statErr == nil {
		b.Bytes = info.Size()
	}
	uncache(f)
	return b, errors.Join(err, f.Close())
}

func (e *export) fill(ctx context.Context, l load, w *batch.BundleWriter) (Bundle, error) {
	b := Bundle{Batches: len(l.batches)}
	if l.enrolment != nil {
		if err := w.WriteEnrolment(l.enrolment); err != nil {
			return b, err
		}
	}
	for _, one := range l.batches {
		if err := w.WriteManifest(one.Envelope); err != nil {
			return b, err
		}
	}
	err := e.fillObjects(ctx, l, w, &b)
	return b, err
}

// fillObjects writes the objects, each while the next are read.
func (e *export) fillObjects(ctx context.Context, l load, w *batch.BundleWriter, b *Bundle) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	applications, rescued := map[string]bool{}, map[string]bool{}
	for next := range e.readAhead(ctx, l.objects) {
		one := <-next
		written, err := e.object(w, one)
		if err != nil {
			return err
		}
		if !written {
			continue
		}
		switch one.Kind {
		case batch.KindFraudReport:
			b.Reports++
		case batch.KindRescue:
			rescued[one.Application] = true
		case batch.KindPhoto:
			b.Photos++
			applications[one.Application] = true
		default:
			applications[one.Application] = true
		}
	}
	b.Applications, b.Rescued = len(applications), len(rescued)
	return ctx.Err()
}

// ahead is how many objects are read and checked at once while others are written; together they have at most 64 MiB.
const ahead = 4

// readObject is an object, and its bytes or why there are none.
type readObject struct {
	batch.Object
	data []byte
	err  error
}

// readAhead reads and checks objects until ctx ends, several at once, and gives them in their order.
func (e *export) readAhead(ctx context.Context, objects []batch.Object) <-chan (<-chan readObject) {
	out := make(chan (<-chan readObject), ahead-2) // one is being written, one waits to be sent
	go func() {
		defer close(out)
		for _, o := range objects {
			one := make(chan readObject, 1)
			go func() {
				data, err := e.from.Read(ctx, o)
				one <- readObject{o, data, err}
			}()
			select {
			case out <- one:
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}

// object writes one object, and reports false for one that the outbox no longer has whole.
func (e *export) object(w *batch.BundleWriter, o readObject) (bool, error) {
	switch {
	case errors.Is(o.err, outbox.ErrDamaged), errors.Is(o.err, os.ErrNotExist):
		e.done.Damaged = append(e.done.Damaged, o.Name)
		return false, nil
	case o.err != nil:
		return false, &outboxError{o.err}
	}
	e.written += o.Size
	e.options.Progress.tell(Writing, e.written, e.total)
	return true, w.WriteChecked(o.Object, o.data)
}
