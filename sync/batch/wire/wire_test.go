package wire_test

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"io"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ventanilla/sync/batch"
	"ventanilla/sync/batch/wire"
)

const (
	batchID     = "01990000-0000-7000-8000-0000000000b1"
	application = "01990000-0000-7000-8000-000000000001"
)

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// manifest has an object of one chunk and one of ten.
func manifest(t testing.TB) batch.Manifest {
	t.Helper()
	m := batch.Manifest{Batch: batchID}
	for _, size := range []int{5, 9*batch.ChunkSize + 1} {
		o, err := batch.NewObject(batch.KindPhoto, application, 1, make([]byte, size))
		check(t, err)
		m.Objects = append(m.Objects, o)
	}
	return m
}

func TestFramesComeBack(t *testing.T) {
	m := manifest(t)
	chunk := wire.Chunk{Object: m.Objects[1].Name, Index: 9, Data: []byte("x")}
	ask, err := wire.Ask(batchID)
	check(t, err)
	state := wire.State{Batch: batchID, Parts: []wire.Part{{Settled: true}, {Have: make([]bool, 10)}}}
	state.Parts[1].Have[0], state.Parts[1].Have[9] = true, true
	stateFrame, err := state.Frame()
	check(t, err)
	var stream []byte
	for _, f := range []wire.Frame{chunk.Frame(), ask, wire.Ack(70_000), stateFrame} {
		if size := f.Size(); size != len(f.AppendTo(nil)) {
			t.Fatalf("size %d of a frame of %d bytes", size, len(f.AppendTo(nil)))
		}
		stream = f.AppendTo(stream)
	}
	if got, want := wire.ChunkSize(1), chunk.Frame().Size(); got != want {
		t.Fatalf("chunk size %d, want %d", got, want)
	}

	r := wire.NewReader(bytes.NewReader(stream))
	next := func(want wire.Type) []byte {
		f, err := r.Next()
		check(t, err)
		if f.Type != want {
			t.Fatalf("frame %c, want %c", f.Type, want)
		}
		return f.Body
	}
	gotChunk, err := wire.ParseChunk(next(wire.TypeChunk))
	check(t, err)
	gotAsk, err := wire.ParseAsk(next(wire.TypeAsk))
	check(t, err)
	gotAck, err := wire.ParseAck(next(wire.TypeAck))
	check(t, err)
	gotState, err := wire.ParseState(m, next(wire.TypeState))
	check(t, err)
	if d := cmp.Diff([]any{chunk, batchID, uint32(70_000), state}, []any{gotChunk, gotAsk, gotAck, gotState}); d != "" {
		t.Fatal(d)
	}
	if _, err := r.Next(); !errors.Is(err, io.EOF) {
		t.Fatalf("at the end: %v", err)
	}
}

func TestFramesAreLimited(t *testing.T) {
	for name, c := range map[string]struct {
		stream []byte
		want   error
	}{
		"unknown type":   {[]byte{'?', 0, 0, 0, 0}, batch.ErrMalformed},
		"long chunk":     {[]byte{'C', 0, 0, 0x10, 0x25}, batch.ErrLimit},
		"huge manifest":  {[]byte{'M', 0xff, 0xff, 0xff, 0xff}, batch.ErrLimit},
		"cut in header":  {[]byte{'C', 0}, io.ErrUnexpectedEOF},
		"cut in body":    {[]byte{'A', 0, 0, 0, 4, 1}, io.ErrUnexpectedEOF},
		"cut after head": {[]byte{'A', 0, 0, 0, 4}, io.ErrUnexpectedEOF},
	} {
		if _, err := wire.NewReader(bytes.NewReader(c.stream)).Next(); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAnswersAreChecked(t *testing.T) {
	key := ed25519.NewKeyFromSeed(make([]byte, 32))
	portal := batch.NewPortalID(key.Public().(ed25519.PublicKey))
	at := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	for name, d := range map[string]batch.Document{
		"hello without challenge": wire.Hello{Version: 1, Portal: portal, Nonce: "n", At: at},
		"refusal without code":    wire.Refusal{Version: 1, Portal: portal, At: at},
		"updates absent":          wire.Updates{Version: 1, Portal: portal, At: at},
		"updates falling":         wire.Updates{Version: 1, Portal: portal, At: at, Items: []wire.Update{{Number: 2}, {Number: 1}}},
		"no time":                 wire.Refusal{Version: 1, Portal: portal, Code: wire.CodeBusy},
	} {
		if _, err := batch.SignDocument(key, d); !errors.Is(err, batch.ErrMalformed) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzFrames(f *testing.F) {
	m := manifest(f)
	f.Add(wire.Chunk{Object: m.Objects[0].Name, Data: []byte("hello")}.Frame().AppendTo(wire.Ack(3).AppendTo(nil)))
	f.Fuzz(func(t *testing.T, data []byte) {
		r := wire.NewReader(bytes.NewReader(data))
		read := 0
		for {
			frame, err := r.Next()
			if err != nil {
				return
			}
			read += frame.Size()
			if read > len(data) {
				t.Fatal("more frames than bytes")
			}
			if c, err := wire.ParseChunk(frame.Body); err == nil && len(c.Data) == 0 {
				t.Fatal("an empty chunk passed")
			}
			_, _ = wire.ParseAck(frame.Body)
			_, _ = wire.ParseAsk(frame.Body)
		}
	})
}

func FuzzState(f *testing.F) {
	m := manifest(f)
	state, err := wire.State{Batch: batchID, Parts: []wire.Part{{}, {Have: make([]bool, 10)}}}.Frame()
	check(f, err)
	f.Add(state.Body)
	f.Fuzz(func(t *testing.T, body []byte) {
		s, err := wire.ParseState(m, body)
		if err != nil {
			return
		}
		if len(s.Parts) != len(m.Objects) {
			t.Fatal("a state of another manifest passed")
		}
	})
}
