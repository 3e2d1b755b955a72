package guide_test

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/image/font/sfnt"

	"ventanilla/app/guide"
	"ventanilla/app/internal/pdftest"
	"ventanilla/app/locale"
	"ventanilla/assets"
)

var office = guide.Office{
	Portal: "https://portal.example.org", Fingerprint: "54bc 6c35 4c3a 3ac6 22e7 1a2b 0d9f 77c0 b1a4 9e03", Code: "GT-7K3M-90QX-VB2D-H5T7",
}

func catalogue(t *testing.T) *locale.Catalogue {
	t.Helper()
	files, err := assets.Locale()
	if err != nil {
		t.Fatal(err)
	}
	texts, err := locale.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	return texts
}

// TestGuideFitsInEveryLanguage sets it with all its words, fingerprint and code, on two pages.
func TestGuideFitsInEveryLanguage(t *testing.T) {
	fonts := []*sfnt.Font{font(t, assets.FontRegular()), font(t, assets.FontBold())}
	texts := catalogue(t)
	for _, language := range locale.Languages() {
		t.Run(string(language), func(t *testing.T) {
			words := texts.In(language)
			pdf, err := guide.PDF(words, office)
			if err != nil {
				t.Fatal(err)
			}
			if n := pdftest.Pages(pdf); n != 2 {
				t.Errorf("%d pages", n)
			}
			again, err := guide.PDF(words, office)
			if err != nil || !bytes.Equal(pdf, again) {
				t.Errorf("not the same bytes again, %v", err)
			}
			set := read(t, pdf)
			want := []string{office.Fingerprint, office.Code, office.Portal, words.Text("guide.title"), words.Text("guide.telephone")}
			for _, step := range append(guide.Steps(), guide.Troubles()...) {
				want = append(want, words.Text(step.Title))
				for _, l := range step.Labels {
					want = append(want, words.Text(l.Key))
				}
			}
			const narrow, plain = "\u202f", "\u00a0" // the fonts have no narrow space
			for w := range strings.SplitSeq(strings.ReplaceAll(strings.Join(want, " "), narrow, plain), " ") {
				if !set.Say(w) {
					t.Errorf("%q is not on it", w)
				}
				for _, r := range w {
					lacking(t, fonts, r)
				}
			}
			if set.Say("**") || set.Say("{") {
				t.Error("marks or places are left in it")
			}
			lacking(t, fonts, '\u00a0')
		})
	}
}

// TestGuideWithoutACodeHasRoomForIt, and needs no code to be set.
func TestGuideWithoutACodeHasRoomForIt(t *testing.T) {
	blank := office
	blank.Code = ""
	pdf, err := guide.PDF(catalogue(t).In(locale.Spanish), blank)
	if err != nil || read(t, pdf).Say(office.Code) {
		t.Errorf("set with %v", err)
	}
}

func read(t *testing.T, pdf []byte) pdftest.Words {
	t.Helper()
	words, err := pdftest.Read(pdf)
	if err != nil {
		t.Fatal(err)
	}
	return words
}

func font(t *testing.T, data []byte) *sfnt.Font {
	t.Helper()
	f, err := sfnt.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// lacking fails if one of the fonts has no sign for r.
func lacking(t *testing.T, fonts []*sfnt.Font, r rune) {
	t.Helper()
	for _, f := range fonts {
		if i, err := f.GlyphIndex(nil, r); err != nil || i == 0 {
			t.Errorf("the fonts lack %q", r)
		}
	}
}
