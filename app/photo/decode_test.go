package photo_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"testing"
	"testing/iotest"

	"ventanilla/app/photo"
)

// Pictures of one pixel in the two forms of WebP.
const (
	webpLossless = "RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00\x2f\x00\x00\x00\x10\x07\x10\x11\x11\x88\x88\xfe\x07\x00"
	webpLossy    = "RIFF\x22\x00\x00\x00WEBPVP8 \x16\x00\x00\x000\x01\x00\x9d\x01\x2a\x01\x00\x01\x00\x0e\xc0\xfe\x25\xa4\x00\x03p\x00\x00\x00\x00"
)

func encodedJPEG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var buf bytes.Buffer
	if err := jpeg.Encode(&buf, img, nil); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func encodedPNG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var buf bytes.Buffer
	if err := png.Encode(&buf, img); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// withExif adds what a phone adds to a JPEG: an orientation, and here the word Secret as its owner.
func withExif(data []byte, orientation uint16) []byte {
	tiff := []byte("MM\x00\x2a\x00\x00\x00\x08\x00\x02")
	tiff = append(tiff, 0x01, 0x12, 0, 3, 0, 0, 0, 1) // tag Orientation, one SHORT
	tiff = binary.BigEndian.AppendUint16(tiff, orientation)
	tiff = append(tiff, 0, 0)
	tiff = append(tiff, 0x01, 0x3b, 0, 2, 0, 0, 0, 7, 0, 0, 0, 38) // tag Artist, seven bytes at offset 38
	tiff = append(tiff, 0, 0, 0, 0)
	tiff = append(tiff, "Secret\x00"...)
	body := append([]byte("Exif\x00\x00"), tiff...)
	out := append([]byte{}, data[:2]...)
	out = append(out, 0xff, 0xe1)
	out = binary.BigEndian.AppendUint16(out, uint16(len(body)+2))
	return append(append(out, body...), data[2:]...)
}

// arrow is a picture with a white upper left corner.
func arrow() image.Image {
	img := image.NewGray(image.Rect(0, 0, 64, 32))
	for i := range 16 * 16 {
		img.SetGray(i%16, i/16, color.Gray{0xff})
	}
	return img
}

func TestDecodeTurns(t *testing.T) {
	plain := encodedJPEG(t, arrow())
	for orientation, corner := range map[uint16]image.Point{
		1: {8, 8}, 2: {56, 8}, 3: {56, 24}, 4: {8, 24}, 5: {8, 8}, 6: {24, 8}, 7: {24, 56}, 8: {8, 56}, 99: {8, 8},
	} {
		img, err := photo.Decode(bytes.NewReader(withExif(plain, orientation)))
		if err != nil {
			t.Fatalf("orientation %d: %v", orientation, err)
		}
		if v := color.GrayModel.Convert(img.At(corner.X, corner.Y)).(color.Gray); v.Y < 200 {
			t.Errorf("orientation %d: corner is not at %v", orientation, corner)
		}
	}
}

func TestDecodeTakes(t *testing.T) {
	for name, data := range map[string][]byte{
		"JPEG": encodedJPEG(t, arrow()), "PNG": encodedPNG(t, arrow()),
		"lossless WebP": []byte(webpLossless), "lossy WebP": []byte(webpLossy),
	} {
		if img, err := photo.Decode(bytes.NewReader(data)); err != nil || img.Bounds().Empty() {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// huge changes the size that the header of a PNG gives, with the checksum of its own that the reader does not get to.
func huge(t *testing.T, width, height uint32) []byte {
	data := encodedPNG(t, arrow())
	binary.BigEndian.PutUint32(data[16:], width)
	binary.BigEndian.PutUint32(data[20:], height)
	binary.BigEndian.PutUint32(data[29:], crc(data[12:29]))
	return data
}

func TestDecodeRefuses(t *testing.T) {
	plain := encodedJPEG(t, open(t, "testdata/drawn.jpg"))
	tests := []struct {
		name string
		data []byte
		want error
	}{
		{"nothing", nil, photo.ErrFormat},
		{"text", []byte("not a picture at all"), photo.ErrFormat},
		{"GIF", []byte("GIF89a\x01\x00\x01\x00\x00\x00\x00;"), photo.ErrFormat},
		{"BMP", append([]byte("BM"), make([]byte, 60)...), photo.ErrFormat},
		{"cut short", plain[:len(plain)/2], photo.ErrBroken},
		{"60 megapixels", huge(t, 10_000, 6_000), photo.ErrTooLarge},
		{"more pixels than an int holds", huge(t, 1<<31-1, 1<<31-1), photo.ErrFormat},
		{"a strip of a million", huge(t, 1_000_000, 26), photo.ErrTooLarge},
		{"header alone", huge(t, 5_000, 4_000), photo.ErrBroken},
		{"33 megabytes", append(bytes.Clone(plain), make([]byte, photo.MaxBytes)...), photo.ErrTooLarge},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := photo.Decode(bytes.NewReader(tt.data)); !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
	if _, err := photo.Decode(iotest.ErrReader(os.ErrClosed)); !errors.Is(err, os.ErrClosed) {
		t.Errorf("got %v, want the reader's error", err)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(withExif(encodedJPEG(f, arrow()), 6))
	f.Add(encodedPNG(f, arrow()))
	f.Add([]byte(webpLossless))
	f.Add([]byte(webpLossy))
	f.Fuzz(func(t *testing.T, data []byte) {
		img, err := photo.Decode(bytes.NewReader(data))
		if err != nil {
			return
		}
		if size := img.Bounds().Size(); size.X < 1 || size.Y < 1 || size.X > photo.MaxPixels/size.Y {
			t.Errorf("size %v", size)
		}
	})
}
