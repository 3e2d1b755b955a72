package interview

import "ventanilla/app/intake"

// SetArrivalDate answers since when the person has been in the host country, as far as it is known.
func (iv *Interview) SetArrivalDate(d intake.Date) error {
	return iv.answer(func(a *intake.Application) { a.Situation.ArrivalDate = d }, intake.FieldArrivalDate)
}

// SetHostStatus answers the migration status in the host country.
func (iv *Interview) SetHostStatus(s intake.HostStatus) error {
	return iv.answer(func(a *intake.Application) { a.Situation.HostStatus = s }, intake.FieldHostStatus)
}

// SetRegularization answers whether the person applied for regularisation.
func (iv *Interview) SetRegularization(applied bool) error {
	return iv.answer(func(a *intake.Application) { a.Situation.AppliedForRegularization = &applied }, intake.FieldRegularization)
}

// SetAsylum answers when the person was registered as asylum-seeker or refugee, or that it never was so.
func (iv *Interview) SetAsylum(registered intake.Asylum) error {
	return iv.answer(func(a *intake.Application) { a.Situation.AsylumRegistrationDate = registered }, intake.FieldAsylum)
}

// SetPlace answers where in the country the person is.
func (iv *Interview) SetPlace(place string) error {
	return iv.answer(func(a *intake.Application) { a.Situation.Place = written(place) })
}

// SetInterests answers what the person would like to hear about; none is an answer too.
func (iv *Interview) SetInterests(interests []intake.Interest) error {
	all := append([]intake.Interest{}, interests...)
	return iv.answer(func(a *intake.Application) { a.Interests = all }, FieldInterests)
}

// SetMoney answers whether somebody asked for money, and what happened.
func (iv *Interview) SetMoney(asked bool, note string) error {
	return iv.answer(func(a *intake.Application) {
		a.AskedForMoney = &intake.MoneyReport{Asked: asked, Note: written(note)}
	}, FieldMoney)
}

// SetUrgentProtection marks a person in danger. It is for staff only.
func (iv *Interview) SetUrgentProtection(urgent bool) error {
	return iv.answer(func(a *intake.Application) { a.UrgentProtection = urgent })
}
