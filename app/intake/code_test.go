package intake_test

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ventanilla/app/intake"
)

const codeAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

func newCode(t rapid.TB) intake.Code {
	code, err := intake.NewCode()
	if err != nil {
		t.Fatal(err)
	}
	return code
}

func TestCodeReadsBackAsPeopleWriteIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		code := newCode(t)
		written := code.String()
		if len(written) != 11 || written[5] != '-' {
			t.Fatalf("shown as %q, want XXXXX-XXXXX", written)
		}
		sloppy := strings.NewReplacer("0", "o", "1", rapid.SampledFrom([]string{"I", "l"}).Draw(t, "one")).Replace(written)
		sloppy = strings.ToLower(" " + strings.Replace(sloppy, "-", " - ", 1))
		for _, form := range []string{written, sloppy, string(code)} {
			read, err := intake.ParseCode(form)
			if err != nil || read != code {
				t.Fatalf("%q read as %q, %v; want %q", form, read, err, code)
			}
		}
	})
}

func TestCodeCatchesEachWrongAndEachSwappedCharacter(t *testing.T) {
	for range 50 {
		code := newCode(t)
		for i := range len(code) {
			for _, wrong := range codeAlphabet {
				if string(wrong) == string(code[i]) {
					continue
				}
				refuse(t, string(code[:i])+string(wrong)+string(code[i+1:]))
			}
			if i > 0 && code[i] != code[i-1] {
				refuse(t, string(code[:i-1])+string(code[i])+string(code[i-1])+string(code[i+1:]))
			}
		}
	}
}

func refuse(t *testing.T, code string) {
	t.Helper()
	if _, err := intake.ParseCode(code); !errors.Is(err, &intake.Problem{Code: intake.WrongCheckSymbol}) {
		t.Errorf("%q was taken (%v)", code, err)
	}
}

func TestCodeRefusesWhatIsNone(t *testing.T) {
	for _, s := range []string{"", "B7KQ4", "B7KQ4-M2XE99", "B7KQ4*M2XE9", "ÑÑÑÑÑÑÑÑÑÑ", "*~$=U00000"} {
		if _, err := intake.ParseCode(s); !errors.Is(err, &intake.Problem{Code: intake.UnknownCode}) {
			t.Errorf("ParseCode(%q) = %v, want unknown_code", s, err)
		}
	}
}

func TestApplicationIDIsACanonicalUUIDv7(t *testing.T) {
	id, err := intake.NewApplicationID()
	if err != nil {
		t.Fatal(err)
	}
	if read, err := intake.ParseApplicationID(string(id)); err != nil || read != id {
		t.Fatalf("read back %q, %v", read, err)
	}
	for _, s := range []string{
		"", strings.ToUpper(string(id)), "{" + string(id) + "}", strings.ReplaceAll(string(id), "-", ""),
		"00000000-0000-4000-8000-000000000000",
	} {
		if _, err := intake.ParseApplicationID(s); err == nil {
			t.Errorf("%q was taken", s)
		}
	}
}
