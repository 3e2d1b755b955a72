package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"filippo.io/age"

	"ventanilla/store/vault"
)

const secret = "cuatro palabras bien raras"

// ctl runs a kioskctl command in this process, with passphrases that are quick to try.
func ctl(t *testing.T, stdin string, args ...string) (stdout string, status int) {
	t.Helper()
	stdout, _, status = ctlAll(t, stdin, args...)
	return stdout, status
}

// ctlAll is ctl that returns the messages for people too.
func ctlAll(t *testing.T, stdin string, args ...string) (stdout, stderr string, status int) {
	t.Helper()
	var out, messages bytes.Buffer
	p := program{in: strings.NewReader(stdin), out: &out, err: &messages, first: vault.Config{WorkFactor: 10, Weak: true}}
	status = p.run(t.Context(), args)
	if status != exitDone {
		t.Logf("kioskctl %s: %s", strings.Join(args, " "), messages.String())
	}
	return out.String(), messages.String(), status
}

// mustCtl is ctl where anything but success ends the test.
func mustCtl(t *testing.T, stdin string, args ...string) string {
	t.Helper()
	out, status := ctl(t, stdin, args...)
	if status != exitDone {
		t.Fatalf("kioskctl %s: exit status %d", strings.Join(args, " "), status)
	}
	return out
}

// programs are built once for all tests, plainly: what is not under test need not be slowed by -race.
var programs struct {
	once sync.Once
	dir  string
	err  error
}

// suite is all tests, and what they leave behind.
type suite struct{ *testing.M }

// Run runs the tests and removes what they have built.
func (s suite) Run() int {
	status := s.M.Run()
	if err := os.RemoveAll(programs.dir); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	return status
}

// built returns the folder in which the programs kioskctl and portal are.
func built(t *testing.T) string {
	t.Helper()
	programs.once.Do(func() {
		if programs.dir, programs.err = os.MkdirTemp("", "ventanilla-*"); programs.err != nil {
			return
		}
		var out []byte
		out, programs.err = exec.Command("go", "build", "-o", programs.dir+string(filepath.Separator),
			"ventanilla/cmd/kioskctl", "ventanilla/cmd/portal").CombinedOutput()
		os.Stderr.Write(out)
	})
	must(t, programs.err)
	return programs.dir
}

// cheapen makes a file under a passphrase open at once: it protects nothing here.
func cheapen(t *testing.T, path, passphrase string) {
	t.Helper()
	f, err := os.Open(path)
	must(t, err)
	defer f.Close()
	identity, err := age.NewScryptIdentity(passphrase)
	must(t, err)
	plain, err := age.Decrypt(f, identity)
	must(t, err)
	recipient, err := age.NewScryptRecipient(passphrase)
	must(t, err)
	recipient.SetWorkFactor(10)
	var sealed bytes.Buffer
	w, err := age.Encrypt(&sealed, recipient)
	must(t, err)
	_, err = io.Copy(w, plain)
	must(t, errors.Join(err, w.Close(), os.WriteFile(path, sealed.Bytes(), 0o600)))
}

// office is a portal in a process of its own.
type office struct {
	programs, dir, secret, address string
	end                            func() // of the process that serves
}

// newOffice makes a portal and serves it until the test ends.
func newOffice(t *testing.T) *office {
	t.Helper()
	root := t.TempDir()
	o := &office{
		programs: built(t), dir: filepath.Join(root, "P"), secret: filepath.Join(root, "portal secret"),
		address: freeAddress(t),
	}
	const passphrase = "correct horse battery"
	must(t, os.WriteFile(o.secret, []byte(passphrase+"\n"), 0o600))
	o.run(t, "init")
	keys, err := filepath.Glob(filepath.Join(o.dir, "keys", "*.age"))
	must(t, err)
	for _, key := range keys {
		cheapen(t, key, passphrase)
	}
	o.serve(t)
	return o
}

func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	must(t, err)
	defer l.Close()
	return l.Addr().String()
}

