package assets

import (
	"embed"
	"io/fs"
)

//go:embed locale/*.json
var locale embed.FS

// Locale gives the texts of the app, one file a language at its root, for package locale to load.
func Locale() (fs.FS, error) { return fs.Sub(locale, "locale") }
