package eligibility

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"ventanilla/app/intake"
)

// Text is one text in every language of the app. {name} in it is a placeholder.
type Text map[intake.Language]string

// Languages lists the languages that every text of a pack has.
func Languages() []intake.Language { return []intake.Language{"es", "ht", "fr", "en", "pt"} }

// What can be wrong with a text.
var (
	ErrUnknownText     = errors.New("unknown text key")
	ErrMissingLanguage = errors.New("text is missing in this language")
	ErrPlaceholders    = errors.New("placeholders are not the same in every language")
	ErrPlaceholder     = errors.New("placeholder has no meaning here")
)

// Limits of texts.
const (
	maxText = 4000 // characters
	maxName = 100  // characters of a key or an identifier
)

// readText reads {"es": "…", "ht": "…", …}.
func readText(v value) Text {
	t := make(Text, len(Languages()))
	v.members(func(language string, member value) {
		if !supported(intake.Language(language)) {
			member.refuse(ErrUnknownField)
		}
		t[intake.Language(language)] = member.limited(maxText)
	})
	wanted := placeholders(t[Languages()[0]])
	for _, language := range Languages() {
		words, ok := t[language]
		if !ok {
			v.inside(string(language), node{}).refuse(ErrMissingLanguage)
		} else if !slices.Equal(placeholders(words), wanted) {
			v.inside(string(language), node{}).refuse(ErrPlaceholders)
		}
	}
	return t
}

// placeholders lists the names in braces, sorted, each once.
func placeholders(words string) (names []string) {
	for {
		_, after, ok := strings.Cut(words, "{")
		if !ok {
			slices.Sort(names)
			return slices.Compact(names)
		}
		name, rest, _ := strings.Cut(after, "}")
		names = append(names, name)
		words = rest
	}
}

// fill puts values in the place of placeholders: name, value, name, value.
func fill(words string, pairs ...string) string {
	for i := 0; i+1 < len(pairs); i += 2 {
		words = strings.ReplaceAll(words, "{"+pairs[i]+"}", pairs[i+1])
	}
	return words
}

// textKey reads a key of a text that uses no other placeholders than the known ones.
func (r *packReader) textKey(v value, known ...string) string {
	key := v.string()
	if v.kind == kindString {
		if err := r.pack.usable(key, known); err != nil {
			v.refuse(err)
		}
	}
	return key
}

// usable reports whether there is a text of that key, with no other placeholders than the known ones.
func (p *Pack) usable(key string, known []string) error {
	t, ok := p.texts[key]
	if !ok {
		return ErrUnknownText
	}
	for _, name := range placeholders(t[Languages()[0]]) {
		if !slices.Contains(known, name) {
			return fmt.Errorf("%w: {%s}", ErrPlaceholder, shortened(name))
		}
	}
	return nil
}

// requiredText is a text that every pack has, because explanations are made of it.
type requiredText struct {
	key          string
	placeholders []string
}

// requiredTexts lists them; README.md says what each is for.
func requiredTexts() []requiredText {
	office := []string{"country_in"}
	required := []requiredText{
		{"card.title", nil},
		{"card.line", []string{"title", "state"}},
		{"card.told", []string{"told"}},
		{"card.source", []string{"source", "day"}},
		{"card.information", nil},
		{"card.overdue", []string{"day"}},
		{"card.open", office},
		{"next.hand_in", nil},
		{"next.hand_in_without", nil},
		{"next.correct", nil},
		{"next.bring", nil},
		{"next.asylum", nil},
		{"next.other_help", nil},
	}
	for _, verdict := range []Verdict{MeetsMinimum, DoesNotMeet, NeedsInformation} {
		required = append(required, requiredText{"verdict." + string(verdict), office})
	}
	for _, outcome := range []Outcome{Met, NotMet, Unknown} {
		required = append(required, requiredText{"outcome." + string(outcome), nil})
	}
	for _, answer := range []Answer{MayBeConsidered, NotForThisPerson, AskTheCounsellor} {
		required = append(required, requiredText{"answer." + string(answer), nil})
	}
	for _, fact := range personFacts() {
		required = append(required, requiredText{"find." + string(fact), nil})
	}
	for _, value := range []string{
		"nationalities.stateless", "host_status.regular", "host_status.in_process", "host_status.irregular",
		"applied_for_regularization.true", "applied_for_regularization.false", "asylum_registration_date.never",
	} {
		required = append(required, requiredText{"value." + value, nil})
	}
	return required
}
