package portal

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"sync"

	"ventanilla/sync/batch"
	"ventanilla/sync/batch/wire"
)

// smallObject is the size in bytes up to which an object lies in the books
// themselves, so that the transaction which notes it also syncs it.
const smallObject = 64 << 10

// maxUnfinished is how many bytes of unfinished objects a process holds in
// memory, before it asks kiosks to come later.
const maxUnfinished = 512 << 20

// desk is where the objects of one batch are put together from chunks, by all
// flows of this process that bring some. It is safe for concurrent use.
type desk struct {
	portal *Portal

	mu       sync.Mutex
	users    int
	closed   bool
	standing Standing
	objects  map[batch.Name]batch.Object
	trays    map[batch.Name]*tray
	arrived  []Delivered // whole, and not in the books yet
	left     int         // objects that are not whole
	records  int         // those of them that are no photos
}

// tray holds the chunks of one object.
type tray struct {
	chunks [][]byte
	left   int
}

// openDesk returns the desk of a batch; the caller closes it.
func (p *Portal) openDesk(ctx context.Context, standing Standing) (*desk, error) {
	for {
		d := p.desk(standing.Manifest.Batch)
		open, err := d.enter(ctx, standing)
		if open || err != nil {
			return d, err
		}
	}
}

func (p *Portal) desk(id string) *desk {
	p.desks.mu.Lock()
	defer p.desks.mu.Unlock()
	if p.desks.open == nil {
		p.desks.open = map[string]*desk{}
	}
	d := p.desks.open[id]
	if d == nil {
		d = &desk{portal: p}
		p.desks.open[id] = d
	}
	return d
}

// enter adds a user, and reports false if the desk was closed meanwhile.
func (d *desk) enter(ctx context.Context, standing Standing) (bool, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed {
		return false, nil
	}
	if d.users == 0 {
		if err := d.setUp(ctx, standing); err != nil {
			d.shut()
			return false, err
		}
	}
	d.users++
	return true, nil
}

func (d *desk) setUp(ctx context.Context, standing Standing) error {
	d.standing = standing
	d.objects = make(map[batch.Name]batch.Object, len(standing.Manifest.Objects))
	d.trays = map[batch.Name]*tray{}
	for _, o := range standing.Manifest.Objects {
		d.objects[o.Name] = o
		if standing.Settled[o.Name] {
			continue
		}
		d.left++
		if o.Kind != batch.KindPhoto {
			d.records++
		}
		parts, err := d.portal.Parts.LoadParts(ctx, o.Name)
		if err != nil {
			return err
		}
		for i, data := range parts {
			if o.CheckChunk(i, data) == nil {
				d.lay(o, i, data)
			}
		}
		if err := d.room(); err != nil {
			return err
		}
	}
	return nil
}

// room returns ErrBusy if this process holds too much that is unfinished.
func (d *desk) room() error {
	if d.portal.desks.unfinished.Load() > maxUnfinished {
		return ErrBusy
	}
	return nil
}

// lay puts a chunk into the tray of its object, and returns the tray.
func (d *desk) lay(o batch.Object, i int, data []byte) *tray {
	t := d.tray(o)
	if t.chunks[i] == nil {
		t.chunks[i] = data
		t.left--
		d.portal.desks.unfinished.Add(int64(len(data)))
	}
	return t
}

// clear takes an object's tray away.
func (d *desk) clear(name batch.Name) {
	for _, c := range d.trays[name].chunks {
		d.portal.desks.unfinished.Add(-int64(len(c)))
	}
	delete(d.trays, name)
}

func (d *desk) tray(o batch.Object) *tray {
	t := d.trays[o.Name]
	if t == nil {
		t = &tray{chunks: make([][]byte, o.Chunks()), left: o.Chunks()}
		d.trays[o.Name] = t
	}
	return t
}

// state tells what is there, chunk by chunk.
func (d *desk) state() wire.State {
	d.mu.Lock()
	defer d.mu.Unlock()
	s := wire.State{Batch: d.standing.Manifest.Batch}
	for _, o := range d.standing.Manifest.Objects {
		s.Parts = append(s.Parts, d.part(o.Name))
	}
	return s
}

