// Command kioskctl works on a kiosk's folder without a window: the same store, batches and rules, for scripts, trials and
// supervisors who prefer to type.
//
// Begin with `kioskctl init`; `kioskctl help` has the rest, with examples. Results go to standard output, messages for
// people to standard error, and the exit status says what came of it: 0 done, 1 some input refused, 2 wrong use, 3 store
// or portal unreachable or locked, 4 damage found.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"ventanilla/cmd/internal/site"
	"ventanilla/store/cryptvfs"
	"ventanilla/store/vault"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	p := program{in: os.Stdin, out: os.Stdout, err: os.Stderr}
	code := p.run(ctx, os.Args[1:])
	stop()
	os.Exit(code)
}

// program is what the commands have in common.
type program struct {
	in       io.Reader
	out, err io.Writer
	// first holds how hard passphrases are to try; zero is as hard as the device can bear.
	first vault.Config
	now   func() time.Time // nil is time.Now
}

// run runs one command and returns its exit status.
func (p *program) run(ctx context.Context, args []string) int {
	root := &cobra.Command{
		Use:           "kioskctl",
		Short:         "a kiosk of Ventanilla without its window",
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.NoArgs,
		RunE:          func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.CompletionOptions.DisableDefaultCmd = true
	root.AddCommand(
		p.newInit(), p.newEnrol(), p.newCapture(), newCheckCommand(), p.newList(), p.newAmend(), p.newWithdraw(), p.newReportCharge(),
		p.newReview(), p.newDuplicates(), p.newSync(), p.newExport(), p.newImport(), p.newChase(),
		p.newVerify(), p.newAudit(), p.newDiagnose(), p.newPurge(), p.newReport(), p.newSeed(),
		p.newStaff(), p.newRecover(), p.newRescue(), p.newRotate(), p.newWipe(),
	)
	begun := false
	each(root, func(c *cobra.Command) {
		do := c.RunE
		c.RunE = func(c *cobra.Command, args []string) error {
			begun = true
			return do(c, args)
		}
	})
	root.SetArgs(args)
	root.SetIn(p.in)
	root.SetOut(p.out)
	root.SetErr(p.err)
	err := site.NameDisk(root.ExecuteContext(ctx))
	if err != nil && !begun { // cobra's own refusals
		err = fmt.Errorf("%w: %w", errUsage, err)
	}
	if err != nil {
		fmt.Fprintln(p.err, "kioskctl:", err)
	}
	if errors.Is(err, cryptvfs.ErrDamaged) {
		p.note(`the store is damaged: delete nothing; "kioskctl rescue" makes a working kiosk of all that can be read`)
	}
	return exitStatus(err)
}

// each calls do with every command below c.
func each(c *cobra.Command, do func(*cobra.Command)) {
	for _, one := range c.Commands() {
		do(one)
		each(one, do)
	}
}

// note tells people something beside the results.
func (p *program) note(format string, args ...any) {
	fmt.Fprintf(p.err, format+"\n", args...)
}
