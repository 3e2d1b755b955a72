package wire

import (
	"fmt"

	"github.com/google/uuid"

	"ventanilla/sync/batch"
)

// State tells what a portal has of a batch, so that a kiosk sends the rest. It
// is unsigned: it can save or waste bytes, but never pass for a receipt.
//
// Its body is the batch's id of 16 bytes, then for each object in the order of
// the manifest one byte, and where that byte is 2 a bitmap of its chunks, lowest
// bit first, in as few bytes as hold it.
type State struct {
	Batch string
	// Parts has one for each object of the manifest, in its order.
	Parts []Part
}

// Part tells what a portal has of one object.
type Part struct {
	// Settled: the portal wants nothing more of it.
	Settled bool
	// Have tells for each chunk whether the portal has it; nil if none.
	Have []bool
}

const (
	partNothing = 0
	partSettled = 1
	partSome    = 2
)

// Frame returns the state as a frame.
func (s State) Frame() (Frame, error) {
	id, err := uuid.Parse(s.Batch)
	if err != nil {
		return Frame{}, fmt.Errorf("write state: %w", batch.ErrMalformed)
	}
	body := id[:]
	for _, p := range s.Parts {
		body = p.appendTo(body)
	}
	return Frame{Type: TypeState, Body: body}, nil
}

func (p Part) appendTo(body []byte) []byte {
	switch {
	case p.Settled:
		return append(body, partSettled)
	case p.Have == nil:
		return append(body, partNothing)
	}
	bits := make([]byte, (len(p.Have)+7)/8)
	for i, have := range p.Have {
		if have {
			bits[i/8] |= 1 << (i % 8)
		}
	}
	return append(append(body, partSome), bits...)
}

// StateBatch reads which batch a state is of, so that its manifest can be found.
func StateBatch(body []byte) (string, error) {
	if len(body) < idSize {
		return "", fmt.Errorf("read state: %w", batch.ErrMalformed)
	}
	return ParseAsk(body[:idSize])
}

// ParseState reads the state of the batch that m describes.
func ParseState(m batch.Manifest, body []byte) (State, error) {
	id, err := StateBatch(body)
	if err != nil {
		return State{}, err
	}
	if id != m.Batch {
		return State{}, fmt.Errorf("read state: %w: other batch", batch.ErrMalformed)
	}
	s := State{Batch: id, Parts: make([]Part, len(m.Objects))}
	rest := body[idSize:]
	for i, o := range m.Objects {
		if s.Parts[i], rest, err = parsePart(o, rest); err != nil {
			return State{}, err
		}
	}
	if len(rest) > 0 {
		return State{}, fmt.Errorf("read state: %w: trailing bytes", batch.ErrMalformed)
	}
	return s, nil
}

func parsePart(o batch.Object, body []byte) (Part, []byte, error) {
	size := (o.Chunks() + 7) / 8
	switch {
	case len(body) >= 1 && body[0] == partNothing:
		return Part{}, body[1:], nil
	case len(body) >= 1 && body[0] == partSettled:
		return Part{Settled: true}, body[1:], nil
	case len(body) >= 1+size && body[0] == partSome:
		p := Part{Have: make([]bool, o.Chunks())}
		for i := range p.Have {
			p.Have[i] = body[1+i/8]&(1<<(i%8)) != 0
		}
		return p, body[1+size:], nil
	}
	return Part{}, nil, fmt.Errorf("read state: %w", batch.ErrMalformed)
}