func (d *desk) part(name batch.Name) wire.Part {
	t := d.trays[name]
	if t == nil {
		return wire.Part{Settled: d.settled(name)}
	}
	have := make([]bool, len(t.chunks))
	for i, c := range t.chunks {
		have[i] = c != nil
	}
	return wire.Part{Have: have}
}

// settled reports whether the object is in the books or about to be.
func (d *desk) settled(name batch.Name) bool {
	if d.standing.Settled[name] {
		return true
	}
	for _, a := range d.arrived {
		if a.Name == name {
			return true
		}
	}
	return false
}

// put takes one chunk. ErrDamaged if it is not what the manifest promises.
func (d *desk) put(ctx context.Context, c wire.Chunk) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	o := d.objects[c.Object]
	if d.settled(c.Object) {
		return nil
	}
	if err := o.CheckChunk(c.Index, c.Data); err != nil {
		return err
	}
	t := d.lay(o, c.Index, c.Data)
	if t.left > 0 {
		return d.room()
	}
	d.clear(o.Name)
	return d.arrive(ctx, o, bytes.Join(t.chunks, nil))
}

// arrive notes a whole object, and takes all into the books when it was the last.
func (d *desk) arrive(ctx context.Context, o batch.Object, data []byte) error {
	if err := o.CheckBytes(data); err != nil {
		return fmt.Errorf("put together: %w", err)
	}
	one, err := d.portal.deliver(ctx, o, data)
	if err != nil {
		return err
	}
	d.arrived = append(d.arrived, one)
	d.left--
	if o.Kind != batch.KindPhoto {
		d.records--
	}
	if d.left == 0 {
		return d.commit(ctx)
	}
	return nil
}

// deliver makes the bytes of a large object safe as a blob.
func (p *Portal) deliver(ctx context.Context, o batch.Object, data []byte) (Delivered, error) {
	if o.Size <= smallObject {
		return Delivered{Name: o.Name, Data: data}, nil
	}
	return Delivered{Name: o.Name}, p.Blobs.Put(ctx, o.Name, data)
}

// rest is called when a flow has nothing more to read: as soon as one record of
// the batch is here, and again once all are, people need not wait for more to know
// it. Photos go into the books in groups, because each receipt names all that is
// held.
func (d *desk) rest(ctx context.Context) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	recorded := slices.ContainsFunc(d.arrived, func(a Delivered) bool {
		return d.objects[a.Name].Kind != batch.KindPhoto
	})
	if recorded && (d.records == 0 || len(d.standing.Settled) == 0) || len(d.arrived) >= photoGroup {
		return d.commit(ctx)
	}
	return nil
}

// photoGroup is how many photos go into the books at once.
const photoGroup = 32

func (d *desk) commit(ctx context.Context) error {
	if len(d.arrived) == 0 {
		return nil
	}
	s, err := d.portal.commit(ctx, WayNetwork, d.standing.Manifest.Batch, d.arrived)
	if err != nil {
		return err
	}
	d.standing, d.arrived = s, nil
	return nil
}

// receipt returns the last receipt, nil before the first.
func (d *desk) receipt() []byte {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.standing.Receipt
}

// close ends a use. The last one takes what is whole into the books, and keeps
// the chunks of what is not.
func (d *desk) close(ctx context.Context) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	err := d.commit(ctx)
	if d.users--; d.users > 0 {
		return err
	}
	defer d.shut()
	if err != nil {
		return err
	}
	return d.saveParts(ctx)
}

func (d *desk) saveParts(ctx context.Context) error {
	for name, t := range d.trays {
		chunks := map[int][]byte{}
		for i, c := range t.chunks {
			if c != nil {
				chunks[i] = c
			}
		}
		if err := d.portal.Parts.SaveParts(ctx, name, chunks); err != nil {
			return err
		}
	}
	return nil
}

func (d *desk) shut() {
	d.closed = true
	for name := range d.trays {
		d.clear(name)
	}
	d.portal.desks.mu.Lock()
	defer d.portal.desks.mu.Unlock()
	delete(d.portal.desks.open, d.standing.Manifest.Batch)
}
