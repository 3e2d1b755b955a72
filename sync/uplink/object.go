package uplink

import (
	"context"
	"io"

	"ventanilla/sync/batch"
)

// openObject reads chunks of one object after another. It keeps the last one
// open, since the next chunk is most often of the same.
type openObject struct {
	outbox Outbox
	name   batch.Name
	file   io.ReadSeekCloser
}

// chunk returns chunk i of o, or batch.ErrDamaged if it is not what o says.
func (b *openObject) chunk(ctx context.Context, o batch.Object, i int) ([]byte, error) {
	if b.name != o.Name {
		b.close()
		file, err := b.outbox.Open(ctx, o.Name)
		if err != nil {
			return nil, err
		}
		b.name, b.file = o.Name, file
	}
	start, end := o.Chunk(i)
	if _, err := b.file.Seek(start, io.SeekStart); err != nil {
		return nil, err
	}
	data := make([]byte, end-start)
	if _, err := io.ReadFull(b.file, data); err != nil {
		return nil, err
	}
	return data, o.CheckChunk(i, data)
}

func (b *openObject) close() {
	if b.file != nil {
		_ = b.file.Close() // only read
	}
	b.name, b.file = "", nil
}
