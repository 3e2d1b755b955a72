package eligibility

import (
	"slices"
	"strings"
)

// Card is an assessment in plain words, for a person who reads slowly.
type Card struct {
	Verdict Verdict
	Title   string
	Summary string // the verdict in a sentence
	Overdue string // that the rules may have changed, "" if they are up to date
	Lines   []CardLine
	Office  string   // whether the office takes new applications, and what still happens if not
	Steps   []string // what to do now, most useful first
	Notice  string   // that this is information, and who decides
}

// CardLine is one criterion in plain words.
type CardLine struct {
	Criterion string // its id
	Outcome   Outcome
	Title     string
	State     string   // the outcome in a word or two
	Heading   string   // Title and State together
	Asks      string   // what the office asks for
	Told      string   // what the person told us, "" if nothing
	Find      []string // how to find out what is missing
	Source    string   // which document says so, and when that was last checked
}

// Text returns the card as plain text, a sentence or a title a line: for a receipt, and for reading aloud. Documents that
// several lines go back to are named once.
func (c Card) Text() string {
	lines := []string{c.Title, "", c.Summary}
	lines = append(lines, spoken(c.Overdue)...)
	var sources []string
	for _, l := range c.Lines {
		lines = append(lines, "", l.Heading)
		lines = append(lines, spoken(append([]string{l.Asks, l.Told}, l.Find...)...)...)
		if !slices.Contains(sources, l.Source) {
			sources = append(sources, l.Source)
		}
	}
	lines = append(append(lines, ""), sources...)
	lines = append(append(lines, "", c.Office), c.Steps...)
	return strings.Join(append(lines, "", c.Notice), "\n") + "\n"
}

// spoken leaves out what has nothing to say.
func spoken(texts ...string) []string {
	return slices.DeleteFunc(texts, func(text string) bool { return text == "" })
}
