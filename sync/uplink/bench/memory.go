//go:build linux

package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"time"

	"filippo.io/age"
	"github.com/google/uuid"

	"ventanilla/sync/batch"
	outboxes "ventanilla/sync/outbox"
	"ventanilla/sync/uplink"
)

const (
	waiting   = 1000    // applications
	photoSize = 150_000 // bytes
)

// measureMemory delivers the outbox of a busy site over loopback, as fast as it
// goes, and prints what that takes over an idle kiosk.
func measureMemory(ctx context.Context) error {
	dir, err := os.MkdirTemp("", "bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := makeKit(ctx, dir, "127.0.0.1"); err != nil {
		return err
	}
	server := exec.CommandContext(ctx, os.Args[0], "-role", "portal", "-dir", dir)
	if _, err := ready(server); err != nil {
		return err
	}
	defer func() { _ = errors.Join(server.Process.Kill(), server.Wait()) }()
	kiosk := exec.CommandContext(ctx, os.Args[0], "-role", "busy", "-dir", dir)
	kiosk.Stdout, kiosk.Stderr = os.Stdout, os.Stderr
	return kiosk.Run()
}

// fillOutbox writes what waits as package outbox keeps it: one batch for each
// application.
func (k *kit) fillOutbox(dir string, device ed25519.PrivateKey, to age.Recipient) error {
	previous := ""
	for i := range waiting {
		id := uuid.Must(uuid.NewV7()).String()
		text := fmt.Sprintf(`{"application":%q,"code":"ABCDE-FGHJK","revision":1}`, id)
		core, err := batch.SealCore([]age.Recipient{to}, device, batch.Core(text))
		if err != nil {
			return err
		}
		photo := make([]byte, photoSize)
		rand.Read(photo)
		m := batch.Manifest{
			Version: batch.Version, Batch: uuid.Must(uuid.NewV7()).String(), Device: k.Device, Site: "Casa del Migrante",
			Sequence: int64(i + 1), Previous: previous, CreatedAt: batch.Stamp(time.Now()),
		}
		for kind, data := range map[batch.Kind][]byte{batch.KindCore: core, batch.KindPhoto: photo} {
			o, err := batch.NewObject(kind, id, 1, data)
			if err != nil {
				return err
			}
			m.Objects = append(m.Objects, o)
			if err := os.WriteFile(filepath.Join(dir, "objects", string(o.Name)+".age"), data, 0o600); err != nil {
				return err
			}
		}
		envelope, err := batch.SignDocument(device, m)
		if err != nil {
			return err
		}
		previous = batch.ManifestHash(envelope)
		name := fmt.Sprintf("%012d-%s.json", m.Sequence, m.Batch)
		if err := os.WriteFile(filepath.Join(dir, "manifests", name), envelope, 0o600); err != nil {
			return err
		}
	}
	return nil
}

// sendMuch is the kiosk of measureMemory.
func sendMuch(ctx context.Context, dir string) error {
	k, err := readKit(dir)
	if err != nil {
		return err
	}
	identity, err := age.GenerateHybridIdentity()
	if err != nil {
		return err
	}
	folder, err := outboxes.OpenFolder(filepath.Join(dir, "outbox"), k.Device, k.Card.PublicKey())
	if err != nil {
		return err
	}
	if err := k.fillOutbox(filepath.Join(dir, "outbox"), k.Signing, identity.Recipient()); err != nil {
		return err
	}
	k.Objects, k.Manifest = nil, nil
	c := uplink.New(uplink.Config{Card: k.Card, Device: k.Device, Key: k.Transport, Outbox: folder, Inbox: folder})
	debug.FreeOSMemory()
	idle, err := resident()
	if err != nil {
		return err
	}
	most, done, seen := idle, make(chan struct{}), make(chan struct{})
	go func() {
		defer close(seen)
		for {
			select {
			case <-done:
				return
			case <-time.After(10 * time.Millisecond):
				if now, err := resident(); err == nil {
					most = max(most, now)
				}
			}
		}
	}()
	began := time.Now()
	result, err := c.Deliver(ctx, nil)
	close(done)
	<-seen
	if err != nil || len(result.Delivered) != waiting {
		return fmt.Errorf("delivered %d: %w", len(result.Delivered), err)
	}
	fmt.Printf("%d applications with a photo of %d KB in %.1f s over loopback: idle %.1f MB, sending at most %.1f MB, %.1f MB over idle\n",
		waiting, photoSize/1000, time.Since(began).Seconds(), idle, most, most-idle)
	return nil
}

// resident returns the memory of this process that is in use, in MB.
func resident() (float64, error) {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0, err
	}
	lines := bufio.NewScanner(bytes.NewReader(status))
	for lines.Scan() {
		if rest, ok := bytes.CutPrefix(lines.Bytes(), []byte("VmRSS:")); ok {
			kb, err := strconv.Atoi(string(bytes.Fields(rest)[0]))
			return float64(kb) / 1000, err
		}
	}
	return 0, errors.New("no VmRSS")
}
