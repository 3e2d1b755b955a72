package ui_test

import (
	"context"
	"encoding/json"
	"flag"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"ventanilla/app/intake"
	"ventanilla/app/locale"
	"ventanilla/app/ui"
	"ventanilla/app/ui/widgets"
)

var (
	events = flag.Int("events", 10_000, "how many taps, drags and keys the random tapper makes")
	seed   = flag.Uint64("seed", 8, "of the random tapper")
)

// mark is a word that stands in the answers of one person only.
var mark = regexp.MustCompile(`(?i)zx[a-z]{8}`)

// tapper is somebody who touches anything, without a plan and without the secret, save where it says so.
type tapper struct {
	*rand.Rand
	t      *testing.T
	office *office
	app    *ui.App
	owners map[string]intake.ApplicationID // by the mark, in small letters
	done   int                             // events so far
	told   bool                            // the secret was just given to leave an applicant's interview
}

// TestRandomTapper touches the whole window as workers, supervisors and applicants: nothing breaks, nobody ever sees what
// somebody else said, and nobody leaves an applicant's interview without the secret.
func TestRandomTapper(t *testing.T) {
	o := newOffice(t, "EC")
	o.furnish = func(desk *ui.Desk) { desk.Drafts = shelf{o} }
	p := &tapper{
		Rand: rand.New(rand.NewPCG(*seed, 23)), t: t, office: o, owners: map[string]intake.ApplicationID{},
		app: openOffice(t, o, locale.Spanish, sizes["landscape"]),
	}
	screens := map[string]int{}
	for p.done = range *events {
		hosted := p.app.Hosted()
		p.told = false
		p.act()
		screens[p.app.ScreenID()]++
		p.look(hosted)
	}
	t.Logf("%d screens, %d handed in, %d drafts: %v", len(screens), len(o.handed), len(o.kept), screens)
	if len(screens) < 25 {
		t.Errorf("only %d screens were seen", len(screens))
	}
	for _, d := range o.handed {
		if !d.Answers.Consent.Allows(intake.Screening) {
			t.Error("handed in without consent")
		}
	}
}

// look wants to see nothing that somebody else said, and no way out of an applicant's interview.
func (p *tapper) look(hosted bool) {
	p.t.Helper()
	screen := p.app.ScreenID()
	if hosted && !p.app.Hosted() && !p.told && screen != "lock" {
		p.t.Fatalf("event %d: an applicant got out, to %q", p.done, screen)
	}
	seen := words(p.app)
	for _, found := range mark.FindAllString(seen, -1) {
		if owner, known := p.owners[strings.ToLower(found)]; known && owner != p.app.Talking() {
			p.t.Fatalf("event %d: %q of somebody else is on screen %q", p.done, found, screen)
		}
	}
	const glance = 100 // events between two pictures: painting takes longer than all else
	if p.done%glance == 0 {
		p.app.Window().Canvas().Capture()
	}
}

// act does one thing.
func (p *tapper) act() {
	canvas := p.app.Window().Canvas()
	switch n := p.IntN(100); {
	case p.app.ScreenID() == "lock":
		p.enter()
	case n < 1:
		p.app.Window().Resize([]fyne.Size{sizes["landscape"], sizes["portrait"], sizes["small"]}[p.IntN(3)])
	case n < 3:
		p.wait()
	case n < 5 && p.app.Hosted():
		p.takeBack()
	case n < 15:
		p.write()
	case n < 20:
		test.FocusNext(canvas)
	case n < 25:
		p.press(canvas)
	case n < 30:
		test.Drag(canvas, p.somewhere(), 0, p.Float32()*800-400)
	case n < 45:
		test.TapCanvas(canvas, p.somewhere())
	default:
		p.touch()
	}
}

func (p *tapper) somewhere() fyne.Position {
	s := p.app.Window().Canvas().Size()
	return fyne.NewPos(p.Float32()*s.Width, p.Float32()*s.Height)
}

// targets are all that can be touched now.
func (p *tapper) targets() []widgets.Identified {
	var all []widgets.Identified
	widgets.Walk(p.app.Window().Content(), func(o fyne.CanvasObject) bool {
		if i, ok := o.(widgets.Identified); ok {
			all = append(all, i)
		}
		return true
	})
	return all
}

