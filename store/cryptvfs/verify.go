package cryptvfs

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// Verify reads each page of the closed database at path and lists those that
// are damaged, in order; a last page that is cut off is one of them. It does
// not look at the log, which Open proves. Errors are those of Open.
func Verify(ctx context.Context, path string, key []byte) ([]DamageError, error) {
	damaged, err := verify(ctx, path, key)
	if err != nil {
		return damaged, fmt.Errorf("verify database: %w", err)
	}
	return damaged, nil
}

func verify(ctx context.Context, path string, key []byte) ([]DamageError, error) {
	full, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	head, err := readHeader(full)
	if err != nil {
		return nil, err
	}
	c, err := newCodec(head, key)
	if err != nil {
		return nil, err
	}
	defer c.clear()
	f, err := os.Open(full)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return scanPages(ctx, f, c)
}

// scanPages lists the pages that do not open.
func scanPages(ctx context.Context, r io.Reader, c *codec) (damaged []DamageError, err error) {
	in, page, l := bufio.NewReaderSize(r, 1<<20), make([]byte, pageSize), new(label)
	defer clear(page)
	for number := int64(1); ; number++ {
		if err := ctx.Err(); err != nil {
			return damaged, err
		}
		_, err := io.ReadFull(in, page)
		switch {
		case err == io.EOF:
			return damaged, nil
		case err != nil && !errors.Is(err, io.ErrUnexpectedEOF):
			return damaged, err
		case err != nil, number != lockPage && !c.openPage(page, page, l, number):
			damaged = append(damaged, DamageError{File: fileDatabase, Number: number})
		}
	}
}
