package ui_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"ventanilla/app/intake"
	"ventanilla/app/locale"
	"ventanilla/app/ui"
)

// people are those of a machine who may unlock.
type people struct{ *machine }

func (p people) List(context.Context) ([]ui.Person, error) {
	var all []ui.Person
	for _, s := range p.staff {
		all = append(all, ui.Person{Staff: s, Disabled: p.disabled[s.ID]})
	}
	return all, nil
}

func (p people) Add(_ context.Context, name string, standing ui.Standing, _ string) error {
	if slices.ContainsFunc(p.staff, func(s ui.Staff) bool { return s.Name == name }) {
		return ui.ErrNameTaken
	}
	p.staff = append(p.staff, ui.Staff{ID: name, Name: name, Supervisor: standing == ui.StandingSupervisor})
	return nil
}

func (p people) Reset(_ context.Context, id, _ string) error {
	delete(p.disabled, id)
	return nil
}

func (p people) Put(_ context.Context, id string, standing ui.Standing) error {
	for i, s := range p.staff {
		switch {
		case s.ID != id:
		case standing == ui.StandingDisabled:
			if p.disabled == nil {
				p.machine.disabled = map[string]bool{}
			}
			p.disabled[id] = true
		default:
			p.staff[i].Supervisor = standing == ui.StandingSupervisor
		}
	}
	return nil
}

// offered are passphrases that are made and judged without chance.
type offered struct{}

func (offered) Suggest(language intake.Language) (string, error) {
	return fmt.Sprintf("mango ventana rio camino luz %s", language), nil
}

func (offered) Check(passphrase, _ string) error {
	if len(passphrase) < 10 {
		return &ui.WeakError{Reason: "short"}
	}
	return nil
}

// peopleScreens visits the screens about staff, as a supervisor.
func peopleScreens(t *testing.T, a *ui.App, m *machine, visit func(name string)) {
	t.Helper()
	unlock(t, a, "ana", m.secret)
	tap(t, a, "people")
	visit("staff")
	tap(t, a, "staff.rotate")
	visit("staff, rotate")
	tap(t, a, "dialog.close")
	tap(t, a, "staff.add")
	visit("staff, add")
	write(t, a, "staff.name", "Rosa Tzul")
	field(t, a, "secret.new").SetText("")
	write(t, a, "secret.new", "corta")
	tap(t, a, "staff.save")
	visit("staff, add, too short")
	tap(t, a, "back")
	tap(t, a, "person.luis")
	visit("person")
	tap(t, a, "person.disable")
	visit("person, disable")
	tap(t, a, "dialog.close")
	tap(t, a, "person.reset")
	visit("person, reset")
	tap(t, a, "back")
	tap(t, a, "back")
	tap(t, a, "bar.staff")
	visit("own menu")
	tap(t, a, "staff.own")
	visit("own passphrase")
	tap(t, a, "back")
}

func TestPeopleScreensFit(t *testing.T) { inEachLook(t, peopleScreens) }

func TestASupervisorManagesStaff(t *testing.T) {
	m := newMachine()
	a := open(t, m, newClock(), locale.Spanish, sizes["landscape"])
	unlock(t, a, "ana", m.secret)
	tap(t, a, "people")
	tap(t, a, "staff.add")
	write(t, a, "staff.name", "Luis Barahona")
	tap(t, a, "staff.save")
	if field(t, a, "staff.name").Problem() == "" {
		t.Fatal("a name that is taken must be refused, with a word")
	}
	field(t, a, "staff.name").SetText("")
	write(t, a, "staff.name", "Rosa")
	tap(t, a, "role.supervisor")
	tap(t, a, "staff.save")
	if last := m.staff[len(m.staff)-1]; last.Name != "Rosa" || !last.Supervisor {
		t.Fatalf("added %+v", last)
	}
	tap(t, a, "person.luis")
	tap(t, a, "person.disable")
	if m.disabled["luis"] {
		t.Fatal("disabled before it was asked")
	}
	tap(t, a, "person.disable.yes")
	if !m.disabled["luis"] {
		t.Fatal("not disabled")
	}
	tap(t, a, "person.luis")
	tap(t, a, "person.reset")
	tap(t, a, "staff.save")
	if m.disabled["luis"] {
		t.Fatal("not brought back")
	}
	tap(t, a, "person.marta")
	tap(t, a, "person.role")
	if !m.staff[0].Supervisor {
		t.Fatal("not made a supervisor")
	}
	tap(t, a, "undo")
	if m.staff[0].Supervisor {
		t.Fatal("not undone")
	}
	tap(t, a, "staff.rotate")
	tap(t, a, "staff.rotate.yes")
	if m.rotated != 1 || a.ScreenID() != "lock" {
		t.Errorf("rotated %d times, screen %q", m.rotated, a.ScreenID())
	}
}

func TestAWorkerChangesTheOwnPassphrase(t *testing.T) {
	m := newMachine()
	a := open(t, m, newClock(), locale.Spanish, sizes["landscape"])
	unlock(t, a, "marta", m.secret)
	tap(t, a, "bar.staff")
	tap(t, a, "staff.own")
	write(t, a, "staff.current", "no es")
	tap(t, a, "staff.save")
	if field(t, a, "staff.current").Problem() == "" {
		t.Fatal("a wrong passphrase must be refused, with a word")
	}
	field(t, a, "staff.current").SetText("")
	write(t, a, "staff.current", "correcto caballo")
	tap(t, a, "staff.save")
	if m.secret != "mango ventana rio camino luz es" || a.ScreenID() != "home" {
		t.Errorf("the passphrase is %q, screen %q", m.secret, a.ScreenID())
	}
}
