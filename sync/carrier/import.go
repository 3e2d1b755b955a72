package carrier

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"ventanilla/sync/batch"
	"ventanilla/sync/outbox"
)

// Imported is what an import has taken.
type Imported struct {
	// Answer is the portal's answer to this device's enrolment, nil if there is none. Its signature is for the caller to
	// verify.
	Answer   []byte
	Receipts int // for batches that waited for one
	Updates  int // that were not known before
	Drafts   int // of other devices, that this one is to go on with
	Cards    int // new ones of the portal, which who imports has taken before by [Succession]
	// Refused tells which files were not taken, and why; they kept no other from being taken.
	Refused []error
}

// Import takes what the portal has put into the folder from for this device: receipts and updates into the outbox, where
// they wait for the next unlock, and the answer to an enrolment. Importing again does no harm. Errors match ErrGone or
// ErrReadOnly where the drive is at fault.
func Import(ctx context.Context, into *outbox.Folder, from string, progress Progress) (Imported, error) {
	i := &importing{into: into, from: from, progress: progress}
	if err := i.run(ctx); err != nil {
		return i.done, fmt.Errorf("import: %w", err)
	}
	return i.done, nil
}

// importing is one run of Import.
type importing struct {
	into     *outbox.Folder
	from     string
	progress Progress
	files    int64
	total    int64
	done     Imported
}

func (i *importing) run(ctx context.Context) error {
	if err := checkFolder(i.from); err != nil {
		return err
	}
	batches, err := i.into.Batches(ctx)
	if err != nil {
		return err
	}
	updates, err := i.updates()
	if err != nil {
		return driveError(err)
	}
	drafts, err := i.drafts()
	if err != nil {
		return driveError(err)
	}
	i.total = int64(1 + len(batches) + len(updates) + len(drafts))
	answer, err := i.read(batch.AnswerFile(i.into.Device()))
	if err != nil {
		return err
	}
	i.done.Answer = answer
	for _, b := range batches {
		if err := i.receipt(ctx, b); err != nil {
			return err
		}
	}
	for _, u := range updates {
		if err := i.update(ctx, u); err != nil {
			return err
		}
	}
	for _, file := range drafts {
		if err := i.draft(ctx, file); err != nil {
			return err
		}
	}
	return nil
}

// drafts lists the drafts that the portal gives to this device.
func (i *importing) drafts() ([]string, error) {
	entries, err := os.ReadDir(filepath.Join(i.from, filepath.FromSlash(batch.ReturnedFolder)))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var found []string
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), "-"+string(i.into.Device())+".age") {
			found = append(found, batch.ReturnedFolder+"/"+e.Name())
		}
	}
	return found, err
}

func (i *importing) draft(ctx context.Context, file string) error {
	data, err := i.read(file)
	if err != nil || data == nil {
		return err
	}
	fresh, err := i.into.KeepDraft(ctx, data)
	if err != nil {
		i.refuse(batch.ReturnedFolder, err) // the name of the file would tell an application
		return nil
	}
	if fresh {
		i.done.Drafts++
	}
	return nil
}

// receipt takes the receipt of one batch, if it is there.
func (i *importing) receipt(ctx context.Context, b outbox.Batch) error {
	envelope, err := i.read(batch.ReceiptFile(b.Manifest.Batch))
	if err != nil || envelope == nil {
		return err
	}
	if err := i.into.KeepReceipt(ctx, envelope); err != nil {
		i.refuse(batch.ReceiptFile(b.Manifest.Batch), err)
		return nil
	}
	i.done.Receipts++
	return nil
}

// update is a file of the portal's for all devices or for this one.
type update struct {
	number int64
	file   string // with slashes
}

// updates lists the updates for this device, by rising number.
func (i *importing) updates() ([]update, error) {
	dir := path.Dir(batch.UpdateFile(1, ""))
	entries, err := os.ReadDir(filepath.Join(i.from, filepath.FromSlash(dir)))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var found []update
	for _, e := range entries {
		digits, _, _ := strings.Cut(strings.TrimSuffix(e.Name(), path.Ext(e.Name())), "-")
		number, err := strconv.ParseInt(digits, 10, 64)
		if err != nil {
			continue // not of the portal's making
		}
		file := dir + "/" + e.Name()
		if file == batch.UpdateFile(number, "") || file == batch.UpdateFile(number, i.into.Device()) {
			found = append(found, update{number, file})
		}
	}
	slices.SortFunc(found, func(a, b update) int { return int(a.number - b.number) })
	return found, nil
}

func (i *importing) update(ctx context.Context, u update) error {
	data, err := i.read(u.file)
	if err != nil || data == nil {
		return err
	}
	fresh, err := i.into.TakeUpdate(ctx, u.number, data)
	if err != nil {
		i.refuse(u.file, err)
		return nil
	}
	if fresh {
		i.done.Updates++
	}
	return nil
}

// Succession returns what a stick says of the portal that follows the one of the card, nil if nothing. Its signature is for
// the caller to verify. Errors match ErrGone or ErrReadOnly where the drive is at fault.
func Succession(from string, portal batch.PortalID) ([]byte, error) {
	return readFile(from, batch.SuccessionFile(portal))
}

// read returns the bytes of one file, nil if it is not there.
func (i *importing) read(file string) ([]byte, error) {
	i.files++
	i.progress.tell(Taking, i.files, i.total)
	return readFile(i.from, file)
}

func readFile(from, file string) ([]byte, error) {
	name := filepath.Join(from, filepath.FromSlash(file))
	info, err := os.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) || err == nil && !info.Mode().IsRegular() {
		return nil, nil // what is no plain file is not of the portal's making
	}
	if err != nil {
		return nil, driveError(err)
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, driveError(err)
	}
	data, err := io.ReadAll(io.LimitReader(f, batch.MaxObjectSize+1))
	if err := errors.Join(err, f.Close()); err != nil {
		return nil, driveError(err)
	}
	return data, nil
}

func (i *importing) refuse(file string, err error) {
	i.done.Refused = append(i.done.Refused, fmt.Errorf("take %s: %w", file, err))
}
