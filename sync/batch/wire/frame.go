package wire

import (
	"bufio"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"

	"github.com/google/uuid"

	"ventanilla/sync/batch"
)

// Type says what a frame is. It is the frame's first byte.
type Type byte

// The frames of a kiosk, then those of a portal.
const (
	// TypeManifest carries a signed manifest.
	TypeManifest Type = 'M'
	// TypeAsk carries the id of a batch whose manifest the portal has seen.
	TypeAsk Type = 'Q'
	// TypeChunk carries a chunk of an object: see [Chunk].
	TypeChunk Type = 'C'

	// TypeState answers a manifest or an ask: see [State].
	TypeState Type = 'S'
	// TypeAck tells how many frames of this flow are dealt with, as a number of
	// four bytes. It frees the window and is no promise to keep them.
	TypeAck Type = 'A'
	// TypeReceipt carries a signed receipt.
	TypeReceipt Type = 'R'
	// TypeRefusal carries a signed [Refusal], of one batch or of the flow.
	TypeRefusal Type = 'N'
)

// A frame on the wire:
//
//	offset 0  1 byte   type
//	offset 1  4 bytes  length of the body, big-endian
//	offset 5  length   body
const headerSize = 5

// Frame is one message of a flow.
type Frame struct {
	Type Type
	Body []byte
}

// Size returns how many bytes the frame takes on the wire.
func (f Frame) Size() int { return headerSize + len(f.Body) }

// AppendTo appends the bytes of the frame to b and returns the result.
func (f Frame) AppendTo(b []byte) []byte {
	b = append(b, byte(f.Type))
	b = binary.BigEndian.AppendUint32(b, uint32(len(f.Body)))
	return append(b, f.Body...)
}

// Reader reads frames. It is not safe for concurrent use.
type Reader struct{ r *bufio.Reader }

// NewReader returns a reader of r.
func NewReader(r io.Reader) *Reader { return &Reader{r: bufio.NewReaderSize(r, 64<<10)} }

// Next returns the next frame, whose body belongs to the caller; io.EOF at a
// clean end, io.ErrUnexpectedEOF within a frame, or what broke the stream.
func (r *Reader) Next() (Frame, error) {
	var header [headerSize]byte
	if _, err := io.ReadFull(r.r, header[:]); err != nil {
		return Frame{}, err
	}
	f := Frame{Type: Type(header[0])}
	length := binary.BigEndian.Uint32(header[1:])
	limit, known := f.limit()
	if !known {
		return Frame{}, fmt.Errorf("read frame: %w: type", batch.ErrMalformed)
	}
	if length > limit {
		return Frame{}, fmt.Errorf("read frame: %w: length", batch.ErrLimit)
	}
	f.Body = make([]byte, length)
	if _, err := io.ReadFull(r.r, f.Body); err != nil {
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		return Frame{}, err
	}
	return f, nil
}

// Idle reports whether the next frame has not begun to arrive.
func (r *Reader) Idle() bool { return r.r.Buffered() == 0 }

func (f Frame) limit() (uint32, bool) {
	switch f.Type {
	case TypeManifest, TypeReceipt:
		return batch.MaxManifestSize, true
	case TypeAsk:
		return idSize, true
	case TypeChunk:
		return chunkHeaderSize + batch.ChunkSize, true
	case TypeState:
		return maxState, true
	case TypeAck:
		return ackSize, true
	case TypeRefusal:
		return maxRefusal, true
	}
	return 0, false
}

const (
	idSize     = 16
	ackSize    = 4
	maxRefusal = 16 << 10
	// A manifest of 1 MiB has room for the hashes of some 18,000 chunks.
	maxState = 64 << 10
)

// A chunk's body:
//
//	offset 0   32 bytes  SHA-256 that names the object
//	offset 32  4 bytes   index of the chunk, big-endian, from 0
//	offset 36            bytes, at most batch.ChunkSize
const chunkHeaderSize = 36

// ChunkSize returns how many bytes a chunk of n bytes takes on the wire.
func ChunkSize(n int) int { return headerSize + chunkHeaderSize + n }

// AskSize is how many bytes an ask takes on the wire.
const AskSize = headerSize + idSize

// Chunk is one chunk of an object. Its hash stands in the signed manifest.
type Chunk struct {
	Object batch.Name
	Index  int
	Data   []byte
}

// Frame returns the chunk as a frame. The object's name must have been checked.
func (c Chunk) Frame() Frame {
	body := make([]byte, chunkHeaderSize, chunkHeaderSize+len(c.Data))
	name, _ := hex.DecodeString(string(c.Object))
	copy(body, name)
	binary.BigEndian.PutUint32(body[32:], uint32(c.Index))
	return Frame{Type: TypeChunk, Body: append(body, c.Data...)}
}

// ParseChunk reads the body of a chunk's frame. Data points into the body.
func ParseChunk(body []byte) (Chunk, error) {
	if len(body) <= chunkHeaderSize {
		return Chunk{}, fmt.Errorf("read chunk: %w", batch.ErrMalformed)
	}
	index := binary.BigEndian.Uint32(body[32:])
	if index > batch.MaxObjectSize/batch.ChunkSize {
		return Chunk{}, fmt.Errorf("read chunk: %w", batch.ErrLimit)
	}
	return Chunk{
		Object: batch.Name(hex.EncodeToString(body[:32])),
		Index:  int(index),
		Data:   body[chunkHeaderSize:],
	}, nil
}

// Ask returns the frame that asks for the state of a batch.
func Ask(id string) (Frame, error) {
	parsed, err := uuid.Parse(id)
	if err != nil {
		return Frame{}, fmt.Errorf("ask for batch: %w", batch.ErrMalformed)
	}
	return Frame{Type: TypeAsk, Body: parsed[:]}, nil
}

// ParseAsk reads the batch's id from the body of an ask.
func ParseAsk(body []byte) (string, error) {
	id, err := uuid.FromBytes(body)
	if err != nil {
		return "", fmt.Errorf("read ask: %w", batch.ErrMalformed)
	}
	return id.String(), nil
}

// Ack returns the frame that acknowledges the first n frames of a flow.
func Ack(n uint32) Frame {
	return Frame{Type: TypeAck, Body: binary.BigEndian.AppendUint32(nil, n)}
}

// ParseAck reads the number of frames from the body of an acknowledgement.
func ParseAck(body []byte) (uint32, error) {
	if len(body) != ackSize {
		return 0, fmt.Errorf("read acknowledgement: %w", batch.ErrMalformed)
	}
	return binary.BigEndian.Uint32(body), nil
}
