package interview

import "ventanilla/app/intake"

// SetMember answers the household member at i, or adds one at the end of the list.
func (iv *Interview) SetMember(i int, m intake.Member) error {
	m.Person = clonePerson(m.Person)
	m.GivenNames, m.Surname, m.SecondSurname = written(m.GivenNames), written(m.Surname), written(m.SecondSurname)
	return iv.answer(func(a *intake.Application) { a.Household = put(a.Household, i, m) }, intake.FieldHousehold)
}

// RemoveMember takes the household member at i away. The household stays answered, if need be with nobody.
func (iv *Interview) RemoveMember(i int) error {
	return removeAt(iv, func(a *intake.Application) *[]intake.Member { return &a.Household }, i)
}

// SetNobody answers that there is nobody else, if nobody is on the list; else it changes nothing.
func (iv *Interview) SetNobody() error {
	return iv.answer(func(a *intake.Application) {
		if a.Household == nil {
			a.Household = []intake.Member{}
		}
	}, intake.FieldHousehold)
}

// SetRelative answers the relative abroad at i, or adds one at the end of the list.
func (iv *Interview) SetRelative(i int, r intake.RelativeAbroad) error {
	r.PetitionFiled = clonePointer(r.PetitionFiled)
	return iv.answer(func(a *intake.Application) { a.RelativesAbroad = put(a.RelativesAbroad, i, r) }, FieldRelatives)
}

// RemoveRelative takes the relative at i away.
func (iv *Interview) RemoveRelative(i int) error {
	return removeAt(iv, func(a *intake.Application) *[]intake.RelativeAbroad { return &a.RelativesAbroad }, i)
}

// SetNoRelatives answers that there are no relatives abroad, if none is on the list; else it changes nothing.
func (iv *Interview) SetNoRelatives() error {
	return iv.answer(func(a *intake.Application) {
		if a.RelativesAbroad == nil {
			a.RelativesAbroad = []intake.RelativeAbroad{}
		}
	}, FieldRelatives)
}
