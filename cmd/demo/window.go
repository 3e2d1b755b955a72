package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// openWindow opens the kiosk on the display that is there and waits until it is closed.
func (d *demo) openWindow(ctx context.Context) error {
	fmt.Printf("kiosk      opens now. Choose %s and type: %s\n           Ctrl-C here ends everything.\n", staff, passphrase)
	kiosk, err := d.start(ctx, "kiosk", "--dir", d.path("kiosk"), "--camera", d.camera)
	if err != nil {
		return err
	}
	return kiosk.wait()
}

// walkTour starts a virtual display of a size and walks the demonstration through the real screens.
func (d *demo) walkTour(ctx context.Context, size string) error {
	args := []string{"--sticks", d.path("sticks"), "--tour-languages", d.languages}
	tablets := strings.Split(d.languages, ",")
	if d.tour == "" {
		d.tour, d.brief = "out/tour", true
	}
	if d.brief {
		args, tablets = append(args, "--tour-brief"), tablets[:1]
	}
	screen, display, err := startScreen(ctx, size)
	if err != nil {
		return err
	}
	defer screen.stop()
	fmt.Println("display   ", display, size, "virtual; pictures go to", d.tour)
	if err := d.runKiosk(ctx, display, d.path("kiosk"), nil, append(args, "--tour", d.tour)...); err != nil {
		return err
	}
	for _, language := range tablets {
		if err := d.walkTablet(ctx, display, size, language); err != nil {
			return err
		}
	}
	return nil
}

// walkTablet walks through the days of a new tablet in a place without a network.
func (d *demo) walkTablet(ctx context.Context, display, size, language string) error {
	fmt.Println("tablet     a new one, where no network is,", language)
	t, err := d.newTablet(ctx, "tablet-"+language+"-"+size)
	if err != nil {
		return err
	}
	e := &errands{demo: d, ctx: ctx, tablet: t}
	err = d.runKiosk(ctx, display, t.dir, e, "--sticks", t.sticks, "--tour-languages", language, "--tour", d.tour)
	return errors.Join(err, e.failed)
}

// measure prints the figures of the window, on a virtual display.
func (d *demo) measure(ctx context.Context) error {
	screen, display, err := startScreen(ctx, d.size)
	if err != nil {
		return err
	}
	defer screen.stop()
	return d.runKiosk(ctx, display, d.path("kiosk"), nil, "--figures", strconv.Itoa(d.figures))
}

// runKiosk runs the window over a folder on a display, painted in software, until it ends. Its errands are done; nil: there
// are none.
func (d *demo) runKiosk(ctx context.Context, display, dir string, e *errands, args ...string) error {
	args = append([]string{"--dir", dir, "--fullscreen", "--passphrase-file", d.secret, "--camera", d.camera}, args...)
	cmd := exec.CommandContext(ctx, d.bin+"/kiosk", args...)
	cmd.Env = append(os.Environ(), "DISPLAY="+display, "LIBGL_ALWAYS_SOFTWARE=1",
		"LANG=es_GT.UTF-8", "LC_ALL=", "XDG_CONFIG_HOME="+d.path("config"))
	cmd.Stdout = os.Stdout
	if e != nil {
		answer, err := cmd.StdinPipe()
		if err != nil {
			return fmt.Errorf("start kiosk: %w", err)
		}
		cmd.Stdout, e.answer = e, answer
	}
	kiosk, err := spawn(cmd)
	if err != nil {
		return err
	}
	return kiosk.wait()
}

// startScreen starts Xvfb on a display number of its own choice.
func startScreen(ctx context.Context, size string) (*process, string, error) {
	xvfb, err := exec.LookPath("Xvfb")
	if err != nil {
		return nil, "", errors.New("there is no display and no Xvfb: install the package xvfb, or set DISPLAY")
	}
	number, tell, err := os.Pipe()
	if err != nil {
		return nil, "", fmt.Errorf("make a pipe: %w", err)
	}
	defer number.Close()
	cmd := exec.CommandContext(ctx, xvfb, "-displayfd", "3", "-screen", "0", size+"x24", "-nolisten", "tcp")
	cmd.ExtraFiles = []*os.File{tell}
	screen, err := spawn(cmd)
	tell.Close()
	if err != nil {
		return nil, "", err
	}
	if err := number.SetReadDeadline(time.Now().Add(15 * time.Second)); err != nil {
		return nil, "", err
	}
	line, err := bufio.NewReader(number).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) || strings.TrimSpace(line) == "" {
		screen.stop()
		return nil, "", fmt.Errorf("start a virtual display of %s: %s", size, screen.lastWords())
	}
	return screen, ":" + strings.TrimSpace(line), nil
}
