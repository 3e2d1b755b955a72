package assets

import "embed"

// Rules holds the rule packs, rules/<programme>/<version>.json, and
// rules/schema.json, the JSON Schema that they follow.
//
//go:embed rules
var Rules embed.FS

// FirstPack is the name in Rules of the pack that a kiosk starts with.
const FirstPack = "rules/safe-mobility/2026-01.json"
