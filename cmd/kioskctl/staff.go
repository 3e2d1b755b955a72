package main

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"

	"ventanilla/cmd/internal/site"
	"ventanilla/store/vault"
)

func (p *program) newStaff() *cobra.Command {
	c := &cobra.Command{
		Use:   "staff",
		Short: "who may open the kiosk: list, add, disable, enable, reset, role, passphrase",
		Long: `Works on those who may unlock the kiosk. Each change is noted in the audit trail. All but
"passphrase", which changes one's own, takes a supervisor, and one supervisor always stays.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(p.newStaffList(), p.newStaffAdd(), p.newStaffDisable(), p.newStaffReset("reset"), p.newStaffReset("enable"),
		p.newStaffRole(), p.newStaffPassphrase())
	return c
}

// staffLine is what is printed for a member of staff.
type staffLine struct {
	ID       vault.StaffID `json:"id"`
	Name     string        `json:"name"`
	Role     vault.Role    `json:"role"`
	Disabled bool          `json:"disabled"`
}

func (p *program) newStaffList() *cobra.Command {
	c := &cobra.Command{
		Use:     "list --dir D [--json]",
		Short:   "list who can, or could, unlock",
		Example: `  kioskctl staff list --dir kiosk --staff Ana`,
		Args:    cobra.NoArgs,
	}
	l := p.newPlace(c).withStaff(c)
	asJSON := c.Flags().Bool("json", false, "print a JSON line for each")
	c.RunE = func(c *cobra.Command, _ []string) error {
		return l.unlocked(c.Context(), func(session *site.Session) error {
			everybody, err := session.Everybody()
			for _, s := range everybody {
				p.printStaff(staffLine{s.ID, s.Name, s.Role, s.Disabled}, *asJSON)
			}
			return err
		})
	}
	return c
}

func (p *program) printStaff(line staffLine, asJSON bool) {
	if asJSON {
		_ = json.NewEncoder(p.out).Encode(line) // as with fmt.Fprintf, nobody may be reading
		return
	}
	state := "can unlock"
	if line.Disabled {
		state = "disabled"
	}
	fmt.Fprintf(p.out, "%s  %-10s  %-10s  %s\n", line.ID, line.Role, state, line.Name)
}

func (p *program) newStaffAdd() *cobra.Command {
	c := &cobra.Command{
		Use:     "add --dir D NAME [--role supervisor]",
		Short:   "let another person unlock",
		Example: `  kioskctl staff add --dir kiosk --staff Ana --role worker Jo`,
		Args:    cobra.ExactArgs(1),
	}
	l := p.newPlace(c).withStaff(c)
	role := c.Flags().String("role", string(vault.Worker), "worker or supervisor")
	fresh := p.newPassphrase(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		if err := checkRole(*role); err != nil {
			return err
		}
		return l.unlocked(c.Context(), func(session *site.Session) error {
			secret, err := fresh.offer(session.Site.Language(), args[0])
			if err != nil {
				return err
			}
			_, err = session.AddStaff(c.Context(), args[0], vault.Role(*role), secret)
			return p.done(err, "%s can unlock", args[0])
		})
	}
	return c
}

func (p *program) newStaffDisable() *cobra.Command {
	c := &cobra.Command{
		Use:   "disable --dir D NAME",
		Short: "end a person's way in",
		Long: `Destroys what lets a person unlock. The name stays for the audit trail, and "enable" brings
the person back. Use "kioskctl rotate" as well if the person may have copied the folder.`,
		Example: `  kioskctl staff disable --dir kiosk --staff Ana Jo`,
		Args:    cobra.ExactArgs(1),
	}
	l := p.newPlace(c).withStaff(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		return l.about(c.Context(), args[0], func(session *site.Session, who vault.Staff) error {
			return p.done(session.DisableStaff(c.Context(), who.ID), "%s cannot unlock any more", who.Name)
		})
	}
	return c
}

// newStaffReset makes "reset" and "enable", which are one: who was disabled has no passphrase left.
func (p *program) newStaffReset(verb string) *cobra.Command {
	c := &cobra.Command{
		Use:     verb + " --dir D NAME",
		Short:   "give a person a new passphrase, and the way in back",
		Example: `  kioskctl staff ` + verb + ` --dir kiosk --staff Ana Jo`,
		Args:    cobra.ExactArgs(1),
	}
	l := p.newPlace(c).withStaff(c)
	fresh := p.newPassphrase(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		return l.about(c.Context(), args[0], func(session *site.Session, who vault.Staff) error {
			secret, err := fresh.offer(session.Site.Language(), who.Name)
			if err != nil {
				return err
			}
			return p.done(session.ResetStaff(c.Context(), who.ID, secret), "%s can unlock with the new passphrase", who.Name)
		})
	}
	return c
}

func (p *program) newStaffRole() *cobra.Command {
	c := &cobra.Command{
		Use:     "role --dir D NAME worker|supervisor",
		Short:   "change what a person may do, from the next unlock on",
		Example: `  kioskctl staff role --dir kiosk --staff Ana Jo supervisor`,
		Args:    cobra.ExactArgs(2),
	}
	l := p.newPlace(c).withStaff(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		if err := checkRole(args[1]); err != nil {
			return err
		}
		return l.about(c.Context(), args[0], func(session *site.Session, who vault.Staff) error {
			return p.done(session.SetRole(c.Context(), who.ID, vault.Role(args[1])), "%s is a %s", who.Name, args[1])
		})
	}
	return c
}

func (p *program) newStaffPassphrase() *cobra.Command {
	c := &cobra.Command{
		Use:     "passphrase --dir D",
		Short:   "change one's own passphrase",
		Example: `  kioskctl staff passphrase --dir kiosk --staff Jo`,
		Args:    cobra.NoArgs,
	}
	l := p.newPlace(c).withStaff(c)
	fresh := p.newPassphrase(c)
	c.RunE = func(c *cobra.Command, _ []string) error {
		s, err := l.locked()
		if err != nil {
			return err
		}
		who, secret, err := l.who(s)
		if err != nil {
			return err
		}
		return l.with(c.Context(), s, who, secret, func(session *site.Session) error {
			next, err := fresh.offer(s.Language(), who.Name)
			if err != nil {
				return err
			}
			return p.done(session.ChangePassphrase(c.Context(), secret, next), "changed")
		})
	}
	return c
}

// about runs do, with the kiosk unlocked, about the member of staff of that name.
func (l *place) about(ctx context.Context, name string, do func(*site.Session, vault.Staff) error) error {
	return l.unlocked(ctx, func(session *site.Session) error {
		who, err := findAmong(session, name)
		if err != nil {
			return err
		}
		return do(session, who)
	})
}

// done tells what was done, if it was.
func (p *program) done(err error, format string, args ...any) error {
	if err == nil {
		p.note(format, args...)
	}
	return err
}

func checkRole(role string) error {
	if role != string(vault.Worker) && role != string(vault.Supervisor) {
		return fmt.Errorf("%w: a role is worker or supervisor", errUsage)
	}
	return nil
}
