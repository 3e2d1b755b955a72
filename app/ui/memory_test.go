package ui_test

import (
	"image"
	"runtime"
	"testing"
	"time"
	"weak"

	"ventanilla/app/intake"
	"ventanilla/app/locale"
	"ventanilla/app/ui"
)

// TestNoPictureOutlivesItsPage holds that what a camera saw is nowhere in the memory once another page is shown, though
// Fyne keeps the page itself for a minute.
func TestNoPictureOutlivesItsPage(t *testing.T) {
	taken := func(t *testing.T, s *studio, a *ui.App) {
		tap(t, a, "next")
		s.until(t, shows(a, "retake"))
	}
	ways := map[string]func(*testing.T, *studio, *ui.App){
		"kept": func(t *testing.T, s *studio, a *ui.App) {
			taken(t, s, a)
			tap(t, a, "next")
			s.until(t, func() bool { return a.ScreenID() != "portrait" })
		},
		"not taken":  func(t *testing.T, _ *studio, a *ui.App) { tap(t, a, "back") },
		"not wanted": func(t *testing.T, _ *studio, a *ui.App) { taps(t, a, "soft.later", "next") },
		"left while it is looked at": func(t *testing.T, s *studio, a *ui.App) {
			taken(t, s, a)
			tap(t, a, "home")
		},
		"in another language": func(t *testing.T, s *studio, a *ui.App) {
			taken(t, s, a)
			taps(t, a, "bar.language", "language.fr", "home")
		},
	}
	for name, leave := range ways {
		t.Run(name, func(t *testing.T) {
			s, a := openStudio(t, sizes["landscape"])
			s.judged = intake.Quality{Clear: true}
			seen := s.see(t, a)
			leave(t, s, a)
			if a.ScreenID() == "portrait" {
				t.Fatal("still on the page")
			}
			for deadline := time.Now().Add(time.Minute); seen.Value() != nil; runtime.GC() { // the coach may be at it still
				if time.Now().After(deadline) {
					t.Fatal("the picture is still in the memory")
				}
			}
		})
	}
}

// see shows the camera a picture that nobody else has.
func (s *studio) see(t *testing.T, a *ui.App) weak.Pointer[image.NRGBA] {
	t.Helper()
	frame := portrait().(*image.NRGBA)
	s.lens.frames <- frame
	s.until(t, says(a, a.Texts.In(locale.Spanish).Text("camera.take")))
	return weak.Make(frame)
}

// TestInterviewsInARowTakeLittleMemory holds what an interview leaves behind for Fyne's caches, which keep it for a minute,
// or for good where nothing is painted, as here. It is counted in bytes after a collection, so no clock is in it.
func TestInterviewsInARowTakeLittleMemory(t *testing.T) {
	const few, most = 5, 3_000_000 // bytes an interview, half of them the square code of these tests
	o := newOffice(t, "GT")
	a := openOffice(t, o, locale.Spanish, sizes["landscape"])
	tap(t, a, "handover")
	row := func() uint64 {
		for range few {
			throughAll(t, a)
		}
		o.handed = nil
		return live()
	}
	row() // what is read and drawn once for all
	before := row()
	after := row()
	each := (int64(after) - int64(before)) / few
	t.Logf("an interview leaves %d bytes behind", each)
	if each > most {
		t.Errorf("an interview leaves %d bytes behind, want at most %d", each, most)
	}
}

// throughAll is an interview from the choice of a language to the next one.
func throughAll(t *testing.T, a *ui.App) {
	t.Helper()
	taps(t, a, "language.es", "consent.screening.yes")
	on := map[string]string{"review": "hand_in", "receipt": "finish"}
	for a.ScreenID() != "languages" {
		next, ok := on[a.ScreenID()]
		if !ok {
			next = "next"
		}
		tap(t, a, next)
	}
}

// live is how much of the heap is in use, in bytes.
func live() uint64 {
	var stats runtime.MemStats
	runtime.GC()
	runtime.GC() // the first one runs finalizers, the second takes what they held
	runtime.ReadMemStats(&stats)
	return stats.HeapAlloc
}
