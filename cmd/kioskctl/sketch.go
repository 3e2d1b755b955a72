package main

import (
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"math/rand/v2"

	"ventanilla/app/intake"
	"ventanilla/app/photo"
	"ventanilla/store"
)

// sketches are pictures for made-up applications: shapes and grain that a JPEG takes about as many bytes for as for a
// photograph.
type sketches struct {
	portrait, document []byte
}

func newSketches() (sketches, error) {
	portrait, err := photo.Shrink(sketch(720, 960), intake.Portrait)
	if err != nil {
		return sketches{}, fmt.Errorf("draw portrait: %w", err)
	}
	document, err := photo.Shrink(sketch(1600, 1000), intake.DocumentFront)
	if err != nil {
		return sketches{}, fmt.Errorf("draw document: %w", err)
	}
	return sketches{portrait, document}, nil
}

// attach gives the answers a portrait and a document of their own, and returns both.
func (s sketches) attach(random *rand.Rand, answers *intake.Application) [][]byte {
	pictures := [][]byte{marked(s.portrait, random.Uint64()), marked(s.document, random.Uint64())}
	for i, kind := range []intake.PhotoKind{intake.Portrait, intake.DocumentFront} {
		answers.Photos = append(answers.Photos, intake.Photo{
			Kind: kind, SHA256: store.PhotoName(pictures[i]), Quality: &intake.Quality{Clear: true},
		})
	}
	return pictures
}

// marked gives a copy of a JPEG that differs from all others by a comment (marker COM, ITU-T T.81 B.2.4.5) behind its
// first two bytes.
func marked(jpeg []byte, mark uint64) []byte {
	comment := binary.BigEndian.AppendUint64([]byte{0xff, 0xfe, 0, 10}, mark)
	return append(append(append(make([]byte, 0, len(jpeg)+len(comment)), jpeg[:2]...), comment...), jpeg[2:]...)
}

// sketch draws an oval on a ground that grows darker, all in grain.
func sketch(width, height int) image.Image {
	random := rand.New(rand.NewPCG(uint64(width), uint64(height)))
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			dx, dy := float64(2*x-width)/float64(width), float64(2*y-height)/float64(height)
			tone := 200 - 60*y/height
			if dx*dx*4+dy*dy*2 < 1 {
				tone = 120
			}
			tone += random.IntN(24)
			img.SetRGBA(x, y, color.RGBA{uint8(tone), uint8(tone * 9 / 10), uint8(tone * 8 / 10), 0xff})
		}
	}
	return img
}
