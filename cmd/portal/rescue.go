package main

import (
	"context"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"text/tabwriter"
	"time"

	"ventanilla/app/intake"
	"ventanilla/sync/batch"
	"ventanilla/sync/portal"
)

// rescued is an opened draft that was carried out of a kiosk.
type rescued struct {
	intake.Rescue
	core     batch.Core
	sealer   batch.DeviceID
	received time.Time
	handedIn bool // the same application was handed in, by whatever kiosk
}

// rescuedLine is what a list says of a rescued draft. It is no application.
type rescuedLine struct {
	Application intake.ApplicationID `json:"application"`
	Code        string               `json:"code"`
	Revision    int                  `json:"revision"` // that it would have become
	Device      batch.DeviceID       `json:"device"`
	Site        string               `json:"site"`
	SavedAt     time.Time            `json:"saved_at"` // by the device's clock
	ReceivedAt  time.Time            `json:"received_at"`
	Photos      int                  `json:"photos"`
	LeftOut     int                  `json:"left_out,omitempty"` // photos that found no room
	HandedIn    bool                 `json:"handed_in"`          // meanwhile, by whatever kiosk
}

// rescues opens the rescued drafts, of each application the one that was saved last. One that is damaged hides no other.
func (h *home) rescues(ctx context.Context) (list []rescued, damaged, err error) {
	letters, err := h.ledger.Letters(ctx, batch.KindRescue)
	if err != nil {
		return nil, nil, fmt.Errorf("%w: %w", errUnreachable, err)
	}
	ids, err := h.identitiesFor(letters)
	if err != nil {
		return nil, nil, err
	}
	place := map[intake.ApplicationID]int{}
	for _, l := range letters {
		r := rescued{received: l.HeldAt, handedIn: l.HandedIn}
		if r.core, r.sealer, err = h.openLetter(ctx, ids, l, &r.Rescue); err != nil {
			damaged = errors.Join(damaged, err)
			continue
		}
		if !r.Sound() || string(r.Draft.Application) != l.Application {
			damaged = errors.Join(damaged, fmt.Errorf("open object %s: %w", l.Name, batch.ErrDamaged))
			continue
		}
		at, known := place[r.Draft.Application]
		switch {
		case !known:
			place[r.Draft.Application] = len(list)
			list = append(list, r)
		case r.Draft.SavedAt.After(list[at].Draft.SavedAt):
			list[at] = r
		}
	}
	return list, damaged, nil
}

func (h *home) listRescued(ctx context.Context, s streams, asJSON bool) error {
	list, damaged, err := h.rescues(ctx)
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
	if !asJSON {
		fmt.Fprintln(table, "CODE\tSITE\tDEVICE\tSAVED\tPHOTOS\tHANDED IN\tID")
	}
	for _, r := range list {
		line := r.line()
		if asJSON {
			if err := json.NewEncoder(s.out).Encode(line); err != nil {
				return err
			}
			continue
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%d\t%t\t%s\n", line.Code, line.Site, line.Device, line.SavedAt.Format(time.DateTime),
			line.Photos, line.HandedIn, line.Application)
	}
	return errors.Join(table.Flush(), damaged)
}

func (r rescued) line() rescuedLine {
	return rescuedLine{
		Application: r.Draft.Application, Code: r.Draft.Code.String(), Revision: r.Draft.Revision, Device: r.sealer, Site: r.Site,
		SavedAt: r.Draft.SavedAt, ReceivedAt: r.received, Photos: len(r.Photos), LeftOut: r.LeftOut, HandedIn: r.handedIn,
	}
}

// shownRescue is a rescued draft as it is shown: its photos are files, not text.
type shownRescue struct {
	Draft  intake.Draft `json:"draft"`
	Portal shownDraft   `json:"portal"`
}

type shownDraft struct {
	Rescued bool `json:"rescued"` // always true: nobody has handed it in
	rescuedLine
	Files []shownPhoto `json:"files,omitempty"`
}

