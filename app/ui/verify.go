package ui

import (
	"context"
	"errors"
	"image"

	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// Receipts tells genuine receipts from forged ones, and finds the case that one is for.
type Receipts interface {
	// Read reads the QR in a picture of the camera; ErrNoQR if there is none. It may run on any goroutine.
	Read(picture image.Image) (string, error)
	// Check says what the text of a QR is worth.
	Check(ctx context.Context, text string) (Checked, error)
	// Find finds the application of a code that was typed.
	Find(ctx context.Context, code intake.Code) (Checked, error)
}

// ErrNoQR is a picture without a QR code.
var ErrNoQR = errors.New("no QR code in the picture")

// ReceiptVerdict says what a receipt is worth.
type ReceiptVerdict string

// The verdicts.
const (
	ReceiptGenuine   ReceiptVerdict = "genuine"   // signed by this kiosk
	ReceiptElsewhere ReceiptVerdict = "elsewhere" // signed by another kiosk of the programme
	ReceiptForged    ReceiptVerdict = "forged"
	ReceiptUnknown   ReceiptVerdict = "unknown" // signed by a kiosk that this one has not heard of
	ReceiptOther     ReceiptVerdict = "other"   // the QR is no receipt's
	ReceiptHere      ReceiptVerdict = "here"    // a code that was typed, of an application that this kiosk has
	ReceiptNotHere   ReceiptVerdict = "not_here"
)

// Checked is what is known of a receipt or a code.
type Checked struct {
	Verdict ReceiptVerdict
	Code    intake.Code
	Site    string     // where it was made, "" if that is not proved
	Day     intake.Day // when, zero if that is not proved
	Found   *Dossier   // nil unless this kiosk has the application
}

// verify checks a receipt by camera or by its code, and says how the case stands.
type verify struct {
	app     *App
	checked *Checked // nil while it looks

	stop   context.CancelFunc // of the camera, nil when it is off
	camera *widgets.Camera
	field  *widgets.TextField
	failed *widgets.Text
}

func newVerify(a *App) *verify { return &verify{app: a} }

func (v *verify) id() string { return "verify" }

// openVerify begins with no receipt.
func (a *App) openVerify() {
	a.verify.reset()
	a.show(a.verify)
}

func (v *verify) reset() {
	v.halt()
	v.checked = nil
	delete(v.app.pages, v)
}

// leave forgets what was found when another screen takes its place.
func (v *verify) leave() { v.reset() }

func (v *verify) build() *widgets.Page {
	a := v.app
	if v.checked != nil {
		return v.buildResult()
	}
	v.halt()
	check := widgets.NewButton("check", widgets.Primary, a.text("verify.check"), v.typed).WithIcon(assets.IconMagnifyingGlass)
	return &widgets.Page{
		Header: widgets.NewHeader(a.text("verify.title"), a.text("verify.why")),
		Body:   v.buildLook(),
		Left:   []fyne.CanvasObject{a.homeButton()},
		Right:  []fyne.CanvasObject{check},
	}
}

// buildLook is the camera beside the field for the code.
func (v *verify) buildLook() fyne.CanvasObject {
	a := v.app
	v.field = widgets.NewTextField("field.code", widgets.CodeKind, a.text("verify.code")).WithIcon(assets.IconReceipt)
	v.field.WithHint("XXXXX-XXXXX")
	v.field.MaxRunes = 16
	v.field.OnSubmitted = v.typed
	typed := widgets.NewColumn(16, v.field, widgets.NewSmall(a.text("verify.code_hint")))
	v.camera, v.failed = nil, widgets.NewText(theme.Label, a.text("verify.no_camera")).Toned(widgets.Ink2)
	if a.Camera == nil {
		return widgets.NewColumn(20, typed, v.failed)
	}
	v.failed.Hide()
	v.camera = widgets.NewCamera(widgets.NoGuide)
	seen := widgets.NewColumn(12, widgets.Sized(v.camera, 0, v.cameraHeight()), v.failed,
		widgets.NewRow(12, widgets.NewIcon(assets.IconQrCode, widgets.Way, 30), widgets.Middle(widgets.NewText(theme.Label, a.text("verify.show")))))
	return widgets.NewSplit(0.5, float32(a.columns(32, 24)), seen, typed)
}

// cameraHeight leaves room for the words below, in px.
func (v *verify) cameraHeight() float32 {
	switch v.app.look.Class {
	case theme.Small:
		return 230
	case theme.Portrait:
		return 480
	default:
		return 400
	}
}

func (v *verify) refresh() {
	if v.checked == nil {
		v.look()
	}
}

// look lets the camera run until a QR is read or the page is left.
func (v *verify) look() {
	a := v.app
	if a.Camera == nil || v.stop != nil {
		return
	}
	ctx, stop := context.WithCancel(a.session)
	v.stop = stop
	a.Go(func() { v.watch(ctx) })
}

// watch shows frames and reads each, until one has a QR.
func (v *verify) watch(ctx context.Context) {
	a := v.app
	for {
		frame, err := a.Camera.Frame(ctx)
		if ctx.Err() != nil {
			return
		}
		if err != nil {
			a.Do(func() { v.lost(ctx, err) })
			return
		}
		a.Do(func() {
			if ctx.Err() == nil {
				v.camera.SetFrame(frame)
			}
		})
		if text, err := a.desk.Receipts.Read(frame); err == nil {
			a.Do(func() { v.read(ctx, text) })
			return
		}
	}
}

// lost says that the camera gives no more frames; the code can be typed.
func (v *verify) lost(ctx context.Context, err error) {
	if ctx.Err() != nil {
		return
	}
	v.app.Log.Warn("camera lost", "error", err)
	v.failed.Show()
	v.camera.Hide()
	v.app.update()
}

func (v *verify) halt() {
	if v.camera != nil {
		v.camera.SetFrame(nil)
	}
	if v.stop != nil {
		v.stop()
	}
	v.stop = nil
}

// read checks what a QR says.
func (v *verify) read(ctx context.Context, text string) {
	if ctx.Err() != nil {
		return
	}
	a := v.app
	work(a, func(ctx context.Context) (Checked, error) { return a.desk.Receipts.Check(ctx, text) }, v.found)
}

// typed checks the code that was typed. An error in it is told before anything is looked for.
func (v *verify) typed() {
	a := v.app
	code, err := intake.ParseCode(v.field.Text())
	if err != nil {
		v.field.SetProblem(a.problem(err))
		a.update()
		return
	}
	work(a, func(ctx context.Context) (Checked, error) { return a.desk.Receipts.Find(ctx, code) }, v.found)
}

func (v *verify) found(checked Checked, err error) {
	a := v.app
	if err != nil {
		a.trouble("check receipt", err)
		return
	}
	if a.current != screen(v) {
		return
	}
	v.halt()
	v.checked = &checked
	delete(a.pages, v)
	a.present()
}

// again begins with the next receipt.
func (v *verify) again() {
	v.reset()
	v.app.present()
}

func (v *verify) buildResult() *widgets.Page {
	a := v.app
	next := widgets.NewButton("again", widgets.Primary, a.text("verify.again"), v.again).WithIcon(assets.IconQrCode)
	page := &widgets.Page{
		Header: widgets.NewHeader(a.text("verify.title"), v.checked.codeText()),
		Body:   widgets.NewColumn(16, append([]fyne.CanvasObject{v.verdict()}, v.standing()...)...),
		Left:   []fyne.CanvasObject{a.homeButton()},
		Right:  []fyne.CanvasObject{next},
	}
	if d := v.checked.Found; d != nil && a.desk.Dossiers != nil {
		open := widgets.NewButton("record", widgets.Secondary, a.spare("verify.open"), func() { a.openDossier(d.Summary, a.openHome) })
		page.Left = append(page.Left, open.WithIcon(assets.IconFileText))
	}
	return page
}

func (c *Checked) codeText() string { return string(c.Code.String()) }

// verdict says what the receipt is worth, where and when it was made, and what to do.
func (v *verify) verdict() fyne.CanvasObject {
	a, c := v.app, v.checked
	icon, tone := verdictLook(c.Verdict)
	key := "verify." + string(c.Verdict)
	words := widgets.NewColumn(6, widgets.NewText(theme.Heading, a.text(key)), widgets.NewText(theme.Label, a.text(key+"_todo")))
	if c.Site != "" {
		words.Add(widgets.NewSmall(c.Site + " · " + a.words.Day(c.Day)))
	}
	iconTone := tone
	if tone == widgets.Quiet {
		iconTone = widgets.Way
	}
	return widgets.NewCard(tone, widgets.NewTopRow(24, widgets.NewIcon(icon, iconTone, 64), widgets.Middle(words)))
}

func verdictLook(v ReceiptVerdict) (assets.IconName, widgets.Tone) {
	switch v {
	case ReceiptGenuine, ReceiptElsewhere:
		return assets.IconShieldCheck, widgets.Good
	case ReceiptForged:
		return assets.IconWarningOctagon, widgets.Warn
	case ReceiptUnknown, ReceiptNotHere:
		return assets.IconQuestion, widgets.Unknown
	case ReceiptOther:
		return assets.IconProhibit, widgets.Quiet
	default:
		return assets.IconCheckCircle, widgets.Quiet
	}
}

// standing says how the application stands, when the person is expected, and what the office says of the case.
func (v *verify) standing() []fyne.CanvasObject {
	a, d := v.app, v.checked.Found
	if d == nil {
		return nil
	}
	icon, tone := a.summaryLook(d.Summary)
	words := widgets.NewColumn(10,
		widgets.NewRow(0, widgets.NewBadge(icon, tone, a.summaryWord(d.Summary)), widgets.Fill(nil)),
		widgets.NewText(theme.Label, a.standing(d.Summary)))
	if !d.Day.IsZero() {
		words.Add(widgets.NewText(theme.Label, "**"+a.text("record.appointment", "day", a.words.Day(d.Day), "n", d.Number)+"**"))
	}
	left := []fyne.CanvasObject{widgets.NewCard(widgets.Quiet, words)}
	right := a.caseLines(d.Case)
	if len(right) == 0 {
		return left
	}
	return []fyne.CanvasObject{widgets.NewSplit(0.5, float32(a.columns(20, 16)), left[0], right[0])}
}
