package widgets

import "strings"

// buffer is the text of a field and the place of its caret, counted in runes.
type buffer struct {
	runes []rune
	caret int
}

func (b *buffer) text() string { return string(b.runes) }

// set replaces the text and overwrites what was there.
func (b *buffer) set(text string) {
	clear(b.runes)
	b.runes = []rune(text)
	b.caret = len(b.runes)
}

// insert puts runes at the caret.
func (b *buffer) insert(runes []rune) {
	tail := append([]rune{}, b.runes[b.caret:]...)
	b.runes = append(append(b.runes[:b.caret], runes...), tail...)
	b.caret += len(runes)
}

// erase removes the rune before the caret and reports whether there was one.
func (b *buffer) erase() bool {
	if b.caret == 0 {
		return false
	}
	b.runes = append(b.runes[:b.caret-1], b.runes[b.caret:]...)
	b.caret--
	return true
}

// eraseAhead removes the rune behind the caret and reports whether there was one.
func (b *buffer) eraseAhead() bool {
	if b.caret == len(b.runes) {
		return false
	}
	b.runes = append(b.runes[:b.caret], b.runes[b.caret+1:]...)
	return true
}

// move sets the caret, inside the text.
func (b *buffer) move(caret int) { b.caret = min(max(caret, 0), len(b.runes)) }

// atNameStart reports whether a name or a part of one begins at the caret.
func (b *buffer) atNameStart() bool {
	return b.caret == 0 || strings.ContainsRune(" -", b.runes[b.caret-1])
}

// atSentenceStart reports whether a sentence begins at the caret.
func (b *buffer) atSentenceStart() bool {
	before := strings.TrimRight(string(b.runes[:b.caret]), " ")
	return before == "" || strings.ContainsAny(before[len(before)-1:], ".!?\n") && len(before) < len(string(b.runes[:b.caret]))
}

// span is a line of a field: the runes from and up to an index.
type span struct{ from, to int }

// window returns the part of one line around the caret that fits a width.
func (b *buffer) window(f face, shown []rune, width float32) span {
	from, to := 0, len(shown)
	for from < b.caret && f.width(run{text: string(shown[from:b.caret])}) > width {
		from++
	}
	for to > b.caret && f.width(run{text: string(shown[from:to])}) > width {
		to--
	}
	return span{from, to}
}

// spans breaks a text into lines no wider than width, at spaces where it can.
func spans(f face, runes []rune, width float32) []span {
	var out []span
	from, space := 0, -1
	for i := 0; i < len(runes); i++ {
		switch {
		case runes[i] == '\n':
			out, from, space = append(out, span{from, i}), i+1, -1
			continue
		case runes[i] == ' ':
			space = i
		}
		if f.width(run{text: string(runes[from : i+1])}) <= width || i == from {
			continue
		}
		end := i
		if space > from {
			end = space + 1
		}
		out, from, space, i = append(out, span{from, end}), end, -1, end-1
	}
	return append(out, span{from, len(runes)})
}
