// Package pdftest reads for tests what a PDF of ours says. Begin with [Read].
//
// It knows no other PDF than those of go-pdf/fpdf in fonts of Unicode: streams under zlib, strings in UTF-16.
package pdftest

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"strings"
	"unicode/utf16"
)

// Words are what is set in a PDF, and how.
type Words []byte

// Read unpacks the streams of a PDF and takes the escapes out of their strings.
func Read(pdf []byte) (Words, error) {
	var out bytes.Buffer
	for _, part := range bytes.Split(pdf, []byte("stream\n")) {
		r, err := zlib.NewReader(bytes.NewReader(part))
		if err != nil {
			continue // it stands between two streams
		}
		if _, err := io.Copy(&out, r); err != nil {
			return nil, fmt.Errorf("unpack stream: %w", err)
		}
	}
	return Words(strings.NewReplacer(`\\`, `\`, `\(`, `(`, `\)`, `)`, `\r`, "\r").Replace(out.String())), nil
}

// Say reports whether a text stands there in one piece.
func (w Words) Say(text string) bool {
	var wide []byte
	for _, u := range utf16.Encode([]rune(text)) {
		wide = append(wide, byte(u>>8), byte(u))
	}
	return bytes.Contains(w, wide)
}

// Pages counts the pages of a PDF.
func Pages(pdf []byte) int { return bytes.Count(pdf, []byte("/Type /Page\n")) }
