package ui

import (
	"context"

	"ventanilla/app/intake"
)

// Twins are pairs of applications that may be the same person's. Only a person decides.
type Twins interface {
	// List gives the pairs about which nobody has decided.
	List(ctx context.Context) ([]Pair, error)
	// Compare opens both sides of a pair, which is put on record.
	Compare(ctx context.Context, p Pair) (Compared, error)
	// Decide keeps what a person decided; nobody is asked about this pair again.
	Decide(ctx context.Context, p Pair, samePerson bool) error
}

// Pair is two applications, the older one first.
type Pair [2]intake.ApplicationID

// Compared is two applications side by side.
type Compared struct {
	Sides  [2]Side
	Fields []Likeness
}

// Side is one of the two.
type Side struct {
	Summary
	Answers *intake.Application // nil where they have left this device
}

// Likeness says how a field of both compares.
type Likeness struct {
	Field intake.Field
	How   string // a code of the texts under "twins.": same, similar, differs, only_one, unknown
}
