package locale

import (
	"strconv"
	"strings"
)

// Number writes a whole number with the language's groups. It is not for codes, years and phone numbers, which are never
// grouped.
func (p *Printer) Number(n int) string {
	digits := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	if len(digits) < p.grammar.shortest {
		return sign + digits
	}
	first := len(digits) % 3
	var groups []string
	if first > 0 {
		groups = append(groups, digits[:first])
	}
	for ; first < len(digits); first += 3 {
		groups = append(groups, digits[first:first+3])
	}
	return sign + strings.Join(groups, p.grammar.thousands)
}

// Bytes writes a size with its unit, in steps of 1,000, with one decimal from a megabyte up: "820 kB", "4.8 MB".
func (p *Printer) Bytes(n int64) string {
	unit, value := 0, float64(n)
	for value >= 999.5 && unit < len(p.grammar.byteUnits)-1 {
		unit++
		value /= 1000
	}
	decimals := 0
	if unit >= 2 && value < 99.95 {
		decimals = 1
	}
	text := strconv.FormatFloat(value, 'f', decimals, 64)
	return strings.Replace(text, ".", p.grammar.decimal, 1) + noBreak + p.grammar.byteUnits[unit]
}
