package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	mrand "math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"filippo.io/age"
	"github.com/google/uuid"

	"ventanilla/sync/batch"
	"ventanilla/sync/uplink"
)

var kills = flag.Int("kills", 20, "how often TestKilled kills the portal on each kind of storage")

// TestKilled kills two portals, which serve together, while kiosks deliver by
// both at once: no receipt is ever for what is gone, and at the end everything
// is there once.
func TestKilled(t *testing.T) {
	t.Run("folder", func(t *testing.T) { testKilled(t) })
	t.Run("postgres and s3", func(t *testing.T) {
		t.Setenv("AWS_ACCESS_KEY_ID", "key")
		t.Setenv("AWS_SECRET_ACCESS_KEY", "secret")
		testKilled(t, "--database", database(t), "--blobs", bucket(t))
	})
}

func testKilled(t *testing.T, storage ...string) {
	o := newOffice(t, storage...)
	fleet := []*courier{o.courier(t), o.courier(t), o.courier(t)}
	for range *kills {
		for _, c := range fleet {
			c.cut(t, 3)
		}
		victims := []*victim{o.serve(t), o.serve(t)}
		ctx, stop := context.WithCancel(t.Context())
		var all sync.WaitGroup
		for _, c := range fleet {
			for _, v := range victims {
				all.Go(func() { _ = c.deliver(ctx, v.url) }) // as far as it gets
			}
		}
		for _, v := range victims {
			<-time.After(mrand.N(80 * time.Millisecond)) // any moment will do
			v.kill(t)
		}
		stop()
		all.Wait()
		for _, c := range fleet {
			o.holds(t, c)
		}
	}
	last := o.serve(t)
	applications := 0
	for _, c := range fleet {
		if err := c.deliver(t.Context(), last.url); err != nil {
			t.Fatal(err)
		}
		o.holds(t, c)
		if left, _ := c.Waiting(t.Context()); len(left) > 0 {
			t.Errorf("%d batches still wait", len(left))
		}
		applications += c.applications
	}
	last.kill(t)
	kept, err := o.home.ledger.Applications(t.Context())
	if err != nil || len(kept) != applications {
		t.Fatalf("%d applications of %d: %v", len(kept), applications, err)
	}
}

// office is a portal's folder whose processes can be killed.
type office struct {
	program, dir, secret, card string // paths
	home                       *home  // opens the same storage
}

func newOffice(t *testing.T, storage ...string) *office {
	t.Helper()
	dir := t.TempDir()
	o := &office{
		program: filepath.Join(dir, "portal"), dir: filepath.Join(dir, "P"),
		secret: filepath.Join(dir, "secret"), card: filepath.Join(dir, "card.json"),
	}
	self, err := os.Executable()
	check(t, errors.Join(err, os.Symlink(self, o.program), os.WriteFile(o.secret, []byte(passphraseLine), 0o600)))
	o.command(t, append([]string{"init"}, storage...)...)
	check(t, os.WriteFile(o.card, o.command(t, "card", "--url", "http://127.0.0.1:1"), 0o600))
	o.home = &home{dir: o.dir, passphrase: passphrase{file: o.secret}}
	check(t, o.home.open(t.Context()))
	t.Cleanup(func() { check(t, o.home.db.Close()) })
	o.cheapenKey(t)
	return o
}

// command runs one command in this process and returns what it prints.
func (o *office) command(t *testing.T, args ...string) []byte {
	t.Helper()
	var out, messages bytes.Buffer
	args = append(args, "--dir", o.dir, "--passphrase-file", o.secret)
	if code := run(t.Context(), args, streams{out: &out, err: &messages}); code != exitDone {
		t.Fatalf("%s: status %d: %s", args[0], code, &messages)
	}
	return out.Bytes()
}

// cheapenKey makes the portal start at once: the passphrase protects nothing here.
func (o *office) cheapenKey(t *testing.T) {
	t.Helper()
	path := filepath.Join(o.dir, keyFolder, signingFile)
	secret := strings.TrimSpace(passphraseLine)
	key, err := loadKey(path, secret)
	check(t, err)
	recipient, err := age.NewScryptRecipient(secret)
	check(t, err)
	recipient.SetWorkFactor(10)
	var sealed bytes.Buffer
	w, err := age.Encrypt(&sealed, recipient)
	check(t, err)
	_, err = io.WriteString(w, key)
	check(t, errors.Join(err, w.Close(), os.WriteFile(path, sealed.Bytes(), 0o600)))
}

