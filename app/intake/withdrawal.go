package intake

import "slices"

// WithdrawalReason is why a person takes an application back. It is never needed.
type WithdrawalReason string

// The reasons. The zero value says that none was given.
const (
	NoPermission WithdrawalReason = "no_permission" // the person takes the permission back
	OtherWay     WithdrawalReason = "other_way"     // found another way
	MovedOn      WithdrawalReason = "moved_on"      // leaves the country
	NotSafeNow   WithdrawalReason = "not_safe"      // it has become dangerous for the person
	HandedTwice  WithdrawalReason = "duplicate"     // there is another application of the same person
)

// WithdrawalReasons lists the reasons as they are offered.
func WithdrawalReasons() []WithdrawalReason {
	return []WithdrawalReason{NoPermission, OtherWay, MovedOn, NotSafeNow, HandedTwice}
}

// Valid reports whether r is a reason, or none.
func (r WithdrawalReason) Valid() bool {
	return r == "" || slices.Contains(WithdrawalReasons(), r)
}
