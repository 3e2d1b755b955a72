package locale_test

import (
	"bytes"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"ventanilla/app/intake"
	"ventanilla/app/locale"
	"ventanilla/assets"
)

func load(t *testing.T) *locale.Catalogue {
	t.Helper()
	files, err := assets.Locale()
	if err != nil {
		t.Fatal(err)
	}
	c, err := locale.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// inAll checks one result in the five languages, in the order of Languages.
func inAll(t *testing.T, got func(p *locale.Printer) string, want ...string) {
	t.Helper()
	c := load(t)
	for i, lang := range locale.Languages() {
		if text := got(c.In(lang)); text != want[i] {
			t.Errorf("%s: got %q, want %q", lang, text, want[i])
		}
	}
}

func day(t *testing.T, s string) intake.Day {
	t.Helper()
	d, err := intake.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func date(t *testing.T, s string) intake.Date {
	t.Helper()
	d, err := intake.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestDay(t *testing.T) {
	inAll(t, func(p *locale.Printer) string { return p.Day(day(t, "2023-06-11")) },
		"11 de junio de 2023", "11 jen 2023", "11 juin 2023", "11 June 2023", "11 de junho de 2023")
	inAll(t, func(p *locale.Printer) string { return p.Day(day(t, "2023-06-01")) },
		"1 de junio de 2023", "premye jen 2023", "1er juin 2023", "1 June 2023", "1º de junho de 2023")
	inAll(t, func(p *locale.Printer) string { return p.Weekday(day(t, "2026-11-21")) },
		"sábado 21 de noviembre", "samdi 21 novanm", "samedi 21 novembre", "Saturday 21 November", "sábado, 21 de novembro")
}

func TestDateAsFarAsItIsKnown(t *testing.T) {
	tests := map[string][]string{
		"2023-06":     {"junio de 2023", "jen 2023", "juin 2023", "June 2023", "junho de 2023"},
		"2023-06~":    {"más o menos en junio de 2023", "apeprè nan mwa jen 2023", "vers juin 2023", "about June 2023", "por volta de junho de 2023"},
		"2023-06-11~": {"más o menos el 11 de junio de 2023", "apeprè 11 jen 2023", "vers le 11 juin 2023", "about 11 June 2023", "por volta de 11 de junho de 2023"},
		"1985~":       {"más o menos en 1985", "apeprè nan ane 1985", "vers 1985", "about 1985", "por volta de 1985"},
		"1985?":       {"1985, con duda", "1985, pa sèten", "1985, sans certitude", "1985, not sure", "1985, com dúvida"},
	}
	for edtf, want := range tests {
		inAll(t, func(p *locale.Printer) string { return p.Date(date(t, edtf)) }, want...)
	}
}

func TestUnderstoodSaysWhatIsNotKnown(t *testing.T) {
	inAll(t, func(p *locale.Printer) string { return p.Understood(date(t, "2024-06")) },
		"Junio de 2024, sin el día", "Jen 2024, san jou a", "Juin 2024, sans le jour", "June 2024, without the day", "Junho de 2024, sem o dia")
	inAll(t, func(p *locale.Printer) string { return p.Understood(date(t, "1994~")) },
		"Más o menos en 1994, sin día ni mes", "Apeprè nan ane 1994, san jou ni mwa", "Vers 1994, sans jour ni mois",
		"About 1994, without day or month", "Por volta de 1994, sem dia nem mês")
	if got := load(t).In(locale.French).Understood(date(t, "2024-06-01")); got != "1er juin 2024" {
		t.Errorf("got %q", got)
	}
}

func TestClock(t *testing.T) {
	at := func(h, m int) time.Time { return time.Date(2026, 11, 21, h, m, 0, 0, time.UTC) }
	inAll(t, func(p *locale.Printer) string { return p.Clock(at(8, 0)) },
		"8:00\u00a0a.\u00a0m.", "8è nan maten", "8\u00a0h", "8:00\u00a0am", "8h")
	inAll(t, func(p *locale.Printer) string { return p.Clock(at(14, 30)) },
		"2:30\u00a0p.\u00a0m.", "2è 30 nan apremidi", "14\u00a0h\u00a030", "2:30\u00a0pm", "14h30")
	inAll(t, func(p *locale.Printer) string { return p.Clock(at(0, 5)) },
		"12:05\u00a0a.\u00a0m.", "12è 5 nan maten", "0\u00a0h\u00a005", "12:05\u00a0am", "0h05")
}

func TestWhen(t *testing.T) {
	now := time.Date(2026, 11, 21, 8, 30, 0, 0, time.UTC)
	tests := []struct {
		at   time.Time
		want string
	}{
		{now.Add(-time.Hour), "hoy, 7:30\u00a0a.\u00a0m."},
		{now.Add(-16 * time.Hour), "ayer, 4:30\u00a0p.\u00a0m."},
		{now.AddDate(0, 0, -2), "jueves, 8:30\u00a0a.\u00a0m."},
		{now.AddDate(0, 0, -9), "12 de noviembre"},
		{now.AddDate(-1, 0, 0), "21 de noviembre de 2025"},
		{now.AddDate(0, 0, 1), "22 de noviembre"},
	}
	p := load(t).In(locale.Spanish)
	for _, tt := range tests {
		if got := p.When(tt.at, now); got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}

func TestCount(t *testing.T) {
	count := func(n int) func(*locale.Printer) string {
		return func(p *locale.Printer) string { return p.Count("applications.in_count", n) }
	}
	inAll(t, count(0), "Todavía no hay solicitudes", "Poko gen demann", "Pas encore de demande", "No applications yet", "Ainda não há pedidos")
	inAll(t, count(1), "1 solicitud", "1 demann", "1 demande", "1 application", "1 pedido")
	inAll(t, count(2), "2 solicitudes", "2 demann", "2 demandes", "2 applications", "2 pedidos")
	inAll(t, count(1_000_000), "1\u00a0000\u00a0000 solicitudes", "1\u00a0000\u00a0000 demann",
		"1\u202f000\u202f000 demandes", "1,000,000 applications", "1.000.000 pedidos")
	if got := load(t).In(locale.Spanish).Count("consent.left", 1); got != "Falta responder 1" {
		t.Errorf("the verb does not follow the number: %q", got)
	}
}

func TestNumberAndBytes(t *testing.T) {
	inAll(t, func(p *locale.Printer) string { return p.Number(10_000) },
		"10\u00a0000", "10\u00a0000", "10\u202f000", "10,000", "10.000")
	inAll(t, func(p *locale.Printer) string { return p.Number(-999) }, "-999", "-999", "-999", "-999", "-999")
	inAll(t, func(p *locale.Printer) string { return p.Bytes(4_812_345) },
		"4.8\u00a0MB", "4,8\u00a0MB", "4,8\u00a0Mo", "4.8\u00a0MB", "4,8\u00a0MB")
	inAll(t, func(p *locale.Printer) string { return p.Bytes(999_700) },
		"1.0\u00a0MB", "1,0\u00a0MB", "1,0\u00a0Mo", "1.0\u00a0MB", "1,0\u00a0MB")
	inAll(t, func(p *locale.Printer) string { return p.Bytes(820) },
		"820\u00a0B", "820\u00a0B", "820\u00a0o", "820\u00a0B", "820\u00a0B")
}

func TestCountries(t *testing.T) {
	inAll(t, func(p *locale.Printer) string { return p.CountryIn("CO") },
		"en Colombia", "nan peyi Kolonbi", "en Colombie", "in Colombia", "na Colômbia")
	inAll(t, func(p *locale.Printer) string { return p.CountryIn("US") },
		"en Estados Unidos", "nan peyi Etazini", "aux États-Unis", "in the United States", "nos Estados Unidos")
	inAll(t, func(p *locale.Printer) string { return p.Country("BR") }, "Brasil", "Brezil", "Brésil", "Brazil", "Brasil")
	inAll(t, func(p *locale.Printer) string { return p.Nationality(intake.Stateless) },
		"sin nacionalidad", "san nasyonalite", "sans nationalité", "no nationality", "sem nacionalidade")
	c := load(t)
	for _, lang := range locale.Languages() {
		p := c.In(lang)
		for _, country := range intake.Countries() {
			if name := p.Country(country); name == "" || name == string(country) {
				t.Errorf("%s has no name for %s", lang, country)
			}
			if in := p.CountryIn(country); !strings.Contains(in, " ") {
				t.Errorf("%s: %q says not where", lang, in)
			}
		}
	}
}

func TestTextFillsPlacesOnce(t *testing.T) {
	p := load(t).In(locale.English)
	if got := p.Text("review.subtitle", "name", "{code}", "code", intake.Code("B7KQ4M2XE9")); got != "{code} · application B7KQ4-M2XE9" {
		t.Errorf("got %q", got)
	}
}

func TestWhatIsMissingIsLoggedAndNeverShown(t *testing.T) {
	files := fstest.MapFS{}
	for _, lang := range locale.Languages() {
		files[string(lang)+".json"] = &fstest.MapFile{Data: []byte(`{}`)}
	}
	files["es.json"].Data = []byte(`{"a":"hola {x}"}`)
	files["en.json"].Data = []byte(`{"a":"hello {x}","b":"bye"}`)
	c, err := locale.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	c.Log = slog.New(slog.NewTextHandler(&log, nil))
	p := c.In(locale.Creole)
	for key, want := range map[string]string{"a": "hola ", "b": "bye", "c.never": ""} {
		if got := p.Text(key); got != want {
			t.Errorf("%s: got %q, want %q", key, got, want)
		}
		if !strings.Contains(log.String(), "key="+key) {
			t.Errorf("%s is not in the log", key)
		}
	}
}

func TestLoadRefuses(t *testing.T) {
	whole := func() fstest.MapFS {
		files := fstest.MapFS{}
		for _, lang := range locale.Languages() {
			files[string(lang)+".json"] = &fstest.MapFile{Data: []byte(`{"a":{"=0":"none","other":"{n}"}}`)}
		}
		return files
	}
	if _, err := locale.Load(whole()); err != nil {
		t.Fatal(err)
	}
	without := whole()
	delete(without, "ht.json")
	if _, err := locale.Load(without); !errors.Is(err, locale.ErrIncomplete) {
		t.Errorf("a language less: %v", err)
	}
	for _, broken := range []string{`{`, `{"a":1}`, `{"a":{"other":"{n}"}}`, `{"a":{"=0":"none","other":"{n}","few":"x"}}`} {
		files := whole()
		files["fr.json"].Data = []byte(broken)
		if _, err := locale.Load(files); err == nil {
			t.Errorf("took %s", broken)
		}
	}
}

func TestInFindsTheLanguageOfARegion(t *testing.T) {
	c := load(t)
	for tag, want := range map[intake.Language]intake.Language{"pt-PT": "pt", "es-GT": "es", "de": "es", "": "es"} {
		if got := c.In(tag).Language(); got != want {
			t.Errorf("%s: got %s, want %s", tag, got, want)
		}
	}
}
