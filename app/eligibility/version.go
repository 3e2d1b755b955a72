package eligibility

import (
	"cmp"
	"errors"
	"fmt"
)

// ErrVersion is returned for a version that is not written YYYY-NN.
var ErrVersion = errors.New("not a version: want a year and a number from 01 to 99, as in 2026-01")

// Version names a rule pack or a consent notice: the year, and a number that counts up within it. Versions are
// comparable with ==; the zero Version comes before every other.
type Version struct {
	Year   int // 1 to 9999
	Number int // 1 to 99
}

// ParseVersion reads YYYY-NN. It returns ErrVersion.
func ParseVersion(s string) (Version, error) {
	var v Version
	if _, err := fmt.Sscanf(s, "%4d-%2d", &v.Year, &v.Number); err != nil || v.String() != s {
		return Version{}, ErrVersion
	}
	if v.Year < 1 || v.Number < 1 {
		return Version{}, ErrVersion
	}
	return v, nil
}

// Compare returns -1 if v is older than other, 0 if they are the same, 1 if it is newer.
func (v Version) Compare(other Version) int {
	return cmp.Or(cmp.Compare(v.Year, other.Year), cmp.Compare(v.Number, other.Number))
}

// String returns YYYY-NN.
func (v Version) String() string { return fmt.Sprintf("%04d-%02d", v.Year, v.Number) }

// MarshalText writes YYYY-NN.
func (v Version) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// UnmarshalText reads YYYY-NN. It returns ErrVersion.
func (v *Version) UnmarshalText(text []byte) error {
	version, err := ParseVersion(string(text))
	if err != nil {
		return err
	}
	*v = version
	return nil
}
