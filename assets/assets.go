// Package assets holds what is compiled into the programs and is not code: fonts,
// icons, texts, rule packs and face cascades. Each kind has a file of its own with the
// function that reads it; licences lie beside what they cover.
package assets
