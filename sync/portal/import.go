package portal

import (
	"context"
	"errors"
	"io"

	"ventanilla/sync/batch"
	"ventanilla/sync/batch/wire"
)

// Import tells what came of a bundle.
type Import struct {
	// Enrolled is the device whose enrolment request the bundle carried.
	Enrolled batch.DeviceID `json:"enrolled,omitempty"`
	// Batches are those that the portal took or had, by id.
	Batches map[string]Standing `json:"-"`
	Objects int                 `json:"objects"` // read, and whole
	// Damaged names objects whose bytes are not what their name promises.
	Damaged []batch.Name `json:"damaged,omitempty"`
	// Refused says for each batch that was not taken why. An empty key stands
	// for the enrolment.
	Refused map[string]wire.Code `json:"refused,omitempty"`
}

// importer is one reading of a bundle.
type importer struct {
	portal  *Portal
	result  Import
	where   map[batch.Name]string // the batch that takes an object
	pending map[string][]Delivered
	count   int
}

// importGroup is how many objects go into the books at once.
const importGroup = 256

// ImportBundle takes a bundle from a stick, by the same way into the books as
// the network. What is damaged or refused keeps nothing else from being taken;
// an error means that the rest of the bundle could not be read or kept, and the
// result tells what was.
func (p *Portal) ImportBundle(ctx context.Context, r io.Reader) (Import, error) {
	i := &importer{
		portal:  p,
		result:  Import{Batches: map[string]Standing{}, Refused: map[string]wire.Code{}},
		where:   map[batch.Name]string{},
		pending: map[string][]Delivered{},
	}
	err := i.read(ctx, batch.NewBundleReader(r))
	err = errors.Join(err, i.finish(ctx))
	return i.result, err
}

func (i *importer) read(ctx context.Context, b *batch.BundleReader) error {
	for {
		entry, err := b.Next()
		var damaged *batch.DamagedObject
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.As(err, &damaged):
			i.result.Damaged = append(i.result.Damaged, damaged.Name)
			continue
		case err != nil:
			return err
		}
		if err := i.take(ctx, entry); err != nil {
			return err
		}
	}
}

func (i *importer) take(ctx context.Context, entry batch.Entry) error {
	switch {
	case entry.Enrolment != nil:
		return i.enrol(ctx, entry.Enrolment)
	case entry.Manifest != nil:
		return i.begin(ctx, entry)
	}
	return i.object(ctx, *entry.Object, entry.Ciphertext)
}

func (i *importer) enrol(ctx context.Context, request []byte) error {
	e, _, err := batch.OpenEnrolment(request)
	if err == nil {
		_, err = i.portal.Enrol(ctx, request)
	}
	if err != nil {
		return i.refuse("", err)
	}
	i.result.Enrolled = e.Device
	return nil
}

func (i *importer) begin(ctx context.Context, entry batch.Entry) error {
	standing, err := i.portal.Books.Begin(ctx, WayUSB, entry.Envelope, i.portal.signReceipt)
	if err != nil {
		return i.refuse(entry.Manifest.Batch, err)
	}
	i.result.Batches[entry.Manifest.Batch] = standing
	for _, o := range entry.Manifest.Objects {
		if !standing.Settled[o.Name] {
			i.where[o.Name] = entry.Manifest.Batch
		}
	}
	return nil
}

// refuse notes a refusal, and returns err if it is the portal that is in trouble.
func (i *importer) refuse(batchID string, err error) error {
	code, _ := refusalOf(err)
	if code == wire.CodeBusy {
		return err
	}
	i.result.Refused[batchID] = code
	return nil
}

func (i *importer) object(ctx context.Context, o batch.Object, ciphertext []byte) error {
	i.result.Objects++
	id, wanted := i.where[o.Name]
	if !wanted {
		return nil
	}
	one, err := i.portal.deliver(ctx, o, ciphertext)
	if err != nil {
		return err
	}
	i.pending[id] = append(i.pending[id], one)
	if i.count++; i.count < importGroup {
		return nil
	}
	return i.commitPending(ctx)
}

func (i *importer) commitPending(ctx context.Context) error {
	for id := range i.pending {
		if err := i.commit(ctx, id); err != nil {
			return err
		}
	}
	i.count = 0
	return nil
}

// finish goes over all batches, since an object may settle more than the one
// that it was noted for.
func (i *importer) finish(ctx context.Context) error {
	for id, standing := range i.result.Batches {
		if standing.Complete() {
			continue
		}
		if err := i.commit(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

func (i *importer) commit(ctx context.Context, id string) error {
	standing, err := i.portal.commit(ctx, WayUSB, id, i.pending[id])
	if err != nil {
		return err
	}
	i.result.Batches[id] = standing
	delete(i.pending, id)
	return nil
}
