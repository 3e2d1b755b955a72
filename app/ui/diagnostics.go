package ui

import (
	"context"
	"errors"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// Diagnostics look whether the kiosk is well, for supervisors.
type Diagnostics interface {
	// Checks looks at what can be seen in a few seconds.
	Checks(ctx context.Context) ([]Check, error)
	// Inspect reads all that the kiosk keeps and tells how far it is, in bytes, from any goroutine. Ending ctx stops it.
	Inspect(ctx context.Context, progress func(done, total int64)) ([]Check, error)
	// Save writes what was found, and what else a technician needs, into a folder and returns the name of the file. There is
	// no personal data in it.
	Save(ctx context.Context, folder string, checks []Check) (string, error)
}

// Check is one thing that was looked at. The texts "check." + Name and "check." + Name + "." + Found say what it is and what
// was found.
type Check struct {
	Name  string
	Found string
	Good  bool
	Text  string // a version
	Count int64
	Bytes int64
	At    time.Time
}

// diagnostics is the state of the tablet: a line for each thing, what needs attention first.
type diagnostics struct {
	app    *App
	quick  []Check
	deep   []Check
	stage  inspection
	done   int64
	total  int64
	cancel context.CancelFunc // of the inspection that is going on

	header  *widgets.Header
	lines   *fyne.Container
	banner  *widgets.Banner
	bar     *widgets.Progress
	inspect *widgets.Button
	stop    *widgets.Button
	built   *widgets.Text // the versions
}

// inspection is how far all that is kept was read.
type inspection string

const (
	inspectionNone    inspection = "none"
	inspectionGoing   inspection = "going"
	inspectionDone    inspection = "done"
	inspectionStopped inspection = "stopped"
)

func newDiagnostics(a *App) *diagnostics { return &diagnostics{app: a, stage: inspectionNone} }

func (d *diagnostics) id() string { return "diagnostics" }

func (a *App) openDiagnostics() { a.show(a.diagnostics) }

func (d *diagnostics) build() *widgets.Page {
	a := d.app
	d.header = widgets.NewHeader(a.text("check.title"), a.text("check.looking"))
	d.banner, d.bar = widgets.NewBanner(assets.IconInfo, widgets.Quiet, ""), widgets.NewProgress()
	d.lines = widgets.NewColumn(lineGap)
	d.built = widgets.NewSmall("")
	d.inspect = widgets.NewButton("inspect", widgets.Primary, a.text("check.inspect"), d.start).WithIcon(assets.IconMagnifyingGlass)
	d.stop = widgets.NewButton("stop", widgets.Secondary, a.text("action.stop"), func() { d.cancel() }).WithIcon(assets.IconX)
	page := &widgets.Page{
		Header: d.header,
		Body:   widgets.NewColumn(14, d.banner, d.bar, d.lines, d.built),
		Left:   []fyne.CanvasObject{a.homeButton()},
		Right:  []fyne.CanvasObject{d.stop, d.inspect},
	}
	if a.desk.Sticks != nil {
		support := widgets.NewButton("support", widgets.Secondary, a.spareSmall("check.support"), d.carry).WithIcon(assets.IconUsb)
		page.Right = []fyne.CanvasObject{support, d.stop, d.inspect}
	}
	return page
}

// spareSmall is the word of a button that can do with its icon in portrait.
func (a *App) spareSmall(key string) string {
	if a.look.Class == theme.Portrait {
		return ""
	}
	return a.spare(key)
}

func (d *diagnostics) refresh() {
	d.write()
	a := d.app
	work(a, a.desk.Diagnostics.Checks, func(checks []Check, err error) {
		if err != nil {
			a.trouble("look at the kiosk", err)
			return
		}
		d.quick = checks
		d.write()
		a.update()
	})
}

// start reads all that is kept; stop ends it.
func (d *diagnostics) start() {
	a := d.app
	ctx, cancel := context.WithCancel(a.session)
	d.cancel, d.stage, d.done, d.total = cancel, inspectionGoing, 0, 0
	d.rewrite()
	progress := func(done, total int64) {
		a.Do(func() {
			d.done, d.total = done, total
			d.rewrite()
		})
	}
	work(a, func(context.Context) ([]Check, error) {
		defer cancel()
		return a.desk.Diagnostics.Inspect(ctx, progress)
	}, d.inspected)
}

func (d *diagnostics) inspected(checks []Check, err error) {
	switch {
	case errors.Is(err, context.Canceled):
		d.stage = inspectionStopped
	case err != nil:
		d.stage = inspectionStopped
		d.app.trouble("inspect the kiosk", err)
	default:
		d.stage, d.deep = inspectionDone, checks
	}
	d.rewrite()
}

// rewrite writes the page if it is shown.
func (d *diagnostics) rewrite() {
	if d.app.current == screen(d) {
		d.write()
		d.app.update()
	}
}

func (d *diagnostics) carry() {
	a, checks := d.app, append(slices.Clone(d.quick), d.deep...)
	a.openCarryOut(a.text("check.support_title"), func(ctx context.Context, folder string) (string, error) {
		return a.desk.Diagnostics.Save(ctx, folder, checks)
	})
}

// write puts what was found on the page: what needs attention first.
func (d *diagnostics) write() {
	a := d.app
	var bad, good []fyne.CanvasObject
	versions := map[string]string{"app": "", "rules": "", "schema": "", "system": ""}
	for _, c := range append(slices.Clone(d.deep), d.quick...) {
		if _, ok := versions[c.Name]; ok {
			versions[c.Name] = c.Text
		}
		switch {
		case !c.Good:
			bad = append(bad, a.checkLine(c))
		case c.Found != "version":
			good = append(good, a.checkLine(c))
		}
	}
	d.lines.Objects = append(bad, a.inTwo(lineGap, good))
	if len(d.quick) > 0 {
		d.header.Set(a.text("check.title"), a.count("check.attention", len(bad)))
		d.built.SetText(a.text("check.versions", "app", versions["app"], "rules", versions["rules"], "schema", versions["schema"], "system", versions["system"]))
	}
	d.writeInspection()
}

func (d *diagnostics) writeInspection() {
	a := d.app
	setVisible(d.bar, d.stage == inspectionGoing)
	setVisible(d.banner, d.stage != inspectionDone)
	setVisible(d.stop, d.stage == inspectionGoing)
	setVisible(d.inspect, d.stage != inspectionGoing)
	switch d.stage {
	case inspectionGoing:
		if d.total > 0 {
			d.bar.SetPart(float32(d.done) / float32(d.total))
		}
		d.banner.Set(assets.IconHourglass, widgets.Quiet,
			a.text("check.inspecting", "done", a.words.Bytes(d.done), "total", a.words.Bytes(d.total)))
	case inspectionStopped:
		d.banner.Set(assets.IconInfo, widgets.Quiet, a.text("check.stopped"))
	default:
		d.banner.Set(assets.IconInfo, widgets.Quiet, a.text("check.not_inspected"))
	}
}

// lineGap is between the lines, in px.
const lineGap = 10

// checkLine is one thing that was looked at: what it is, and what was found or is to do.
func (a *App) checkLine(c Check) fyne.CanvasObject {
	icon, tone, ground := assets.IconCheckCircle, widgets.Good, widgets.Quiet
	if !c.Good {
		icon, tone, ground = assets.IconWarning, widgets.Warn, widgets.Warn
	}
	words := widgets.NewColumn(0, widgets.NewText(theme.Label, a.text("check."+c.Name)).Strong(), widgets.NewText(theme.Label, a.checkSentence(c)))
	row := []fyne.CanvasObject{widgets.NewIcon(icon, tone, 32), widgets.Middle(words)}
	if a.desk.Enrolment != nil && (c.Name == "portal" && !c.Good || c.Name == "link" && a.refusedHere() && a.Kiosk.Site().Enrolled) {
		row = append(row, a.enrolButton(widgets.InPane, a.diagnostics))
	}
	if c.Name == "store" && !c.Good && a.Salvage != nil {
		row = append(row, widgets.NewButton("damage", widgets.InPane, a.text("lock.salvage"), a.openDamage).WithIcon(assets.IconFloppyDisk))
	}
	return widgets.NewCard(ground, widgets.NewRow(16, row...)).Padded(18, 8)
}

func (a *App) checkSentence(c Check) string {
	if c.Name == "link" {
		return a.linkLong()
	}
	when := ""
	if !c.At.IsZero() {
		when = a.moment(c.At.In(a.Now().Location()))
	}
	return a.count("check."+c.Name+"."+c.Found, int(c.Count), "size", a.words.Bytes(c.Bytes), "text", c.Text, "when", when)
}
