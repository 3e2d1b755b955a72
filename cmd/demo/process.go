package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"
)

// process is a program that runs beside the demonstration and ends with it.
type process struct {
	cmd   *exec.Cmd
	errs  *tail
	ended chan struct{}
	err   error // valid once ended is closed
}

// output runs one of the programs to its end and returns what it printed, or its last words as the error.
func (d *demo) output(ctx context.Context, program string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, filepath.Join(d.bin, program), args...)
	var errs tail
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w: %s", program, args[0], err, errs.String())
	}
	return out, nil
}

// start runs one of the programs beside the demonstration.
func (d *demo) start(ctx context.Context, program string, args ...string) (*process, error) {
	return spawn(exec.CommandContext(ctx, filepath.Join(d.bin, program), args...))
}

// spawn starts cmd so that it ends when this program does, however that ends.
func spawn(cmd *exec.Cmd) (*process, error) {
	p := &process{cmd: cmd, errs: &tail{}, ended: make(chan struct{})}
	if cmd.Stderr == nil {
		cmd.Stderr = p.errs
	} else {
		cmd.Stderr = io.MultiWriter(cmd.Stderr, p.errs)
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = 5 * time.Second
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", filepath.Base(cmd.Path), err)
	}
	go func() {
		p.err = cmd.Wait()
		close(p.ended)
	}()
	return p, nil
}

// stop asks the process to end, waits five seconds, and ends it.
func (p *process) stop() {
	_ = p.cmd.Process.Signal(syscall.SIGTERM) // it may have ended by itself
	select {
	case <-p.ended:
	case <-time.After(5 * time.Second):
		_ = p.cmd.Process.Kill()
		<-p.ended
	}
}

// wait returns when the process has ended.
func (p *process) wait() error {
	<-p.ended
	var exit *exec.ExitError
	if errors.As(p.err, &exit) {
		return fmt.Errorf("%s: %w: %s", filepath.Base(p.cmd.Path), p.err, p.errs)
	}
	return p.err
}

func (p *process) lastWords() string { return p.errs.String() }

// tail keeps the last part of what is written to it. It is safe for concurrent use.
type tail struct {
	mu   sync.Mutex
	last []byte
}

const tailSize = 2000 // bytes

func (t *tail) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.last = append(t.last, b...)
	if over := len(t.last) - tailSize; over > 0 {
		t.last = t.last[over:]
	}
	return len(b), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return strings.TrimSpace(string(bytes.ToValidUTF8(t.last, nil)))
}
