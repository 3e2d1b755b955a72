package photo

import (
	"errors"
	"fmt"
	"image"

	pigo "github.com/esimov/pigo/core"

	"ventanilla/app/intake"
)

// Coach judges pictures. It holds the cascades and no state: one is enough for a program, and it is safe for concurrent
// use.
type Coach struct {
	faces  *pigo.Pigo
	pupils *pigo.PuplocCascade
}

// ErrCascade is a cascade that cannot be read.
var ErrCascade = errors.New("damaged cascade")

// NewCoach reads the cascades facefinder and puploc of the pigo project, as package assets holds them.
func NewCoach(faces, pupils []byte) (c *Coach, err error) {
	defer func() {
		if recover() != nil { // pigo reads past the end of a cascade that is cut short
			c, err = nil, fmt.Errorf("read cascades: %w", ErrCascade)
		}
	}()
	c = &Coach{}
	if c.faces, err = pigo.NewPigo().Unpack(faces); err != nil {
		return nil, fmt.Errorf("read face cascade: %w", err)
	}
	if c.pupils, err = pigo.NewPuplocCascade().UnpackCascade(pupils); err != nil {
		return nil, fmt.Errorf("read pupil cascade: %w", err)
	}
	return c, nil
}

// Judge says whether a picture will do, and what would make it better, most important first. A clear picture can have
// findings too: they are advice. It takes some 20 ms for a frame of 640×480 and 200 ms for 12 megapixels. Neither the
// picture nor anything measured on it is kept.
func (c *Coach) Judge(img image.Image, kind intake.PhotoKind) intake.Quality {
	if img.Bounds().Empty() {
		return quality([]flaw{{TooSmall, true}})
	}
	switch kind {
	case intake.Portrait:
		return quality(c.portrait(img))
	case intake.DocumentFront, intake.DocumentBack:
		return quality(document(img))
	}
	return quality(anything(img))
}
