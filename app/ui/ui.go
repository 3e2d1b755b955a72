// Package ui is the window of the kiosk: the shell, which shows one screen at a time, and the screens.
//
// Begin with [New], which builds the window, and call [App.Run]. The package asks the machine behind the window for what
// [Kiosk] and the other interfaces in ports.go name; it knows neither a database nor a network. Texts come from
// app/locale by key, looks from app/ui/theme, parts from app/ui/widgets.
//
// A screen holds its model and builds its page from it, so a switch of language, colours or size builds the page anew
// and loses nothing. All widgets are touched on Fyne's goroutine only: slow work goes through work, whose outcome comes
// back there and is dropped if the store was locked meanwhile.
package ui

import (
	"context"
	"image"
	"log/slog"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/locale"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
)

// Config says what a window is for.
type Config struct {
	Kiosk      Kiosk
	Camera     Camera            // nil: there is none
	Voice      Voice             // nil: nothing is read aloud
	Texts      *locale.Catalogue // of every language
	Language   intake.Language   // at the start; "" is Spanish
	Log        *slog.Logger      // nil logs nothing
	Fullscreen bool              // without a frame and without a pointer
	// Echo is how long after a page came a tap on the button that leads on is taken for the second half of a double tap.
	// 0 is 400 ms, less than 0 is never.
	Echo time.Duration
	// Founder makes a kiosk where Kiosk is nil, and after a wipe; nil: there is always one.
	Founder Founder
	// Salvage makes a kiosk of what can be read of a damaged one, for the supervisor of that name; nil: nobody can. It may take
	// minutes.
	Salvage func(ctx context.Context, staff, passphrase string) (Salvaged, error)
	// Damaged reports whether an error says that bytes of the store are not as they were written; nil: [ErrDamaged] alone does.
	Damaged func(error) bool
	// Unwritable reports whether an error says that the disk is full or takes no writing; nil: [ErrDisk] alone does.
	Unwritable func(error) bool
	// WipeNow destroys everything, by the gesture alone; nil: never.
	WipeNow func(ctx context.Context) error
	// Awake tells how long the device was not asleep, from any moment on; nil: nobody notices its sleep.
	Awake func() time.Duration
	// ReadQR returns what a QR code in a picture says, ok false where there is none; nil: nobody can read them.
	ReadQR func(image.Image) (text string, ok bool)
	// Passphrases makes and judges new ones; nil: none is offered, nor judged before it is taken.
	Passphrases Passphrases

	Now func() time.Time // nil is time.Now
	Do  func(func())     // runs on Fyne's goroutine; nil is fyne.Do
	Go  func(func())     // starts slow work; nil is a goroutine
}

