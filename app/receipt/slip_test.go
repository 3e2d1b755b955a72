package receipt_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ventanilla/app/intake"
	"ventanilla/app/internal/pdftest"
	"ventanilla/app/receipt"
	"ventanilla/assets"
)

func fonts() receipt.Fonts {
	return receipt.Fonts{Regular: assets.FontRegular(), Bold: assets.FontBold(), Mono: assets.FontMonoBold()}
}

func slips(t *testing.T) map[string]receipt.Slip {
	r := sample(t)
	day := time.Date(2026, time.November, 21, 0, 0, 0, 0, time.UTC)
	return map[string]receipt.Slip{
		"es": {
			Language: "es", Title: "Comprobante", CodeLabel: "Su código", Code: r.Code, Text: signed(t, r), Day: day,
			Beside: []string{"W. M.", "21 de noviembre de 2026", "Oficina Guatemala", "Puesto Río Claro"},
			Blocks: []receipt.Block{
				{Lead: "Entregó:", Text: "1 solicitud, 4 personas, 1 foto."},
				{Lead: "Gratis.", Text: "Nadie puede pedirle dinero. Este papel no es una visa ni una promesa."},
			},
		},
		"ht": {
			Language: "ht", Title: "Resi", CodeLabel: "Kòd referans ou", Code: r.Code, Text: signed(t, r), Day: day,
			Beside: []string{"D. S.", "21 novanm 2026", "Biwo Ekwatè", "Pòs Río Claro"},
			Blocks: []receipt.Block{
				{Lead: "Ou remèt:", Text: "1 demann, 3 moun, 2 foto."},
				{Lead: "Tout bagay gratis.", Text: "Pèsonn pa gen dwa mande ou lajan. Sere papye sa a, epi montre kòd la sèlman bay moun ou fè konfyans."},
				{Lead: "Kisa k ap vini apre:", Text: strings.Repeat("Biwo a ap li demann ou, epi y ap ekri ou nan imèl ou. ", 12)},
			},
		},
		"fr": {
			Language: "fr", Title: "Reçu", CodeLabel: "Votre code de référence", Code: r.Code, Text: signed(t, r), Day: day,
			Beside: []string{"É. D.", "21 novembre 2026"},
			Blocks: []receipt.Block{{Text: "Tout est gratuit : personne n’a le droit de vous demander de l’argent. Cœur, Noël, où."}},
		},
	}
}

func TestPDFPrintsEveryLetter(t *testing.T) {
	for language, slip := range slips(t) {
		t.Run(language, func(t *testing.T) {
			pdf, err := slip.PDF(fonts())
			if err != nil {
				t.Fatal(err)
			}
			set, err := pdftest.Read(pdf)
			if err != nil {
				t.Fatal(err)
			}
			want := append([]string{slip.Title, slip.CodeLabel, slip.Code.String()}, strings.Fields(strings.Join(slip.Beside, " "))...)
			for _, b := range slip.Blocks {
				want = append(want, strings.Fields(b.Lead+" "+b.Text)...)
			}
			for _, w := range want {
				if !set.Say(w) {
					t.Errorf("%q is not on the slip", w)
				}
			}
			if n := pdftest.Pages(pdf); n != 1 {
				t.Errorf("%d pages", n)
			}
			again, err := slip.PDF(fonts())
			if err != nil || !bytes.Equal(pdf, again) {
				t.Errorf("not the same bytes again, %v", err)
			}
		})
	}
}

func TestPDFNeedsFonts(t *testing.T) {
	if _, err := slips(t)["es"].PDF(receipt.Fonts{}); err == nil {
		t.Error("set without fonts")
	}
}

// lp puts a command of that name first on the path, which keeps what it is given and then does what script says.
func lp(t *testing.T, script string) (kept string) {
	t.Helper()
	folder := t.TempDir()
	kept = filepath.Join(folder, "kept")
	body := "#!/bin/sh\ncat > " + kept + "\necho \"$@\" > " + kept + ".args\n" + script + "\n"
	if err := os.WriteFile(filepath.Join(folder, "lp"), []byte(body), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", folder+string(os.PathListSeparator)+os.Getenv("PATH"))
	return kept
}

func TestPrint(t *testing.T) {
	tests := []struct {
		name, script string
		want         error
	}{
		{"taken", "exit 0", nil},
		{"no printer", "echo 'lp: Error - no default destination available.' >&2; exit 1", receipt.ErrNoPrinter},
		{"no scheduler", "echo 'lp: Error - scheduler not responding.' >&2; exit 1", receipt.ErrPrinter},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			kept := lp(t, tt.script)
			if err := receipt.Print(t.Context(), []byte("%PDF-")); !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
			if got, err := os.ReadFile(kept); err != nil || string(got) != "%PDF-" {
				t.Errorf("lp was given %q, %v", got, err)
			}
			if args, err := os.ReadFile(kept + ".args"); err != nil || string(args) != "-s -t receipt -\n" {
				t.Errorf("lp was called with %q, %v", args, err)
			}
		})
	}
	t.Run("no lp", func(t *testing.T) {
		t.Setenv("PATH", t.TempDir())
		if err := receipt.Print(t.Context(), nil); !errors.Is(err, receipt.ErrNoPrinting) {
			t.Errorf("got %v", err)
		}
	})
}

func TestSlipShowsNoMoreThanItIsGiven(t *testing.T) {
	var empty receipt.Slip
	empty.Code, empty.Text = intake.Code("B7KQ4M2XE9"), "x"
	if _, err := empty.PDF(fonts()); err != nil {
		t.Errorf("slip without texts: %v", err)
	}
}
