// Command demo shows the product's main job on one machine, for real: it starts a portal on loopback, makes a
// demonstration site, enrols a kiosk and opens it. Without a display it starts a virtual one and walks the tour, there and on
// a new tablet without a network, then prints each application from interview to verified receipt.
//
// It only runs the programs that lie beside it, as a person would, and removes all that it made when it ends. Begin with
// `make run`, which builds them.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
)

func main() {
	var d demo
	flag.StringVar(&d.listen, "listen", "127.0.0.1:8420", "address of the demonstration portal, on loopback")
	flag.StringVar(&d.tour, "tour", "", "walk the tour and leave its pictures in this `folder`, display or not")
	flag.StringVar(&d.camera, "camera", "app/intake/testdata/camera", "`folder` of pictures that stands for the camera")
	flag.StringVar(&d.languages, "languages", "es,ht", "languages of the tour, with commas: es, ht, fr, en, pt")
	flag.BoolVar(&d.portrait, "portrait", false, "walk the tour a second time with the display standing upright")
	flag.IntVar(&d.figures, "figures", 0, "measure the window instead, and its memory over so many interviews")
	flag.StringVar(&d.size, "size", "1280x800", "width and height of the virtual display, in pixels")
	flag.Parse()
	if flag.NArg() > 0 {
		fmt.Fprintf(os.Stderr, "demo: unknown argument %q; see demo -help\n", flag.Arg(0))
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := d.run(ctx)
	switch {
	case ctx.Err() != nil: // what was interrupted complains of that only
		fmt.Fprintln(os.Stderr, "\ndemo: stopped; nothing is left behind")
		os.Exit(interrupted)
	case err != nil:
		fmt.Fprintln(os.Stderr, "demo:", err)
		os.Exit(1)
	}
}

// interrupted is the exit status of a program that was asked to end, 128 and SIGINT, as shells have it.
const interrupted = 130

// demo is one demonstration: a portal, a kiosk, and a folder for both that goes when it ends.
type demo struct {
	listen, tour, size, camera, languages string
	portrait                              bool
	brief                                 bool // staff's rounds and the new tablet in the first language only
	figures                               int

	bin    string // folder of the programs
	dir    string // working folder
	secret string // file with the passphrase of staff and portal
}

// staff opens the demonstration kiosk. The passphrase is printed: nothing here is worth hiding.
const (
	staff      = "Marta"
	passphrase = "mesa lluvia camino verde"
	site       = "Puesto Río Claro"
	office     = "GT"
)

func (d *demo) run(ctx context.Context) (err error) {
	if _, err := os.Stat(d.camera); err != nil {
		return fmt.Errorf("find pictures for the camera: %w (start in the project's own folder, or name one with -camera)", err)
	}
	if d.bin, err = programs(); err != nil {
		return err
	}
	if d.dir, err = os.MkdirTemp("", "ventanilla-demo-"); err != nil {
		return fmt.Errorf("make a working folder: %w", err)
	}
	defer os.RemoveAll(d.dir)
	d.secret = filepath.Join(d.dir, "passphrase")
	if err := os.WriteFile(d.secret, []byte(passphrase+"\n"), 0o600); err != nil {
		return fmt.Errorf("write passphrase file: %w", err)
	}
	portal, err := d.startPortal(ctx)
	if err != nil {
		return err
	}
	defer portal.stop()
	if err := d.makeSite(ctx); err != nil {
		return err
	}
	if d.figures > 0 {
		return d.measure(ctx)
	}
	if d.tour == "" && os.Getenv("DISPLAY") != "" {
		return d.openWindow(ctx)
	}
	if err := d.dress(ctx); err != nil {
		return err
	}
	sizes := []string{d.size}
	if width, height, ok := strings.Cut(d.size, "x"); ok && d.portrait {
		sizes = append(sizes, height+"x"+width)
	}
	for _, size := range sizes {
		if err := d.walkTour(ctx, size); err != nil {
			return err
		}
	}
	return d.printTable(ctx)
}

// programs finds the folder of the three programs and says which is missing.
func programs() (string, error) {
	self, err := os.Executable()
	if err != nil {
		return "", fmt.Errorf("find the programs: %w", err)
	}
	bin := filepath.Dir(self)
	for _, name := range []string{"kiosk", "kioskctl", "portal"} {
		if _, err := os.Stat(filepath.Join(bin, name)); err != nil {
			return "", fmt.Errorf("%s is not beside this program: run make build first", name)
		}
	}
	return bin, nil
}
