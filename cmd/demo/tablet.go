package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
)

// tablet is a second one, in a place without a network: what it has for the office goes there on a stick.
type tablet struct {
	demo   *demo
	dir    string
	sticks string // folder whose folders stand for them
	codes  []string
}

// strangers is how many made-up people hand in at the new tablet while it is locked.
const strangers = 4

// newTablet makes the stick that the office has given along, with its card. Where the card says that the office answers,
// nobody does.
func (d *demo) newTablet(ctx context.Context, name string) (*tablet, error) {
	t := &tablet{demo: d, dir: d.path(name), sticks: d.path(name + "-sticks")}
	if err := os.MkdirAll(t.stick(), 0o700); err != nil {
		return nil, fmt.Errorf("make a folder that stands for a stick: %w", err)
	}
	card, err := d.output(ctx, "portal", "card", "--dir", d.path("portal"), "--url", "http://127.0.0.1:9", "--passphrase-file", d.secret)
	if err != nil {
		return nil, err
	}
	return t, os.WriteFile(filepath.Join(t.stick(), "card.json"), card, 0o600)
}

func (t *tablet) stick() string { return filepath.Join(t.sticks, "AZUL") }

// meetPeople hands in for made-up people, other ones each time.
func (t *tablet) meetPeople(ctx context.Context, passphrase string) error {
	secret := t.dir + ".passphrase"
	if err := os.WriteFile(secret, []byte(passphrase+"\n"), 0o600); err != nil {
		return fmt.Errorf("write passphrase file: %w", err)
	}
	out, err := t.demo.output(ctx, "kioskctl", "seed", "--dir", t.dir, "--count", strconv.Itoa(strangers),
		"--from", strconv.Itoa(len(t.codes)+1), "--passphrase-file", secret)
	if err != nil {
		return err
	}
	lines, err := decodeLines(out)
	if err != nil {
		return err
	}
	for _, l := range lines {
		t.codes = append(t.codes, l.Code)
	}
	return nil
}

// failDisk cuts the end off one thing that waits in the outbox.
func (t *tablet) failDisk(ctx context.Context, passphrase string) error {
	if err := t.meetPeople(ctx, passphrase); err != nil {
		return err
	}
	sealed, err := filepath.Glob(filepath.Join(t.dir, "outbox", "objects", "*.age"))
	if err != nil || len(sealed) == 0 {
		return errors.Join(errors.New("nothing waits in the outbox"), err)
	}
	info, err := os.Stat(sealed[0])
	if err != nil {
		return err
	}
	return os.Truncate(sealed[0], info.Size()-1)
}

// carryStick pulls the stick out, takes it to the office, which answers, and plugs it in again.
func (t *tablet) carryStick(ctx context.Context) error {
	away := t.dir + "-stick"
	if err := os.Rename(t.stick(), away); err != nil {
		return err
	}
	portal := func(args ...string) error {
		_, err := t.demo.output(ctx, "portal", append(args, "--dir", t.demo.path("portal"), "--passphrase-file", t.demo.secret)...)
		return err
	}
	if err := portal("import", away); err != nil {
		return err
	}
	for i, state := range []string{"interview_requested", "under_review"} {
		if err := portal("status", t.codes[i], state, "--note", caseNotes[i]); err != nil {
			return err
		}
	}
	if err := portal("export", "--to", away); err != nil {
		return err
	}
	return os.Rename(away, t.stick())
}

// caseNotes are what the office adds to what it says of two cases.
var caseNotes = []string{"Entrevista por teléfono: la oficina llama.", ""}

// spoil turns a bit of the store over, where the photos of those lie who came last.
func (t *tablet) spoil(ctx context.Context, passphrase string) error {
	if err := t.meetPeople(ctx, passphrase); err != nil {
		return err
	}
	f, err := os.OpenFile(filepath.Join(t.dir, "kiosk.db"), os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	one, at := make([]byte, 1), info.Size()/4*3
	if _, err := f.ReadAt(one, at); err != nil {
		return err
	}
	one[0] ^= 1
	_, err = f.WriteAt(one, at)
	return err
}
