package eligibility

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// string reads a string; one without escapes is a slice of the text.
func (p *parser) string() (string, error) {
	p.pos++
	start := p.pos
	for p.pos < len(p.text) {
		switch c := p.text[p.pos]; {
		case c == '"':
			p.pos++
			return p.text[start : p.pos-1], nil
		case c == '\\':
			return p.escaped(start)
		case c < ' ':
			return "", p.syntax("control character in a string")
		}
		p.pos++
	}
	return "", p.syntax("a string without end")
}

// escaped reads on from the first escape of the string that began at start.
func (p *parser) escaped(start int) (string, error) {
	text := []byte(p.text[start:p.pos])
	for p.pos < len(p.text) {
		switch c := p.text[p.pos]; {
		case c == '"':
			p.pos++
			return string(text), nil
		case c == '\\':
			r, err := p.escape()
			if err != nil {
				return "", err
			}
			text = utf8.AppendRune(text, r)
		case c < ' ':
			return "", p.syntax("control character in a string")
		default:
			text = append(text, c)
			p.pos++
		}
	}
	return "", p.syntax("a string without end")
}

// escape reads one escape, or the two that make a surrogate pair.
func (p *parser) escape() (rune, error) {
	const letters, meanings = `"\/bfnrt`, "\"\\/\b\f\n\r\t"
	if p.pos+1 >= len(p.text) {
		return 0, p.syntax("a string without end")
	}
	if i := strings.IndexByte(letters, p.text[p.pos+1]); i >= 0 {
		p.pos += 2
		return rune(meanings[i]), nil
	}
	high, ok := p.unit()
	if !ok {
		return 0, p.syntax("unknown escape")
	}
	if !utf16.IsSurrogate(high) {
		return high, nil
	}
	low, _ := p.unit()
	if r := utf16.DecodeRune(high, low); r != utf8.RuneError {
		return r, nil
	}
	return 0, p.syntax("half a surrogate pair")
}

// unit reads \uXXXX.
func (p *parser) unit() (rune, bool) {
	const size = len(`\u0000`)
	if len(p.text)-p.pos < size || p.text[p.pos:p.pos+2] != `\u` {
		return 0, false
	}
	n, err := strconv.ParseUint(p.text[p.pos+2:p.pos+size], 16, 16)
	if err != nil {
		return 0, false
	}
	p.pos += size
	return rune(n), true
}
