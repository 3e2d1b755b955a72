package wreck

import (
	"encoding/binary"
	"math"
)

// readRecord reads the values of a record, https://sqlite.org/fileformat2.html#record_format: nil, int64, float64, string or
// []byte. Of one that is cut off it reads the values that are there, and whole is false.
func readRecord(b []byte) (values []any, whole bool) {
	size, used := varint(b)
	if used == 0 || size > uint64(len(b)) || int(size) < used {
		return nil, false
	}
	header, body := b[used:size], b[size:]
	for len(header) > 0 {
		kind, used := varint(header)
		if used == 0 {
			return values, false
		}
		header = header[used:]
		v, n, ok := readValue(kind, body)
		if !ok {
			return values, false
		}
		values, body = append(values, v), body[n:]
	}
	return values, true
}

// intSizes are the bytes of integers by their serial type.
var intSizes = [...]int{1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}

// readValue reads the value of a serial type from the beginning of b, and tells how many bytes it has.
func readValue(kind uint64, b []byte) (v any, size int, ok bool) {
	switch {
	case kind == 0:
		return nil, 0, true
	case kind <= 6:
		return readInt(b, intSizes[kind])
	case kind == 7:
		if len(b) < 8 {
			return nil, 0, false
		}
		return math.Float64frombits(binary.BigEndian.Uint64(b)), 8, true
	case kind == 8 || kind == 9:
		return int64(kind - 8), 0, true
	case kind < 12 || (kind-12)/2 > uint64(len(b)):
		return nil, 0, false
	}
	size = int(kind-12) / 2
	if kind%2 == 1 {
		return string(b[:size]), size, true
	}
	return append([]byte{}, b[:size]...), size, true
}

// readInt reads a signed big-endian integer.
func readInt(b []byte, size int) (any, int, bool) {
	if len(b) < size {
		return nil, 0, false
	}
	n := int64(int8(b[0]))
	for _, c := range b[1:size] {
		n = n<<8 | int64(c)
	}
	return n, size, true
}