func (c Config) withDefaults() Config {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Language == "" {
		c.Language = locale.Spanish
	}
	if c.Echo == 0 {
		c.Echo = 400 * time.Millisecond
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Do == nil {
		c.Do = fyne.Do
	}
	if c.Go == nil {
		c.Go = func(work func()) { go work() }
	}
	return c
}

// App is the window. Its methods are for Fyne's goroutine unless they say otherwise.
type App struct {
	Config
	fyne   fyne.App
	window fyne.Window
	frame  *widgets.Frame
	words  *locale.Printer
	look   theme.Look

	pages   map[screen]kept
	current screen
	came    time.Time // when the page that is shown did
	status  Status

	audit       *audit
	diagnostics *diagnostics
	reports     *reports
	retention   *retention
	home        *home
	supervisor  *supervisor
	supervising bool // stands at the supervisor's desk
	fresh       int  // notices that were not read
	list        *applications
	reviews     *reviewList
	twins       *twinsView
	outbox      *outbox
	outboxList  *outboxList
	notices     *notices
	stick       *stick
	rescue      *stick
	charge      *charge
	verify      *verify
	wipe        *wipe
	people      *staffList
	talk        *talk // nil unless an interview is going on
	host        *host // nil unless an applicant holds the tablet

	working atomic.Int32 // pieces of slow work that are not done

	desk    *Desk    // nil while locked
	recent  []string // countries that staff chose in this session, the newest first
	session context.Context
	end     context.CancelFunc // of the session
	idle    idle
	aloud   aloud
	pin     pin
}

// New builds the window and shows the lock screen. Call Run to open it.
func New(app fyne.App, config Config) *App {
	a := &App{Config: config.withDefaults(), fyne: app, pages: map[screen]kept{}}
	a.look = theme.Look{Palette: theme.Light, Mode: theme.Worker, Class: theme.Landscape, Step: theme.Normal}
	a.words = a.Texts.In(a.Language)
	app.Settings().SetTheme(theme.New(a.look))
	a.frame = widgets.NewFrame()
	a.frame.OnClass, a.frame.OnTouched = a.resized, a.touched
	a.window = app.NewWindow(a.text("app.name"))
	a.window.SetPadded(false)
	a.window.SetContent(newWatch(a.frame, a.touched, a.Fullscreen))
	a.watchKeys()
	a.window.SetCloseIntercept(a.closeAsked)
	a.window.SetFullScreen(a.Fullscreen)
	a.window.Resize(fyne.NewSize(1280, 800))
	if a.Kiosk == nil {
		a.Kiosk = nobodys{a.text("app.name")}
	}
	a.status = a.Kiosk.Status()
	a.lock()
	return a
}

// Run opens the window and returns when it is closed or ctx ends. What was answered is on the disk already, so closing
// asks nothing.
func (a *App) Run(ctx context.Context) {
	ctx, stop := context.WithCancel(ctx)
	a.window.SetOnClosed(stop)
	go a.watchClock(ctx)
	go func() {
		<-ctx.Done()
		a.Do(a.fyne.Quit)
	}()
	a.window.ShowAndRun()
	stop()
	a.close()
}

// close drops the keys without showing anything more.
func (a *App) close() {
	a.end()
	if a.desk != nil {
		a.desk.Lock()
		a.desk = nil
	}
}

// ScreenID names the screen that is shown: "lock", "home", "applications". It may be called on any goroutine that Do
// serves.
func (a *App) ScreenID() string { return a.current.id() }

// Speaks is the language of the words on the screen.
func (a *App) Speaks() intake.Language { return a.words.Language() }

// Find returns the visible target of that id, such as "next" or "key.space".
func (a *App) Find(id string) (fyne.CanvasObject, bool) {
	found := widgets.Find(a.window.Content(), id)
	return found, found != nil
}

// Key returns the key of the keyboard on the screen that writes a text now.
func (a *App) Key(text string) (fyne.CanvasObject, bool) {
	if !a.frame.Keyboard().Visible() {
		return nil, false
	}
	key := a.frame.Keyboard().Key(text)
	return key, key != nil
}

// Busy reports whether something slow is being done. It is safe for concurrent use.
func (a *App) Busy() bool { return a.working.Load() > 0 }

// Window is the window, for tests and the tour.
func (a *App) Window() fyne.Window { return a.window }

// text gives a text in the language of now; pairs fill its places.
func (a *App) text(key string, pairs ...any) string { return a.words.Text(key, pairs...) }

// count gives a text for n things.
func (a *App) count(key string, n int, pairs ...any) string { return a.words.Count(key, n, pairs...) }

// work does something slow away from the window and hands the outcome to done on Fyne's goroutine. Both are skipped, or
// dropped, once the session that began it is over.
func work[T any](a *App, slow func(context.Context) (T, error), done func(T, error)) {
	ctx := a.session
	a.working.Add(1)
	a.Go(func() {
		if ctx.Err() != nil {
			a.working.Add(-1)
			return
		}
		value, err := slow(ctx)
		a.Do(func() {
			a.working.Add(-1)
			if ctx.Err() == nil {
				done(value, err)
			}
		})
	})
}
