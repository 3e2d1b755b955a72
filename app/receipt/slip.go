package receipt

import (
	"bytes"
	"fmt"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"ventanilla/app/intake"
)

// Slip is the paper. Its texts come in the applicant's language; of the person it may show the initials, nothing else.
type Slip struct {
	Language  intake.Language
	Title     string // "Comprobante"
	CodeLabel string // "Su código"
	Code      intake.Code
	Beside    []string  // lines beside the QR, the first bold: initials, day, office, site
	Blocks    []Block   // what was handed in, what happens next, that all is free, how to check it
	Text      string    // what Sign gave, for the QR
	Day       time.Time // stands in the file as the time when it was made
}

// Block is a paragraph that begins with a few bold words.
type Block struct {
	Lead, Text string
}

// Fonts are the TrueType files that a slip is set in. They must be sound, and have every letter of the app's
// languages.
type Fonts struct {
	Regular, Bold, Mono []byte
}

// Measures of the slip, in millimetres, type in points. It is as broad as A6 and as long as its texts: a printer with
// larger paper prints it in the middle of a sheet.
const (
	pageWidth, pageHeight     = 105.0, 148.0
	margin, gap, lineHeight   = 9.0, 4.0, 5.4
	qrSide                    = 42.0
	bodySize, titleSize       = 11.5, 13.0
	smallSize, codeSize       = 10.0, 25.0
	regular, bold, mono       = "regular", "bold", "mono"
	markWidth, markHeight     = 6.4, 7.4
	inkRed, inkGreen, inkBlue = 0x14, 0x26, 0x2b
)

// PDF sets the slip as a file of one page. The same slip gives the same bytes. An error means that a font is
// missing or the text is too long for a QR.
func (s Slip) PDF(fonts Fonts) ([]byte, error) {
	_, foot, err := s.page(fonts, pageHeight) // only to see how long it gets
	if err != nil {
		return nil, err
	}
	page, _, err := s.page(fonts, max(foot, pageHeight))
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := page.Output(&out); err != nil {
		return nil, fmt.Errorf("write slip: %w", err)
	}
	return out.Bytes(), nil
}

// page sets the slip on a page of a height and tells where it ended.
func (s Slip) page(fonts Fonts, height float64) (pdf *fpdf.Fpdf, foot float64, err error) {
	pdf = fpdf.NewCustom(&fpdf.InitType{UnitStr: "mm", Size: fpdf.SizeType{Wd: pageWidth, Ht: height}})
	pdf.SetMargins(margin, margin, margin)
	pdf.SetCellMargin(0)
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetCatalogSort(true)
	pdf.SetCreationDate(s.Day)
	pdf.SetModificationDate(s.Day)
	pdf.SetProducer("Ventanilla", true)
	pdf.SetTitle(s.Title, true)
	pdf.SetLang(string(s.Language))
	pdf.AddUTF8FontFromBytes(regular, "", fonts.Regular)
	pdf.AddUTF8FontFromBytes(bold, "", fonts.Bold)
	pdf.AddUTF8FontFromBytes(mono, "", fonts.Mono)
	if err := pdf.Error(); err != nil { // it would not survive setting a text
		return nil, 0, fmt.Errorf("read fonts of slip: %w", err)
	}
	pdf.AddPage()
	pdf.SetTextColor(inkRed, inkGreen, inkBlue)
	s.head(pdf)
	if err := s.middle(pdf); err != nil {
		return nil, 0, err
	}
	for _, b := range s.Blocks {
		b.set(pdf)
	}
	if err := pdf.Error(); err != nil {
		return nil, 0, fmt.Errorf("set slip: %w", err)
	}
	return pdf, pdf.GetY() + margin, nil
}

// head sets the mark, the title and the code.
func (s Slip) head(pdf *fpdf.Fpdf) {
	x, y := margin, margin
	pdf.SetFillColor(0x0c, 0x3f, 0x44)
	pdf.Circle(x+markWidth/2, y+markWidth/2, markWidth/2, "F")
	pdf.Rect(x, y+markWidth/2, markWidth, markHeight-markWidth/2, "F")
	pdf.SetFillColor(0xf6, 0xbc, 0x3d)
	pdf.Rect(x-1, y+markHeight, markWidth+2, 1, "F")
	pdf.SetXY(x+markWidth+3, y)
	pdf.SetFont(bold, "", titleSize)
	pdf.CellFormat(40, markHeight, "Ventanilla", "", 0, "L", false, 0, "")
	pdf.SetFont(regular, "", bodySize)
	pdf.SetXY(margin, y)
	pdf.CellFormat(pageWidth-2*margin, markHeight, s.Title, "", 0, "R", false, 0, "")
	rule(pdf, y+markHeight+gap)
	pdf.SetFont(regular, "", smallSize)
	pdf.CellFormat(0, lineHeight, s.CodeLabel, "", 1, "L", false, 0, "")
	pdf.SetFont(mono, "", codeSize)
	pdf.CellFormat(0, 11, s.Code.String(), "", 1, "L", false, 0, "")
	pdf.Ln(gap / 2)
}

// middle sets the QR and the lines beside it.
func (s Slip) middle(pdf *fpdf.Fpdf) error {
	code, err := newQR(s.Text)
	if err != nil {
		return err
	}
	code.DisableBorder = true // the paper is the margin
	bits, top := code.Bitmap(), pdf.GetY()
	side := qrSide / float64(len(bits))
	pdf.SetFillColor(0, 0, 0)
	for y, row := range bits {
		for x := 0; x < len(row); {
			run := 0
			for x+run < len(row) && row[x+run] {
				run++
			}
			if run > 0 {
				pdf.Rect(margin+float64(x)*side, top+float64(y)*side, float64(run)*side, side, "F")
			}
			x += run + 1
		}
	}
	s.beside(pdf, top)
	pdf.SetXY(margin, max(pdf.GetY(), top+qrSide)+gap)
	return nil
}

func (s Slip) beside(pdf *fpdf.Fpdf, top float64) {
	left := margin + qrSide + gap
	pdf.SetXY(left, top)
	for i, line := range s.Beside {
		pdf.SetFont(regular, "", bodySize)
		if i == 0 {
			pdf.SetFont(bold, "", titleSize)
		}
		pdf.SetX(left)
		pdf.MultiCell(pageWidth-margin-left, lineHeight, line, "", "L", false)
	}
}

// set sets a block, under a thin rule.
func (b Block) set(pdf *fpdf.Fpdf) {
	rule(pdf, pdf.GetY())
	if b.Lead != "" {
		pdf.SetFont(bold, "", bodySize)
		pdf.Write(lineHeight, b.Lead+" ")
	}
	pdf.SetFont(regular, "", bodySize)
	pdf.Write(lineHeight, b.Text)
	pdf.Ln(lineHeight + gap/2)
}

// rule draws a line across the slip at y and goes on below it.
func rule(pdf *fpdf.Fpdf, y float64) {
	pdf.SetDrawColor(inkRed, inkGreen, inkBlue)
	pdf.SetLineWidth(0.25)
	pdf.Line(margin, y, pageWidth-margin, y)
	pdf.SetXY(margin, y+gap/2)
}
