package main

import (
	"image"
	"image/color"
	"image/draw"
	"slices"
	"testing"

	"ventanilla/app/intake"
)

func TestASheetShowsEachPicture(t *testing.T) {
	var s sheet
	colours := []color.RGBA{{200, 0, 0, 255}, {0, 200, 0, 255}, {0, 0, 200, 255}, {200, 200, 0, 255}, {0, 200, 200, 255}, {200, 0, 200, 255}, {90, 90, 90, 255}}
	for _, c := range colours {
		page := image.NewRGBA(image.Rect(0, 0, 800, 1280))
		draw.Draw(page, page.Rect, image.NewUniform(c), image.Point{}, draw.Src)
		s.add("01-lock", page)
	}
	all, err := s.picture()
	must(t, err)
	var seen []color.RGBA
	for y := 0; y < all.Bounds().Dy(); y += 20 {
		for x := 0; x < all.Bounds().Dx(); x += 20 {
			if c := color.RGBAModel.Convert(all.At(x, y)).(color.RGBA); !slices.Contains(seen, c) {
				seen = append(seen, c)
			}
		}
	}
	for _, c := range colours {
		if !slices.Contains(seen, c) {
			t.Errorf("the picture in %v is not on the sheet", c)
		}
	}
}

// TestTheTourKnowsSomebodyInEachLanguage holds that each of the people answers what the tour asks.
func TestTheTourKnowsSomebodyInEachLanguage(t *testing.T) {
	people, err := readPeople()
	must(t, err)
	for _, code := range []string{"es", "ht", "fr", "en", "pt"} {
		i := slices.IndexFunc(people, func(p intake.Application) bool { return string(p.Language) == code })
		if i < 0 {
			t.Errorf("nobody speaks %s", code)
			continue
		}
		if p := people[i]; len(p.Applicant.Documents) == 0 || p.Contact.PhoneShared == nil || p.Contact.MessagesSafe == nil {
			t.Errorf("who speaks %s leaves out what the tour answers", code)
		}
	}
}

func TestTheScriptsOfTheTourCanBeRead(t *testing.T) {
	all, err := readStops(slices.Concat(stops, tabletStops))
	must(t, err)
	if len(all) < 10 {
		t.Errorf("only %d stops", len(all))
	}
	for _, s := range all {
		if !slices.Contains([]string{"", "home", "supervisor"}, s.Desk) {
			t.Errorf("%+v is no stop", s)
		}
	}
}
