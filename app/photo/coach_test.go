package photo_test

import (
	"errors"
	"image"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"ventanilla/app/intake"
	"ventanilla/app/photo"
	"ventanilla/assets"
)

// want is what the coach must say: whether the picture will do, and one of its findings ("" for none at all).
type want struct {
	clear   bool
	finding photo.Finding
}

type picture struct {
	name string
	vary vary
	want want
}

// Whatever the camera, these must be seen.
var portraits = []picture{
	{"as it is", asItIs, want{true, ""}},
	{"far away", away(0.25), want{false, photo.TooFar}},
	{"blurred", blurred(9), want{false, photo.Blurred}},
	{"dark", times(0.2), want{false, photo.Dark}},
	{"against the light", backlit, want{false, photo.Backlit}},
	{"foggy", flat, want{false, photo.Dark}},
	{"burnt out", times(4.5), want{false, photo.TooBright}},
	{"a spot of light", spot(0.6, 0.48, 0.055), want{false, photo.Glare}},
	{"leaning 30 degrees", turned(30), want{false, photo.Tilted}},
	{"on its side", turned(90), want{false, photo.Tilted}},
	{"on its other side", turned(270), want{false, photo.Tilted}},
	{"upside down", turned(180), want{false, photo.Tilted}},
	{"half outside", cropped(50, 0, 100, 100), want{false, photo.NoFace}},
	{"twice", twice, want{false, photo.TwoFaces}},
	{"masked", covered(0.42, 0.62), want{false, photo.NoFace}},
	{"blindfolded", covered(0.25, 0.42), want{false, photo.NoFace}},
	{"nobody", cropped(0, 0, 100, 12), want{false, photo.NoFace}},
}

// These take a picture that is better than it must be.
var nearlyClear = []picture{
	{"half the size", away(0.5), want{true, photo.TooFar}},
	{"a little soft", blurred(1.2), want{true, photo.Blurred}},
	{"leaning 9 degrees", turned(9), want{true, photo.Tilted}},
	{"aside", aside, want{true, photo.OffCentre}},
	{"no hair", cropped(0, 26, 100, 100), want{false, photo.CutOff}},
}

func TestJudgePortrait(t *testing.T) {
	coach := newCoach(t)
	for base, pictures := range map[string][]picture{
		"portrait": portraits, "drawn": slices.Concat(portraits, nearlyClear),
	} {
		img := open(t, "testdata/"+base+".jpg")
		for _, tt := range pictures {
			t.Run(base+"/"+tt.name, func(t *testing.T) {
				check(t, coach.Judge(tt.vary(img), intake.Portrait), tt.want)
			})
		}
	}
}

func check(t *testing.T, got intake.Quality, want want) {
	t.Helper()
	said := slices.Contains(got.Findings, string(want.finding)) || want.finding == ""
	right := got.Clear == want.clear && said
	t.Logf("want clear %-5v %-13s got clear %-5v %-28s right %v", want.clear, want.finding, got.Clear,
		strings.Join(got.Findings, " "), right)
	if !right {
		t.Fail()
	}
}

var documents = []picture{
	{"as it is", asItIs, want{true, ""}},
	{"a little askew", turned(4), want{true, ""}},
	{"soft", blurred(1), want{true, photo.Blurred}},
	{"blurred", blurred(2.5), want{false, photo.Blurred}},
	{"dark", times(0.25), want{false, photo.Dark}},
	{"a spot of light", spot(0.5, 0.5, 0.12), want{false, photo.Glare}},
	{"left side cut off", cropped(35, 0, 100, 100), want{false, photo.CutOff}},
	{"top cut off", cropped(0, 25, 100, 100), want{false, photo.CutOff}},
	{"two sides cut off", cropped(0, 0, 70, 70), want{false, photo.CutOff}},
	{"far away", away(0.4), want{true, photo.TooFar}},
	{"a few pixels", func(img image.Image) image.Image { return shrunk(img, 400) }, want{false, photo.TooSmall}},
}

func TestJudgeDocument(t *testing.T) {
	coach := newCoach(t)
	img := open(t, "testdata/document.jpg")
	for _, tt := range documents {
		t.Run(tt.name, func(t *testing.T) {
			check(t, coach.Judge(tt.vary(img), intake.DocumentFront), tt.want)
		})
	}
}

// The people that the tests of the whole house use have skins of every tone; the drawn light is the same for all.
func TestJudgeTakesEverySkin(t *testing.T) {
	files, err := filepath.Glob("../intake/testdata/photos/*-portrait.jpg")
	if err != nil || len(files) != 24 {
		t.Fatalf("portraits: %d, %v", len(files), err)
	}
	coach := newCoach(t)
	for _, file := range files {
		q := coach.Judge(open(t, file), intake.Portrait)
		t.Log(filepath.Base(file), q.Clear, q.Findings)
		for _, finding := range q.Findings {
			if finding != string(photo.FaceUnclear) { // a drawing more or less like a face
				t.Errorf("%s: %s", file, finding)
			}
		}
	}
}

func TestCoachServesManyAtOnce(t *testing.T) {
	coach := newCoach(t)
	img := open(t, "testdata/drawn.jpg")
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if q := coach.Judge(img, intake.Portrait); !q.Clear {
				t.Error(q.Findings)
			}
		})
	}
	all.Wait()
}

func TestJudgeNothing(t *testing.T) {
	coach := newCoach(t)
	for _, kind := range []intake.PhotoKind{intake.Portrait, intake.DocumentFront, intake.OtherPhoto} {
		for _, size := range []image.Point{{}, {1, 1}, {1, 4000}, {4000, 3}} {
			if q := coach.Judge(image.NewRGBA(image.Rectangle{Max: size}), kind); q.Clear {
				t.Errorf("%s of %v is clear", kind, size)
			}
		}
	}
}

func TestNewCoachRefusesDamage(t *testing.T) {
	faces, pupils := assets.CascadeFaces(), assets.CascadePupils()
	for name, cut := range map[string][2][]byte{
		"no faces": {nil, pupils}, "faces cut short": {faces[:len(faces)/2], pupils}, "no pupils": {faces, nil},
	} {
		if _, err := photo.NewCoach(cut[0], cut[1]); !errors.Is(err, photo.ErrCascade) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
