package eligibility

import (
	"strings"

	"ventanilla/app/intake"
)

// relatives answers for any one relative; who is not related is none.
func (r *rule) relatives(relatives []intake.RelativeAbroad) Outcome {
	if relatives == nil {
		return Unknown
	}
	outcome := NotMet
	for _, relative := range relatives {
		if relative.Relationship == intake.NotRelated {
			continue
		}
		switch r.relative(relative) {
		case Met:
			return Met
		case Unknown:
			outcome = Unknown
		}
	}
	return outcome
}

// relative answers for one relative, whose country or status may be unknown.
func (r *rule) relative(relative intake.RelativeAbroad) Outcome {
	outcome := NotMet
	for _, value := range r.Values {
		country, status, _ := strings.Cut(value, "/")
		var rest Outcome
		if r.Fact == PetitionFiled {
			rest = petitioned(relative.PetitionFiled)
		} else {
			rest = sameStatus(relative.Status, intake.RelativeStatus(status))
		}
		switch {
		case rest == NotMet || (relative.Country != "" && relative.Country != intake.Country(country)):
		case rest == Met && relative.Country != "":
			return Met
		default:
			outcome = Unknown
		}
	}
	return outcome
}

func petitioned(filed *bool) Outcome {
	if filed == nil {
		return Unknown
	}
	return decided(*filed)
}

func sameStatus(known, wanted intake.RelativeStatus) Outcome {
	if known == "" || known == intake.UnknownStatus {
		return Unknown
	}
	return decided(known == wanted)
}
