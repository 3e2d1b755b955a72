package photo_test

import (
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/disintegration/imaging"
	"golang.org/x/image/draw"
	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"ventanilla/app/intake"
	"ventanilla/app/photo"
)

func crc(data []byte) uint32 { return crc32.ChecksumIEEE(data) }

func shrunk(img image.Image, width int) image.Image {
	return imaging.Resize(img, width, 0, imaging.Linear)
}

// noise is what no encoder makes small.
func noise(width, height int) image.Image {
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	random := rand.New(rand.NewPCG(1, 2))
	for i := range img.Pix {
		img.Pix[i] = uint8(random.Uint32())
		if i%4 == 3 {
			img.Pix[i] = 0xff
		}
	}
	return img
}

func TestShrinkMeetsTarget(t *testing.T) {
	face, page := open(t, "testdata/portrait.jpg"), open(t, "testdata/document.jpg")
	tests := []struct {
		name   string
		img    image.Image
		kind   intake.PhotoKind
		within image.Point
		bytes  int
	}{
		{"portrait", shrunk(face, 1600), intake.Portrait, image.Pt(720, 960), 100_000},
		{"portrait, broad", imaging.Rotate90(shrunk(face, 1000)), intake.Portrait, image.Pt(960, 720), 100_000},
		{"portrait, small", shrunk(face, 300), intake.Portrait, image.Pt(300, 400), 100_000},
		{"document", shrunk(page, 2200), intake.DocumentFront, image.Pt(1600, 1600), 200_000},
		{"noise as portrait", noise(720, 960), intake.Portrait, image.Pt(720, 960), 100_000},
		{"noise as document", noise(900, 900), intake.DocumentBack, image.Pt(900, 900), 200_000},
		{"a line", noise(9000, 1), intake.OtherPhoto, image.Pt(1600, 1), 200_000},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			data, err := photo.Shrink(tt.img, tt.kind)
			if err != nil {
				t.Fatal(err)
			}
			config, err := jpeg.DecodeConfig(bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%d×%d in %d bytes", config.Width, config.Height, len(data))
			if len(data) > tt.bytes || config.Width > tt.within.X || config.Height > tt.within.Y {
				t.Errorf("%d×%d in %d bytes", config.Width, config.Height, len(data))
			}
		})
	}
}

func TestShrinkNothing(t *testing.T) {
	if _, err := photo.Shrink(image.NewRGBA(image.Rectangle{}), intake.Portrait); !errors.Is(err, photo.ErrEmpty) {
		t.Errorf("got %v", err)
	}
}

func TestShrinkKeepsNoMetadata(t *testing.T) {
	img, err := photo.Decode(bytes.NewReader(withExif(encodedJPEG(t, arrow()), 6)))
	if err != nil {
		t.Fatal(err)
	}
	data, err := photo.Shrink(img, intake.Portrait)
	if err != nil {
		t.Fatal(err)
	}
	for _, marker := range []string{"Exif", "Secret", "\xff\xe1", "\xff\xe0", "\xff\xfe"} {
		if bytes.Contains(data, []byte(marker)) {
			t.Errorf("holds %q", marker)
		}
	}
}

func TestShrinkLaysTransparencyOverWhite(t *testing.T) {
	data, err := photo.Shrink(image.NewNRGBA(image.Rect(0, 0, 80, 80)), intake.Portrait)
	if err != nil {
		t.Fatal(err)
	}
	img, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if v := color.GrayModel.Convert(img.At(40, 40)).(color.Gray); v.Y < 250 {
		t.Errorf("luma %d", v.Y)
	}
}

// A page of A4 is 297 mm long: at 1600 pixels, letters of 2.5 mm are 13.5 pixels high. What was written on a photograph of
// 5 megapixels must still be there in what is stored.
func TestShrinkLeavesSmallPrintLegible(t *testing.T) {
	data, err := photo.Shrink(letter(t, 2800), intake.DocumentFront)
	if err != nil {
		t.Fatal(err)
	}
	got, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%v in %d bytes", got.Bounds().Size(), len(data))
	want := letter(t, 1600)
	for line := range 30 {
		strip := image.Rect(100, 60+line*34-20, 1500, 60+line*34+12)
		if alike := correlation(got, want, strip); alike < 0.9 {
			t.Errorf("line %d: correlation %.2f", line, alike)
		}
	}
}

