package widgets

import (
	"strings"
	"unicode"
)

// Kind is what a field holds. It decides the keyboard's layer, the capitals and which
// runes are taken.
type Kind string

// The kinds.
const (
	NameKind     Kind = "name"     // capital at the start of each part
	SentenceKind Kind = "sentence" // capital at the start of a sentence
	SearchKind   Kind = "search"   // no capitals
	EmailKind    Kind = "email"    // no spaces, an e-mail layer
	DigitsKind   Kind = "digits"   // 0 to 9
	PhoneKind    Kind = "phone"    // digits, + and spaces
	CodeKind     Kind = "code"     // letters become capitals; letters, digits, - and <
	SecretKind   Kind = "secret"   // shown as discs
)

// takes returns the runes of a text that the kind allows.
func (k Kind) takes(text string) []rune {
	return []rune(strings.Map(k.filter, text))
}

// filter returns the rune as the kind writes it, or -1 to leave it out.
func (k Kind) filter(r rune) rune {
	allowed := !unicode.IsControl(r)
	switch k {
	case EmailKind:
		allowed = allowed && !unicode.IsSpace(r)
	case DigitsKind:
		allowed = r >= '0' && r <= '9'
	case PhoneKind:
		allowed = r >= '0' && r <= '9' || r == '+' || r == ' '
	case CodeKind:
		r = unicode.ToUpper(r)
		allowed = unicode.IsUpper(r) || unicode.IsDigit(r) || r == '-' || r == '<'
	case SentenceKind:
		allowed = allowed || r == '\n'
	}
	if !allowed {
		return -1
	}
	return r
}

// capital reports whether the next letter at the caret is a capital by itself.
func (k Kind) capital(b *buffer) bool {
	switch k {
	case NameKind:
		return b.atNameStart()
	case SentenceKind:
		return b.atSentenceStart()
	default:
		return false
	}
}

// layer is the keyboard's layer that a field of the kind starts with.
func (k Kind) layer() layer {
	switch k {
	case EmailKind:
		return emailLayer
	case DigitsKind, PhoneKind:
		return digitLayer
	default:
		return letterLayer
	}
}
