package main

import (
	"context"

	"ventanilla/app/intake"
	"ventanilla/app/ui"
	"ventanilla/cmd/internal/site"
)

// charges takes reports of having been asked for money.
type charges struct{ session *site.Session }

// Report implements ui.Charges.
func (c charges) Report(ctx context.Context, told intake.Charge) error {
	_, err := c.session.ReportCharge(ctx, told)
	return err
}

// Standing implements ui.Charges.
func (c charges) Standing(ctx context.Context) (ui.ChargeStanding, error) {
	all, err := c.session.Store.Charges(ctx)
	var s ui.ChargeStanding
	for _, one := range all {
		if one.Received {
			s.Held++
		} else {
			s.Waiting++
		}
	}
	return s, err
}
