package intake

import (
	"crypto/sha256"
	"encoding/hex"
)

// Rescue is a draft that is carried out of a device which may not live to hand it in, with its photos. It is no
// application: nobody has handed it in.
type Rescue struct {
	Draft   Draft         `json:"draft"`
	Photos  []RescuePhoto `json:"photos,omitempty"`
	LeftOut int           `json:"left_out,omitempty"` // photos that found no room
	Device  string        `json:"device"`             // hexadecimal device id
	Site    string        `json:"site"`
}

// RescuePhoto is a photo as it was stored.
type RescuePhoto struct {
	SHA256 string `json:"sha256"`
	JPEG   []byte `json:"jpeg"`
}

// Whole returns the draft without those of its photos that are not there, so that it can be kept.
func (r Rescue) Whole() Draft {
	there := map[string]bool{}
	for _, p := range r.Photos {
		there[p.SHA256] = true
	}
	d := r.Draft
	d.Answers.Photos = nil
	for _, p := range r.Draft.Answers.Photos {
		if there[p.SHA256] {
			d.Answers.Photos = append(d.Answers.Photos, p)
		}
	}
	return d
}

// Sound reports whether ids, code and revision have their form and each photo is the one that its name says.
func (r Rescue) Sound() bool {
	_, wrongID := ParseApplicationID(string(r.Draft.Application))
	code, wrongCode := ParseCode(string(r.Draft.Code))
	for _, p := range r.Photos {
		if sum := sha256.Sum256(p.JPEG); hex.EncodeToString(sum[:]) != p.SHA256 {
			return false
		}
	}
	return wrongID == nil && wrongCode == nil && code == r.Draft.Code && r.Draft.Revision >= 1
}
