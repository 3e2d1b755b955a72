package ui

import (
	"context"
	"errors"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"ventanilla/app/intake"
	"ventanilla/app/locale"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// lock closes the store, drops what the screens knew, and shows the lock screen.
func (a *App) lock() {
	a.endTalk() // while what is being written can still be kept
	if a.end != nil {
		a.end()
	}
	if a.desk != nil {
		a.desk.Lock()
		a.desk = nil
	}
	a.session, a.end = context.WithCancel(context.Background())
	a.endWarning()
	a.host, a.recent, a.pin = nil, nil, pin{}
	a.forget()
	if a.unmade() {
		a.setMode(theme.Worker)
		a.show(newStart(a))
		return
	}
	a.setMode(theme.Assisted)
	a.show(newLock(a))
}

// unlocked begins the work of a member of staff.
func (a *App) unlocked(desk *Desk) {
	a.desk = desk
	a.idle.last = a.Now()
	a.forget()
	a.setMode(theme.Worker)
	a.furnishDesk()
	a.stand(desk.Staff.Supervisor)
}

// lock is the screen that stands while the store is closed: who opens it, and how link and outbox stand.
type lock struct {
	app    *App
	chosen Staff
	secret string
	opened bool      // the passphrase is being tried
	until  time.Time // before which no passphrase is tried
	refuse string    // why the last one was refused, a key
	typing bool      // the keyboard is shown and leaves room for one person

	where  *widgets.Text
	nobody *widgets.Text
	mark   *widgets.Mark
	hint   *widgets.Text // what the typed passphrase tells of the keyboard
	title  *widgets.Text
	people map[string]*widgets.Tile
	rounds map[string]*widgets.Round
	field  *widgets.TextField
	reveal *widgets.Button
	open   *widgets.Button
	link   *widgets.Banner
	clock  *widgets.Text
	shown  bool // the passphrase, in letters
}

func newLock(a *App) *lock {
	l := &lock{app: a}
	if staff := a.Kiosk.Staff(); len(staff) == 1 {
		l.chosen = staff[0]
	}
	return l
}

func (l *lock) id() string { return "lock" }

// barButtons keeps the bar empty: language and look stand on the counter here.
func (l *lock) barButtons() []fyne.CanvasObject { return nil }

func (l *lock) build() *widgets.Page {
	a := l.app
	l.open = widgets.NewButton("open", widgets.Primary, a.text("action.open"), l.tryOpen).WithIcon(assets.IconLockKeyOpen)
	l.clock = widgets.NewLine(theme.SmallText, "").Toned(widgets.OnCounter2)
	return &widgets.Page{
		Bare:   true,
		Body:   l.buildBody(),
		Left:   []fyne.CanvasObject{a.languageButton(widgets.Secondary), a.lookButton(widgets.Secondary), l.forgotButton()},
		Centre: l.clock,
		Right:  []fyne.CanvasObject{l.open},
	}
}

func (l *lock) buildBody() fyne.CanvasObject {
	pane := canvas.NewRectangle(theme.Current().Tokens().Pane)
	pane.TopLeftCornerRadius, pane.TopRightCornerRadius = theme.RadiusPane, theme.RadiusPane
	m := theme.Current().Measures()
	window := widgets.Fill(widgets.Pad(l.buildWindow(), m.PadX, m.PadY, m.PadX, m.PadY))
	window.Objects = append([]fyne.CanvasObject{pane}, window.Objects...)
	part := float32(0.38) // of the width
	if l.app.look.Class == theme.Small {
		part = 0.25
	}
	return widgets.NewSplit(part, 28, widgets.Pad(l.buildWelcome(), 20, 20, 20, 20), window)
}

// buildWelcome says where this is, and to everybody that it costs nothing.
func (l *lock) buildWelcome() fyne.CanvasObject {
	a := l.app
	l.where = widgets.NewText(theme.SmallText, a.office()).Toned(widgets.OnCounter2)
	l.nobody = widgets.NewText(theme.Body, a.text("free.nobody")).Toned(widgets.OnCounter)
	name, side := theme.Display, float32(90)
	if a.look.Class == theme.Small {
		name, side = theme.Title, 56
	}
	l.mark = widgets.NewMark("mark", side)
	if a.Kiosk.Site().Gesture && a.WipeNow != nil {
		l.mark.OnHeld = func() { a.show(&wipeNow{app: a}) }
	}
	return widgets.NewColumn(8,
		widgets.NewRow(0, l.mark, widgets.Fill(nil)),
		widgets.NewText(name, a.text("app.name")).Toned(widgets.OnCounter),
		l.where,
		widgets.Fill(nil),
		widgets.NewText(theme.Heading, a.text("free.short")).Toned(widgets.OnCounter),
		l.nobody,
	)
}

// buildWindow asks who opens, and for the passphrase.
func (l *lock) buildWindow() fyne.CanvasObject {
	a := l.app
	l.people, l.rounds = map[string]*widgets.Tile{}, map[string]*widgets.Round{}
	var tiles []fyne.CanvasObject
	for _, s := range a.Kiosk.Staff() {
		tiles = append(tiles, l.buildPerson(s))
	}
	l.field = widgets.NewTextField("passphrase", widgets.SecretKind, "").WithIcon(assets.IconLockKey)
	l.field.SetText(l.secret)
	l.field.OnChanged = l.typed
	l.field.OnSubmitted = l.tryOpen
	l.field.OnLeft = l.rearrange
	l.reveal = widgets.NewButton("reveal", widgets.InPane, "", l.toggle)
	l.hint = widgets.NewSmall("")
	l.title = widgets.NewText(theme.Heading, a.text("lock.title"))
	l.link = widgets.NewBanner(linkIcon(a.status.Link), widgets.Quiet, "")
	return widgets.NewColumn(theme.Current().Measures().Gap,
		l.title,
		widgets.NewGrid(2, 14, tiles...),
		widgets.NewTopRow(12, widgets.Fill(l.field), l.reveal),
		l.hint,
		widgets.Fill(nil),
		l.link,
	)
}

func (l *lock) buildPerson(s Staff) fyne.CanvasObject {
	l.rounds[s.ID] = widgets.NewRound(initials(s.Name), false, 52)
	words := widgets.NewColumn(0,
		widgets.NewText(theme.Label, s.Name).Strong(),
		widgets.NewSmall(l.app.text(roleKey(s))))
	tile := widgets.NewTile("staff."+s.ID, widgets.NewRow(16, l.rounds[s.ID], widgets.Middle(words)), func() { l.choose(s) })
	if l.app.look.Class != theme.Small {
		const high = 92 // px
		tile.High(high)
	}
	l.people[s.ID] = tile
	return tile
}

func (l *lock) refresh() {
	a := l.app
	l.typing = a.frame.Keyboard().Visible()
	setVisible(l.where, !l.typing || a.look.Class != theme.Small)
	setVisible(l.nobody, !l.typing || a.look.Class != theme.Small)
	setVisible(l.title, !l.typing)
	setVisible(l.link, !l.typing)
	setVisible(l.mark, !l.typing || a.look.Class != theme.Small)
	for id, tile := range l.people {
		tile.SetChosen(id == l.chosen.ID)
		setVisible(tile, !l.typing || id == l.chosen.ID || l.chosen.ID == "")
	}
	for _, s := range a.Kiosk.Staff() {
		l.rounds[s.ID].Set(initials(s.Name), s.ID == l.chosen.ID)
	}
	l.field.SetHint(a.text("lock.choose_name"))
	if l.chosen.ID != "" {
		l.field.SetHint(a.text("lock.passphrase", "name", firstWord(l.chosen.Name)))
	}
	l.field.SetProblem(l.problem())
	l.field.SetRevealed(l.shown)
	hint := secretHint(l.secret)
	if hint != "" {
		l.hint.SetText(a.text(hint))
	}
	setVisible(l.hint, hint != "")
	l.reveal.SetText(a.text(map[bool]string{false: "action.show", true: "action.hide"}[l.shown]))
	l.reveal.SetIcon(map[bool]assets.IconName{false: assets.IconEye, true: assets.IconEyeSlash}[l.shown])
	l.refreshOpen()
	l.refreshState()
}

// refreshOpen says whether the button can be used and, if not, why.
func (l *lock) refreshOpen() {
	text, icon := "action.open", assets.IconLockKeyOpen
	if l.opened {
		text, icon = "lock.opening", assets.IconHourglass
	}
	l.open.SetText(l.app.text(text))
	l.open.SetIcon(icon)
	l.open.SetReady(!l.opened && l.chosen.ID != "" && l.secret != "" && l.wait() == 0)
}

// refreshState says how link and outbox stand, for whoever passes by in the evening.
func (l *lock) refreshState() {
	a := l.app
	now := a.Now()
	text := "**" + a.linkWord() + ".** " + a.count("lock.nothing_lost", a.status.Waiting+a.status.OnItsWay)
	if linkTone(a.status) == widgets.Warn {
		text = a.linkLong()
	}
	l.link.Set(linkIcon(a.status.Link), linkTone(a.status), text)
	l.clock.SetText(locale.Capital(a.words.Weekday(intake.DayOf(now))) + " · " + a.words.Clock(now))
}

// problem says why the passphrase was refused and what to do.
func (l *lock) problem() string {
	if seconds := l.wait(); seconds > 0 {
		return l.app.count("lock.tries_wait", seconds)
	}
	if l.refuse == "" {
		return ""
	}
	return l.app.text(l.refuse)
}

// wait is how many seconds no passphrase is tried.
func (l *lock) wait() int {
	return max(0, int((l.until.Sub(l.app.Now())+time.Second-1)/time.Second))
}

// tick brings clock, state and wait up to date. Nothing is drawn while nothing has changed.
func (l *lock) tick() {
	before := l.clock.Text() + l.link.Text() + l.field.Problem()
	l.refreshState()
	l.field.SetProblem(l.problem())
	if l.clock.Text()+l.link.Text()+l.field.Problem() != before || l.typing != l.app.frame.Keyboard().Visible() {
		l.rearrange()
	}
}

// choose takes a person's name. A second tap, while only that one is shown, brings the others back.
func (l *lock) choose(s Staff) {
	l.refuse = ""
	if l.chosen.ID == s.ID && l.app.frame.Keyboard().Visible() {
		l.chosen = Staff{}
		l.app.frame.Unfocus()
		return
	}
	l.chosen = s
	l.field.Focus()
	l.rearrange()
}

func (l *lock) typed(text string) {
	l.secret, l.refuse = text, ""
	l.rearrange()
}

func (l *lock) toggle() {
	l.shown = !l.shown
	l.field.Focus()
	l.rearrange()
}

// rearrange shows what changed, in the room that the keyboard leaves.
func (l *lock) rearrange() {
	l.refresh()
	l.app.update()
}

// tryOpen tries the passphrase away from the window: it takes about a second.
func (l *lock) tryOpen() {
	if l.opened || l.chosen.ID == "" || l.secret == "" || l.wait() > 0 {
		return
	}
	a, staff, secret := l.app, l.chosen, l.secret
	l.opened, l.refuse = true, ""
	a.frame.Unfocus()
	l.rearrange()
	work(a, func(ctx context.Context) (*Desk, error) { return a.Kiosk.Unlock(ctx, staff.ID, secret) }, func(desk *Desk, err error) {
		l.tried(desk, err)
		if errors.Is(err, ErrDamaged) && staff.Supervisor && a.Salvage != nil {
			l.openDamaged(staff, secret)
		}
	})
}

func (l *lock) tried(desk *Desk, err error) {
	l.opened, l.secret, l.shown = false, "", false
	l.field.SetText("")
	if err == nil {
		l.app.unlocked(desk)
		return
	}
	var wait *WaitError
	switch {
	case errors.As(err, &wait):
		l.until = l.app.Now().Add(wait.Wait)
	case errors.Is(err, ErrPassphrase):
		l.refuse = "lock.wrong"
	case errors.Is(err, ErrDamaged):
		l.refuse = "lock.damaged"
		l.app.Log.Error("unlock", "error", err)
	case errors.Is(err, ErrOlderVault):
		l.refuse = "lock.older_vault"
	case errors.Is(err, ErrDisk):
		l.refuse = "lock.disk"
	default:
		l.refuse = "lock.failed"
		l.app.Log.Error("unlock", "error", err)
	}
	l.rearrange()
}
