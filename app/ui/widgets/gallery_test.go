package widgets_test

import (
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// show puts an object into a window of a size, in a look.
func show(t *testing.T, look theme.Look, size fyne.Size, content fyne.CanvasObject) fyne.Window {
	t.Helper()
	look.Class = theme.ClassFor(size)
	test.NewTempApp(t).Settings().SetTheme(theme.New(look))
	w := test.NewTempWindow(t, content)
	w.SetPadded(false)
	w.Resize(size)
	content.Refresh()
	return w
}

// save writes a picture for looking at into the folder $VENTANILLA_GALLERY, if that is
// set. Without it the pages are laid out all the same.
func save(t *testing.T, w fyne.Window, name string) {
	t.Helper()
	dir := os.Getenv("VENTANILLA_GALLERY")
	if dir == "" {
		return
	}
	picture := w.Canvas().Capture()
	f, err := os.Create(filepath.Join(dir, name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, picture); err != nil {
		t.Fatal(err)
	}
}

func blank(p image.Image) bool {
	b := p.Bounds()
	first := p.At(b.Min.X, b.Min.Y)
	for x := b.Min.X; x < b.Max.X; x += 5 {
		for y := b.Min.Y; y < b.Max.Y; y += 5 {
			if p.At(x, y) != first {
				return false
			}
		}
	}
	return true
}

var (
	landscape = fyne.NewSize(1280, 800)
	portrait  = fyne.NewSize(800, 1280)
	small     = fyne.NewSize(1024, 600)
)

func nothing() {}

// assistedFrame is a frame with what stands around every page of an applicant.
func assistedFrame() *widgets.Frame {
	f := widgets.NewFrame()
	f.After = (&widgets.FakeClock{}).After
	f.SetBrand(widgets.Brand{Place: "Puesto Río Claro", Office: "Oficina Guatemala"})
	f.SetTop(
		widgets.NewButton("language", widgets.Bar, "Español", nothing).WithIcon(assets.IconGlobe),
		widgets.NewButton("help", widgets.Bar, "Ayuda", nothing).WithIcon(assets.IconHandWaving),
		widgets.NewButton("hide", widgets.Bar, "Ocultar", nothing).WithIcon(assets.IconEyeSlash),
	)
	f.Keyboard().SetLanguage("es")
	f.Keyboard().SetWords(widgets.KeyboardWords{Space: "espacio", Close: "Cerrar"})
	return f
}

// onCounter fills a page's counter as in the interview.
func onCounter(p *widgets.Page, centre string, step int) *widgets.Page {
	p.Left = []fyne.CanvasObject{widgets.NewButton("back", widgets.Secondary, "Atrás", nothing).WithIcon(assets.IconArrowLeft)}
	p.Centre = widgets.NewLine(theme.Label, centre).Toned(widgets.OnCounter2)
	p.Right = []fyne.CanvasObject{widgets.NewButton("next", widgets.Primary, "Seguir", nothing).WithArrow(assets.IconArrowRight)}
	p.Step, p.Steps = step, 12
	return p
}

// namePage asks for a name; its second field is returned too.
func namePage() (*widgets.Page, *widgets.TextField) {
	given := widgets.NewTextField("field.given", widgets.NameKind, "Nombres")
	given.SetText("Wendy Paola")
	first := widgets.NewTextField("field.surname", widgets.NameKind, "Primer apellido")
	first.SetText("Muñ")
	second := widgets.NewTextField("field.surname2", widgets.NameKind, "Segundo apellido").WithHint("si tiene")
	p := &widgets.Page{
		Header: widgets.NewHeader("¿Cómo se llama?", "Como aparece en su documento, si tiene uno.").
			WithAside(widgets.NewReadAloud("read", nothing)),
		Body: widgets.NewGrid(3, 20, given, first, second),
		Foot: widgets.NewFlow(12,
			widgets.NewSoft("soft.one", "Tengo un solo nombre", nothing).High(56),
			widgets.NewSoft("soft.other", "Me conocen por otro nombre", nothing).High(56),
			widgets.NewSoft("soft.refuse", "Prefiero no decirlo", nothing).High(56)),
	}
	return onCounter(p, "Paso 3 de 12", 3), first
}

func TestGalleryName(t *testing.T) {
	for name, size := range sizes {
		f := assistedFrame()
		p, field := namePage()
		f.Open(p)
		w := show(t, theme.Look{Mode: theme.Assisted}, size, f)
		save(t, w, "name-"+name)
		test.TapAt(field, fyne.NewPos(200, 60))
		save(t, w, "name-keyboard-"+name)
	}
}

// consentRow is one purpose of consent.
func consentRow(icon assets.IconName, title, why, id string) fyne.CanvasObject {
	words := widgets.NewColumn(0,
		widgets.NewText(theme.Answer, title),
		widgets.NewText(theme.SmallText, why).Toned(widgets.Ink2))
	yes := widgets.NewYesNo(id, widgets.Option{Value: "yes", Text: "Sí"}, widgets.Option{Value: "no", Text: "No"})
	yes.SetValue("yes")
	return widgets.NewRow(20, widgets.NewIcon(icon, widgets.Way, 44), widgets.Middle(words), yes)
}

func TestGalleryConsent(t *testing.T) {
	for _, palette := range []theme.Palette{theme.Light, theme.Dark, theme.Contrast} {
		f := assistedFrame()
		f.Open(onCounter(&widgets.Page{
			Header: widgets.NewHeader("Sus datos: usted decide", "La oficina los guarda bajo llave. Puede cambiar de idea después.").
				WithAside(widgets.NewReadAloud("read", nothing)),
			Body: widgets.NewColumn(15,
				consentRow(assets.IconClipboardText, "Revisar mi solicitud", "Para ver si la oficina puede atenderle. Si dice no, no guardamos nada.", "consent.a"),
				widgets.NewDivider(),
				consentRow(assets.IconPhone, "Comunicarse conmigo", "Por teléfono o correo, para decirle qué sigue.", "consent.b"),
				widgets.NewDivider(),
				consentRow(assets.IconHandshake, "Pasar mis datos a quien pueda ayudarme", "Solo a organizaciones que trabajan con la oficina.", "consent.c")),
			Foot: widgets.NewRow(20,
				widgets.NewButton("notice", widgets.InPane, "Leer el aviso completo", nothing).WithIcon(assets.IconFileText),
				widgets.Fill(nil),
				widgets.NewIcon(assets.IconInfo, widgets.Ink2, 28),
				widgets.NewLine(theme.Label, "Falta responder una").Toned(widgets.Ink2)),
		}, "Paso 1 de 12", 1))
		w := show(t, theme.Look{Mode: theme.Assisted, Palette: palette}, landscape, f)
		save(t, w, "consent-"+string(palette))
	}
}

// labelled puts a caption over an object.
func labelled(caption string, o fyne.CanvasObject) fyne.CanvasObject {
	return widgets.NewColumn(8, widgets.NewSmall(caption), o)
}

func chosen(c *widgets.Choice) *widgets.Choice {
	c.SetChosen(true)
	return c
}

func impossible(c *widgets.Choice) *widgets.Choice {
	c.SetPossible(false)
	return c
}

// fieldsRow is a field in each of its states.
func fieldsRow() fyne.CanvasObject {
	active := widgets.NewTextField("f.active", widgets.NameKind, "Active")
	active.SetText("Muñ")
	active.FocusGained()
	refused := widgets.NewTextField("f.refused", widgets.EmailKind, "Refused, with the way out below")
	refused.SetText("wendy@correo")
	refused.SetProblem("Falta el final, como .com")
	missing := widgets.NewTextField("f.missing", widgets.EmailKind, "Missing, with a reason")
	missing.SetMissing("No tiene", "Escribir")
	secret := widgets.NewTextField("f.secret", widgets.SecretKind, "Secret").WithIcon(assets.IconLockKey)
	secret.SetText("correct horse")
	return widgets.NewGrid(5, 16,
		widgets.NewTextField("f.rest", widgets.NameKind, "Field: rest").WithHint("Segundo apellido"), active, refused, missing, secret)
}

func badges() fyne.CanvasObject {
	return widgets.NewFlow(10,
		widgets.NewBadge(assets.IconPencilSimple, widgets.Quiet, "Borrador"),
		widgets.NewBadge(assets.IconClock, widgets.Way, "Espera señal"),
		widgets.NewBadge(assets.IconArrowUp, widgets.Way, "En camino"),
		widgets.NewBadge(assets.IconCheck, widgets.Good, "En el portal"),
		widgets.NewBadge(assets.IconWarning, widgets.Warn, "Alguien debe revisarla"),
		widgets.NewBadge(assets.IconQuestion, widgets.Unknown, "No se sabe"),
		widgets.NewBadge(assets.IconProhibit, widgets.Bad, "Dañada"))
}

func banners() fyne.CanvasObject {
	return widgets.NewColumn(12,
		widgets.NewBanner(assets.IconCloudSlash, widgets.Quiet, "**Sin conexión.** Todo está guardado."),
		widgets.NewBanner(assets.IconCheckCircle, widgets.Good, "Llegó el comprobante del portal."),
		widgets.NewBanner(assets.IconWarning, widgets.Warn, "El reloj va hacia atrás. Avise a la supervisora."),
		widgets.NewBanner(assets.IconClock, widgets.Unknown, "Aún no se sabe si llegó."))
}

func tiles() fyne.CanvasObject {
	words := func(a, b string) fyne.CanvasObject {
		return widgets.NewColumn(0, widgets.NewText(theme.Answer, a), widgets.NewSmall(b))
	}
	person := widgets.NewTile("tile.marta", widgets.NewRow(16, widgets.NewRound("MI", true, 52), widgets.Middle(words("Marta Ical", "Atención"))), nothing).High(96)
	person.SetChosen(true)
	row := widgets.NewListRow("row.1", widgets.NewRow(18,
		widgets.NewRound("WM", false, 52), widgets.NewLine(theme.Code, "B7K-Q4M2"),
		widgets.NewBadge(assets.IconPencilSimple, widgets.Quiet, "Borrador"),
		widgets.Fill(nil), widgets.NewIcon(assets.IconCaretRight, widgets.Ink, 28)), nothing)
	return widgets.NewColumn(12, person,
		widgets.NewTile("tile.find", widgets.NewRow(16, widgets.NewIcon(assets.IconMagnifyingGlass, widgets.Way, 36), widgets.Middle(words("Buscar", "Por código o QR"))), nothing), row)
}

// sheet shows the core components as 00-components does.
func sheet() fyne.CanvasObject {
	focused := widgets.NewButton("add", widgets.InPane, "Agregar", nothing)
	focused.FocusGained()
	wait := widgets.NewButton("wait", widgets.Primary, "Espere", nothing).WithIcon(assets.IconHourglass)
	wait.SetReady(false)
	playing := widgets.NewReadAloud("stop", nothing)
	playing.SetPlaying(true)
	yes := widgets.NewYesNo("yesno", widgets.Option{Value: "yes", Text: "Sí"}, widgets.Option{Value: "no", Text: "No"}, widgets.Option{Value: "unknown", Text: "No sé"})
	yes.SetValue("no")
	return widgets.NewColumn(20,
		widgets.NewRow(12,
			widgets.NewButton("next", widgets.Primary, "Seguir", nothing).WithArrow(assets.IconArrowRight),
			widgets.NewButton("back", widgets.Secondary, "Atrás", nothing),
			wait, widgets.NewButton("other", widgets.Equal, "Otra persona", nothing)),
		widgets.NewRow(20,
			labelled("In the pane: secondary, focused", widgets.NewRow(24, widgets.NewButton("photo", widgets.InPane, "Tomar foto", nothing).WithIcon(assets.IconCamera), focused)),
			labelled("Choice: rest, chosen, soft answer, not possible", widgets.NewRow(14,
				widgets.NewChoice("c1", "mayo", nothing), chosen(widgets.NewChoice("c2", "junio", nothing)),
				widgets.NewSoft("c3", "No sé", nothing), impossible(widgets.NewChoice("c4", "31", nothing))))),
		widgets.NewRow(40, labelled("Yes / no / don't know", yes),
			labelled("Read aloud", widgets.NewRow(12, widgets.NewReadAloud("play", nothing), playing))),
		fieldsRow(), badges(), widgets.NewGrid(2, 24, banners(), tiles()))
}

func TestGallerySheet(t *testing.T) {
	for _, palette := range []theme.Palette{theme.Light, theme.Dark, theme.Contrast} {
		f := assistedFrame()
		f.Open(&widgets.Page{Header: widgets.NewHeader("Components", ""), Body: sheet()})
		w := show(t, theme.Look{Mode: theme.Assisted, Palette: palette}, fyne.NewSize(1400, 1200), f)
		if blank(w.Canvas().Capture()) {
			t.Errorf("the sheet is blank in %s", palette)
		}
		save(t, w, "sheet-"+string(palette))
	}
}

func TestGalleryDialog(t *testing.T) {
	f := assistedFrame()
	p, _ := namePage()
	f.Open(p)
	w := show(t, theme.Look{Mode: theme.Assisted}, landscape, f)
	secret := widgets.NewTextField("field.secret", widgets.SecretKind, "").WithHint("Frase de Marta").WithIcon(assets.IconLockKey)
	f.ShowDialog(widgets.NewDialog("Salir de la entrevista",
		widgets.NewColumn(18, widgets.NewBody("Lo respondido queda guardado. Para salir, el trabajador escribe su frase."), secret),
		widgets.NewButton("stay", widgets.Secondary, "Quedarme", nothing),
		widgets.NewButton("leave", widgets.Primary, "Salir", nothing).WithIcon(assets.IconLockKeyOpen)))
	save(t, w, "dialog")
	test.Tap(secret)
	save(t, w, "dialog-keyboard")
}
