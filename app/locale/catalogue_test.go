package locale_test

import (
	"encoding/json"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"ventanilla/app/intake"
	"ventanilla/app/locale"
	"ventanilla/assets"
)

// text is an entry as it stands in a file.
type text struct {
	plain string
	forms map[string]string
}

func (t *text) UnmarshalJSON(data []byte) error {
	if json.Unmarshal(data, &t.plain) == nil {
		return nil
	}
	return json.Unmarshal(data, &t.forms)
}

// all gives every sentence of the entry.
func (t text) all() []string {
	if t.forms == nil {
		return []string{t.plain}
	}
	return slices.Sorted(maps.Values(t.forms))
}

func readTexts(t *testing.T) map[intake.Language]map[string]text {
	t.Helper()
	files, err := assets.Locale()
	if err != nil {
		t.Fatal(err)
	}
	read := make(map[intake.Language]map[string]text)
	for _, lang := range locale.Languages() {
		data, err := fs.ReadFile(files, string(lang)+".json")
		if err != nil {
			t.Fatal(err)
		}
		var texts map[string]text
		if err := json.Unmarshal(data, &texts); err != nil {
			t.Fatal(err)
		}
		read[lang] = texts
	}
	return read
}

// each calls check for every sentence of a language.
func each(texts map[string]text, check func(key, sentence string)) {
	for key, entry := range texts {
		for _, s := range entry.all() {
			check(key, s)
		}
	}
}

func TestEveryLanguageHasTheSameKeys(t *testing.T) {
	read := readTexts(t)
	for lang, texts := range read {
		for key, entry := range texts {
			// The names of countries beyond the programme's come from Unicode where it has the language.
			if _, ok := read[locale.Spanish][key]; !ok && !(lang == locale.Creole && strings.HasPrefix(key, "country.")) {
				t.Errorf("%s has %s, Spanish has not", lang, key)
			}
			for _, s := range entry.all() {
				if strings.TrimSpace(s) != s || s == "" {
					t.Errorf("%s %s is empty or has spaces around it", lang, key)
				}
			}
		}
		for key := range read[locale.Spanish] {
			if _, ok := texts[key]; !ok {
				t.Errorf("%s lacks %s", lang, key)
			}
		}
	}
}

var place = regexp.MustCompile(`\{[a-z_0-9]+\}`)

func TestEveryLanguageHasTheSamePlaces(t *testing.T) {
	places := func(s string) []string {
		found := place.FindAllString(s, -1)
		slices.Sort(found)
		return slices.Compact(found)
	}
	read := readTexts(t)
	for lang, texts := range read {
		for key, spanish := range read[locale.Spanish] {
			entry := texts[key]
			if (entry.forms == nil) != (spanish.forms == nil) {
				t.Errorf("%s %s: a plural in one language and none in the other", lang, key)
				continue
			}
			if entry.forms == nil {
				if got, want := places(entry.plain), places(spanish.plain); !slices.Equal(got, want) {
					t.Errorf("%s %s has places %v, Spanish %v", lang, key, got, want)
				}
				continue
			}
			if got, want := places(entry.forms["other"]), places(spanish.forms["other"]); !slices.Equal(got, want) {
				t.Errorf("%s %s has places %v, Spanish %v", lang, key, got, want)
			}
		}
		each(texts, func(key, s string) {
			if strings.ContainsAny(place.ReplaceAllString(s, ""), "{}") {
				t.Errorf("%s %s has a broken place", lang, key)
			}
		})
	}
}

func TestEveryPluralHasTheFormsThatItsLanguageNeeds(t *testing.T) {
	for lang, texts := range readTexts(t) {
		needs := []string{"=0", "other"}
		if plural.Cardinal.MatchPlural(language.Make(string(lang)), 1, 0, 0, 0, 0) == plural.One {
			needs = []string{"=0", "one", "other"}
		}
		for key, entry := range texts {
			if entry.forms == nil {
				continue
			}
			if got := slices.Sorted(maps.Keys(entry.forms)); !slices.Equal(got, needs) {
				t.Errorf("%s %s has forms %v, needs %v", lang, key, got, needs)
			}
		}
	}
}

