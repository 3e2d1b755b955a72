package main

import (
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/image/draw"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"ventanilla/assets"
)

// What a contact sheet is made of, in pixels.
const (
	sheetColumns = 6
	sheetWidth   = 2400
	sheetGap     = 16
	sheetLabel   = 34 // height of the line under a picture
	sheetType    = 20
)

// sheet is a picture of pictures, in rows, each with its name.
type sheet struct {
	names  []string
	thumbs []image.Image
}

// add takes a picture up, made smaller.
func (s *sheet) add(name string, seen image.Image) {
	width := (sheetWidth-sheetGap)/sheetColumns - sheetGap
	b := seen.Bounds()
	thumb := image.NewRGBA(image.Rect(0, 0, width, width*b.Dy()/b.Dx()))
	draw.CatmullRom.Scale(thumb, thumb.Rect, seen, b, draw.Src, nil)
	s.names, s.thumbs = append(s.names, name), append(s.thumbs, thumb)
}

// picture lays all pictures out; they are of one size.
func (s *sheet) picture() (image.Image, error) {
	face, err := sheetFace()
	if err != nil {
		return nil, err
	}
	defer face.Close()
	cell := s.thumbs[0].Bounds().Size().Add(image.Pt(sheetGap, sheetGap+sheetLabel))
	rows := (len(s.thumbs) + sheetColumns - 1) / sheetColumns
	all := image.NewRGBA(image.Rect(0, 0, sheetWidth, rows*cell.Y+sheetGap))
	draw.Draw(all, all.Rect, image.NewUniform(color.Gray{0x30}), image.Point{}, draw.Src)
	pen := font.Drawer{Dst: all, Src: image.White, Face: face}
	for i, thumb := range s.thumbs {
		at := image.Pt(sheetGap+i%sheetColumns*cell.X, sheetGap+i/sheetColumns*cell.Y)
		draw.Draw(all, thumb.Bounds().Add(at), thumb, image.Point{}, draw.Src)
		pen.Dot = fixed.P(at.X, at.Y+thumb.Bounds().Dy()+sheetLabel*2/3)
		pen.DrawString(s.names[i])
	}
	return all, nil
}

func sheetFace() (font.Face, error) {
	parsed, err := opentype.Parse(assets.FontRegular())
	if err != nil {
		return nil, fmt.Errorf("read font of the sheet: %w", err)
	}
	const dpi = 72 // so that a point is a pixel
	return opentype.NewFace(parsed, &opentype.FaceOptions{Size: sheetType, DPI: dpi})
}

// openFolder begins the pictures of a language: in a folder of its own, and below it for a part that is not the first, and
// if the display stands upright.
func (g *guide) openFolder(root, language, part string) error {
	parts := []string{language}
	if part != "" {
		parts = append(parts, part)
	}
	if g.hand.screen.HeightInPixels > g.hand.screen.WidthInPixels {
		parts = append(parts, "portrait")
	}
	g.shots, g.sheet, g.sheetName = 0, sheet{}, filepath.Join(root, strings.Join(parts, "-")+".png")
	g.folder = filepath.Join(append([]string{root}, parts...)...)
	return clearPictures(g.folder)
}

// clearPictures makes the folder, without the pictures of an earlier tour.
func clearPictures(folder string) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return fmt.Errorf("make folder for pictures: %w", err)
	}
	old, err := filepath.Glob(filepath.Join(folder, "[0-9]*-*.png"))
	if err != nil {
		return err
	}
	for _, path := range old {
		if err := os.Remove(path); err != nil {
			return fmt.Errorf("clear pictures: %w", err)
		}
	}
	return nil
}

// saveSheet saves the sheet of the language's pictures.
func (g *guide) saveSheet() error {
	all, err := g.sheet.picture()
	if err != nil {
		return err
	}
	return savePNG(g.sheetName, all)
}

func savePNG(path string, picture image.Image) error {
	f, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("save picture: %w", err)
	}
	quick := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := quick.Encode(f, picture); err != nil {
		f.Close()
		return fmt.Errorf("save picture %s: %w", strings.TrimSuffix(filepath.Base(path), ".png"), err)
	}
	return f.Close()
}
