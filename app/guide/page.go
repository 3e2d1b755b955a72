package guide

import (
	"strings"

	"codeberg.org/go-pdf/fpdf"
)

// Measures of a page of A4, in millimetres, type in points.
const (
	pageWidth, pageHeight = 210.0, 297.0
	margin                = 18.0
	indent                = 15.0 // of what stands beside a number
	bandFirst, bandNext   = 34.0, 14.0
	sill                  = 1.8
	disc                  = 4.8               // radius
	foot                  = pageHeight - 13.0 // top of the last line
	telephoneHeight       = 17.0
	gap                   = 3.4
	bodySize, bodyHeight  = 14.0, 6.4
	titleSize, headSize   = 17.0, 27.0
	smallSize             = 10.5
	codeSize, groupSize   = 23.0, 18.0
	regular, bold, mono   = "regular", "bold", "mono"
	mark                  = "**" // begins and ends what is bold
)

// colour is 0xRRGGBB.
type colour uint32

// The colours of the window.
const (
	ink     colour = 0x14262b
	ink2    colour = 0x45565b
	counter colour = 0x0c3f44
	pale    colour = 0xcbe0df
	maize   colour = 0xf6bc3d
	quiet   colour = 0xf3f1ea
	warm    colour = 0xfdefd2
	edge    colour = 0x76827f
	white   colour = 0xffffff
)

func (c colour) parts() (red, green, blue int) {
	return int(c >> 16), int(c >> 8 & 0xff), int(c & 0xff)
}

// page is the sheet that is being set. y is where the next thing goes.
type page struct {
	pdf *fpdf.Fpdf
	y   float64
}

func (p *page) fill(c colour) { p.pdf.SetFillColor(c.parts()) }
func (p *page) pen(c colour)  { p.pdf.SetTextColor(c.parts()) }

// line sets one line at a place; y is its top.
func (p *page) line(x, y float64, font string, size float64, c colour, text string) {
	p.pen(c)
	width := p.width(font, size, text)
	p.pdf.SetXY(x, y)
	p.pdf.CellFormat(width, lineOf(size), text, "", 0, "L", false, 0, "")
}

// lineOf is the height of a line of type.
func lineOf(size float64) float64 { return size * bodyHeight / bodySize }

// flow sets a text with bold parts between x and right, from the top y on, and returns where it ended.
func (p *page) flow(x, right, y, size float64, text string) float64 {
	p.pen(ink)
	for _, line := range p.wrap(right-x, size, text) {
		at := x
		for _, word := range line {
			at = p.word(at, y, size, word) + p.width(regular, size, " ")
		}
		y += lineOf(size)
	}
	return y
}

// wrap breaks a text into lines of words.
func (p *page) wrap(width, size float64, text string) (lines [][]string) {
	at := width + 1 // so that the first word begins a line
	for word := range strings.SplitSeq(balanced(text), " ") {
		wide := p.wordWidth(word, size)
		if at+wide > width {
			lines, at = append(lines, nil), 0
		}
		last := len(lines) - 1
		lines[last] = append(lines[last], word)
		at += wide + p.width(regular, size, " ")
	}
	return lines
}

// width is that of a text in one font.
func (p *page) width(font string, size float64, text string) float64 {
	p.pdf.SetFont(font, "", size)
	return p.pdf.GetStringWidth(text)
}

// balanced gives each word of a bold part marks of its own.
func balanced(text string) string {
	var out []string
	isBold := false
	for word := range strings.SplitSeq(text, " ") {
		begun := isBold
		if strings.Count(word, mark)%2 == 1 {
			isBold = !isBold
		}
		if begun {
			word = mark + word
		}
		if isBold {
			word += mark
		}
		out = append(out, word)
	}
	return strings.Join(out, " ")
}

// word sets a word and returns where it ended. Its parts are regular and bold in turns.
func (p *page) word(x, y, size float64, word string) float64 {
	for i, part := range strings.Split(word, mark) {
		width := p.width(inTurns(i), size, part)
		p.pdf.SetXY(x, y)
		p.pdf.CellFormat(width, lineOf(size), part, "", 0, "L", false, 0, "")
		x += width
	}
	return x
}

func (p *page) wordWidth(word string, size float64) (width float64) {
	for i, part := range strings.Split(word, mark) {
		width += p.width(inTurns(i), size, part)
	}
	return width
}

// inTurns is the font of the parts of a word.
func inTurns(i int) string {
	if i%2 == 0 {
		return regular
	}
	return bold
}

// box fills a rounded box.
func (p *page) box(x, y, width, height float64, c colour) {
	const radius = 2.5
	p.fill(c)
	p.pdf.RoundedRect(x, y, width, height, radius, "1234", "F")
}

// frame draws an empty rounded box, to write into.
func (p *page) frame(x, y, width, height float64) {
	const thick = 0.5
	radius := min(2, height/6)
	p.pdf.SetDrawColor(edge.parts())
	p.pdf.SetLineWidth(thick)
	p.pdf.RoundedRect(x, y, width, height, radius, "1234", "D")
}
