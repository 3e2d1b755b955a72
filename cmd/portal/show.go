package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"filippo.io/age"
	"github.com/spf13/cobra"

	"ventanilla/app/intake"
	"ventanilla/sync/batch"
	"ventanilla/sync/portal"
	"ventanilla/sync/portal/ledger"
)

func newShow(s streams) *cobra.Command {
	c := &cobra.Command{
		Use:   "show --dir D CODE [--json] [--photos FOLDER]",
		Short: "open one application, report of fraud or rescued draft",
		Long: `Opens one application, by its reference code or its id, and prints its record as the
kiosk sealed it, with what the portal knows of it under "portal". Photos go to a folder,
byte for byte. The id of a report of fraud opens that; a code or an id of which there is
only a rescued draft opens the draft, which nobody has handed in.`,
		Example: "  portal show --dir D 7K3M9-0QXVB --json --photos out",
		Args:    usage(cobra.ExactArgs(1)),
	}
	h := newHome(c, s)
	asJSON := c.Flags().Bool("json", false, "print JSON on one line")
	folder := c.Flags().String("photos", "", "folder to write the photos to")
	c.RunE = func(c *cobra.Command, args []string) error {
		return h.with(c.Context(), func() error { return h.show(c.Context(), s, args[0], *folder, *asJSON) })
	}
	return c
}

func (h *home) show(ctx context.Context, s streams, which, folder string, asJSON bool) error {
	a, err := h.find(ctx, which)
	if errors.Is(err, portal.ErrNotFound) {
		return h.showLetter(ctx, s, which, folder, asJSON, err)
	}
	if err != nil {
		return err
	}
	ids, err := h.identities()
	if err != nil {
		return err
	}
	r, err := h.record(ctx, ids, a)
	if err != nil {
		return err
	}
	shown := shownPortal{Application: a, SealedBy: r.sealer}
	if folder != "" {
		if shown.Photos, err = h.savePhotos(ctx, ids, a, r.revision, folder); err != nil {
			return err
		}
	}
	text, err := shown.join(r.core)
	if err != nil {
		return err
	}
	return printRecord(s, text, asJSON)
}

func printRecord(s streams, text []byte, asJSON bool) error {
	if !asJSON {
		var pretty bytes.Buffer
		if err := json.Indent(&pretty, text, "", "  "); err != nil {
			return err
		}
		text = pretty.Bytes()
	}
	_, err := fmt.Fprintf(s.out, "%s\n", text)
	return err
}

// find returns the one application with a code or an id.
func (h *home) find(ctx context.Context, which string) (ledger.Application, error) {
	if code, err := intake.ParseCode(which); err == nil {
		which = code.String()
	}
	var damaged error
	found, err := h.ledger.Find(ctx, which)
	if err == nil && len(found) == 0 { // perhaps one that nobody has opened yet
		var all []ledger.Application
		if all, err = h.ledger.Applications(ctx); err == nil {
			if damaged, err = h.learnCodes(ctx, all); err != nil {
				return ledger.Application{}, err
			}
			found, err = h.ledger.Find(ctx, which)
		}
	}
	switch {
	case err != nil:
		return ledger.Application{}, fmt.Errorf("%w: %w", errUnreachable, err)
	case len(found) == 0:
		return ledger.Application{}, errors.Join(fmt.Errorf("find application: %w", portal.ErrNotFound), damaged)
	case len(found) > 1:
		return ledger.Application{}, fmt.Errorf("%w: several applications have this code: use the id that `portal list` tells", errRefused)
	}
	return found[0], nil
}

// shownPortal is what the portal knows of an application.
type shownPortal struct {
	ledger.Application
	SealedBy batch.DeviceID `json:"sealed_by"` // whose signature the record has
	Photos   []shownPhoto   `json:"photos,omitempty"`
}

type shownPhoto struct {
	SHA256 string           `json:"sha256"`
	Kind   intake.PhotoKind `json:"kind"`
	File   string           `json:"file,omitempty"` // absent if it has not arrived
}

// join adds what the portal knows to the record, which stays as it is.
func (p shownPortal) join(core batch.Core) ([]byte, error) { return joinRecord(core, p) }

func joinRecord(core batch.Core, p any) ([]byte, error) {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(core, &fields); err != nil {
		return nil, fmt.Errorf("read record: %w", batch.ErrDamaged)
	}
	own, err := json.Marshal(p)
	if err != nil {
		return nil, err
	}
	fields["portal"] = own
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	err = e.Encode(fields)
	return bytes.TrimSpace(out.Bytes()), err
}

// savePhotos writes the photos that a revision names, each as it was stored.
func (h *home) savePhotos(ctx context.Context, ids []age.Identity, a ledger.Application, r intake.Revision, folder string) ([]shownPhoto, error) {
	photos, err := h.photos(ctx, ids, a)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, fmt.Errorf("%w: %w", errUsage, err)
	}
	shown := make([]shownPhoto, 0, len(r.Answers.Photos))
	for i, p := range r.Answers.Photos {
		one := shownPhoto{SHA256: p.SHA256, Kind: p.Kind}
		if data, there := photos[p.SHA256]; there {
			one.File = filepath.Join(folder, fmt.Sprintf("%s-%d-%s.jpg", r.Code, i+1, p.Kind))
			if err := writeFile(one.File, data); err != nil {
				return nil, err
			}
		}
		shown = append(shown, one)
	}
	return shown, nil
}
