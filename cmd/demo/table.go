package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"text/tabwriter"
)

// line is what the kiosk knows of an application, as `kioskctl list --json` prints it.
type line struct {
	Code     string `json:"code"`
	State    string `json:"state"`
	Revision int    `json:"revision"`
	Objects  int    `json:"objects"`
	Bytes    int64  `json:"bytes"`
	Receipt  bool   `json:"receipt_verified"`
}

// printTable shows what became of each application. Anything but delivered under a verified receipt is an error.
func (d *demo) printTable(ctx context.Context) error {
	out, err := d.output(ctx, "kioskctl", "list", "--dir", d.path("kiosk"), "--json", "--passphrase-file", d.secret)
	if err != nil {
		return err
	}
	lines, err := decodeLines(out)
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(os.Stdout, 0, 0, 3, ' ', 0)
	fmt.Fprintln(table, "\nCODE\tSTATE\tREVISION\tOBJECTS\tBYTES\tRECEIPT VERIFIED")
	undelivered := 0
	for _, l := range lines {
		fmt.Fprintf(table, "%s\t%s\t%d\t%d\t%d\t%s\n", l.Code, l.State, l.Revision, l.Objects, l.Bytes, yesNo(l.Receipt))
		if l.State != "delivered" || !l.Receipt {
			undelivered++
		}
	}
	if err := table.Flush(); err != nil {
		return err
	}
	if undelivered > 0 || len(lines) == 0 {
		return fmt.Errorf("%d of %d applications were not delivered", undelivered, len(lines))
	}
	return nil
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// decodeLines reads JSON Lines.
func decodeLines(data []byte) ([]line, error) {
	var lines []line
	dec := json.NewDecoder(bytes.NewReader(data))
	for {
		var l line
		switch err := dec.Decode(&l); {
		case errors.Is(err, io.EOF):
			return lines, nil
		case err != nil:
			return nil, fmt.Errorf("read the kiosk's list: %w", err)
		}
		lines = append(lines, l)
	}
}
