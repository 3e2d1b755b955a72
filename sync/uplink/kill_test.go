package uplink_test

import (
	"bufio"
	"context"
	"crypto/ed25519"
	"flag"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"filippo.io/age"

	"ventanilla/sync/portal"
	"ventanilla/sync/portal/file"
	"ventanilla/sync/portal/sqlite"
)

var kills = flag.Int("kills", 8, "how often to kill the portal while it takes batches in")

const childFolder = "VENTANILLA_TEST_PORTAL"

// TestMain lets tests run a portal in a process of its own, to be killed, and a
// kiosk with other variables.
func TestMain(m *testing.M) {
	// A check of the model makes a portal of its own, so fewer than rapid's 100
	// do in every run; more with -rapid.checks.
	if err := flag.Set("rapid.checks", "15"); err != nil {
		panic(err)
	}
	flag.Parse()
	if dir := os.Getenv(childFolder); dir != "" {
		fmt.Fprintln(os.Stderr, "portal:", servePortal(dir))
		os.Exit(1)
	}
	if card := os.Getenv(childCard); card != "" {
		fmt.Println(answers(card))
		return
	}
	os.Exit(m.Run())
}

func servePortal(dir string) error {
	seed, err := os.ReadFile(filepath.Join(dir, "seed"))
	if err != nil {
		return err
	}
	books, _, err := sqlite.Open(context.Background(), filepath.Join(dir, "portal.db"), time.Now)
	if err != nil {
		return err
	}
	blobs, err := file.Open(filepath.Join(dir, "blobs"))
	if err != nil {
		return err
	}
	p := &portal.Portal{
		Key: ed25519.NewKeyFromSeed(seed), Devices: books, Books: books, Parts: books, Blobs: blobs, Updates: books,
		Log: slog.New(slog.DiscardHandler), Now: time.Now,
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Println(l.Addr())
	return http.Serve(l, p.Handler())
}

// victim is a portal in a process of its own.
type victim struct {
	command *exec.Cmd
	url     string
}

func startVictim(t *testing.T, dir string) victim {
	t.Helper()
	c := exec.Command(os.Args[0], "-test.run=^$")
	c.Env = append(os.Environ(), childFolder+"="+dir)
	c.Stderr = os.Stderr
	out := must2(c.StdoutPipe())(t)
	check(t, c.Start())
	line, err := bufio.NewReader(out).ReadString('\n')
	check(t, err)
	return victim{command: c, url: "http://" + line[:len(line)-1]}
}

func must2[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		check(t, err)
		return v
	}
}

func (v victim) kill(t *testing.T) {
	t.Helper()
	check(t, v.command.Process.Kill())
	_ = v.command.Wait() // killed, as was asked
}

// A portal that is killed at any moment has never signed for what is gone.
func TestNoReceiptForWhatIsGone(t *testing.T) {
	dir := t.TempDir()
	seed := make([]byte, ed25519.SeedSize)
	check(t, os.WriteFile(filepath.Join(dir, "seed"), seed, 0o600))
	books, db, err := sqlite.Open(t.Context(), filepath.Join(dir, "portal.db"), time.Now)
	check(t, err)
	defer db.Close()
	blobs := must2(file.Open(filepath.Join(dir, "blobs")))(t)
	o := &office{t: t, key: ed25519.NewKeyFromSeed(seed), identity: must2(age.GenerateHybridIdentity())(t), ledger: books, blobs: blobs}
	o.restart()
	o.url = "http://127.0.0.1:1"
	k := enrolled(t, o)
	for range *kills {
		v := startVictim(t, dir)
		o.url = v.url
		for range 3 {
			k.cut(k.application(70_000, 300_000)...)
		}
		ctx, cancel := contextFor(t, time.Duration(rand.IntN(60))*time.Millisecond)
		_, _ = k.client().Deliver(ctx, nil) // as far as it gets
		v.kill(t)
		cancel()
		receiptsHold(t, o, k)
	}
	v := startVictim(t, dir)
	defer v.kill(t)
	o.url = v.url
	_, err = k.client().Deliver(t.Context(), nil)
	check(t, err)
	receiptsHold(t, o, k)
	apps, err := o.ledger.Applications(t.Context())
	check(t, err)
	if len(apps) != 3**kills || len(k.waiting) != 0 {
		t.Fatalf("%d applications of %d, %d batches wait", len(apps), 3**kills, len(k.waiting))
	}
}

// receiptsHold checks that the portal has every object that it has signed for.
func receiptsHold(t *testing.T, o *office, k *kiosk) {
	t.Helper()
	for _, r := range k.receipts {
		for _, name := range r.Held {
			data, err := o.ledger.Data(t.Context(), name)
			if err == nil && data == nil {
				data, err = o.blobs.Get(t.Context(), name)
			}
			if err != nil || string(data) != string(k.objects[name]) {
				t.Fatalf("signed for %s, and it is gone: %v", name, err)
			}
		}
	}
}
