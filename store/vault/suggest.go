package vault

import (
	"crypto/rand"
	"embed"
	"fmt"
	"math/bits"
	"strings"
)

// words are lists of 256 short, common words of a language, written without
// accents: what a keyboard types in any layout.
//
//go:embed words/es.txt words/ht.txt words/fr.txt words/en.txt words/pt.txt
var words embed.FS

// SuggestedWords is how many words Suggest gives: 40 bits. At 0.7 s a guess
// they take one processor 12,000 years on average.
const SuggestedWords = 5

// Suggestion is a generated passphrase.
type Suggestion struct {
	Passphrase string
	Bits       int // of entropy, for one who knows the list
}

// Suggest makes a passphrase of random words in a language: es, ht, fr, en or
// pt.
func Suggest(language string) (Suggestion, error) {
	list, err := wordList(language)
	if err != nil {
		return Suggestion{}, fmt.Errorf("suggest passphrase: %w", err)
	}
	pick := make([]byte, SuggestedWords) // one byte chooses one of 256 words
	_, _ = rand.Read(pick)
	chosen := make([]string, len(pick))
	for i, n := range pick {
		chosen[i] = list[n]
	}
	return Suggestion{
		Passphrase: strings.Join(chosen, " "),
		Bits:       len(chosen) * (bits.Len(uint(len(list))) - 1),
	}, nil
}

// wordList reads the words of a language.
func wordList(language string) ([]string, error) {
	b, err := words.ReadFile("words/" + language + ".txt")
	if err != nil {
		return nil, fmt.Errorf("no words in language %q", language)
	}
	list := strings.Fields(string(b))
	if len(list) != 256 {
		return nil, fmt.Errorf("%d words in language %q, want 256", len(list), language)
	}
	return list, nil
}