// run runs a portal command and returns what it prints.
func (o *office) run(t *testing.T, args ...string) string {
	t.Helper()
	args = append(args, "--dir", o.dir, "--passphrase-file", o.secret)
	return output(t, exec.CommandContext(t.Context(), filepath.Join(o.programs, "portal"), args...))
}

// output runs a command that must succeed and returns what it prints.
func output(t *testing.T, c *exec.Cmd) string {
	t.Helper()
	out, _ := outputs(t, c)
	return out
}

// outputs is output that returns the messages for people too.
func outputs(t *testing.T, c *exec.Cmd) (stdout, stderr string) {
	t.Helper()
	var messages bytes.Buffer
	c.Stderr = &messages
	out, err := c.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", strings.Join(c.Args, " "), err, messages.String())
	}
	return string(out), messages.String()
}

// serve starts the portal and waits until it says that it listens.
func (o *office) serve(t *testing.T) {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	c := exec.CommandContext(ctx, filepath.Join(o.programs, "portal"), "serve", "--dir", o.dir, "--passphrase-file", o.secret, "--listen", o.address)
	c.Cancel = func() error { return c.Process.Signal(os.Interrupt) }
	log, err := c.StderrPipe()
	must(t, err)
	must(t, c.Start())
	lines := bufio.NewScanner(log)
	for lines.Scan() && !strings.Contains(lines.Text(), `"serving"`) {
		t.Log(lines.Text())
	}
	go func() { _, _ = io.Copy(io.Discard, log) }() // so that the portal never waits for a reader
	o.end = sync.OnceFunc(func() {
		stop()
		_ = c.Wait() // it ends by the signal
	})
	t.Cleanup(o.end)
}

// stop ends the process that serves.
func (o *office) stop(t *testing.T) {
	t.Helper()
	o.end()
}

// kiosk is a kiosk's folder, and the program that works on it.
type kiosk struct{ program, dir, secret string }

// newKiosk makes a kiosk that the office has given a code to.
func (o *office) newKiosk(t *testing.T) kiosk {
	t.Helper()
	return o.newKioskBy(t, strings.TrimSpace(o.run(t, "enrol", "--site", "Casa del Migrante", "--office", "GT")))
}

// newKioskBy makes a kiosk that was given this code.
func (o *office) newKioskBy(t *testing.T, code string) kiosk {
	t.Helper()
	root := t.TempDir()
	k := kiosk{
		program: filepath.Join(o.programs, "kioskctl"), dir: filepath.Join(root, "kiosk"), secret: filepath.Join(root, "secret"),
	}
	must(t, os.WriteFile(k.secret, []byte(secret+"\n"), 0o600))
	card := filepath.Join(root, "card.json")
	must(t, os.WriteFile(card, []byte(strings.TrimSpace(o.run(t, "card", "--url", "http://"+o.address))), 0o600))
	mustCtl(t, "", k.unlocked("init", "--card", card, "--code", code, "--staff", "Ana")...)
	return k
}

// locked and unlocked give the arguments of a command on the kiosk.
func (k kiosk) locked(command string, args ...string) []string {
	return append([]string{command, "--dir", k.dir}, args...)
}

func (k kiosk) unlocked(command string, args ...string) []string {
	return append(k.locked(command, args...), "--passphrase-file", k.secret)
}

// said returns the folder with all that the program has printed.
func (k kiosk) said(t *testing.T) string {
	t.Helper()
	dir := k.dir + " said"
	must(t, os.MkdirAll(dir, 0o700))
	return dir
}

// run runs a command on the kiosk by the program.
func (k kiosk) run(t *testing.T, stdin string, args []string) string {
	t.Helper()
	c := exec.CommandContext(t.Context(), k.program, args...)
	c.Stdin = strings.NewReader(stdin)
	out, messages := outputs(t, c)
	said, err := os.OpenFile(filepath.Join(k.said(t), "messages"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	must(t, err)
	_, err = said.WriteString(out + messages)
	must(t, errors.Join(err, said.Close()))
	return out
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// path makes an absolute path of one that is relative to this package.
func path(t *testing.T, elements ...string) string {
	t.Helper()
	absolute, err := filepath.Abs(filepath.Join(elements...))
	must(t, err)
	return absolute
}
