package intake

import (
	"crypto/rand"
	"fmt"
	"strings"
)

// Code is a reference code as the applicant keeps it: nine random Crockford base32 digits and a check symbol, without
// the dash ("B7KQ4M2XE9"). It is no secret and no key; ids decide, and two applications may by chance share one.
//
// The check symbol is the number modulo 37 (Crockford, "Base 32"), which catches each single wrong digit and each swap
// of neighbours. Numbers whose symbol would be one of *~$=U are never given out, so a code is letters and digits only.
type Code string

const (
	codeDigits  = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	codeLength  = 10
	codeModulus = 37
	codeGroup   = 5
)

// NewCode draws a code. It fails only if the system gives no randomness.
func NewCode() (Code, error) {
	for {
		var random [codeLength - 1]byte
		if _, err := rand.Read(random[:]); err != nil {
			return "", fmt.Errorf("draw reference code: %w", err)
		}
		sum := 0
		code := make([]byte, codeLength)
		for i, b := range random {
			d := int(b) % len(codeDigits)
			code[i] = codeDigits[d]
			sum = (sum*len(codeDigits) + d) % codeModulus
		}
		if sum < len(codeDigits) {
			code[codeLength-1] = codeDigits[sum]
			return Code(code), nil
		}
	}
}

// ParseCode reads a code as people write it: any case, dashes and spaces anywhere, O for 0, I and L for 1. A wrong
// character is a [Problem] UnknownCode, a wrong check symbol WrongCheckSymbol.
func ParseCode(s string) (Code, error) {
	s = strings.NewReplacer("-", "", " ", "", "O", "0", "I", "1", "L", "1").Replace(strings.ToUpper(s))
	if len(s) != codeLength {
		return "", &Problem{Code: UnknownCode, Field: "code"}
	}
	sum := 0
	for i, r := range s {
		d := strings.IndexRune(codeDigits, r)
		if d < 0 {
			return "", &Problem{Code: UnknownCode, Field: "code"}
		}
		if i == codeLength-1 {
			if d != sum {
				return "", &Problem{Code: WrongCheckSymbol, Field: "code"}
			}
			break
		}
		sum = (sum*len(codeDigits) + d) % codeModulus
	}
	return Code(s), nil
}

// String shows the code as people read it: "B7KQ4-M2XE9".
func (c Code) String() string {
	if len(c) != codeLength {
		return string(c)
	}
	return string(c[:codeGroup]) + "-" + string(c[codeGroup:])
}
