package eligibility

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// What can be wrong with a text before anybody asks what it means.
var (
	ErrTooLarge  = errors.New("too large")
	ErrNotUTF8   = errors.New("not valid UTF-8")
	ErrSyntax    = errors.New("not valid JSON")
	ErrTooDeep   = errors.New("nested too deep")
	ErrDuplicate = errors.New("given twice")
)

// maxDepth is how deep arrays and objects may nest; a pack needs about ten.
const maxDepth = 32

// kind is what a JSON value is.
type kind byte

const (
	kindNull kind = iota
	kindBool
	kindNumber
	kindString
	kindArray
	kindObject
)

// node is one JSON value. Its strings share the memory of the text that was parsed.
type node struct {
	kind  kind
	text  string   // a string's value, a number's or literal's own characters
	names []string // the names of an object's members, in their order
	items []node   // an array's elements, an object's member values
}

// parser reads RFC 8259 JSON, and refuses what RFC 7493 (I-JSON) refuses: duplicate names, broken UTF-8 and lone
// surrogates, which other readers of the same bytes would understand differently.
type parser struct {
	text string
	pos  int
}

// parseJSON reads exactly one value. Its errors are PlaceErrors.
func parseJSON(data []byte) (node, error) {
	if !utf8.Valid(data) {
		return node{}, &PlaceError{Err: ErrNotUTF8}
	}
	p := parser{text: string(data)}
	n, err := p.value(0)
	if err != nil {
		return node{}, err
	}
	if p.peek() != 0 || p.pos != len(p.text) {
		return node{}, p.syntax("text after the value")
	}
	return n, nil
}

// peek skips white space and returns the next character, 0 at the end.
func (p *parser) peek() byte {
	for p.pos < len(p.text) {
		switch c := p.text[p.pos]; c {
		case ' ', '\t', '\n', '\r':
			p.pos++
		default:
			return c
		}
	}
	return 0
}

func (p *parser) syntax(what string) error {
	return &PlaceError{Err: fmt.Errorf("%w: %s at byte %d", ErrSyntax, what, p.pos)}
}

func (p *parser) value(depth int) (node, error) {
	if depth > maxDepth {
		return node{}, &PlaceError{Err: ErrTooDeep}
	}
	switch c := p.peek(); {
	case c == '{':
		return p.object(depth)
	case c == '[':
		return p.array(depth)
	case c == '"':
		text, err := p.string()
		return node{kind: kindString, text: text}, err
	case c == '-' || (c >= '0' && c <= '9'):
		return p.number()
	}
	return p.literal()
}

func (p *parser) literal() (node, error) {
	rest := p.text[p.pos:]
	for _, word := range []string{"true", "false", "null"} {
		if !strings.HasPrefix(rest, word) {
			continue
		}
		p.pos += len(word)
		if word == "null" {
			return node{kind: kindNull}, nil
		}
		return node{kind: kindBool, text: word}, nil
	}
	if rest == "" {
		return node{}, p.syntax("end of text")
	}
	return node{}, p.syntax("unexpected character")
}

func (p *parser) array(depth int) (node, error) {
	n := node{kind: kindArray}
	p.pos++
	for more := p.peek() != ']'; more; {
		item, err := p.value(depth + 1)
		if err != nil {
			return node{}, within(strconv.Itoa(len(n.items)), err)
		}
		n.items = append(n.items, item)
		if more = p.peek() == ','; more {
			p.pos++
		}
	}
	return n, p.end(']')
}

func (p *parser) object(depth int) (node, error) {
	n := node{kind: kindObject}
	p.pos++
	for more := p.peek() != '}'; more; {
		name, err := p.name()
		if err != nil {
			return node{}, err
		}
		item, err := p.value(depth + 1)
		if err != nil {
			return node{}, within(name, err)
		}
		n.names, n.items = append(n.names, name), append(n.items, item)
		if more = p.peek() == ','; more {
			p.pos++
		}
	}
	if twice, ok := duplicate(n.names); ok {
		return node{}, within(twice, &PlaceError{Err: ErrDuplicate})
	}
	return n, p.end('}')
}

// name reads a member's name and its colon.
func (p *parser) name() (string, error) {
	if p.peek() != '"' {
		return "", p.syntax("a name in quotes is missing")
	}
	name, err := p.string()
	if err != nil {
		return "", err
	}
	if p.peek() != ':' {
		return "", p.syntax("a colon is missing")
	}
	p.pos++
	return name, nil
}

func (p *parser) end(bracket byte) error {
	if p.peek() != bracket {
		return p.syntax("a comma or a closing bracket is missing")
	}
	p.pos++
	return nil
}

// duplicate finds a name that stands twice.
func duplicate(names []string) (string, bool) {
	const few = 16
	if len(names) > few {
		names = slices.Sorted(slices.Values(names))
		for i, name := range names[1:] {
			if name == names[i] {
				return name, true
			}
		}
		return "", false
	}
	for i, name := range names {
		if slices.Contains(names[:i], name) {
			return name, true
		}
	}
	return "", false
}

// number reads a number by the grammar of RFC 8259 and keeps it as written.
func (p *parser) number() (node, error) {
	start := p.pos
	p.skip("-")
	zero := p.pos < len(p.text) && p.text[p.pos] == '0'
	whole := p.digits()
	ok := whole == 1 || (whole > 1 && !zero)
	if p.skip(".") {
		ok = p.digits() > 0 && ok
	}
	if p.skip("eE") {
		p.skip("+-")
		ok = p.digits() > 0 && ok
	}
	if !ok {
		return node{}, p.syntax("not a number")
	}
	return node{kind: kindNumber, text: p.text[start:p.pos]}, nil
}

// skip steps over one of the given characters if it stands next.
func (p *parser) skip(any string) bool {
	if p.pos < len(p.text) && strings.IndexByte(any, p.text[p.pos]) >= 0 {
		p.pos++
		return true
	}
	return false
}

func (p *parser) digits() (n int) {
	for p.pos < len(p.text) && p.text[p.pos] >= '0' && p.text[p.pos] <= '9' {
		p.pos++
		n++
	}
	return n
}