// touch taps a target, and what leads on more often than others, so that the tapper gets anywhere.
func (p *tapper) touch() {
	all := p.targets()
	if len(all) == 0 {
		p.t.Fatalf("event %d: nothing to touch at %q", p.done, p.app.ScreenID())
	}
	target := all[p.IntN(len(all))]
	if p.IntN(2) == 0 {
		for _, id := range []string{"next", "hand_in", "finish", "consent.screening.yes"} {
			if i := slices.IndexFunc(all, func(w widgets.Identified) bool { return w.WidgetID() == id }); i >= 0 && p.IntN(2) == 0 {
				target = all[i]
			}
		}
	}
	if m, ok := target.(desktop.Mouseable); ok && p.IntN(4) == 0 {
		m.MouseDown(&desktop.MouseEvent{})
		m.MouseUp(&desktop.MouseEvent{})
	}
	if tappable, ok := target.(fyne.Tappable); ok {
		tappable.Tapped(&fyne.PointEvent{Position: fyne.NewPos(p.Float32()*50, p.Float32()*50)})
	}
}

// write types into a field: the mark of whose interview it is, or a letter.
func (p *tapper) write() {
	var fields []*widgets.TextField
	for _, target := range p.targets() {
		if f, ok := target.(*widgets.TextField); ok {
			fields = append(fields, f)
		}
	}
	if len(fields) == 0 {
		return
	}
	f := fields[p.IntN(len(fields))]
	p.app.Window().Canvas().Focus(f)
	text := string([]rune("aeéñ 7@.+-'")[p.IntN(11)])
	if id := p.app.Talking(); id != "" && p.IntN(2) == 0 {
		text = p.markOf(id)
	}
	test.Type(f, text)
}

// markOf makes a word that only this application has.
func (p *tapper) markOf(id intake.ApplicationID) string {
	word := []rune("zx")
	for range 8 {
		word = append(word, rune('a'+p.IntN(26)))
	}
	p.owners[string(word)] = id
	return string(word)
}

// press types a key that is no letter.
func (p *tapper) press(canvas fyne.Canvas) {
	keys := []fyne.KeyName{
		fyne.KeyBackspace, fyne.KeyDelete, fyne.KeyLeft, fyne.KeyRight, fyne.KeyHome, fyne.KeyEnd, fyne.KeyUp, fyne.KeyDown,
		fyne.KeyReturn, fyne.KeySpace, fyne.KeyEscape,
	}
	if focused := canvas.Focused(); focused != nil {
		focused.TypedKey(&fyne.KeyEvent{Name: keys[p.IntN(len(keys))]})
	}
}

// wait lets some time pass, sometimes so much that the window locks.
func (p *tapper) wait() {
	p.office.clock.now = p.office.clock.now.Add(time.Duration(p.IntN(400)) * time.Second)
	p.app.Tick()
	if p.IntN(2) == 0 {
		p.app.Touched()
	}
}

// enter unlocks the store as somebody of the staff.
func (p *tapper) enter() {
	if p.app.ScreenID() != "lock" {
		return
	}
	if _, ok := p.app.Find("dialog.close"); ok {
		p.touch()
		return
	}
	unlock(p.t, p.app, p.office.staff[p.IntN(len(p.office.staff))].ID, p.office.secret)
}

// takeBack is a member of staff, who takes the tablet back with the secret.
func (p *tapper) takeBack() {
	if _, ok := p.app.Find("bar.help"); !ok {
		return
	}
	taps(p.t, p.app, "bar.help", "help.leave")
	write(p.t, p.app, "leave.secret", p.office.secret)
	p.told = true
	tap(p.t, p.app, "leave.leave")
}

// shelf lists the drafts that an office keeps, the newest first.
type shelf struct{ *office }

func (s shelf) List(context.Context) ([]intake.Draft, error) {
	var all []intake.Draft
	for _, data := range s.kept {
		var d intake.Draft
		if err := json.Unmarshal(data, &d); err != nil {
			return nil, err
		}
		all = append(all, d)
	}
	slices.SortFunc(all, func(a, b intake.Draft) int { return strings.Compare(string(b.Application), string(a.Application)) })
	return all, nil
}

func (s shelf) Drop(_ context.Context, id intake.ApplicationID) error {
	delete(s.kept, id)
	return nil
}
