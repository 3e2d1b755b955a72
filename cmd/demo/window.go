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
	args := []string{"--camera", d.camera, "--sticks", d.path("sticks"), "--tour-languages", d.languages}
	if d.tour == "" {
		d.tour = "out/tour"
		args = append(args, "--tour-brief")
	}
	screen, display, err := startScreen(ctx, size)
	if err != nil {
		return err
	}
	defer screen.stop()
	fmt.Println("display   ", display, size, "virtual; pictures go to", d.tour)
	return d.runKiosk(ctx, display, append(args, "--tour", d.tour)...)
}

// measure prints the figures of the window, on a virtual display.
func (d *demo) measure(ctx context.Context) error {
	screen, display, err := startScreen(ctx, d.size)
	if err != nil {
		return err
	}
	defer screen.stop()
	return d.runKiosk(ctx, display, "--camera", d.camera, "--figures", strconv.Itoa(d.figures))
}

// runKiosk runs the window on a display, painted in software, until it ends.
func (d *demo) runKiosk(ctx context.Context, display string, args ...string) error {
	args = append([]string{"--dir", d.path("kiosk"), "--fullscreen", "--passphrase-file", d.secret}, args...)
	cmd := exec.CommandContext(ctx, d.bin+"/kiosk", args...)
	cmd.Env = append(os.Environ(), "DISPLAY="+display, "LIBGL_ALWAYS_SOFTWARE=1",
		"LANG=es_GT.UTF-8", "LC_ALL=", "XDG_CONFIG_HOME="+d.path("config"))
	cmd.Stdout = os.Stdout
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
