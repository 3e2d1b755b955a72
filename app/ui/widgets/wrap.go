package widgets

import (
	"strings"

	"fyne.io/fyne/v2"
)

// run is a piece of text in one weight.
type run struct {
	text string
	bold bool
}

// face is what a text is measured and set in.
type face struct {
	size float32
	mono bool
}

func (f face) style(bold bool) fyne.TextStyle {
	return fyne.TextStyle{Bold: bold && !f.mono, Monospace: f.mono}
}

func (f face) width(r run) float32 {
	if r.text == "" {
		return 0
	}
	return fyne.MeasureText(r.text, f.size, f.style(r.bold)).Width
}

func (f face) lineWidth(line []run) float32 {
	w := float32(0)
	for _, r := range line {
		w += f.width(r)
	}
	return w
}

// parse splits **strong** words from the others and a text into its paragraphs.
func parse(text string, bold bool) [][]run {
	var paragraphs [][]run
	strong := bold
	for _, p := range strings.Split(text, "\n") {
		var runs []run
		for i, piece := range strings.Split(p, "**") {
			if i > 0 {
				strong = !strong
			}
			if piece != "" {
				runs = append(runs, run{piece, strong})
			}
		}
		paragraphs = append(paragraphs, runs)
	}
	return paragraphs
}

// words cuts runs into words; each but the last of a run keeps the space behind it.
func words(runs []run) []run {
	var out []run
	for _, r := range runs {
		for _, w := range strings.SplitAfter(r.text, " ") {
			if w != "" {
				out = append(out, run{w, r.bold})
			}
		}
	}
	return out
}

// wrap breaks paragraphs into lines no wider than width. A word wider than a line is
// broken between its letters, so that nothing is ever clipped.
func (f face) wrap(paragraphs [][]run, width float32) [][]run {
	var lines [][]run
	for _, p := range paragraphs {
		lines = append(lines, f.wrapParagraph(words(p), width)...)
	}
	return lines
}

func (f face) wrapParagraph(words []run, width float32) [][]run {
	var lines [][]run
	var line []run
	for len(words) > 0 {
		with := add(line, words[0])
		switch {
		case f.lineWidth(trimmed(with)) <= width:
			line, words = with, words[1:]
		case len(line) > 0:
			lines, line = append(lines, trimmed(line)), nil
		default:
			head, tail := f.cut(words[0], width)
			lines = append(lines, []run{head})
			words[0] = tail
			if tail.text == "" {
				words = words[1:]
			}
		}
	}
	return append(lines, trimmed(line))
}

// add joins a word to a line, to its last run where the weight is the same.
func add(line []run, word run) []run {
	if n := len(line); n > 0 && line[n-1].bold == word.bold {
		joined := append([]run{}, line...)
		joined[n-1].text += word.text
		return joined
	}
	return append(append([]run{}, line...), word)
}

// trimmed is a line without the space at its end.
func trimmed(line []run) []run {
	n := len(line)
	if n == 0 {
		return line
	}
	out := append([]run{}, line...)
	out[n-1].text = strings.TrimRight(out[n-1].text, " ")
	return out
}

// cut splits a word that is wider than a line; the head has at least one letter.
func (f face) cut(word run, width float32) (head, tail run) {
	letters := []rune(word.text)
	n := 1
	for n < len(letters) && f.width(run{string(letters[:n+1]), word.bold}) <= width {
		n++
	}
	return run{string(letters[:n]), word.bold}, run{strings.TrimLeft(string(letters[n:]), " "), word.bold}
}

// longestWord is the width below which a word has to be broken.
func (f face) longestWord(paragraphs [][]run) float32 {
	widest := float32(0)
	for _, p := range paragraphs {
		for _, w := range words(p) {
			widest = max(widest, f.lineWidth(trimmed([]run{w})))
		}
	}
	return widest
}
