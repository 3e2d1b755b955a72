package eligibility

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"unicode/utf8"
)

// What can be wrong with a value for which there is a place.
var (
	ErrWrongType    = errors.New("wrong type")
	ErrMissing      = errors.New("missing")
	ErrUnknownField = errors.New("unknown field")
	ErrOutOfRange   = errors.New("out of range")
)

// place is where a value stands: its name in the value around it.
type place struct {
	around *place
	name   string
}

func (p *place) path() []string {
	var path []string
	for ; p != nil; p = p.around {
		path = append(path, shortened(p.name))
	}
	slices.Reverse(path)
	return path
}

// value is a node with its place. Reading goes on after an error and gives zero values; the document keeps the first.
type value struct {
	doc *document
	at  *place
	node
}

// document holds the first thing that was found wrong.
type document struct{ err error }

// open parses a text of at most limit bytes.
func (d *document) open(data []byte, limit int) value {
	root := value{doc: d}
	if len(data) > limit {
		root.refuse(ErrTooLarge)
		return root
	}
	n, err := parseJSON(data)
	if err != nil {
		d.err = err
	}
	root.node = n
	return root
}

// refuse notes an error at the value's place, if it is the first of the document.
func (v value) refuse(err error) {
	if v.doc.err == nil {
		v.doc.err = &PlaceError{path: v.at.path(), Err: err}
	}
}

// wrongType names the kind that was wanted.
func wrongType(want kind) error {
	names := [...]string{"null", "true or false", "a number", "a text in quotes", "a list", "an object"}
	return fmt.Errorf("%w: want %s", ErrWrongType, names[want])
}

// is refuses a value of another kind.
func (v value) is(want kind) bool {
	if v.kind != want {
		v.refuse(wrongType(want))
	}
	return v.kind == want
}

// inside gives item the place name within v.
func (v value) inside(name string, item node) value {
	return value{v.doc, &place{v.at, name}, item}
}

// onlyHas refuses a member that is not among the known ones, and a value that is no object.
func (v value) onlyHas(known ...string) {
	if !v.is(kindObject) {
		return
	}
	for i, name := range v.names {
		if !slices.Contains(known, name) {
			v.inside(name, v.items[i]).refuse(ErrUnknownField)
			return
		}
	}
}

// find returns the member of that name, if it is there.
func (v value) find(name string) (value, bool) {
	if i := slices.Index(v.names, name); i >= 0 {
		return v.inside(name, v.items[i]), true
	}
	return value{}, false
}

// get returns the member of that name and refuses an object without it.
func (v value) get(name string) value {
	member, ok := v.find(name)
	if !ok {
		member = v.inside(name, node{})
		member.refuse(ErrMissing)
	}
	return member
}

// members calls f for each member of an object, in order.
func (v value) members(f func(name string, member value)) {
	if !v.is(kindObject) {
		return
	}
	for i, name := range v.names {
		f(name, v.inside(name, v.items[i]))
	}
}

// some refuses an object without members, or with more than most.
func (v value) some(most int) {
	if v.is(kindObject) && (len(v.names) == 0 || len(v.names) > most) {
		v.refuse(fmt.Errorf("%w: want 1 to %d members", ErrOutOfRange, most))
	}
}

// elements calls f for each element of an array that has at least least and at most most of them.
func (v value) elements(least, most int, f func(element value)) {
	if !v.is(kindArray) {
		return
	}
	if len(v.items) < least || len(v.items) > most {
		v.refuse(fmt.Errorf("%w: want %d to %d elements", ErrOutOfRange, least, most))
		return
	}
	for i, item := range v.items {
		f(v.inside(strconv.Itoa(i), item))
	}
}

// int returns a whole number from least to most, whichever way JSON writes it.
func (v value) int(least, most int) int {
	if !v.is(kindNumber) {
		return 0
	}
	n, err := strconv.ParseFloat(v.text, 64)
	if err != nil || n != math.Trunc(n) || n < float64(least) || n > float64(most) {
		v.refuse(fmt.Errorf("%w: want a whole number from %d to %d", ErrOutOfRange, least, most))
		return 0
	}
	return int(n)
}

// string returns a string's text.
func (v value) string() string {
	if !v.is(kindString) {
		return ""
	}
	return v.text
}

// bool returns true or false.
func (v value) bool() bool { return v.is(kindBool) && v.text == "true" }

// limited refuses a text that is empty or longer than limit runes.
func (v value) limited(limit int) string {
	text := v.string()
	if v.kind == kindString && (text == "" || utf8.RuneCountInString(text) > limit) {
		v.refuse(ErrOutOfRange)
	}
	return text
}

// readText reads what a type's UnmarshalText reads.
func (v value) readText(into interface{ UnmarshalText([]byte) error }) {
	if !v.is(kindString) {
		return
	}
	if err := into.UnmarshalText([]byte(v.text)); err != nil {
		v.refuse(err)
	}
}
