package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"ventanilla/app/photo"
	"ventanilla/app/ui"
)

func TestPicturesAreFoundOnACard(t *testing.T) {
	card := t.TempDir()
	for _, name := range []string{"DCIM/100/IMG_1.JPG", "cedula.png", "notes.txt", "a/b/c/d/e/deep.jpg", ".hidden.webp"} {
		path := filepath.Join(card, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	found := map[string]bool{}
	for _, f := range picturesIn(context.Background(), card) {
		found[f.Name] = true
	}
	if len(found) != 3 || !found["IMG_1.JPG"] || !found["cedula.png"] || !found[".hidden.webp"] {
		t.Errorf("found %v", found)
	}
}

// TestPicturesLieOnTheSticksOfTheWindow: where folders stand for sticks, no real one is looked at.
func TestPicturesLieOnTheSticksOfTheWindow(t *testing.T) {
	t.Setenv("HOME", t.TempDir())
	sticks := t.TempDir()
	must(t, os.Mkdir(filepath.Join(sticks, "AZUL"), 0o700))
	must(t, os.WriteFile(filepath.Join(sticks, "AZUL", "cedula.png"), []byte("x"), 0o600))
	found, err := pictures{newDrives(sticks)}.List(t.Context())
	must(t, err)
	if len(found) != 1 || found[0].Name != "cedula.png" {
		t.Errorf("found %+v", found)
	}
}

func TestAPictureThatIsTooLargeIsNamed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "IMG_2.JPG")
	must(t, os.WriteFile(path, nil, 0o600))
	must(t, os.Truncate(path, photo.MaxBytes+1))
	if _, err := (pictures{}).Open(t.Context(), ui.PictureFile{Path: path}); !errors.Is(err, ui.ErrPictureSize) {
		t.Errorf("got %v", err)
	}
}
