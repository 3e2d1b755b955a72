package main

import (
	"os"
	"path/filepath"
	"testing"

	"ventanilla/app/camera"
	"ventanilla/app/ui"
)

func devices(ids ...string) []camera.Device {
	var all []camera.Device
	for _, id := range ids {
		all = append(all, camera.Device{ID: id})
	}
	return all
}

func TestTheChosenCameraIsRemembered(t *testing.T) {
	file := filepath.Join(t.TempDir(), "camera.json")
	l := readLens(file)
	if got := l.pick(devices("front", "back")); got != "front" {
		t.Fatalf("at first %q", got)
	}
	must(t, l.next())
	must(t, l.turn("back"))
	must(t, l.turn("back"))
	must(t, l.setCountdown(false))
	l = readLens(file)
	if got := l.pick(devices("front", "back", "usb")); got != "back" {
		t.Errorf("after a restart %q", got)
	}
	if l.turned("back") != 2 || l.turned("front") != 0 {
		t.Errorf("turned %d and %d", l.turned("back"), l.turned("front"))
	}
	if got, want := l.settings(), (ui.LensSettings{Several: true}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	if got := l.pick(devices("front")); got != "front" {
		t.Errorf("unplugged, %q takes its place", got)
	}
	if got := l.pick(devices("front", "back")); got != "back" {
		t.Errorf("plugged in again, %q", got)
	}
}

func TestADamagedFileOfTheCameraIsAsNone(t *testing.T) {
	file := filepath.Join(t.TempDir(), "camera.json")
	must(t, os.WriteFile(file, []byte("{\"turned\": 7"), 0o600))
	if got := readLens(file).settings(); got != (ui.LensSettings{Countdown: true}) {
		t.Errorf("%+v", got)
	}
}

func TestATurnedCameraGivesUprightPictures(t *testing.T) {
	e := newEye("test", "")
	defer e.close()
	before, err := e.Frame(t.Context())
	must(t, err)
	must(t, e.Turn())
	after, err := e.Frame(t.Context())
	must(t, err)
	if before.Bounds().Dx() != after.Bounds().Dy() || before.Bounds().Dy() != after.Bounds().Dx() {
		t.Errorf("%v became %v", before.Bounds(), after.Bounds())
	}
}
