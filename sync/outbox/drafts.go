package outbox

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"filippo.io/age"

	"ventanilla/app/intake"
	"ventanilla/sync/batch"
)

// ReturnedKind is the kind under which a returned draft that was refused is told.
const ReturnedKind = "returned_draft"

// mostReturned is how many returned drafts wait for the next unlock; a stick full of rubbish must not fill the disk.
const mostReturned = 256

// ErrTooMany says that more waits already than is kept.
var ErrTooMany = errors.New("too many returned drafts wait: unlock the kiosk, then import the rest")

// KeepDraft keeps a draft that the portal gives to this device until the next unlock. It is sealed, so what it is can be
// proven only then. It reports false for one that waits already.
func (f *Folder) KeepDraft(_ context.Context, data []byte) (fresh bool, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	dir := filepath.Join(f.dir, draftDir)
	path := filepath.Join(dir, digest(data)+".age")
	waiting, err := names(dir)
	if err != nil {
		return false, fmt.Errorf("keep returned draft: %w", err)
	}
	if _, err := os.Stat(path); err == nil {
		return false, nil
	}
	switch {
	case !sealed(data) || len(data) > batch.MaxObjectSize:
		return false, fmt.Errorf("keep returned draft: %w", ErrForeign)
	case len(waiting) >= mostReturned:
		return false, fmt.Errorf("keep returned draft: %w", ErrTooMany)
	}
	if err := f.write(path, data); err != nil {
		return false, fmt.Errorf("keep returned draft: %w", err)
	}
	return true, nil
}

// takeDrafts makes drafts again of those that the portal gave back.
func (c *Custody) takeDrafts(ctx context.Context, done *Settled) error {
	dir := filepath.Join(c.folder.dir, draftDir)
	files, err := names(dir)
	if err != nil {
		return err
	}
	return takeEach(dir, files, func(data []byte) error { return c.takeDraft(ctx, data, done) })
}

func (c *Custody) takeDraft(ctx context.Context, data []byte, done *Settled) error {
	r, refused := c.openReturned(data)
	if refused != nil {
		done.Refused = append(done.Refused, refused)
		return c.store.Refuse(ctx, refused.Kind, refused.Name, "", string(refused.Reason))
	}
	photos := make([][]byte, len(r.Photos))
	for i, p := range r.Photos {
		photos[i] = p.JPEG
	}
	fresh, err := c.store.RestoreDraft(ctx, r.Whole(), photos...)
	if err != nil {
		return fmt.Errorf("take returned draft: %w", err)
	}
	if fresh {
		done.Restored = append(done.Restored, r.Draft.Application)
	}
	return nil
}

// openReturned proves that the portal gave the draft to this device, and reads it.
func (c *Custody) openReturned(data []byte) (intake.Rescue, *RefusedError) {
	envelope, err := batch.Open([]age.Identity{c.config.Identity}, data)
	if err != nil {
		return intake.Rescue{}, &RefusedError{Kind: ReturnedKind, Reason: NotSigned, Cause: errors.Join(ErrForeign, err)}
	}
	d, err := openKept[batch.ReturnedDraft](c.folder, envelope)
	if err != nil || d.Device != c.folder.device {
		return intake.Rescue{}, &RefusedError{Kind: ReturnedKind, Reason: NotSigned, Cause: ErrForeign}
	}
	var r intake.Rescue
	if json.Unmarshal(d.Rescue, &r) != nil || !r.Sound() || string(r.Draft.Application) != d.Application {
		return intake.Rescue{}, &RefusedError{Kind: ReturnedKind, Name: d.Application, Reason: Malformed}
	}
	return r, nil
}
