package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"ventanilla/sync/batch"
	"ventanilla/sync/portal"
)

// bundleSuffix is what bundles are called in a folder.
const bundleSuffix = ".tar"

func newImport(s streams) *cobra.Command {
	c := &cobra.Command{
		Use:   "import --dir D PATH…",
		Short: "take bundles from a stick",
		Long: `Takes bundles, or all bundles (*.tar) in folders, into the portal. A bundle that
was taken before changes nothing. Give the stick its receipts with "portal export".`,
		Example: "  portal import --dir D /media/stick",
		Args:    usage(cobra.MinimumNArgs(1)),
	}
	h := newHome(c, s)
	asJSON := c.Flags().Bool("json", false, "print a JSON line for each bundle")
	c.RunE = func(c *cobra.Command, args []string) error {
		files, err := bundles(args)
		if err != nil {
			return err
		}
		return h.with(c.Context(), func() error { return h.importAll(c.Context(), s, files, *asJSON) })
	}
	return c
}

// bundles finds the files that paths stand for.
func bundles(paths []string) ([]string, error) {
	var files []string
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", errUsage, err)
		}
		if !info.IsDir() {
			files = append(files, path)
			continue
		}
		err = filepath.WalkDir(path, func(file string, d fs.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() && strings.HasSuffix(d.Name(), bundleSuffix) && !strings.HasPrefix(d.Name(), ".") {
				files = append(files, file)
			}
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("%w: %w", errUsage, err)
		}
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("%w: no bundle (*%s) there", errRefused, bundleSuffix)
	}
	return files, nil
}

func (h *home) importAll(ctx context.Context, s streams, files []string, asJSON bool) error {
	key, err := h.signingKey()
	if err != nil {
		return err
	}
	p := h.portal(key, slog.New(slog.NewJSONHandler(s.err, nil)))
	var failed error
	for _, file := range files {
		result, err := importFile(ctx, p, file)
		if err := printImport(s, file, result, err, asJSON); err != nil {
			return err
		}
		failed = errors.Join(failed, err, importProblem(file, result))
	}
	if _, err := h.publishDevices(ctx, key); err != nil { // the sticks may have brought new ones
		failed = errors.Join(failed, err)
	}
	return failed
}

func importFile(ctx context.Context, p *portal.Portal, path string) (portal.Import, error) {
	f, err := os.Open(path)
	if err != nil {
		return portal.Import{}, fmt.Errorf("%w: %w", errUsage, err)
	}
	result, err := p.ImportBundle(ctx, bufio.NewReaderSize(f, 1<<20))
	if err != nil {
		err = fmt.Errorf("import %s: %w", path, err)
	}
	return result, errors.Join(err, f.Close())
}

// importProblem tells what of a bundle was not taken.
func importProblem(file string, result portal.Import) error {
	var err error
	if len(result.Damaged) > 0 {
		err = fmt.Errorf("import %s: %d objects %w: export them again on the kiosk", file, len(result.Damaged), batch.ErrDamaged)
	}
	for id, code := range result.Refused {
		err = errors.Join(err, fmt.Errorf("import %s: %w: %s %s", file, errRefused, code, id))
	}
	return err
}

// importLine is what is printed for a bundle.
type importLine struct {
	File     string `json:"file"`
	Batches  int    `json:"batches"`
	Complete int    `json:"complete"`
	portal.Import
	Error string `json:"error,omitempty"`
}

func printImport(s streams, file string, result portal.Import, cause error, asJSON bool) error {
	line := importLine{File: file, Batches: len(result.Batches), Import: result}
	for _, standing := range result.Batches {
		if standing.Complete() {
			line.Complete++
		}
	}
	if cause != nil {
		line.Error = cause.Error()
	}
	if asJSON {
		return json.NewEncoder(s.out).Encode(line)
	}
	_, err := fmt.Fprintf(s.out, "%s: %d objects, %d of %d batches complete\n", file, line.Objects, line.Complete, line.Batches)
	return err
}
