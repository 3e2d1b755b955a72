// Command portal is the central portal: it keeps the keys, serves kiosks over
// the network, takes bundles from sticks, and gives officers the applications.
//
// Begin with `portal init`; `portal help` has the rest, with examples.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"ventanilla/sync/batch"
	"ventanilla/sync/portal"
)

// The exit statuses that scripts can rely on.
const (
	exitDone        = 0
	exitRefused     = 1 // some input was refused
	exitUsage       = 2
	exitUnreachable = 3 // the portal's folder, its database or its keys
	exitDamage      = 4
)

var (
	errUsage       = errors.New("wrong use")
	errUnreachable = errors.New("portal out of reach")
	errDrive       = errors.New("folder cannot be written")
	errRefused     = errors.New("refused")
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], streams{in: os.Stdin, out: os.Stdout, err: os.Stderr})
	stop()
	os.Exit(code)
}

// streams are where a command reads and writes: results go to out, messages for
// people to err.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// run runs one command and returns its exit status.
func run(ctx context.Context, args []string, s streams) int {
	root := &cobra.Command{
		Use:           "portal",
		Short:         "the central portal of Ventanilla",
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          usage(cobra.NoArgs),
		RunE:          func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.SetArgs(args)
	root.SetIn(s.in)
	root.SetOut(s.out)
	root.SetErr(s.err)
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return fmt.Errorf("%w: %w", errUsage, err) })
	root.CompletionOptions.DisableDefaultCmd = true
	root.AddCommand(
		newInit(s), newCard(s), newRekey(s), newEnrol(s), newRevoke(s), newServe(s), newImport(s), newExport(s),
		newList(s), newShow(s), newPublish(s), newIntake(s), newStatus(s), newGuide(s),
	)
	err := root.ExecuteContext(ctx)
	if err != nil {
		fmt.Fprintln(s.err, "portal:", err)
	}
	return status(err)
}

// usage makes wrong arguments a wrong use.
func usage(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if err := check(c, args); err != nil {
			return fmt.Errorf("%w: %w", errUsage, err)
		}
		return nil
	}
}

func status(err error) int {
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errUsage):
		return exitUsage
	case errors.Is(err, batch.ErrDamaged):
		return exitDamage
	case errors.Is(err, errUnreachable), errors.Is(err, errDrive):
		return exitUnreachable
	case errors.Is(err, errRefused), errors.Is(err, portal.ErrNotFound):
		return exitRefused
	}
	return exitRefused
}
