package receipt_test

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"strings"
	"testing"

	"ventanilla/app/intake"
	"ventanilla/app/receipt"
)

const device = "000102030405060708090a0b0c0d0e0f"

func key(seed byte) ed25519.PrivateKey {
	return ed25519.NewKeyFromSeed([]byte(strings.Repeat(string(seed), ed25519.SeedSize)))
}

// known knows one device.
func known(id string) (ed25519.PublicKey, bool) {
	return key('a').Public().(ed25519.PublicKey), id == device
}

func sample(t testing.TB) receipt.Receipt {
	t.Helper()
	code, err := intake.ParseCode("B7KQ4-M2XE9")
	if err != nil {
		t.Fatal(err)
	}
	day, err := intake.ParseDay("2026-11-21")
	if err != nil {
		t.Fatal(err)
	}
	return receipt.Receipt{Code: code, Day: day, Office: "GT", Site: "Puesto Río Claro", People: 4, Photos: 1, Device: device}
}

func newCode(t testing.TB) intake.Code {
	t.Helper()
	code, err := intake.NewCode()
	if err != nil {
		t.Fatal(err)
	}
	return code
}

func signed(t testing.TB, r receipt.Receipt) string {
	t.Helper()
	text, err := r.Sign(key('a'))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestVerifyGivesBackWhatWasSigned(t *testing.T) {
	for name, site := range map[string]string{
		"plain": "Norte 2", "accents": "Puesto Río Claro, Ñeembucú", "creole": "Pòs Dèlma 32 — anndan lekòl la",
	} {
		r := sample(t)
		r.Site = site
		got, err := receipt.Verify(signed(t, r), known)
		if err != nil || got != r {
			t.Errorf("%s: got %+v, %v", name, got, err)
		}
	}
}

func TestVerifyRefusesForgeries(t *testing.T) {
	genuine := sample(t)
	text := signed(t, genuine)
	other := newCode(t)
	byStranger, err := genuine.Sign(key('b'))
	if err != nil {
		t.Fatal(err)
	}
	elsewhere := genuine
	elsewhere.Device = strings.Repeat("ff", 16)
	cut := strings.LastIndexByte(text, ';')
	tests := []struct {
		name, text string
		want       error
	}{
		{"another code", strings.Replace(text, genuine.Code.String(), other.String(), 1), receipt.ErrForged},
		{"a later day", strings.Replace(text, "2026-11-21", "2026-11-22", 1), receipt.ErrForged},
		{"another office", strings.Replace(text, ";GT;", ";CR;", 1), receipt.ErrForged},
		{"another site", strings.Replace(text, "Claro", "Turbio", 1), receipt.ErrForged},
		{"more people", strings.Replace(text, ";4;", ";9;", 1), receipt.ErrForged},
		{"a stranger's key", byStranger, receipt.ErrForged},
		{"another device", signed(t, elsewhere), receipt.ErrUnknownDevice},
		{"no signature", text[:cut], receipt.ErrMalformed},
		{"empty signature", text[:cut+1], receipt.ErrMalformed},
		{"short signature", text[:len(text)-2], receipt.ErrMalformed},
		{"zero signature", text[:cut+1] + base64.RawURLEncoding.EncodeToString(make([]byte, 64)), receipt.ErrForged},
		{"something after it", text + " ", receipt.ErrMalformed},
		{"another form", strings.Replace(text, "ventanilla:1", "ventanilla:2", 1), receipt.ErrMalformed},
		{"a code with a typing error", strings.Replace(text, genuine.Code.String(), mistyped(genuine.Code), 1), receipt.ErrMalformed},
		{"a code without its dash", strings.Replace(text, genuine.Code.String(), string(genuine.Code), 1), receipt.ErrMalformed},
		{"a number with a sign", strings.Replace(text, ";4;", ";+4;", 1), receipt.ErrMalformed},
		{"nobody", strings.Replace(text, ";4;", ";0;", 1), receipt.ErrMalformed},
		{"a web address", "https://example.org/receipt?code=B7KQ4", receipt.ErrMalformed},
		{"nothing", "", receipt.ErrMalformed},
		{"very long", strings.Repeat(text, 5), receipt.ErrMalformed},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if tt.text == text {
				t.Fatal("nothing was changed")
			}
			if _, err := receipt.Verify(tt.text, known); !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
}

// mistyped changes the first character.
func mistyped(c intake.Code) string {
	shown := c.String()
	if shown[0] == 'A' {
		return "B" + shown[1:]
	}
	return "A" + shown[1:]
}

func TestVerifyRefusesEveryChangedByte(t *testing.T) {
	text := signed(t, sample(t))
	for i := range len(text) {
		changed := []byte(text)
		changed[i] ^= 1
		if _, err := receipt.Verify(string(changed), known); err == nil {
			t.Errorf("byte %d: taken", i)
		}
	}
}

func TestSignRefuses(t *testing.T) {
	for name, change := range map[string]func(*receipt.Receipt){
		"no code":            func(r *receipt.Receipt) { r.Code = "" },
		"no day":             func(r *receipt.Receipt) { r.Day = intake.Day{} },
		"unknown office":     func(r *receipt.Receipt) { r.Office = "ZZ" },
		"no site":            func(r *receipt.Receipt) { r.Site = "" },
		"long site":          func(r *receipt.Receipt) { r.Site = strings.Repeat("x", receipt.SiteLimit+1) },
		"site with a field":  func(r *receipt.Receipt) { r.Site = "Norte;9" },
		"site of two lines":  func(r *receipt.Receipt) { r.Site = "Norte\n2" },
		"site not in UTF-8":  func(r *receipt.Receipt) { r.Site = "R\xedo" },
		"nobody":             func(r *receipt.Receipt) { r.People = 0 },
		"a hundred people":   func(r *receipt.Receipt) { r.People = 100 },
		"less than no photo": func(r *receipt.Receipt) { r.Photos = -1 },
		"no device":          func(r *receipt.Receipt) { r.Device = "" },
		"device not in hex":  func(r *receipt.Receipt) { r.Device = "tablet" },
		"long device":        func(r *receipt.Receipt) { r.Device = hex.EncodeToString(make([]byte, 33)) },
	} {
		r := sample(t)
		change(&r)
		if _, err := r.Sign(key('a')); !errors.Is(err, receipt.ErrMalformed) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The text on a receipt says nothing of the person, and the longest one still fits a QR that can be scanned from paper.
func TestQRStaysCoarse(t *testing.T) {
	r := sample(t)
	r.Site, r.People, r.Photos = strings.Repeat("ñ", receipt.SiteLimit/2), 99, 99
	img, err := receipt.QR(signed(t, r))
	if err != nil {
		t.Fatal(err)
	}
	modules := img.Bounds().Dx()/8 - 8 // the margin is four on each side
	t.Logf("%d modules", modules)
	if modules > 61 { // version 11; 0.7 mm a module on the slip
		t.Errorf("%d modules", modules)
	}
}

func FuzzVerify(f *testing.F) {
	f.Add(signed(f, sample(f)))
	f.Add("ventanilla:1;B7KQ4-M2XE9;2026-11-21;GT;Norte;4;1;AAECAwQFBgcICQoLDA0ODw;")
	f.Add(";;;;;;;;")
	f.Fuzz(func(t *testing.T, text string) {
		r, err := receipt.Verify(text, known)
		if err != nil {
			return
		}
		if again := signed(t, r); again != text {
			t.Errorf("taken, but it is not what the device signs: %q, %q", text, again)
		}
	})
}