// victim is a process that serves.
type victim struct {
	process *exec.Cmd
	url     string
}

func (o *office) serve(t *testing.T) *victim {
	t.Helper()
	c := exec.Command(o.program, "serve", "--dir", o.dir, "--listen", "127.0.0.1:0", "--passphrase-file", o.secret)
	messages, err := c.StderrPipe()
	check(t, errors.Join(err, c.Start()))
	lines := bufio.NewScanner(messages)
	var first struct{ Address string }
	if !lines.Scan() || json.Unmarshal(lines.Bytes(), &first) != nil || first.Address == "" {
		t.Fatalf("the portal said %q", lines.Text())
	}
	go func() {
		for lines.Scan() { // to the end, so that it never waits for us
		}
	}()
	return &victim{process: c, url: "http://" + first.Address}
}

func (v *victim) kill(t *testing.T) {
	t.Helper()
	check(t, v.process.Process.Kill())
	_ = v.process.Wait() // killed, as was asked
}

// holds checks that the portal has every object that it has signed for.
func (o *office) holds(t *testing.T, c *courier) {
	t.Helper()
	for name := range c.signed {
		data, err := o.home.object(t.Context(), name)
		if err != nil || batch.NameOf(data) != name {
			t.Fatalf("signed for %s, which is gone: %v", name, err)
		}
	}
}

// courier is a kiosk that delivers batch after batch.
type courier struct {
	*kiosk
	applications int
	sequence     int64
	previous     string

	mu      sync.Mutex
	waiting map[string][]byte
	order   []string
	signed  map[batch.Name]bool
}

func (o *office) courier(t *testing.T) *courier {
	t.Helper()
	code := strings.TrimSpace(string(o.command(t, "enrol", "--site", "Casa", "--office", "GT")))
	k, err := newKiosk(o.card, code)
	check(t, err)
	signing, err := o.home.signingKey()
	check(t, err)
	_, err = o.home.portal(signing, nil).Enrol(t.Context(), k.request)
	check(t, err)
	return &courier{kiosk: k, waiting: map[string][]byte{}, signed: map[batch.Name]bool{}}
}

// cut makes a batch of so many applications, each with a photo. The portal
// opens none of it.
func (c *courier) cut(t *testing.T, applications int) {
	t.Helper()
	c.sequence++
	m := batch.Manifest{
		Version: batch.Version, Batch: uuid.Must(uuid.NewV7()).String(), Device: c.id, Site: "Casa",
		Sequence: c.sequence, Previous: c.previous, CreatedAt: batch.Stamp(time.Now()),
	}
	for range applications {
		c.applications++
		application := uuid.Must(uuid.NewV7()).String()
		for kind, size := range map[batch.Kind]int{batch.KindCore: 3_000, batch.KindPhoto: 100_000} {
			data := make([]byte, size)
			rand.Read(data)
			o, err := batch.NewObject(kind, application, 1, data)
			check(t, err)
			c.objects[o.Name] = data
			m.Objects = append(m.Objects, o)
		}
	}
	envelope, err := batch.SignDocument(c.key, m)
	check(t, err)
	c.previous = batch.ManifestHash(envelope)
	c.waiting[m.Batch] = envelope
	c.order = append(c.order, m.Batch)
}

func (c *courier) deliver(ctx context.Context, url string) error {
	card := c.card
	card.URL = url
	client := uplink.New(uplink.Config{Card: card, Device: c.id, Key: c.transport, Outbox: c, Inbox: c})
	_, err := client.Deliver(ctx, nil)
	return err
}

func (c *courier) Waiting(context.Context) ([][]byte, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	var all [][]byte
	for _, id := range c.order {
		if envelope := c.waiting[id]; envelope != nil {
			all = append(all, envelope)
		}
	}
	return all, nil
}

func (c *courier) KeepReceipt(_ context.Context, envelope []byte) error {
	r, err := batch.OpenDocument[batch.Receipt](c.card.PublicKey(), envelope)
	if err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, name := range r.Held {
		c.signed[name] = true
	}
	if r.Complete {
		delete(c.waiting, r.Batch)
	}
	if len(r.Quarantined) > 0 {
		return fmt.Errorf("%d objects are kept apart", len(r.Quarantined))
	}
	return nil
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
