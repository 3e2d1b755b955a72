package guide

import (
	"bytes"
	"errors"
	"fmt"
	"image/png"
	"strconv"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"ventanilla/app/locale"
	"ventanilla/app/receipt"
	"ventanilla/assets"
)

// onFirst is how many steps stand on the first page.
const onFirst = 4

// errTooLong is a guide whose texts do not fit on two pages.
var errTooLong = errors.New("set guide: texts too long")

// PDF sets the guide on two pages of A4. The same guide gives the same bytes. An error means that the texts of the language
// have become too long, or the fingerprint for a QR.
func PDF(words *locale.Printer, office Office) ([]byte, error) {
	s := setting{words: words, office: office, page: &page{pdf: newPDF(words)}}
	steps := Steps()
	s.begin(1, bandFirst)
	s.headline()
	s.atHand()
	for i, step := range steps[:onFirst] {
		if err := s.step(i+1, step); err != nil {
			return nil, err
		}
	}
	if s.page.y-gap > foot-telephoneHeight {
		return nil, errTooLong
	}
	s.telephone()
	s.begin(2, bandNext)
	for i, step := range steps[onFirst:] {
		if err := s.step(onFirst+i+1, step); err != nil {
			return nil, err
		}
	}
	s.troubles()
	if s.page.y > foot {
		return nil, errTooLong
	}
	var out bytes.Buffer
	if err := s.page.pdf.Output(&out); err != nil {
		return nil, fmt.Errorf("set guide: %w", err)
	}
	return out.Bytes(), nil
}

func newPDF(words *locale.Printer) *fpdf.Fpdf {
	pdf := fpdf.New("P", "mm", "A4", "")
	pdf.SetCellMargin(0)
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetCatalogSort(true)
	never := time.Unix(0, 0).UTC() // so that the same guide gives the same bytes
	pdf.SetCreationDate(never)
	pdf.SetModificationDate(never)
	pdf.SetProducer(words.Text("app.name"), true)
	pdf.SetTitle(words.Text("guide.title"), true)
	pdf.SetLang(string(words.Language()))
	pdf.AddUTF8FontFromBytes(regular, "", assets.FontRegular())
	pdf.AddUTF8FontFromBytes(bold, "", assets.FontBold())
	pdf.AddUTF8FontFromBytes(mono, "", assets.FontMonoBold())
	return pdf
}

// setting is a guide that is being set.
type setting struct {
	words  *locale.Printer
	office Office
	page   *page
}

// say gives a text of which the fonts have every sign: they lack the narrow space.
func (s setting) say(key string, pairs ...any) string {
	const narrow, plain = "\u202f", "\u00a0"
	return strings.ReplaceAll(s.words.Text(key, pairs...), narrow, plain)
}

// begin begins a page with the counter as a band across its top, and says at its foot whose it is.
func (s setting) begin(number int, band float64) {
	p := s.page
	p.pdf.AddPage()
	p.fill(counter)
	p.pdf.Rect(0, 0, pageWidth, band, "F")
	p.fill(maize)
	p.pdf.Rect(0, band, pageWidth, sill, "F")
	p.y = band + sill + 2.2*gap
	p.line(margin, foot, regular, smallSize, ink2, s.say("app.name")+" · "+s.office.Portal)
	of := s.say("guide.page", "n", number, "of", 2)
	p.line(pageWidth-margin-p.width(regular, smallSize, of), foot, regular, smallSize, ink2, of)
	if number > 1 {
		p.line(margin, (band-lineOf(bodySize))/2, bold, bodySize, white, s.say("guide.title"))
	}
}

// headline sets title, promise and mark on the band.
func (s setting) headline() {
	p := s.page
	p.line(margin, 6.5, bold, headSize, white, s.say("guide.title"))
	p.line(margin, 20.5, regular, bodySize+1, pale, s.say("guide.promise"))
	const wide, high = 12.0, 14.0
	x, y := pageWidth-margin-wide, 9.0
	p.fill(white)
	p.pdf.Circle(x+wide/2, y+wide/2, wide/2, "F")
	p.pdf.Rect(x, y+wide/2, wide, high-wide/2, "F")
	p.fill(maize)
	p.pdf.Rect(x-2, y+high, wide+4, sill, "F")
}

// atHand lists what is needed, each with a box to tick.
func (s setting) atHand() {
	p := s.page
	p.line(margin, p.y, bold, titleSize, ink, s.say("guide.at_hand"))
	p.y += lineOf(titleSize) + gap/2
	x := margin
	for _, key := range []string{"guide.hand_tablet", "guide.hand_stick", "guide.hand_paper"} {
		const side = 4.6
		p.frame(x, p.y+(lineOf(bodySize)-side)/2, side, side)
		text := s.say(key)
		p.line(x+side+2.4, p.y, regular, bodySize, ink, text)
		x += side + 2.4 + p.width(regular, bodySize, text) + 8
	}
	p.y += lineOf(bodySize) + 2.4*gap
}

