package intake

import "fmt"

// ProblemCode names a kind of problem. The catalogue of each language has a sentence for it with the next step.
type ProblemCode string

// The problems that a record can have.
const (
	ImpossibleDate    ProblemCode = "impossible_date"
	BirthInFuture     ProblemCode = "birth_in_future"
	UnknownCode       ProblemCode = "unknown_code"
	UnknownField      ProblemCode = "unknown_field"
	WrongType         ProblemCode = "wrong_type"
	MalformedEmail    ProblemCode = "malformed_email"
	MalformedPhone    ProblemCode = "malformed_phone"
	TooLong           ProblemCode = "too_long"
	TooMany           ProblemCode = "too_many"
	ControlCharacters ProblemCode = "control_characters"
	NoConsent         ProblemCode = "no_consent"
	NotJSON           ProblemCode = "not_json"
	NothingTold       ProblemCode = "nothing_told"
	WrongCheckSymbol  ProblemCode = "wrong_check_symbol"
)

// Problem is something that must be mended before a record can be taken. It carries no answer and no name, so it may be
// shown and logged. Compare with [errors.As].
type Problem struct {
	Code  ProblemCode
	Field Field // where, "" if the whole record
}

func (p *Problem) Error() string {
	if p.Field == "" {
		return string(p.Code)
	}
	return fmt.Sprintf("%s: %s", p.Field, p.Code)
}

// Is reports whether target is a Problem of the same code, and of the same field unless target names none.
func (p *Problem) Is(target error) bool {
	t, ok := target.(*Problem)
	return ok && t.Code == p.Code && (t.Field == "" || t.Field == p.Field)
}
