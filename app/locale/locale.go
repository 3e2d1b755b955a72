// Package locale speaks the five languages of the app: texts by key, plurals, dates as people know them, numbers and
// the names of countries.
//
// Begin with [Load], which reads a catalogue from its JSON files, and take a [Printer] for a language from it with
// [Catalogue.In]. A printer is a small value: switching the language on a running screen is taking another one. A text
// that is missing is logged and read from Spanish, or else English, so no screen ever shows a key. Dates have their
// months in words, names are never changed, and nothing here reads the system's own settings.
package locale

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"strings"

	"ventanilla/app/intake"
)

// The languages of the app.
const (
	Spanish    intake.Language = "es"
	Creole     intake.Language = "ht"
	French     intake.Language = "fr"
	English    intake.Language = "en"
	Portuguese intake.Language = "pt"
)

// Languages lists the languages in the order in which people choose among them.
func Languages() []intake.Language {
	return []intake.Language{Spanish, Creole, French, English, Portuguese}
}

// ErrIncomplete says that a catalogue lacks one of the languages.
var ErrIncomplete = errors.New("language missing")

// Catalogue holds the texts of every language. It is safe for concurrent use as long as Log is left alone.
type Catalogue struct {
	// Log gets the key of each text that is missing, never a value. Nil logs nothing.
	Log *slog.Logger

	texts map[intake.Language]map[string]entry
}

// Load reads the catalogue from one file a language at the root of files, such as es.json: an object of key to text, or
// of key to the forms of a plural. It returns ErrIncomplete if a language has no file.
func Load(files fs.FS) (*Catalogue, error) {
	c := &Catalogue{texts: make(map[intake.Language]map[string]entry)}
	for _, lang := range Languages() {
		data, err := fs.ReadFile(files, string(lang)+".json")
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("load texts %s: %w", lang, ErrIncomplete)
		}
		if err != nil {
			return nil, fmt.Errorf("load texts %s: %w", lang, err)
		}
		var texts map[string]entry
		if err := json.Unmarshal(data, &texts); err != nil {
			return nil, fmt.Errorf("load texts %s: %w", lang, err)
		}
		c.texts[lang] = texts
	}
	return c, nil
}

// In gives the printer of a language. A regional tag such as "es-GT" gets that of its language, an unknown one Spanish.
func (c *Catalogue) In(lang intake.Language) *Printer {
	base, _, _ := strings.Cut(string(lang), "-")
	lang = intake.Language(base)
	if c.texts[lang] == nil {
		lang = Spanish
	}
	return &Printer{catalogue: c, lang: lang, grammar: grammarOf(lang)}
}

// find looks a text up in the language, then in Spanish and in English.
func (c *Catalogue) find(lang intake.Language, key string) (entry, bool) {
	for i, l := range []intake.Language{lang, Spanish, English} {
		if e, ok := c.texts[l][key]; ok {
			if i > 0 {
				c.warn("text missing", lang, key)
			}
			return e, true
		}
	}
	c.warn("text missing everywhere", lang, key)
	return entry{}, false
}

func (c *Catalogue) warn(what string, lang intake.Language, key string) {
	if c.Log != nil {
		c.Log.Warn(what, "language", string(lang), "key", key)
	}
}
