// Command kiosk is the window of a Safe Mobility Office's intake kiosk. It wires the window of app/ui to the encrypted
// store, to the outbox and its two ways to the portal, and to the camera; it decides nothing itself. Start with
// `kiosk --dir D`; an empty folder is set up in the window, or by `kioskctl init`. What was acknowledged on the screen is on the disk, so it can
// be ended at any moment.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"ventanilla/cmd/internal/site"
)

// Exit statuses, as all commands of the product have them.
const (
	exitRefused  = 1 // what was asked could not be done
	exitUsage    = 2
	exitStore    = 3 // no kiosk there, or another program has it
	exitDamage   = 4
	exitFinished = 0
)

// options are what the command line says.
type options struct {
	dir            string
	fullscreen     bool
	camera         string
	sticks         string
	tour           string
	languages      []string
	brief          bool
	figures        int
	passphraseFile string
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	status := execute(ctx, os.Args[1:])
	stop()
	os.Exit(status)
}

// execute runs the command line and gives its exit status.
func execute(ctx context.Context, args []string) int {
	command := newCommand()
	command.SetArgs(args)
	err := site.NameDisk(command.ExecuteContext(ctx))
	if err == nil {
		return exitFinished
	}
	fmt.Fprintf(os.Stderr, "kiosk: %v\n", err)
	if errors.Is(err, site.ErrDiskFull) || errors.Is(err, site.ErrDiskReadOnly) || errors.Is(err, site.ErrDisk) {
		return exitStore
	}
	var status interface{ ExitStatus() int }
	if errors.As(err, &status) {
		return status.ExitStatus()
	}
	return exitRefused
}

func newCommand() *cobra.Command {
	var o options
	c := &cobra.Command{
		Use:   "kiosk --dir D",
		Short: "open the window of an intake kiosk",
		Long: `Opens the window over the kiosk in a folder. It starts locked, and delivers what waits
whether it is locked or not. Closing it loses nothing. In a folder that is empty or not there
it begins with a guided set-up, which needs the portal's card on a stick and a one-time code.`,
		Example: `  kiosk --dir /var/lib/ventanilla --fullscreen
  kiosk --dir demo --camera ./pictures`,
		Args: func(c *cobra.Command, args []string) error {
			if err := cobra.NoArgs(c, args); err != nil {
				return usageError{err}
			}
			return nil
		},
		SilenceUsage:  true,
		SilenceErrors: true,
		RunE: func(c *cobra.Command, _ []string) error {
			switch {
			case o.dir == "":
				return usageError{errors.New("--dir says which kiosk: give its folder")}
			case (o.tour != "" || o.figures > 0) && o.passphraseFile == "":
				return usageError{errors.New("--tour and --figures need --passphrase-file")}
			}
			return open(c.Context(), o)
		},
	}
	f := c.Flags()
	f.StringVar(&o.dir, "dir", "", "the kiosk's folder (needed)")
	f.BoolVar(&o.fullscreen, "fullscreen", false, "cover the whole screen and show no pointer")
	f.StringVar(&o.camera, "camera", "", `"test" for a test pattern, or a folder of pictures, instead of a camera`)
	f.StringVar(&o.sticks, "sticks", "", "a folder whose folders stand for USB sticks, instead of real ones")
	f.StringVar(&o.tour, "tour", "", "walk the demonstration, or the set-up of a new kiosk and what follows, and save a picture of each screen in this folder")
	f.StringSliceVar(&o.languages, "tour-languages", []string{"es", "ht"}, "which languages the tour walks through: es, ht, fr, en, pt")
	f.BoolVar(&o.brief, "tour-brief", false, "show what staff look after in the first language of the tour only")
	f.IntVar(&o.figures, "figures", 0, "measure the window by finger and key, and its memory over so many interviews")
	f.StringVar(&o.passphraseFile, "passphrase-file", "", "file with the passphrase that the tour unlocks with, one line")
	c.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	return c
}

// usageError is a command line that asks for nothing that can be done.
type usageError struct{ error }

func (e usageError) Unwrap() error   { return e.error }
func (e usageError) ExitStatus() int { return exitUsage }
