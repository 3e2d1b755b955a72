package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"ventanilla/cmd/internal/site"
	"ventanilla/sync/batch"
)

// auditLine is what is printed for an exported audit trail.
type auditLine struct {
	File    string         `json:"file"`
	Good    bool           `json:"good"`
	Device  batch.DeviceID `json:"device,omitempty"` // that has signed
	Site    string         `json:"site,omitempty"`
	At      time.Time      `json:"at,omitzero"`
	Entries int64          `json:"entries"`
	Error   string         `json:"error,omitempty"`
}

// verifyAudit checks an exported audit trail, and closes the file.
func (p *program) verifyAudit(file string, in io.Reader, f io.Closer, asJSON bool) error {
	seal, err := site.VerifyAuditFile(in)
	err = errors.Join(err, f.Close())
	line := auditLine{File: file, Good: err == nil, Device: seal.Device, Site: seal.Site, At: seal.At, Entries: seal.Entries}
	verdict := "good"
	if err != nil {
		line.Error, verdict = err.Error(), "NOT GOOD"
		err = fmt.Errorf("verify %s: %w: %w", file, batch.ErrDamaged, err)
	}
	if asJSON {
		return errors.Join(err, json.NewEncoder(p.out).Encode(line))
	}
	fmt.Fprintf(p.out, "%s: %s, audit trail of device %s, %d entries\n", file, verdict, line.Device, line.Entries)
	return err
}