func TestWritingOfEachLanguage(t *testing.T) {
	rules := []struct {
		lang  intake.Language // "" for all
		wrong string
		why   string
	}{
		{"", `\((a|as|e|es|o|os|ne|s)\)|[a-z]@|·e|/a\b`, "no double endings: they cannot be read aloud"},
		{"", `\d+/\d+/\d+`, "dates have their month in words"},
		{"", `(?i)elegible|éligible|\beligible|elegív|aprobad|approved|rechazad|rejected|garanti`, "nothing is promised or decided here"},
		{"", ` {2}|\t|\.\.\.`, "one space, and … for three dots"},
		{locale.French, ` [;:!?»]|« `, "a space that does not break before ; : ! ? and inside « »"},
		{locale.French, `[^\x{202f}\x{00a0}\s;:!?»][;!?»]`, "a narrow space before ; ! ?"},
		{locale.French, `'`, "’ is the apostrophe"},
		{locale.Creole, `[éçÉÇqx]`, "letters that Creole does not have"},
		{locale.Creole, `c[^h]|c$`, "c only in ch"},
		{locale.Creole, `\b(m|w|l|n|y|k|p)['’-]ap\b|\b(w|l|m|n|y)'`, "no apostrophe in contractions"},
		{locale.Creole, `[\s\x{00a0}\x{202f}][?!]`, "no space before ? and !"},
		{locale.Spanish, `¿ | \?`, "no space inside ¿ ?"},
		{locale.Spanish, `(?i)\b(tú|tus|tienes|puedes|vosotros)\b`, "usted"},
		{locale.Portuguese, `(?i)\b(tu|teu|tua|deletar|ecrã|telemóvel)\b`, "você"},
		{locale.English, `(?i)\b(alien|illegal)\b`, "people are not illegal"},
		{locale.Spanish, `(?i)\b(aplicación|retenid|detenid)`, "solicitud; nothing is arrested"},
		{locale.French, `(?i)retenu`, "nothing is arrested"},
	}
	names := regexp.MustCompile(`CIN|\(parole\)|H-2A|QR|Ventanilla|Movilidad|ABC|JPEG|PNG|WebP|USRAP|USB|\.com|Segura|\bX\b|` + place.String())
	for lang, texts := range readTexts(t) {
		each(texts, func(key, s string) {
			s = names.ReplaceAllString(s, "N")
			for _, r := range rules {
				if r.lang != "" && r.lang != lang {
					continue
				}
				if regexp.MustCompile(r.wrong).MatchString(s) {
					t.Errorf("%s %s: %s", lang, key, r.why)
				}
			}
			if lang == locale.Spanish && strings.Count(s, "?") != strings.Count(s, "¿") {
				t.Errorf("%s %s: a question opens with ¿", lang, key)
			}
		})
	}
}

func TestEveryCodeHasItsText(t *testing.T) {
	var keys []string
	add := func(prefix string, codes ...string) {
		for _, c := range codes {
			keys = append(keys, prefix+c)
		}
	}
	add("problem.", codes(intake.ImpossibleDate, intake.BirthInFuture, intake.UnknownCode, intake.UnknownField,
		intake.WrongType, intake.MalformedEmail, intake.MalformedPhone, intake.TooLong, intake.TooMany,
		intake.ControlCharacters, intake.NoConsent, intake.NotJSON, intake.NothingTold,
		intake.WrongCheckSymbol)...)
	reasons := codes(intake.DoesNotHave, intake.DoesNotKnow, intake.Refused, intake.NotSafe, intake.Later)
	add("reason.", reasons...)
	add("answer.", reasons...)
	fields := codes(intake.FieldConsent, intake.FieldName, intake.FieldBirthDate, intake.FieldNationalities,
		intake.FieldArrivalDate, intake.FieldEmail, intake.FieldPhone, intake.FieldHousehold, intake.FieldPortrait,
		intake.FieldDocument, intake.FieldHostStatus, intake.FieldRegularization, intake.FieldAsylum)
	add("field.", fields...)
	add("review.why.", fields...)
	add("relationship.", codes(intake.Relationships()...)...)
	add("whereabouts.", codes(intake.Here, intake.HostCountry, intake.Elsewhere, intake.UnknownWhere)...)
	add("host_status.", codes(intake.Regular, intake.InProcess, intake.Irregular)...)
	add("relative_status.", codes(intake.Citizen, intake.PermanentResident, intake.Refugee, intake.Asylee,
		intake.OtherStatus, intake.UnknownStatus)...)
	add("interest.", codes(intake.SeasonalWork, intake.Spain, intake.Canada, intake.Mexico)...)
	add("sex.", codes(intake.Female, intake.Male, intake.X)...)
	add("document_type.", codes(intake.Passport, intake.NationalID, intake.ConsularID, intake.BirthCertificate,
		intake.ResidencePermit, intake.OtherDocument)...)
	add("state.", codes(intake.StateDraft, intake.StateWaiting, intake.StateOnItsWay, intake.StateDelivered,
		intake.StateParked, intake.StateWithdrawn)...)
	add("consent.given.", codes(intake.Signed, intake.Verbal)...)
	for _, p := range codes(intake.Purposes()...) {
		add("consent."+p, ".title", ".text")
	}
	spanish := readTexts(t)[locale.Spanish]
	for _, key := range keys {
		if _, ok := spanish[key]; !ok {
			t.Errorf("no text %s", key)
		}
	}
}

func codes[T ~string](values ...T) []string {
	var out []string
	for _, v := range values {
		out = append(out, string(v))
	}
	return out
}
