package site

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"ventanilla/app/intake"
	"ventanilla/store"
	"ventanilla/sync/batch"
)

// Support is what a technician far away needs to know of a kiosk. It holds no personal data: no name, no answer, no code, no
// id of an application or of a member of staff, no path.
type Support struct {
	Version int                  `json:"version"` // 1
	At      time.Time            `json:"at"`
	Device  batch.DeviceID       `json:"device"`
	Site    string               `json:"site"`
	Office  intake.Office        `json:"office"`
	Checks  []Check              `json:"checks"`
	States  map[intake.State]int `json:"states"`  // applications
	Actions map[store.Action]int `json:"actions"` // entries of the audit trail
	Files   map[string]int64     `json:"files"`   // bytes, by name in the kiosk's folder
	Batches []SupportBatch       `json:"batches"` // that are not settled
	Log     []string             `json:"log"`     // the last lines, scrubbed
}

// SupportBatch is a batch as a technician sees it.
type SupportBatch struct {
	Sequence  int64     `json:"sequence"`
	CreatedAt time.Time `json:"created_at"`
	Objects   int       `json:"objects"`
	Bytes     int64     `json:"bytes"`
	Held      int64     `json:"held"` // bytes that the portal has signed for
}

// WriteSupport writes what a technician needs as JSON: the checks that were made, and what else helps. Supervisors only.
func (s *Session) WriteSupport(ctx context.Context, to io.Writer, checks []Check) error {
	if err := s.supervise(); err != nil {
		return err
	}
	support, err := s.support(ctx, checks)
	if err != nil {
		return fmt.Errorf("make support file: %w", err)
	}
	out := json.NewEncoder(to)
	out.SetIndent("", " ")
	if err := out.Encode(support); err != nil {
		return fmt.Errorf("make support file: %w", err)
	}
	return nil
}

// SupportName is what a support file of today is called.
func (s *Session) SupportName() string { return s.fileName("support", "json") }

// SaveSupport writes a support file into a folder, such as that of a stick. It notes that in the audit trail. Supervisors
// only.
func (s *Session) SaveSupport(ctx context.Context, folder, name string, checks []Check) error {
	if err := s.supervise(); err != nil {
		return err
	}
	return s.carryOut(ctx, folder, name, store.Supported, func(w io.Writer) error { return s.WriteSupport(ctx, w, checks) })
}

func (s *Session) support(ctx context.Context, checks []Check) (Support, error) {
	support := Support{
		Version: 1, At: s.Site.options.Now().UTC(), Device: s.Site.Device(), Site: s.Site.Name(), Office: s.Site.Office(),
		Checks: checks, Actions: map[store.Action]int{}, Batches: []SupportBatch{},
	}
	var err error
	if support.States, err = s.Store.Counts(ctx); err != nil {
		return support, err
	}
	err = s.Store.Audit(ctx, func(e store.Entry) bool {
		support.Actions[e.What]++
		return true
	})
	if err != nil {
		return support, err
	}
	batches, err := s.Site.outbox.Batches(ctx)
	if err != nil {
		return support, err
	}
	for _, b := range batches {
		held, all := b.Bytes()
		support.Batches = append(support.Batches, SupportBatch{
			Sequence: b.Manifest.Sequence, CreatedAt: b.Manifest.CreatedAt, Objects: len(b.Manifest.Objects), Bytes: all, Held: held,
		})
	}
	if support.Files, err = s.Site.files(); err != nil {
		return support, err
	}
	support.Log, err = s.Site.lastLog()
	return support, err
}

// files are the sizes of what lies in the kiosk's folder by the names that this program gives.
func (s *Site) files() (map[string]int64, error) {
	entries, err := os.ReadDir(s.dir)
	if err != nil {
		return nil, err
	}
	sizes := map[string]int64{}
	for _, e := range entries {
		info, err := e.Info()
		if err == nil && info.Mode().IsRegular() && (isOurs(e.Name()) || e.Name() == siteFile || e.Name() == vaultFile) {
			sizes[e.Name()] = info.Size()
		}
	}
	return sizes, nil
}

const (
	logLines = 200     // of the log that a support file holds
	logBytes = 1 << 16 // that are looked at for them
)

// lastLog are the last lines of the window's log, scrubbed.
func (s *Site) lastLog() ([]string, error) {
	f, err := os.Open(filepath.Join(s.dir, LogFile))
	if errors.Is(err, fs.ErrNotExist) {
		return []string{}, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	start := max(info.Size()-logBytes, 0)
	data, err := io.ReadAll(io.NewSectionReader(f, start, logBytes))
	if err != nil {
		return nil, err
	}
	if start > 0 {
		_, data, _ = bytes.Cut(data, []byte("\n"))
	}
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")
	lines = lines[max(len(lines)-logLines, 0):]
	for i := range lines {
		lines[i] = scrubbed(lines[i])
	}
	return lines, nil
}

// telling is what in a line of the log points to an application or to whose machine it is: ids, reference codes, paths.
var telling = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|` +
	`\b[0-9A-HJKMNP-TV-Z]{5}-?[0-9A-HJKMNP-TV-Z]{5}\b|` +
	`([A-Za-z]:)?[/\\][^"':]*[/\\][^\s"':]*`)

func scrubbed(line string) string { return telling.ReplaceAllString(line, "…") }
