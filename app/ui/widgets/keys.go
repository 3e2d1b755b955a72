package widgets

import "strings"

// layer is one set of keys.
type layer string

const (
	letterLayer layer = "letters"
	digitLayer  layer = "123"
	emailLayer  layer = "email"
)

const (
	keyRows    = 3
	keyColumns = 10
)

// rowsOf returns what the main keys of a layer write.
func (l layer) rowsOf() [keyRows]string {
	switch l {
	case digitLayer:
		return [keyRows]string{"1234567890", "-/:;()$&@#", ".,?!'\"+=%*"}
	case emailLayer:
		return [keyRows]string{"qwertyuiop", "asdfghjklñ", "zxcvbnm-_."}
	default:
		return [keyRows]string{"qwertyuiop", "asdfghjklñ", "zxcvbnm-'."}
	}
}

// blockOf returns what the keys beside the letters write, row by row: accents by
// language, endings of addresses for e-mail.
func (l layer) blockOf(language string) []string {
	switch {
	case l == emailLayer:
		return []string{"@", "_", "@gmail.com", ".com", "@hotmail.com", "@yahoo.com"}
	case l == digitLayer:
		return nil
	}
	switch language {
	case "fr":
		return strings.Split("éèêàçùôîœ", "")
	case "ht":
		return strings.Split("èòàéçï", "")
	case "pt":
		return strings.Split("ãõáéíóúâêôç", "")
	default:
		return strings.Split("áéíóúü", "")
	}
}

// blockColumns is how many columns of three the keys beside the letters fill.
func blockColumns(n int) int { return (n + keyRows - 1) / keyRows }

// caption is what stands on a key that writes more than one rune.
func caption(out string) string {
	if len(out) > 1 && strings.HasPrefix(out, "@") {
		return strings.TrimSuffix(strings.TrimPrefix(out, "@"), ".com")
	}
	return out
}

// isAccent reports whether a key is drawn as one of the language's own.
func isAccent(out string) bool { return out == "ñ" }
