package ui_test

import (
	"context"
	"errors"
	"image"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/locale"
	"ventanilla/app/ui"
)

// lens is a camera that gives a frame whenever the test wants one.
type lens struct {
	frames chan image.Image
	fails  chan error
}

var errUnplugged = errors.New("unplugged")

func (l lens) Frame(ctx context.Context) (image.Image, error) {
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case err := <-l.fails:
		return nil, err
	case frame, plugged := <-l.frames:
		if !plugged {
			return nil, errUnplugged
		}
		return frame, nil
	}
}

// studio is an office with a camera, whose slow work runs aside as in a kiosk; todo is what waits for the window.
type studio struct {
	*office
	lens lens
	todo chan func()
}

func openStudio(t *testing.T, size fyne.Size) (*studio, *ui.App) {
	t.Helper()
	s, a := enterStudio(t, locale.Spanish, size)
	taps(t, a, "new", "consent.screening.yes", "next", "step.portrait")
	at(t, a, "portrait")
	return s, a
}

// enterStudio unlocks a studio.
func enterStudio(t *testing.T, language intake.Language, size fyne.Size) (*studio, *ui.App) {
	t.Helper()
	return enterStudioWith(t, language, size, func(l lens) ui.Camera { return l })
}

// enterStudioWith unlocks a studio whose camera is made around the lens.
func enterStudioWith(t *testing.T, language intake.Language, size fyne.Size, camera func(lens) ui.Camera) (*studio, *ui.App) {
	t.Helper()
	s := &studio{newOffice(t, "GT"), lens{make(chan image.Image), make(chan error)}, make(chan func(), 100)}
	a := openWindow(t, ui.Config{
		Kiosk: s.office, Camera: camera(s.lens), Language: language, Now: s.clock.Now, Echo: -1, Do: func(f func()) { s.todo <- f },
	}, size)
	unlock(t, a, "marta", s.secret)
	s.until(t, func() bool { return a.ScreenID() == "home" })
	return s, a
}

// TestAPhotoIsSeenWhole holds that nobody pages while a camera looks on, whatever the coach says.
func TestAPhotoIsSeenWhole(t *testing.T) {
	found := map[string][][]string{
		"portrait":       {nil, {"backlit", "blurred", "off_centre"}, {"cut_off", "two_faces", "glare"}},
		"document_photo": {{"blurred", "cut_off", "glare"}, {"too_small", "dark"}, nil},
		"document_back":  {{"blurred", "glare"}},
	}
	for _, way := range []string{"handover", "new"} {
		for _, language := range locale.Languages() {
			for _, name := range []string{"landscape", "portrait"} {
				t.Run(way+name+string(language), func(t *testing.T) {
					s, a := enterStudio(t, language, sizes[name])
					tap(t, a, way)
					if way == "handover" {
						tap(t, a, "language."+string(language))
					}
					taps(t, a, "consent.screening.yes", "next")
					write(t, a, "field.given", "Wendy")
					for _, question := range []string{"portrait", "document_photo", "document_back"} {
						for a.ScreenID() != question {
							tap(t, a, "next")
						}
						for _, findings := range found[question] {
							s.judged = intake.Quality{Clear: findings == nil, Findings: findings}
							s.shoot(t, a, language)
						}
						s.judged = intake.Quality{Clear: true}
						s.lens.frames <- portrait()
						s.until(t, says(a, a.Texts.In(language).Text("camera.take")))
						tap(t, a, "next")
						s.until(t, shows(a, "retake"))
						tap(t, a, "next")
						s.until(t, func() bool { return a.ScreenID() != question })
					}
				})
			}
		}
	}
}

// shoot takes a photo, and another one instead; it wants to see the page whole before and after.
func (s *studio) shoot(t *testing.T, a *ui.App, language intake.Language) {
	t.Helper()
	name, advice, again, lead := "clear", "photo.still", "retake", "retake"
	if !s.judged.Clear {
		name = s.judged.Findings[0]
		kind := "document"
		if a.ScreenID() == "portrait" {
			kind = "portrait"
		}
		advice, again, lead = "finding."+kind+"."+name+".advice", "soft.keep", "next"
	}
	s.lens.frames <- portrait()
	s.until(t, func() bool { return strings.Contains(words(a), a.Texts.In(language).Text(advice)) })
	s.until(t, says(a, a.Texts.In(language).Text("camera.take")))
	whole(t, a, "coach, "+name)
	tap(t, a, "next")
	s.until(t, shows(a, again))
	whole(t, a, "verdict, "+name)
	tap(t, a, lead)
}

// until does what waits for the window until the condition holds.
func (s *studio) until(t *testing.T, holds func() bool) {
	t.Helper()
	deadline := time.After(time.Minute)
	for !holds() {
		select {
		case f := <-s.todo:
			f()
		case <-deadline:
			t.Fatal("it does not happen")
		}
	}
}