// step sets a number, what to do, and what is needed for it.
func (s setting) step(number int, step Step) error {
	p := s.page
	p.fill(counter)
	p.pdf.Circle(margin+disc, p.y+lineOf(titleSize)/2, disc, "F")
	digit := strconv.Itoa(number)
	p.line(margin+disc-p.width(bold, titleSize, digit)/2, p.y, bold, titleSize, white, digit)
	p.line(margin+indent, p.y, bold, titleSize, ink, s.say(step.Title))
	p.y = p.flow(margin+indent, pageWidth-margin, p.y+lineOf(titleSize)+gap/4, bodySize, s.text(step))
	var err error
	switch step.Text {
	case "guide.fingerprint":
		err = s.fingerprint()
	case "guide.code":
		s.code()
	case "guide.person":
		s.warn("guide.never")
	}
	p.y += 1.7 * gap
	return err
}

// text fills the words of the window into a step's text.
func (s setting) text(step Step) string {
	var pairs []any
	for _, l := range step.Labels {
		pairs = append(pairs, l.Place, s.words.Text(l.Key))
	}
	return s.say(step.Text, pairs...)
}

// fingerprint sets the groups to compare, and beside them the QR for the camera.
func (s setting) fingerprint() error {
	const height, qr, columns = 38.0, 32.0, 5 // as many as on the screen
	p := s.page
	p.y += gap / 2
	x, width := margin+indent, pageWidth-2*margin-indent
	p.box(x, p.y, width, height, quiet)
	const step, line = 23.5, 13.0
	for i, group := range strings.Fields(s.office.Fingerprint) {
		p.line(x+5+float64(i%columns)*step, p.y+9+float64(i/columns)*line, mono, groupSize, ink, group)
	}
	if err := s.qr(x+width-qr-3, p.y+3, qr); err != nil {
		return err
	}
	p.y += height
	s.warn("guide.other_office")
	return nil
}

func (s setting) qr(x, y, side float64) error {
	code, err := receipt.QR(s.office.Fingerprint)
	if err != nil {
		return fmt.Errorf("set guide: %w", err)
	}
	var picture bytes.Buffer
	if err := png.Encode(&picture, code); err != nil {
		return fmt.Errorf("set guide: %w", err)
	}
	options := fpdf.ImageOptions{ImageType: "PNG"}
	s.page.pdf.RegisterImageOptionsReader("qr", options, &picture)
	s.page.pdf.ImageOptions("qr", x, y, side, side, false, options, 0, "")
	return nil
}

// code sets the one-time code, or room to write it.
func (s setting) code() {
	const height = 15.0
	p := s.page
	p.y += gap / 2
	x, width := margin+indent, pageWidth-2*margin-indent
	p.frame(x, p.y, width, height)
	p.line(x+(width-p.width(mono, codeSize, s.office.Code))/2, p.y+(height-lineOf(codeSize))/2, mono, codeSize, ink, s.office.Code)
	p.y += height
}

// warn sets what must not be done.
func (s setting) warn(key string) {
	p := s.page
	p.y += gap / 2
	const side, padding = 4.0, 2.0
	x, right, text := margin+indent, pageWidth-margin, s.say(key)
	height := float64(len(p.wrap(right-x-2*side, bodySize, text))) * lineOf(bodySize)
	p.box(x, p.y, right-x, height+2*padding, warm)
	p.y = p.flow(x+side, right-side, p.y+padding, bodySize, text) + padding
}

// troubles sets what to do if something does not go well.
func (s setting) troubles() {
	p := s.page
	p.y += gap / 2
	p.line(margin, p.y, bold, titleSize, ink, s.say("guide.trouble"))
	p.y += lineOf(titleSize) + gap/3
	for _, t := range Troubles() {
		p.y = p.flow(margin, pageWidth-margin, p.y, bodySize-1, mark+s.say(t.Title)+mark+" "+s.text(t)) + gap/3
	}
}

// telephone sets room for the office's number at the end of a page.
func (s setting) telephone() {
	const height = 11.0
	p, text := s.page, s.say("guide.telephone")
	y := foot - telephoneHeight + gap/2
	p.line(margin, y+(height-lineOf(bodySize))/2, bold, bodySize, ink, text)
	x := margin + p.width(bold, bodySize, text) + 4
	p.frame(x, y, pageWidth-margin-x, height)
}
