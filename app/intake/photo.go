package intake

// PhotoKind says what a photo shows.
type PhotoKind string

// The kinds of photos.
const (
	Portrait      PhotoKind = "portrait"
	DocumentFront PhotoKind = "document_front"
	DocumentBack  PhotoKind = "document_back"
	OtherPhoto    PhotoKind = "other"
)

// Photo names one picture of an application. The picture itself is kept apart, under its SHA-256.
type Photo struct {
	Kind    PhotoKind `json:"kind"`
	File    string    `json:"file,omitempty"`   // a path, in what the capture command reads only
	SHA256  string    `json:"sha256,omitempty"` // of the stored JPEG, 64 hexadecimal digits
	Quality *Quality  `json:"quality,omitempty"`
}

// Quality is what the photo coach found, and who kept the photo in spite of it.
type Quality struct {
	Clear       bool     `json:"clear"`
	Findings    []string `json:"findings,omitempty"`     // codes of package photo, such as "too_far"
	OverruledBy string   `json:"overruled_by,omitempty"` // staff id
	Reason      string   `json:"reason,omitempty"`       // why it was kept, at most NoteLimit characters
}

// HasPhoto reports whether a photo of the kind is there.
func (a Application) HasPhoto(kind PhotoKind) bool {
	for _, p := range a.Photos {
		if p.Kind == kind {
			return true
		}
	}
	return false
}
