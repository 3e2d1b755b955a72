package eligibility

import (
	"errors"
	"slices"
	"strings"
)

// PlaceError says what is wrong and where in a JSON text it stands. Err is, or wraps, one of this package's sentinels
// or of intake's for dates. It never quotes a value; the names of members it does.
type PlaceError struct {
	path []string
	Err  error
}

// Place returns a JSON Pointer (RFC 6901): "/offices/CO/criteria/1/rule"; "" is the whole text.
func (e *PlaceError) Place() string {
	var b strings.Builder
	for _, name := range e.path {
		b.WriteByte('/')
		b.WriteString(strings.NewReplacer("~", "~0", "/", "~1").Replace(name))
	}
	return b.String()
}

// Field returns the place with dots, as people name a field: "facts.arrival_date".
func (e *PlaceError) Field() string { return strings.Join(e.path, ".") }

func (e *PlaceError) Error() string {
	if len(e.path) == 0 {
		return e.Err.Error()
	}
	return e.Place() + ": " + e.Err.Error()
}

func (e *PlaceError) Unwrap() error { return e.Err }

// longestName is how many bytes of a member's name an error shows.
const longestName = 64

// shortened keeps an error from growing with its input.
func shortened(name string) string {
	if len(name) <= longestName {
		return name
	}
	return strings.ToValidUTF8(name[:longestName], "") + "…"
}

// within puts a name in front of the place of err, which must be a PlaceError.
func within(name string, err error) error {
	var at *PlaceError
	if errors.As(err, &at) {
		at.path = slices.Insert(at.path, 0, shortened(name))
	}
	return err
}
