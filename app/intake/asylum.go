package intake

// Asylum says when a person was registered as asylum-seeker or refugee in the host country: on a date as far as it is
// known, or never. The zero value is unknown.
type Asylum struct {
	Date  Date
	Never bool
}

// never is the text form of a person who was never registered.
const never = "never"

// IsZero reports whether nothing is known.
func (a Asylum) IsZero() bool { return !a.Never && a.Date.IsZero() }

// MarshalText gives the EDTF date, or "never".
func (a Asylum) MarshalText() ([]byte, error) {
	if a.Never {
		return []byte(never), nil
	}
	return a.Date.MarshalText()
}

// UnmarshalText reads an EDTF date, or "never".
func (a *Asylum) UnmarshalText(text []byte) error {
	if string(text) == never {
		*a = Asylum{Never: true}
		return nil
	}
	var d Date
	if err := d.UnmarshalText(text); err != nil {
		return err
	}
	*a = Asylum{Date: d}
	return nil
}
