package interview

import (
	"slices"

	"ventanilla/app/intake"
)

// SetPhoto takes a photo that is stored already, in the place of one of the same kind; other photos add up.
func (iv *Interview) SetPhoto(p intake.Photo) error {
	if p.Quality = clonePointer(p.Quality); p.Quality != nil {
		p.Quality.Findings = slices.Clone(p.Quality.Findings)
	}
	return iv.answer(func(a *intake.Application) {
		if p.Kind != intake.OtherPhoto {
			dropPhotos(p.Kind)(a)
		}
		a.Photos = append(a.Photos, p)
	}, photoField(p.Kind))
}

// Photo finds the photo of a kind.
func (iv *Interview) Photo(kind intake.PhotoKind) (intake.Photo, bool) {
	i := slices.IndexFunc(iv.draft.Answers.Photos, func(p intake.Photo) bool { return p.Kind == kind })
	if i < 0 {
		return intake.Photo{}, false
	}
	return iv.Answers().Photos[i], true
}

// photoField is the field that a photo of the kind answers.
func photoField(kind intake.PhotoKind) intake.Field {
	switch kind {
	case intake.Portrait:
		return intake.FieldPortrait
	case intake.DocumentBack:
		return FieldDocumentBack
	default:
		return intake.FieldDocument
	}
}

func dropPhotos(kinds ...intake.PhotoKind) func(*intake.Application) {
	return func(a *intake.Application) {
		a.Photos = slices.DeleteFunc(a.Photos, func(p intake.Photo) bool { return slices.Contains(kinds, p.Kind) })
	}
}
