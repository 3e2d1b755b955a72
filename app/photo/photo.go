// Package photo decides whether a picture is the clear photo that an office needs, and makes it small enough to send.
//
// Begin with [Decode] for a file, or a frame of a camera. A [Coach] judges it, as often as the preview shows a new frame,
// and cuts a portrait to the person; [Shrink] turns the result into a JPEG within the byte target of its kind, with
// nothing in it but what it shows. The coach detects that there is a face and where: it never computes what would tell one
// face from another. Everything works on bounded memory, whatever the file.
package photo

import "ventanilla/app/intake"

// Finding is the code of something that could be better about a picture. The catalogue of each language says what to do
// about it.
type Finding string

// What the coach finds in portraits.
const (
	NoFace      Finding = "no_face"
	FaceUnclear Finding = "face_unclear" // there is one, but turned away, covered or behind dark glasses
	TwoFaces    Finding = "two_faces"    // or more
	TooFar      Finding = "too_far"
	CutOff      Finding = "cut_off" // a part is outside the picture; of documents too
	OffCentre   Finding = "off_centre"
	Tilted      Finding = "tilted" // the head, or the whole picture, is not upright
	Dark        Finding = "dark"
	Backlit     Finding = "backlit" // dark, because the light is behind the person
	TooBright   Finding = "too_bright"
	Glare       Finding = "glare"   // a spot of light hides something; of documents too
	Blurred     Finding = "blurred" // of documents too
)

// What the coach finds in documents alone.
const TooSmall Finding = "too_small" // too few pixels to read it

// flaw is a finding and whether the picture will do in spite of it.
type flaw struct {
	finding Finding
	grave   bool
}

// quality lists the flaws in the order in which they should be mended. A picture is clear if none is grave.
func quality(flaws []flaw) intake.Quality {
	q := intake.Quality{Clear: true}
	for _, f := range flaws {
		q.Findings = append(q.Findings, string(f.finding))
		q.Clear = q.Clear && !f.grave
	}
	return q
}
