package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"ventanilla/sync/batch"
)

func (p *program) newVerify() *cobra.Command {
	c := &cobra.Command{
		Use:   "verify FILE…",
		Short: "check the signatures and every hash of bundles and audit files, without any secret",
		Long: `Reads bundles to their end and checks each signature and each hash. No key is needed,
so anybody can do it. An object that is listed and not in the bundle is absent, which is
no damage: another bundle, or the network, may have carried it.

A file that "kioskctl audit --export" has written is told by its beginning: its chain of
hashes is followed and its signature checked. The device that has signed is named: see
that it is the one that you expect.`,
		Example: `  kioskctl verify /media/ana/USB/ventanilla-*.tar`,
		Args:    cobra.MinimumNArgs(1),
	}
	asJSON := c.Flags().Bool("json", false, "print a JSON line for each bundle")
	c.RunE = func(_ *cobra.Command, files []string) error {
		var failed error
		for _, file := range files {
			failed = errors.Join(failed, p.verify(file, *asJSON))
		}
		return failed
	}
	return c
}

// verifyLine is what is printed for a bundle.
type verifyLine struct {
	File         string           `json:"file"`
	Good         bool             `json:"good"`
	Devices      []batch.DeviceID `json:"devices"` // that have signed
	Batches      int              `json:"batches"`
	Applications int              `json:"applications"`
	Rescued      int              `json:"rescued,omitempty"` // drafts that nobody has handed in
	Reports      int              `json:"reports,omitempty"` // of having been asked for money
	Objects      int              `json:"objects"`
	Bytes        int64            `json:"bytes"` // of the objects
	Damaged      []batch.Name     `json:"damaged,omitempty"`
	Absent       int              `json:"absent"`
	Enrolment    bool             `json:"enrolment"`
	Error        string           `json:"error,omitempty"`
}

func (p *program) verify(file string, asJSON bool) error {
	f, err := os.Open(file)
	if err != nil {
		return fmt.Errorf("verify bundle: %w", err)
	}
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return errors.Join(fmt.Errorf("%w: verify bundle: %s is a folder", errUsage, file), f.Close())
	}
	in := bufio.NewReaderSize(f, 1<<20)
	if start, err := in.Peek(1); err == nil && start[0] == '{' { // a bundle begins with the name of a file
		return p.verifyAudit(file, in, f, asJSON)
	}
	contents, err := batch.Verify(in)
	err = errors.Join(err, f.Close())
	line := describe(file, contents)
	if err != nil {
		line.Good, line.Error = false, err.Error()
		err = fmt.Errorf("verify %s: %w: %w", file, batch.ErrDamaged, err)
	}
	if asJSON {
		return errors.Join(err, json.NewEncoder(p.out).Encode(line))
	}
	verdict := "good"
	if !line.Good {
		verdict = "NOT GOOD"
	}
	fmt.Fprintf(p.out, "%s: %s, %d batches, %d applications, %d objects, %d bytes, %d damaged, %d absent\n",
		file, verdict, line.Batches, line.Applications, line.Objects, line.Bytes, len(line.Damaged), line.Absent)
	return err
}

func describe(file string, c batch.Contents) verifyLine {
	line := verifyLine{
		File: file, Good: true, Devices: []batch.DeviceID{}, Batches: len(c.Manifests), Objects: len(c.Objects),
		Damaged: c.Damaged, Absent: len(c.Absent), Enrolment: c.Enrolment,
	}
	devices, ids := map[batch.DeviceID]bool{}, map[string]bool{}
	for _, m := range c.Manifests {
		if !devices[m.Device] {
			line.Devices = append(line.Devices, m.Device)
		}
		devices[m.Device] = true
	}
	for _, o := range c.Objects {
		line.Bytes += o.Size
		switch {
		case o.Kind == batch.KindRescue:
			line.Rescued++
		case o.Kind == batch.KindFraudReport:
			line.Reports++
		default:
			ids[o.Application] = true
		}
	}
	line.Applications = len(ids)
	return line
}