func shows(a *ui.App, id string) func() bool {
	return func() bool { _, ok := a.Find(id); return ok }
}

// says reports whether the button that leads on has the word.
func says(a *ui.App, word string) func() bool {
	return func() bool {
		o, ok := a.Find("next")
		return ok && o.(interface{ Text() string }).Text() == word
	}
}

func TestAClearPhotoIsKept(t *testing.T) {
	s, a := openStudio(t, sizes["landscape"])
	s.lens.frames <- portrait()
	s.until(t, says(a, "Tomar la foto"))
	picture(t, a, "photo-1-preview")
	tap(t, a, "next")
	s.until(t, shows(a, "retake"))
	picture(t, a, "photo-2-clear")
	tap(t, a, "next")
	s.until(t, func() bool { return a.ScreenID() == "document_photo" })
	got := s.draft(t).Answers
	if !got.HasPhoto(intake.Portrait) || !got.Photos[0].Quality.Clear {
		t.Errorf("kept %+v", got.Photos)
	}
	tap(t, a, "back")
	s.until(t, shows(a, "retake"))
	picture(t, a, "photo-3-kept")
}

func TestAnUnclearPhotoIsKeptWithAReason(t *testing.T) {
	s, a := openStudio(t, sizes["landscape"])
	s.judged = intake.Quality{Findings: []string{"backlit", "blurred"}}
	s.lens.frames <- portrait()
	s.until(t, says(a, "Tomar la foto"))
	tap(t, a, "next")
	s.until(t, shows(a, "soft.keep"))
	picture(t, a, "photo-4-unclear")
	tap(t, a, "soft.keep")
	picture(t, a, "photo-5-overrule")
	write(t, a, "overrule.reason", "Poca luz en el albergue")
	tap(t, a, "overrule.keep")
	s.until(t, func() bool { return a.ScreenID() == "document_photo" })
	got := s.draft(t).Answers.Photos[0].Quality
	if got.Clear || got.OverruledBy != "marta" || got.Reason == "" || len(got.Findings) != 2 {
		t.Errorf("kept %+v", got)
	}
}

func TestACameraThatIsUnpluggedSaysSo(t *testing.T) {
	s, a := openStudio(t, sizes["landscape"])
	s.lens.frames <- portrait()
	s.until(t, says(a, "Tomar la foto"))
	close(s.lens.frames)
	s.until(t, says(a, "Siguiente"))
	picture(t, a, "photo-6-unplugged")
	taps(t, a, "soft.later", "next")
	at(t, a, "document_photo")
	if got := s.draft(t).Answers.Missing[intake.FieldPortrait]; got != intake.Later {
		t.Errorf("missing for %q", got)
	}
}

// card is a memory card with two pictures, of which one is broken.
type card struct{}

func (card) List(context.Context) ([]ui.PictureFile, error) {
	return []ui.PictureFile{{Name: "IMG_1.JPG", Bytes: 2_400_000, Changed: newClock().now}, {Name: "IMG_2.JPG", Bytes: 12, Changed: newClock().now}, {Name: "IMG_3.JPG", Bytes: 60_000_000, Changed: newClock().now}}, nil
}

func (card) Open(_ context.Context, f ui.PictureFile) (image.Image, error) {
	switch f.Name {
	case "IMG_2.JPG":
		return nil, errUnplugged
	case "IMG_3.JPG":
		return nil, ui.ErrPictureSize
	}
	return portrait(), nil
}

func TestAPictureComesFromACard(t *testing.T) {
	o := newOffice(t, "GT")
	o.card = card{}
	a := openOffice(t, o, locale.Spanish, sizes["landscape"])
	taps(t, a, "new", "consent.screening.yes", "next", "step.document", "soft.files")
	picture(t, a, "photo-7-files")
	tap(t, a, "file.1")
	tap(t, a, "dialog.close")
	at(t, a, "document_photo")
	taps(t, a, "soft.files", "file.2")
	if want := a.Texts.In(locale.Spanish).Text("photo.too_large"); !strings.Contains(words(a), want) {
		t.Errorf("of a picture that is too large: %q", words(a))
	}
	taps(t, a, "dialog.close", "soft.files", "file.0", "next")
	at(t, a, "document_back")
	taps(t, a, "soft.does_not_have", "next")
	at(t, a, "document")
	if !o.draft(t).Answers.HasPhoto(intake.DocumentFront) {
		t.Error("the picture was not kept")
	}
}

func TestAnApplicantSeesNoFiles(t *testing.T) {
	o := newOffice(t, "GT")
	o.card = card{}
	a := openOffice(t, o, locale.Spanish, sizes["landscape"])
	host(t, a)
	for a.ScreenID() != "portrait" {
		tap(t, a, "next")
	}
	if _, ok := a.Find("soft.files"); ok {
		t.Error("an applicant can look into a card")
	}
}
