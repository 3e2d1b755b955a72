package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// unshown are the screens that are in no picture of the tour, each with the reason.
var unshown = map[string]string{
	"enrolment":                  "opens only once the office refuses the tablet",
	"wipe.now":                   "opens after ten seconds under a finger, where a site has agreed on it",
	"staff.reset":                "is the page of staff.add for a colleague, and the tour has nobody else on its staff",
	"host_status":                "is asked where an office's rules hang on it, which those of the tour's office do not",
	"applied_for_regularization": "likewise",
	"asylum":                     "likewise",
}

// atOnce are the screens of which a chapter of the tour takes pictures in code, not by a script.
var atOnce = []string{"lock", "home", "languages", "review", "receipt"}

// TestTheTourShowsEveryScreen reads which screens app/ui has, and wants each in a picture of the tour, or a reason.
func TestTheTourShowsEveryScreen(t *testing.T) {
	shown := append(photographed(t, stops), photographed(t, tabletStops)...)
	shown = append(append(shown, answered(t)...), atOnce...)
	screens := screensOf(t)
	for _, id := range screens {
		_, excused := unshown[id]
		if is := slices.Contains(shown, id); is == excused {
			t.Errorf("screen %q: in a picture %t, excused %t", id, is, excused)
		}
	}
	for id := range unshown {
		if !slices.Contains(screens, id) {
			t.Errorf("there is no screen %q", id)
		}
	}
}

// photographed are the screens of a script that stand while a picture is taken.
func photographed(t *testing.T, script []byte) (shown []string) {
	t.Helper()
	all, err := readStops(script)
	must(t, err)
	screen := ""
	for _, s := range all {
		if s.Screen != "" {
			screen = s.Screen
		} else if s.Desk != "" {
			screen = s.Desk
		}
		if s.Picture != "" {
			shown = append(shown, screen)
		}
		if len(s.Back) > 0 && s.Back[len(s.Back)-1] != "dialog.close" {
			screen = "" // wherever that leads
		}
	}
	return shown
}

// answered are the questions that the tour answers, each with a picture.
func answered(t *testing.T) (ids []string) {
	t.Helper()
	names := map[string]string{}
	for _, found := range matches(t, `(\w+)\s+Question = "(\w+)"`, "../../app/interview/question.go") {
		names[found[1]] = found[2]
	}
	for _, line := range matches(t, `case (interview\..*):`, "answer.go") {
		for name := range strings.SplitSeq(line[1], ", ") {
			ids = append(ids, names[strings.TrimPrefix(name, "interview.")])
		}
	}
	return ids
}

// screensOf reads the ids of the screens from the sources of app/ui.
func screensOf(t *testing.T) (ids []string) {
	t.Helper()
	sources, err := filepath.Glob("../../app/ui/*.go")
	must(t, err)
	for _, found := range matches(t, `\) id\(\) string { return "([a-z._]+)" }`, sources...) {
		ids = append(ids, found[1])
	}
	ids = append(ids, "usb", "rescue") // of one screen
	for _, part := range []struct{ prefix, pattern, source string }{
		{"start.", `startStep = "(\w+)"`, "../../app/ui/start.go"},
		{"staff.", `staffKind = "(\w+)"`, "../../app/ui/staffform.go"},
		{"", `Question = "(\w+)"`, "../../app/interview/question.go"},
	} {
		found := matches(t, part.pattern, part.source)
		if len(found) < 2 {
			t.Fatalf("%d of %s found: the test looks in the wrong place", len(found), part.pattern)
		}
		for _, one := range found {
			ids = append(ids, part.prefix+one[1])
		}
	}
	const least = 50
	if len(ids) < least {
		t.Fatalf("only %d screens found: the test looks in the wrong place", len(ids))
	}
	return ids
}

// matches finds a pattern in sources that are not tests.
func matches(t *testing.T, pattern string, sources ...string) (found [][]string) {
	t.Helper()
	for _, path := range sources {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		text, err := os.ReadFile(path)
		must(t, err)
		found = append(found, regexp.MustCompile(pattern).FindAllStringSubmatch(string(text), -1)...)
	}
	return found
}