// showRescued opens the rescued draft of a code or an id, and reports false if there is none.
func (h *home) showRescued(ctx context.Context, s streams, which, folder string, asJSON bool) (bool, error) {
	list, _, err := h.rescues(ctx)
	if err != nil {
		return false, err
	}
	if code, err := intake.ParseCode(which); err == nil {
		which = code.String()
	}
	for _, r := range list {
		if string(r.Draft.Application) != which && r.Draft.Code.String() != which {
			continue
		}
		shown := shownRescue{Draft: r.Draft, Portal: shownDraft{Rescued: true, rescuedLine: r.line()}}
		if folder != "" {
			if shown.Portal.Files, err = r.savePhotos(folder); err != nil {
				return true, err
			}
		}
		text, err := json.Marshal(shown)
		if err != nil {
			return true, err
		}
		return true, printRecord(s, text, asJSON)
	}
	return false, nil
}

func (r rescued) savePhotos(folder string) ([]shownPhoto, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, fmt.Errorf("%w: %w", errUsage, err)
	}
	pictures := map[string][]byte{}
	for _, p := range r.Photos {
		pictures[p.SHA256] = p.JPEG
	}
	var shown []shownPhoto
	for i, p := range r.Draft.Answers.Photos {
		one := shownPhoto{SHA256: p.SHA256, Kind: p.Kind}
		if data, there := pictures[p.SHA256]; there {
			one.File = filepath.Join(folder, fmt.Sprintf("%s-%d-%s.jpg", r.Draft.Code, i+1, p.Kind))
			if err := writeFile(one.File, data); err != nil {
				return nil, err
			}
		}
		shown = append(shown, one)
	}
	return shown, nil
}

// giveBack writes the rescued drafts of one kiosk for another, which goes on with them, and returns how many. What was
// handed in meanwhile needs no going on, unless the draft is a later correction of it.
func (h *home) giveBack(ctx context.Context, folder string, from, to batch.DeviceID) (int, error) {
	heir, err := h.ledger.Device(ctx, to)
	if err == nil && heir.Revoked {
		err = portal.ErrRevokedDevice
	}
	if err != nil {
		return 0, fmt.Errorf("%w: --to-device: %w", errRefused, err)
	}
	list, damaged, err := h.rescues(ctx)
	if err != nil {
		return 0, err
	}
	key, err := h.signingKey()
	if err != nil {
		return 0, err
	}
	files := map[string][]byte{}
	for _, r := range list {
		if r.sealer != from || r.handedIn && r.Draft.Revision == 1 {
			continue
		}
		data, err := returned(key, heir, r)
		if err != nil {
			return 0, err
		}
		if err := h.ledger.Entrust(ctx, string(r.Draft.Application), from, to); err != nil {
			return 0, fmt.Errorf("%w: %w", errUnreachable, err)
		}
		files[batch.ReturnedFile(string(r.Draft.Application), to)] = data
	}
	if len(files) == 0 {
		return 0, errors.Join(fmt.Errorf("%w: there is no rescued draft of %s", errRefused, from), damaged)
	}
	return len(files), errors.Join(writeFiles(folder, files), damaged)
}

// returned seals a draft to the kiosk that goes on with it.
func returned(key ed25519.PrivateKey, heir portal.Device, r rescued) ([]byte, error) {
	recipients, err := batch.ParseRecipients([]string{heir.Recipient})
	if err != nil {
		return nil, err
	}
	envelope, err := batch.SignDocument(key, batch.ReturnedDraft{
		Version: batch.Version, Portal: portalID(key), Device: heir.ID, From: r.sealer,
		Application: string(r.Draft.Application), Rescue: json.RawMessage(r.core), At: batch.Stamp(time.Now()),
	})
	if err != nil {
		return nil, err
	}
	return batch.Seal(recipients, envelope)
}
