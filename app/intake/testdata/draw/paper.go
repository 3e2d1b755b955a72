package main

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"strings"

	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"

	"ventanilla/app/intake"
)

// paper is an identity paper of no real design, made out to an invented person.
type paper struct {
	number             int
	person             intake.Person
	document           intake.Document
	who                face
	regular, bold, ocr *opentype.Font
}

var (
	table = rgb(0x6d5847)
	ink   = rgb(0x1f2a2d)
	pale  = rgb(0x66757a)
	tints = []color.NRGBA{rgb(0xdfe9e4), rgb(0xe8e2d2), rgb(0xdbe5ee), rgb(0xeadfe2), rgb(0xe4e7d6)}
	heads = []color.NRGBA{rgb(0x24515a), rgb(0x6d4a1e), rgb(0x2f4470), rgb(0x6a2f3f), rgb(0x43572a)}
)

func newPaper(number int, person intake.Person, who face) paper {
	p := paper{
		number: number, person: person, who: who,
		regular: parse(goregular.TTF), bold: parse(gobold.TTF), ocr: parse(gomono.TTF),
	}
	p.document = intake.Document{Type: intake.NationalID}
	if len(person.Documents) > 0 {
		p.document = person.Documents[0]
	}
	return p
}

func parse(ttf []byte) *opentype.Font {
	f, err := opentype.Parse(ttf)
	if err != nil {
		panic(err) // the fonts are built in
	}
	return f
}

// front draws the side with the face, lying on a table.
func (p paper) front() image.Image {
	if p.document.Type == intake.BirthCertificate {
		return p.letter("Registro civil · " + string(p.document.Country))
	}
	c := p.blank()
	p.head(c, strings.ToUpper(strings.ReplaceAll(string(p.document.Type), "_", " ")))
	photo := image.Rect(c.origin.X+40, c.origin.Y+150, c.origin.X+300, c.origin.Y+497)
	draw.Draw(c, photo, p.who.portrait(photo.Dx(), photo.Dy()), image.Point{}, draw.Src)
	for i, row := range p.rows() {
		x, y := 340+float64(i%2)*330, 180+float64(i/2)*92
		c.text(p.regular, pale, x, y, 20, row[0])
		c.text(p.bold, ink, x, y+36, 30, row[1])
	}
	if p.document.Type == intake.Passport {
		p.machineLines(c, 570, 44, 25)
	}
	return c
}

// back draws the side with the lines for machines.
func (p paper) back() image.Image {
	c := p.blank()
	p.head(c, "")
	for i := range 34 { // a made-up barcode
		c.box(ink, 60+float64(i)*22, 150, 4+float64((i*p.number*7)%13), 120)
	}
	c.text(p.regular, pale, 60, 340, 22, "This is a drawing. It belongs to nobody and opens nothing.")
	c.text(p.regular, pale, 60, 375, 22, "Esto es un dibujo. No es de nadie y no sirve de documento.")
	p.machineLines(c, 470, 30, 37)
	return c
}

// letter draws a page of paper with a heading and a few lines.
func (p paper) letter(heading string) image.Image {
	c := p.blank()
	c.text(p.bold, ink, 60, 80, 34, heading)
	c.text(p.regular, pale, 60, 130, 24, "SPECIMEN · MUESTRA · EGZANP")
	for i, row := range p.rows() {
		c.text(p.regular, ink, 60, 210+float64(i)*52, 26, row[0]+": "+row[1])
	}
	c.ellipse(color.NRGBA{0x5a, 0x3c, 0x8c, 0x50}, 820, 470, 110, 110)
	c.text(p.bold, ink, 770, 480, 26, "SELLO")
	return c
}

// blank draws an empty card on a table, a little out of true as hands put it, with its upper left corner as origin.
func (p paper) blank() canvas {
	img := newCanvas(1200, 860, table)
	for i := range 9 {
		img.box(tone(table, 0.94), 0, float64(i*97+p.number*5%60), 1200, 7)
	}
	c := img.at(84+p.number%5*8, 84+p.number%7*5, 1)
	c.box(color.NRGBA{A: 70}, 8, 10, 1010, 660)
	c.box(tints[p.number%len(tints)], 0, 0, 1010, 660)
	for y := 30.0; y < 600; y += 22 {
		c.shape(color.NRGBA{0xff, 0xff, 0xff, 0x50}, 0, y, 300, y-30, 700, y+50, 1010, y, 700, y+54, 300, y-26, 0, y+4)
	}
	return c
}

func (p paper) head(c canvas, title string) {
	c.box(heads[p.number%len(heads)], 0, 0, 1010, 110)
	c.text(p.bold, color.White, 40, 50, 34, "SPECIMEN · MUESTRA")
	c.text(p.regular, color.White, 40, 90, 26, strings.TrimSpace(title+"  "+string(p.document.Country)))
}

func (p paper) rows() [][2]string {
	surnames := strings.TrimSpace(p.person.Surname + " " + p.person.SecondSurname)
	nationality := "XXX" // ICAO 9303: no nationality, or not told
	if len(p.person.Nationalities) > 0 && p.person.Nationalities[0] != intake.Stateless {
		nationality = string(p.person.Nationalities[0])
	}
	return [][2]string{
		{"Apellidos / Surnames", surnames},
		{"Nombres / Given names", p.person.GivenNames},
		{"Nacimiento / Birth", p.person.BirthDate.String()},
		{"Sexo / Sex", string(p.person.Sex)},
		{"Nacionalidad", nationality},
		{"Vence / Valid until", p.document.Expires.String()},
		{"No.", p.document.Number},
	}
}

// machineLines draws lines that look like those of ICAO 9303; their check digits mean nothing.
func (p paper) machineLines(c canvas, y float64, width int, size float64) {
	c.box(rgb(0xf0f1ee), 0, y-20, 1010, 670-y)
	names := plain(p.person.Surname+" "+p.person.SecondSurname) + "<<" + plain(p.person.GivenNames)
	lines := []string{
		"P<XXX" + names,
		plain(p.document.Number) + fmt.Sprintf("<%d", p.number%10) + "XXX" + plain(p.person.BirthDate.String()) + string(p.person.Sex),
	}
	if width == 30 {
		lines = []string{"I<XXX" + lines[1], plain(p.person.BirthDate.String()) + string(p.person.Sex) + "<<XXX", names}
	}
	for i, line := range lines {
		line += strings.Repeat("<", width)
		c.text(p.ocr, ink, 40, y+30+float64(i)*(size+16), size*1.4, line[:width])
	}
}

// plain writes a text in the letters of a machine readable zone.
func plain(s string) string {
	s = strings.NewReplacer("Á", "A", "É", "E", "Í", "I", "Ó", "O", "Ú", "U", "Ü", "U", "Ñ", "N", "Ç", "C",
		"Ã", "A", "Ê", "E", " ", "<", ".", "", "-", "", "'", "", "~", "", "?", "").Replace(strings.ToUpper(strings.TrimSpace(s)))
	return s
}
