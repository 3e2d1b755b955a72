//go:build linux

package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"ventanilla/sync/uplink/bench/linksim"
)

// trial is one delivery over one link.
type trial struct {
	way way
	kind
	seed uint64
}

// way is a protocol: the roles of its two ends.
type way struct{ name, server, sender string }

var ways = []way{
	{"uplink", "portal", "kiosk"},
	{"tus", "tusd", "tus"},
}

// figures are what came of a trial.
type figures struct {
	trial
	outcome
	finished bool
	ratio    float64 // bytes of IP packets that the sender sent, over bytes of objects
}

const limit = 9 * time.Minute

// run makes the link and has the batch delivered over it. logs, if not empty, is
// a folder for what both ends say.
func (t trial) run(ctx context.Context, name, logs string) (figures, error) {
	f := figures{trial: t}
	dir, err := os.MkdirTemp("", "bench")
	if err != nil {
		return f, err
	}
	defer os.RemoveAll(dir)
	if err := makeKit(ctx, dir, linksim.A.Address()); err != nil {
		return f, err
	}
	link, err := linksim.New(t.link(name))
	if err != nil {
		return f, err
	}
	defer link.Close()
	server, err := t.start(ctx, link, dir, logs)
	if err != nil {
		return f, err
	}
	defer func() { _ = errors.Join(server.Process.Kill(), server.Wait()) }()
	link.Age()
	if err = f.send(ctx, link, dir, logs); errors.Is(err, context.DeadlineExceeded) {
		err = nil
	}
	f.ratio = float64(link.Sent(linksim.B)) / size
	return f, err
}

func (t trial) link(name string) linksim.Config {
	c := linksim.Config{
		Name: name, Rate: 64_000, Delay: 500 * time.Millisecond, Loss: t.loss, Queue: 24_000, Seed: t.seed,
		Down: 3 * time.Second,
	}
	if t.outages {
		c.Up = 30 * time.Second
	}
	return c
}

// start starts the server and waits until it is ready.
func (t trial) start(ctx context.Context, link *linksim.Link, dir, logs string) (*exec.Cmd, error) {
	c := link.Command(ctx, linksim.A, os.Args[0], "-role", t.way.server, "-dir", dir)
	if err := t.log(c, logs, t.way.server); err != nil {
		return nil, err
	}
	return ready(c)
}

// ready starts a server and waits until it says that it is ready.
func ready(c *exec.Cmd) (*exec.Cmd, error) {
	out, err := c.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := c.Start(); err != nil {
		return nil, err
	}
	if _, err := bufio.NewReader(out).ReadString('\n'); err != nil {
		return nil, fmt.Errorf("start server: %w", errors.Join(err, c.Wait()))
	}
	return c, nil
}

// send runs the sender to its end.
func (f *figures) send(ctx context.Context, link *linksim.Link, dir, logs string) error {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	c := link.Command(ctx, linksim.B, os.Args[0], "-role", f.way.sender, "-dir", dir)
	if err := f.log(c, logs, f.way.sender); err != nil {
		return err
	}
	out, err := c.Output()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		return fmt.Errorf("run %s: %w", f.way.sender, err)
	}
	f.finished = true
	return json.Unmarshal(out, &f.outcome)
}

func (t trial) log(c *exec.Cmd, logs, role string) error {
	if logs == "" {
		return nil
	}
	file, err := os.Create(filepath.Join(logs, fmt.Sprintf("%s-%g-%t-%d.log", role, 100*t.loss, t.outages, t.seed)))
	c.Stderr = file
	return err
}
