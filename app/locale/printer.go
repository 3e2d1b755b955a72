package locale

import (
	"fmt"
	"unicode"
	"unicode/utf8"

	"ventanilla/app/intake"
)

// Printer prints in one language. It is safe for concurrent use.
type Printer struct {
	catalogue *Catalogue
	lang      intake.Language
	grammar   grammar
}

// Language says which language it prints.
func (p *Printer) Language() intake.Language { return p.lang }

// Text gives the text of a key. Its places are filled from pairs of name and value, as in Text("receipt.code", "code",
// code); a value is a string, a number or a [fmt.Stringer].
func (p *Printer) Text(key string, pairs ...any) string {
	e, ok := p.catalogue.find(p.lang, key)
	if !ok {
		return ""
	}
	text := e.text
	if e.forms != nil {
		text = e.forms[formOther]
	}
	return p.fill(key, text, pairs)
}

// Count gives the text of a key for n things, in the form that the language asks for; none at all has a sentence of its
// own. The place {n} is the number, the other places are filled as in [Printer.Text].
func (p *Printer) Count(key string, n int, pairs ...any) string {
	e, ok := p.catalogue.find(p.lang, key)
	if !ok {
		return ""
	}
	return p.fill(key, e.count(p.grammar.tag, n), append([]any{"n", n}, pairs...))
}

// Has reports whether the language itself has a text for the key.
func (p *Printer) Has(key string) bool {
	_, ok := p.catalogue.texts[p.lang][key]
	return ok
}

func (p *Printer) fill(key, text string, pairs []any) string {
	filled, lacking := fill(text, func(name string) (string, bool) {
		for i := 0; i+1 < len(pairs); i += 2 {
			if pairs[i] == name {
				return p.value(pairs[i+1]), true
			}
		}
		return "", false
	})
	if lacking != "" {
		p.catalogue.warn("value missing for "+lacking, p.lang, key)
	}
	return filled
}

func (p *Printer) value(v any) string {
	if n, ok := v.(int); ok {
		return p.Number(n)
	}
	return fmt.Sprint(v)
}

// Capital makes the first letter of a text a capital, as at the beginning of a sentence or a label. It is not for names:
// those stay as people write them.
func Capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return text
	}
	return string(unicode.ToUpper(first)) + text[size:]
}
