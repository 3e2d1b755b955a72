package widgets_test

import (
	"image"
	"image/color"
	"strconv"
	"testing"

	"fyne.io/fyne/v2"

	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

var dateWords = widgets.DateWords{
	Year: "Año", Month: "Mes", Day: "Día", IfKnown: "si lo sabe",
	Earlier: "Antes", Later: "Después", Decades: "Décadas",
	Months: [12]string{"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"},
	Short:  [12]string{"ene.", "feb.", "mar.", "abr.", "may.", "jun.", "jul.", "ago.", "sept.", "oct.", "nov.", "dic."},
}

var today = widgets.Date{Year: 2026, Month: 11, Day: 21}

// sizes are the three screens.
var sizes = map[string]fyne.Size{"landscape": landscape, "portrait": portrait, "small": small}

func datePage(d *widgets.DatePicker) *widgets.Page {
	return onCounter(&widgets.Page{
		Header: widgets.NewHeader("¿Cuándo llegó a Guatemala?", "La oficina pregunta desde qué día está en el país. Toque lo que sepa.").
			WithAside(widgets.NewReadAloud("read", nothing)),
		Body: d,
		Foot: widgets.NewSplit(0, 16,
			widgets.NewRow(12, widgets.NewIcon(assets.IconCheckCircle, widgets.Good, 36),
				widgets.Middle(widgets.NewColumn(0, widgets.NewSmall("Entendimos"), widgets.NewText(theme.Heading, "Junio de 2024, sin el día")))),
			widgets.NewFlow(12, widgets.NewSoft("about", "Más o menos", nothing), widgets.NewSoft("year", "Solo el año", nothing), widgets.NewSoft("unknown", "No sé", nothing))),
	}, "Paso 5 de 12", 5)
}

func TestGalleryDate(t *testing.T) {
	for name, size := range sizes {
		d := widgets.NewDatePicker("arrival", today, dateWords)
		d.SetValue(widgets.Date{Year: 2024, Month: 6})
		f := assistedFrame()
		f.Open(datePage(d))
		save(t, show(t, theme.Look{Mode: theme.Assisted}, size, f), "date-"+name)
		b := widgets.NewBirthPicker("birth", today, dateWords)
		b.SetValue(widgets.Date{Year: 1994, Month: 9, Day: 30})
		f.Open(datePage(b))
		save(t, show(t, theme.Look{Mode: theme.Assisted, Step: theme.Largest}, size, f), "birth-"+name)
	}
}

var countries = []widgets.Item{
	{Value: "HN", Text: "Honduras"},
	{Value: "SV", Text: "El Salvador"},
	{Value: "NI", Text: "Nicaragua"},
	{Value: "GT", Text: "Guatemala"},
	{Value: "VE", Text: "Venezuela"},
	{Value: "HT", Text: "Haití"},
	{Value: "CU", Text: "Cuba"},
	{Value: "CO", Text: "Colombia"},
	{Value: "MX", Text: "México", Also: "Mejico"},
	{Value: "PE", Text: "Perú"},
	{Value: "DO", Text: "República Dominicana"},
	{Value: "VC", Text: "San Vicente y las Granadinas"},
}

func countryPick() *widgets.SearchPick {
	words := widgets.PickWords{
		Hint: "Buscar otro país", Most: "Los que más se eligen aquí",
		Chosen: func(n int) string { return strconv.Itoa(n) + " elegidas" }, None: "No se encontró",
	}
	return widgets.NewSearchPick("country", true, words, countries, []string{"HN", "SV", "NI", "GT", "VE", "HT", "CU", "CO"})
}

func TestGalleryPick(t *testing.T) {
	for name, size := range sizes {
		p := countryPick()
		p.SetValues("HN", "MX")
		f := assistedFrame()
		f.Open(onCounter(&widgets.Page{
			Header: widgets.NewHeader("¿De qué país es usted?", "Si tiene más de una nacionalidad, toque todas.").
				WithAside(widgets.NewReadAloud("read", nothing)),
			Body: p,
			Foot: widgets.NewFlow(12,
				widgets.NewSoft("none", "Ningún país me reconoce", nothing), widgets.NewSoft("unknown", "No sé", nothing), widgets.NewSoft("refused", "Prefiero no decirlo", nothing)),
		}, "Paso 4 de 12", 4))
		w := show(t, theme.Look{Mode: theme.Assisted}, size, f)
		save(t, w, "pick-"+name)
		tapID(t, f, "country.search")
		typeKeys(t, f, "e")
		save(t, w, "pick-search-"+name)
	}
}

func TestGalleryLanguages(t *testing.T) {
	for name, size := range sizes {
		l := widgets.NewLanguages([]widgets.Language{
			{Code: "es", Greeting: "Hola", Name: "Español", Tap: "Toque aquí", Listen: "Escuchar"},
			{Code: "ht", Greeting: "Bonjou", Name: "Kreyòl ayisyen", Tap: "Peze isit", Listen: "Koute"},
			{Code: "fr", Greeting: "Bonjour", Name: "Français", Tap: "Touchez ici", Listen: "Écouter"},
			{Code: "en", Greeting: "Hello", Name: "English", Tap: "Tap here", Listen: "Listen"},
			{Code: "pt", Greeting: "Olá", Name: "Português", Tap: "Toque aqui", Listen: "Ouvir", Silent: true},
		}, widgets.NewBody("Todo es gratis   Tout bagay gratis   Tout est gratuit   Everything is free   Tudo é grátis").
			Toned(widgets.OnCounter2).Aligned(fyne.TextAlignCenter), func(string) {}, func(string) {})
		f := assistedFrame()
		f.Open(&widgets.Page{Whole: true, Body: l})
		save(t, show(t, theme.Look{Mode: theme.Assisted}, size, f), "languages-"+name)
	}
}

// checker is a picture with a grain that scaling and cutting show.
func checker(side int) image.Image {
	p := image.NewNRGBA(image.Rect(0, 0, side*4/3, side))
	for y := range side {
		for x := range side * 4 / 3 {
			c := color.NRGBA{R: uint8(x / 3), G: uint8(y / 2), B: 120, A: 255}
			if (x/20+y/20)%2 == 0 {
				c.B = 160
			}
			p.Set(x, y, c)
		}
	}
	return p
}

func TestGalleryReceiptAndCamera(t *testing.T) {
	slip := widgets.NewSlip(widgets.SlipText{
		Title: "Ventanilla", Kind: "Comprobante", CodeLabel: "Su código", Code: "B7K-Q4M2-XE", QR: checker(48),
		Beside:  []string{"W. M.", "21 nov. 2026", "Oficina Guatemala", "Puesto Río Claro"},
		Given:   "**Entregó:** 1 solicitud, 4 personas, 1 foto.\n**Falta:** correo, foto del documento.",
		Promise: "**Gratis.** Nadie puede pedirle dinero.\nEste papel no es una visa ni una promesa.",
	})
	body := widgets.NewRow(44, widgets.Fill(widgets.Pad(widgets.NewColumn(24,
		widgets.NewHeader("Listo, Wendy", "Guarde este código. Su solicitud está segura en esta tableta.").OnWall().
			WithAside(widgets.NewReadAloud("read", nothing).OnWall()),
		widgets.Fill(nil),
		widgets.NewBanner(assets.IconHandCoins, widgets.OnCounter, "**Todo es gratis.** Si alguien le pide dinero, diga que no y avísenos.")), 16, 28, 0, 24)),
		widgets.Fill(widgets.Pad(slip, 0, 20, 16, 0)))
	f := assistedFrame()
	f.Open(onCounter(&widgets.Page{Bare: true, Body: body}, "", 12))
	save(t, show(t, theme.Look{Mode: theme.Assisted}, landscape, f), "receipt")

	c := widgets.NewCamera(widgets.ArchGuide,
		widgets.NewCameraButton("camera.switch", assets.IconCameraRotate, nothing),
		widgets.NewCameraButton("camera.rotate", assets.IconArrowClockwise, nothing))
	f.Open(onCounter(&widgets.Page{Body: widgets.NewRow(32, widgets.Fill(widgets.Sized(c, 620, 0)),
		widgets.Fill(widgets.NewColumn(20, widgets.NewHeader("Su foto", "Ponga la cara dentro de la ventana."),
			widgets.NewBanner(assets.IconArrowsOut, widgets.Warn, "Acérquese un poco más").Large())))}, "Paso 9 de 12", 9))
	w := show(t, theme.Look{Mode: theme.Assisted}, landscape, f)
	c.SetFrame(checker(480))
	save(t, w, "camera")
}

// workerPage is the worker's interview with its rail.
func workerPage() *widgets.Page {
	rail := widgets.NewStepRail(func(string) {})
	rail.SetSteps([]widgets.RailStep{
		{ID: "consent", Text: "Permiso", State: widgets.StepDone},
		{ID: "name", Text: "Nombre", State: widgets.StepDone},
		{ID: "contact", Text: "Contacto", State: widgets.StepHere},
		{ID: "family", Text: "Familia", Why: "falta la edad", State: widgets.StepMissing},
		{ID: "photo", Text: "Foto", State: widgets.StepOpen},
	})
	mail := widgets.NewTextField("field.email", widgets.EmailKind, "Correo electrónico")
	mail.SetMissing("No tiene", "Escribir correo")
	stepper := widgets.NewStepper("persons", 1, 20, 1)
	stepper.SetValue(3)
	bar := widgets.NewProgress()
	bar.SetPart(0.25)
	filters := widgets.NewFlow(10, widgets.NewFilter("all", "Todas", 42, nothing), widgets.NewFilter("draft", "Borrador", 7, nothing))
	filters.Objects[0].(*widgets.Filter).SetChosen(true)
	return onCounter(&widgets.Page{
		Side:   rail,
		Header: widgets.NewHeader("¿Cómo le avisamos?", "La oficina avisa por correo y después llama por teléfono."),
		Body: widgets.NewColumn(18, mail,
			widgets.NewFlow(10, chosen(widgets.NewSoft("m1", "No tiene", nothing)), widgets.NewSoft("m2", "No sabe", nothing), widgets.NewSoft("m3", "No es seguro", nothing)),
			widgets.NewRow(24, stepper, widgets.NewToggle("answers", false, nil), widgets.NewToggle("photos", true, nil)),
			filters, bar,
			widgets.NewBanner(assets.IconInfo, widgets.Quiet, "No dejaremos mensajes ni diremos de qué se trata.")),
	}, "Guardado hace un momento", 0)
}

func TestGalleryWorker(t *testing.T) {
	for name, size := range sizes {
		f := widgets.NewFrame()
		f.After = (&widgets.FakeClock{}).After
		f.SetBrand(widgets.Brand{Place: "Puesto Río Claro"})
		f.SetTop(widgets.NewButton("link", widgets.Bar, "Sin conexión · 14 esperan", nothing).WithIcon(assets.IconCloudSlash).Plain(),
			widgets.NewButton("staff", widgets.Bar, "Marta", nothing).WithIcon(assets.IconUserCircle))
		p := workerPage()
		p.Steps = 0
		p.Left = append(p.Left, widgets.NewButton("hand", widgets.Secondary, "Dar la tableta a la persona", nothing).WithIcon(assets.IconHandArrowUp))
		p.Right = append([]fyne.CanvasObject{widgets.NewHeldButton("wipe", "Mantenga pulsado", func(s int) string { return strconv.Itoa(s) }, nothing)}, p.Right...)
		f.Open(p)
		w := show(t, theme.Look{}, size, f)
		f.ShowSnackbar(widgets.NewSnackbar("undo", "Quitó a Josué Mejía", "Deshacer", nothing))
		save(t, w, "worker-"+name)
	}
}
