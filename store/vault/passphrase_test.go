package vault_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"ventanilla/store/vault"
)

func TestCheck(t *testing.T) {
	for _, c := range []struct {
		passphrase string
		want       vault.Reason // empty: taken
	}{
		{"", vault.TooShort},
		{"gatoperro", vault.TooShort},
		{"sol mar pan", ""}, // 11 characters
		{"a b c d", vault.TooShort},
		{"pan sol ala rio", ""},
		{"cuatro gatos miran", ""},
		{"Contraseña123", vault.TooCommon},
		{"contraseña 2026", vault.TooCommon},
		{"I love you 1", vault.TooCommon},
		{"Dios es amor!", vault.TooCommon},
		{"CorrectHorseBatteryStaple", vault.TooCommon},
		{"1234567890", vault.TooPlain},
		{"310 555 0142 99", vault.TooPlain},
		{"aaaaaaaaaaaa", vault.TooPlain},
		{"abcabcabcabc", vault.TooPlain},
		{"Qwertyuiop", vault.TooCommon},
		{"qwertyuiopas", vault.TooPlain},
		{"lkjhgfdsamn", vault.TooPlain},
		{"solsolsolsol", vault.TooPlain},
		{"Marisol Quispe", vault.HasName},
		{"marisolquispe77", vault.HasName},
		{"marisol y sus tres gatos", ""},
		{"mwen renmen diri ak pwa", ""},
		{"ñandú corre lejos", ""},
	} {
		err := vault.Check(c.passphrase, "Marisol Quispe")
		var weak *vault.WeakError
		switch {
		case c.want == "" && err == nil:
		case c.want == "" || !errors.As(err, &weak) || weak.Reason != c.want || !errors.Is(err, vault.ErrWeak):
			t.Errorf("%q: got %v, want %q", c.passphrase, err, c.want)
		}
	}
}

func TestSuggest(t *testing.T) {
	for _, language := range []string{"es", "ht", "fr", "en", "pt"} {
		words, err := vault.Words(language)
		if err != nil {
			t.Fatal(err)
		}
		if n := len(slices.Compact(slices.Sorted(slices.Values(words)))); n != 256 { // else they have fewer bits
			t.Fatalf("%s: %d words", language, n)
		}
		seen := map[string]bool{}
		for range 500 {
			s, err := vault.Suggest(language)
			if err != nil {
				t.Fatal(err)
			}
			if s.Bits != 40 || len(strings.Fields(s.Passphrase)) != vault.SuggestedWords || seen[s.Passphrase] {
				t.Fatal(language, s)
			}
			seen[s.Passphrase] = true
			for _, word := range strings.Fields(s.Passphrase) {
				if len(word) < 3 || len(word) > 9 || strings.Trim(word, "abcdefghijklmnopqrstuvwxyz") != "" {
					t.Fatalf("%s: word %q", language, word)
				}
			}
			if err := vault.Check(s.Passphrase, "Ana"); err != nil {
				t.Fatal(s.Passphrase, err)
			}
		}
	}
	if _, err := vault.Suggest("../es"); err == nil {
		t.Fatal("language taken")
	}
}
