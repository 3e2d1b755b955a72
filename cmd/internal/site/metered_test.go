package site_test

import (
	"bytes"
	"os"
	"testing"

	"ventanilla/app/intake"
	"ventanilla/store"
	"ventanilla/sync/batch"
	"ventanilla/sync/carrier"
)

// TestSticksCarryPhotosThatTheLinkDoesNot: what keeps photos from a link that is paid by the byte keeps none from a stick.
func TestSticksCarryPhotosThatTheLinkDoesNot(t *testing.T) {
	_, _, ana := newKiosk(t)
	must(t, ana.Site.SetCoresOnly(true))
	picture := bytes.Repeat([]byte{1}, 20000)
	d, err := ana.Store.StartDraft(t.Context(), intake.Application{
		Office: "GT", Applicant: intake.Person{GivenNames: "Ñusta"},
		Consent: &intake.Consent{NoticeVersion: "2026-01", Purposes: map[intake.Purpose]bool{intake.Screening: true}},
	})
	must(t, err)
	d.Answers.Photos = []intake.Photo{{Kind: intake.Portrait, SHA256: store.PhotoName(picture)}}
	d, err = ana.Store.SaveDraft(t.Context(), d, picture)
	must(t, err)
	_, err = ana.HandIn(t.Context(), d.Application)
	must(t, err)

	done, err := ana.Export(t.Context(), t.TempDir(), carrier.Options{})
	must(t, err)
	data, err := os.ReadFile(done.Bundles[0].Path)
	must(t, err)
	contents, err := batch.Verify(bytes.NewReader(data))
	must(t, err)
	photos := 0
	for _, o := range contents.Objects {
		if o.Kind == batch.KindPhoto {
			photos++
		}
	}
	if done.Bundles[0].Photos != 1 || photos != 1 || len(contents.Absent) != 0 {
		t.Errorf("told %d photos, and there are %d; %d objects are absent", done.Bundles[0].Photos, photos, len(contents.Absent))
	}
}
