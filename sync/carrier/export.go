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
	SHA256       string // hexadecimal digits; "" unless it was asked for
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
	// Missing names objects that their batches list and the outbox has no more: they were lost earlier, and what they belong
	// to was parked for it or sealed again.
	Missing []batch.Name
}

// Options of an export. The zero value is right for all but tests and first contacts.
type Options struct {
	Enrolment []byte // a signed request to be known to the portal; nil when the device is enrolled
	MaxBundle int64  // bytes; 0 is MaxBundle
	Spare     int64  // bytes; 0 is Spare
	Progress  Progress
	// SHA256 has the SHA-256 of each bundle told, which takes longer than a fast drive does: the objects in it are hashed
	// already.
	SHA256 bool
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
	e := &export{from: from, to: to, options: options, seed: maphash.MakeSeed()}
	if err := e.plan(ctx); err != nil {
		return e.done, fmt.Errorf("plan export: %w", err)
	}
	parts, err := e.writeAll(ctx)
	for _, p := range parts {
		err = errors.Join(err, e.finish(ctx, p))
	}
	if err != nil {
		return e.done, fmt.Errorf("export bundle: %w", err)
	}
	return e.done, nil
}

// part is a bundle that was written aside and synced.
type part struct {
	load   load
	path   string // without its ending
	bundle Bundle
	sums   []uint64 // of the pieces that were written, by the export's seed
}

const partEnding = ".part"

// writeAll writes the bundles one after another, and returns those before an error too. None is read back before all are
// written: a drive that has less room than it tells writes what comes last over what came first.
func (e *export) writeAll(ctx context.Context) ([]*part, error) {
	var parts []*part
	for _, l := range e.loads {
		p := &part{load: l, path: filepath.Join(e.to, l.fileName(e.from.Device()))}
		if err := e.write(ctx, p); err != nil {
			return parts, errors.Join(e.trouble(err), removePart(p.path))
		}
		parts = append(parts, p)
	}
	return parts, nil
}

// finish reads a bundle back, and only then gives it its name.
func (e *export) finish(ctx context.Context, p *part) error {
	err := e.readBack(ctx, p)
	if err == nil {
		err = os.Rename(p.path+partEnding, p.path)
	}
	if err != nil {
		return errors.Join(e.trouble(err), removePart(p.path))
	}
	if err := syncDir(e.to); err != nil {
		return driveError(err)
	}
	p.bundle.Path = p.path
	e.done.Bundles = append(e.done.Bundles, p.bundle)
	return e.note(ctx, p.load, p.bundle)
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
		File: filepath.Base(b.Path), Stick: stickName(e.to), At: e.options.Now().UTC(), Bytes: b.Bytes,
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
	seed    maphash.Seed // of the sums by which pieces are known when they are read back
	loads   []load
	total   int64 // bytes of all objects
	written int64
	read    int64
	done    Exported
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
	return driveError(errors.Join(f.Sync(), f.Close(), os.Remove(f.Name())))
}

// trouble names the trouble with a drive. One that fails with this file, and takes another one, was not pulled: it is worn, or
// has less room than it tells.
func (e *export) trouble(err error) error {
	var own *outboxError
	switch {
	case errors.As(err, &own), !isGone(err):
		return driveError(err)
	case errors.Is(e.probe(), ErrGone):
		return fmt.Errorf("%w: %w", ErrGone, err)
	default:
		return fmt.Errorf("%w: %w", ErrUnreliable, err)
	}
}

// write writes a bundle aside and syncs it.
func (e *export) write(ctx context.Context, p *part) error {
	if err := removePart(p.path); err != nil { // and never write through what lies there
		return err
	}
	f, err := os.OpenFile(p.path+partEnding, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	out := newPushed(f, e.seed, e.options.SHA256)
	w := batch.NewBundleWriter(out)
	p.bundle, err = e.fill(ctx, p.load, w)
	if err == nil {
		err = w.Close()
	}
	if err = errors.Join(err, out.flush()); err == nil {
		err = f.Sync()
	}
	p.sums, p.bundle.Bytes, p.bundle.SHA256 = out.sums, out.bytes, out.sha256()
	uncache(f)
	return errors.Join(err, f.Close())
}

func (e *export) fill(ctx context.Context, l load, w *batch.BundleWriter) (Bundle, error) {
	b := Bundle{Batches: len(l.batches)}
	if l.enrolment != nil {
		if err := w.WriteEnrolment(l.enrolment); err != nil {
			return b, err
		}
	}
	for _, one := range l.batches {
		if err := w.WriteManifest(one.Manifest, one.Envelope); err != nil {
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
	objects, spare := e.readAhead(ctx, l.objects)
	for next := range objects {
		one := <-next
		written, err := e.object(w, one)
		if err != nil {
			return err
		}
		spare <- one.room
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

// object writes one object, and reports false for one that the outbox no longer has whole.
func (e *export) object(w *batch.BundleWriter, o readObject) (bool, error) {
	switch {
	case errors.Is(o.err, os.ErrNotExist):
		e.done.Missing = append(e.done.Missing, o.Name)
		return false, nil
	case errors.Is(o.err, outbox.ErrDamaged):
		e.done.Damaged = append(e.done.Damaged, o.Name)
		return false, nil
	case o.err != nil:
		return false, &outboxError{o.err}
	}
	e.written += o.Size
	e.options.Progress.tell(Writing, e.written, e.total)
	return true, w.WriteObject(o.Object, o.data)
}
