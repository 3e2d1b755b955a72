package assets

import "embed"

// Rules holds the rule packs, one file a version of a programme:
// rules/<programme>/<version>.json.
//
//go:embed rules
var Rules embed.FS

// FirstPack is the name in Rules of the pack that a kiosk starts with.
const FirstPack = "rules/safe-mobility/2026-01.json"
