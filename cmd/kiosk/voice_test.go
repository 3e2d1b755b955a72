package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"ventanilla/app/locale"
)

func TestEachLanguageHasAVoice(t *testing.T) {
	v, ok := newVoice().(voice)
	if !ok {
		t.Fatalf("%s is not installed", synthesizer)
	}
	said := map[string]bool{}
	for _, language := range locale.Languages() {
		file := filepath.Join(t.TempDir(), string(language)+".wav")
		if err := v.run(t.Context(), language, []string{"Todo es gratis", "Guatemala 2024"}, "-w", file); err != nil {
			t.Fatal(err)
		}
		sound, err := os.ReadFile(file)
		const least = 20_000 // bytes: half a second of sound
		if err != nil || len(sound) < least || said[string(sound)] {
			t.Errorf("%s: %d bytes of sound like another language's: %v", language, len(sound), err)
		}
		said[string(sound)] = true
	}
}

func TestAVoiceStops(t *testing.T) {
	v, ok := newVoice().(voice)
	if !ok {
		t.Fatalf("%s is not installed", synthesizer)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if err := v.Say(ctx, locale.Spanish, []string{"Todo es gratis"}); !errors.Is(err, context.Canceled) {
		t.Errorf("a voice that was stopped: %v", err)
	}
}
