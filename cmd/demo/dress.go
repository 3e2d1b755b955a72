package main

import (
	"bytes"
	"context"
	_ "embed"
	"fmt"
	"os"
	"strconv"
)

// notices are what the demonstration portal tells its kiosks, one a line.
//
//go:embed notices.jsonl
var notices []byte

// others is how many made-up people were here before the tour begins, where it is walked for its pictures.
const others = 6

// dress gives the tour what there is to see at a site that works: notices, a stick, a second member of staff, and other
// people's applications.
func (d *demo) dress(ctx context.Context) error {
	i := 0
	for notice := range bytes.Lines(notices) {
		i++
		file := d.path(fmt.Sprintf("notice-%d.json", i))
		if err := os.WriteFile(file, notice, 0o600); err != nil {
			return fmt.Errorf("write a notice: %w", err)
		}
		if _, err := d.output(ctx, "portal", "publish", "--dir", d.path("portal"), "--passphrase-file", d.secret, file); err != nil {
			return err
		}
	}
	stick := d.path("sticks/AZUL")
	if err := os.MkdirAll(stick, 0o700); err != nil {
		return fmt.Errorf("make a folder that stands for a stick: %w", err)
	}
	if _, err := d.output(ctx, "portal", "export", "--dir", d.path("portal"), "--to", stick, "--passphrase-file", d.secret); err != nil {
		return err
	}
	if d.tour == "" {
		return nil
	}
	_, err := d.output(ctx, "kioskctl", "seed", "--dir", d.path("kiosk"), "--count", strconv.Itoa(others), "--passphrase-file", d.secret)
	return err
}
