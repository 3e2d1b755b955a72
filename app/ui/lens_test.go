package ui_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"ventanilla/app/ui"
)

// stand is a camera that can be adjusted, as a device with two of them has it.
type stand struct {
	lens
	mu       sync.Mutex // the window adjusts a camera aside
	set      ui.LensSettings
	switched int
	turned   int
}

func (s *stand) Settings() ui.LensSettings {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.set
}

func (s *stand) Switch() error { return s.adjust(func() { s.switched++ }) }
func (s *stand) Turn() error   { return s.adjust(func() { s.turned++ }) }

func (s *stand) SetCountdown(on bool) error {
	return s.adjust(func() { s.set.Countdown = on })
}

func (s *stand) adjust(change func()) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	change()
	return nil
}

// adjusted reports whether the camera was switched once and turned once.
func (s *stand) adjusted() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.turned == 1 && s.switched == 1
}

// openStand opens the portrait's screen of a worker before a camera that can be adjusted.
func openStand(t *testing.T, set ui.LensSettings, size string) (*stand, *studio, *ui.App) {
	t.Helper()
	camera := &stand{set: set}
	s, a := enterStudioWith(t, "es", sizes[size], func(l lens) ui.Camera {
		camera.lens = l
		return camera
	})
	toPortrait(t, a)
	s.lens.frames <- portrait()
	s.until(t, says(a, "Tomar la foto"))
	return camera, s, a
}

// toPortrait leads a worker to the portrait, by the rail or where it has no room by the list of steps.
func toPortrait(t *testing.T, a *ui.App) {
	t.Helper()
	taps(t, a, "new", "consent.screening.yes", "next")
	if _, ok := a.Find("steps"); ok {
		tap(t, a, "steps")
	}
	tap(t, a, "step.portrait")
	at(t, a, "portrait")
}

func TestThreeTwoOne(t *testing.T) {
	_, s, a := openStand(t, ui.LensSettings{Countdown: true}, "landscape")
	tap(t, a, "next")
	for i := range 3 {
		if _, taken := a.Find("retake"); taken {
			t.Fatalf("taken after %d seconds", i)
		}
		picture(t, a, fmt.Sprintf("photo-count-%d", i))
		s.clock.now = s.clock.now.Add(time.Second)
		a.Tick()
	}
	s.until(t, shows(a, "retake"))
}

func TestACountdownCanBeStoppedAndSwitchedOff(t *testing.T) {
	camera, s, a := openStand(t, ui.LensSettings{Countdown: true}, "landscape")
	taps(t, a, "next", "next")
	s.clock.now = s.clock.now.Add(5 * time.Second)
	a.Tick()
	if _, taken := a.Find("retake"); taken {
		t.Fatal("a stopped countdown took a picture")
	}
	tap(t, a, "soft.countdown")
	s.until(t, func() bool { return !camera.Settings().Countdown })
	s.lens.frames <- portrait()
	s.until(t, says(a, "Tomar la foto"))
	tap(t, a, "next")
	s.until(t, shows(a, "retake"))
}

func TestTheCameraIsSwitchedAndTurned(t *testing.T) {
	for name := range sizes {
		camera, s, a := openStand(t, ui.LensSettings{Several: true}, name)
		picture(t, a, "photo-lenses-"+name)
		fits(t, a, "camera with several lenses")
		taps(t, a, "camera.turn", "camera.switch")
		s.until(t, camera.adjusted)
	}
}

func TestALoneCameraOffersNoOther(t *testing.T) {
	_, _, a := openStand(t, ui.LensSettings{}, "landscape")
	if _, ok := a.Find("camera.switch"); ok {
		t.Error("there is nothing to switch to")
	}
}

func TestTheStepThatIsShownCanBeChosenAgain(t *testing.T) {
	_, _, a := openStand(t, ui.LensSettings{}, "small")
	taps(t, a, "steps", "step.portrait", "home")
	at(t, a, "home")
}

func TestALostCameraIsTriedAgain(t *testing.T) {
	for name, size := range sizes {
		s, a := enterStudio(t, "fr", size)
		toPortrait(t, a)
		s.lens.fails <- ui.ErrNoCamera
		s.until(t, shows(a, "soft.retry"))
		picture(t, a, "photo-none-"+name)
		fits(t, a, "no camera")
		tap(t, a, "soft.retry")
		s.lens.frames <- portrait()
		s.until(t, says(a, "Prendre la photo"))
	}
}

func TestALeftOutPhotoTurnsTheCameraOff(t *testing.T) {
	s, a := openStudio(t, sizes["landscape"])
	s.lens.frames <- portrait()
	s.until(t, says(a, "Tomar la foto"))
	tap(t, a, "soft.later")
	s.until(t, says(a, "Siguiente"))
	picture(t, a, "photo-left-out")
	fits(t, a, "left out")
	tap(t, a, "soft.retry")
	s.lens.frames <- portrait()
	s.until(t, says(a, "Tomar la foto"))
	taps(t, a, "soft.later", "next")
	at(t, a, "document_photo")
}
