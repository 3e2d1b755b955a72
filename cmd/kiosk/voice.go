package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"

	"ventanilla/app/intake"
	"ventanilla/app/locale"
	"ventanilla/app/ui"
)

// synthesizer is eSpeak NG, which speaks all of our languages without a network.
const synthesizer = "espeak-ng"

// voice reads aloud with the system's speech synthesizer.
type voice struct{ program string }

// newVoice returns nil where the synthesizer is not installed.
func newVoice() ui.Voice {
	program, err := exec.LookPath(synthesizer)
	if err != nil {
		return nil
	}
	return voice{program}
}

// voiceOf is the synthesizer's voice for a language, as people here speak it.
func voiceOf(language intake.Language) string {
	return map[intake.Language]string{
		locale.Spanish: "es-419", locale.Creole: "ht", locale.French: "fr-fr", locale.English: "en-us", locale.Portuguese: "pt-br",
	}[language]
}

// Speaks reports whether a language has a voice.
func (v voice) Speaks(language intake.Language) bool { return voiceOf(language) != "" }

// Say reads the sentences slowly. They go through a pipe, so that no list of processes shows them.
func (v voice) Say(ctx context.Context, language intake.Language, sentences []string) error {
	return v.run(ctx, language, sentences)
}

var errSilent = errors.New("no sound")

func (v voice) run(ctx context.Context, language intake.Language, sentences []string, options ...string) error {
	const wordsAMinute = "140"
	var trouble bytes.Buffer
	c := exec.CommandContext(ctx, v.program, append([]string{"-v", voiceOf(language), "-s", wordsAMinute, "-b", "1", "--stdin"}, options...)...)
	c.Stdin, c.Stderr = strings.NewReader(strings.Join(sentences, ".\n\n")), &trouble
	if err := c.Run(); err != nil {
		return fmt.Errorf("read aloud: %w", err)
	}
	if bytes.Contains(trouble.Bytes(), []byte("error:")) { // it ends well without a loudspeaker too
		return fmt.Errorf("read aloud: %w", errSilent)
	}
	return nil
}