// letter is a page across, of print 2.5 mm high, on paper that is not quite even.
func letter(t *testing.T, width int) *image.RGBA {
	t.Helper()
	scale := float64(width) / 1600
	page := image.NewRGBA(image.Rect(0, 0, width, width*210/297))
	for y := range page.Rect.Dy() {
		for x := range page.Rect.Dx() {
			v := uint8(225 + 12*math.Sin(float64(x)/scale/90)*math.Cos(float64(y)/scale/70))
			page.SetRGBA(x, y, color.RGBA{v, v, v - 8, 0xff})
		}
	}
	parsed, err := opentype.Parse(goregular.TTF)
	if err != nil {
		t.Fatal(err)
	}
	face, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: 18.6 * scale, DPI: 72}) // capitals of 13.5 pixels
	if err != nil {
		t.Fatal(err)
	}
	for line := range 30 {
		d := font.Drawer{Dst: page, Src: image.NewUniform(color.Gray{0x30}), Face: face}
		d.Dot = fixed.Point26_6{X: fixed.Int26_6(110 * scale * 64), Y: fixed.Int26_6(float64(60+line*34) * scale * 64)}
		d.DrawString(fmt.Sprintf("%02d Apellidos: Ñúñez Güevara · Siyati: Désir-Toussaint · Número 0801-1989-%05d · Vence 2031-04-30", line, line*7919%99999))
	}
	return page
}

// correlation is Pearson's, of the luma of two pictures within r.
func correlation(a, b image.Image, r image.Rectangle) float64 {
	left, right := image.NewGray(r), image.NewGray(r)
	draw.Draw(left, r, a, r.Min, draw.Src)
	draw.Draw(right, r, b, r.Min, draw.Src)
	var sa, sb, saa, sbb, sab float64
	for i := range left.Pix {
		x, y := float64(left.Pix[i]), float64(right.Pix[i])
		sa, sb, saa, sbb, sab = sa+x, sb+y, saa+x*x, sbb+y*y, sab+x*y
	}
	n := float64(len(left.Pix))
	return (sab - sa*sb/n) / math.Sqrt((saa-sa*sa/n)*(sbb-sb*sb/n))
}

func BenchmarkCoachPreview(b *testing.B) {
	coach := newCoach(b)
	for _, view := range []struct {
		name, file string
		kind       intake.PhotoKind
	}{{"face", "portrait", intake.Portrait}, {"nobody", "document", intake.Portrait}, {"document", "document", intake.DocumentFront}} {
		frame := image.NewRGBA(image.Rect(0, 0, 640, 480))
		draw.Draw(frame, frame.Rect, image.NewUniform(color.Gray{0x90}), image.Point{}, draw.Src)
		draw.ApproxBiLinear.Scale(frame, image.Rect(140, 0, 500, 480), open(b, "testdata/"+view.file+".jpg"), image.Rect(0, 0, 720, 960), draw.Src, nil)
		b.Run(view.name, func(b *testing.B) {
			for b.Loop() {
				coach.Judge(frame, view.kind)
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "verdicts/s")
		})
	}
}

func BenchmarkJudge12MP(b *testing.B) {
	coach := newCoach(b)
	for kind, file := range map[intake.PhotoKind]string{intake.Portrait: "portrait", intake.DocumentFront: "document"} {
		img, err := photo.Decode(bytes.NewReader(encodedJPEG(b, imaging.Resize(open(b, "testdata/"+file+".jpg"), 3000, 4000, imaging.Linear))))
		if err != nil {
			b.Fatal(err)
		}
		b.Run(string(kind), func(b *testing.B) {
			for b.Loop() {
				coach.Judge(img, kind)
			}
		})
	}
}

// Benchmark12MP is what happens to a phone's picture between the file and the store.
func Benchmark12MP(b *testing.B) {
	coach := newCoach(b)
	for kind, file := range map[intake.PhotoKind]string{intake.Portrait: "portrait", intake.DocumentFront: "document"} {
		data := withExif(encodedJPEG(b, imaging.Resize(open(b, "testdata/"+file+".jpg"), 3000, 4000, imaging.Linear)), 1)
		b.Run(string(kind), func(b *testing.B) {
			for b.Loop() {
				img, err := photo.Decode(bytes.NewReader(data))
				if err != nil {
					b.Fatal(err)
				}
				coach.Judge(img, kind)
				if kind == intake.Portrait {
					img = coach.Crop(img)
				}
				if _, err := photo.Shrink(img, kind); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
