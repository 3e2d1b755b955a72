package interview_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"ventanilla/app/intake"
	"ventanilla/app/interview"
)

// fieldPlaces tells of each field of the record which question answers it. What is put down to nobody is written by the
// program, or not asked for the reason that stands beside it.
var fieldPlaces = map[string]interview.Question{
	"office":      "", // the site's own
	"language":    interview.Consent,
	"assisted_by": "", // who holds the tablet
	"consent":     interview.Consent,
	"assessment":  interview.Conditions,
	"missing":     interview.Review,
	"interests":   interview.Interests,
	"photos.kind": interview.Portrait,
	"photos.file": "", // of the command line only

	"applicant.given_names":      interview.Name,
	"applicant.surname":          interview.Name,
	"applicant.second_surname":   interview.Name,
	"applicant.name_on_document": interview.Name,
	"applicant.known_as":         interview.Name,
	"applicant.sex":              interview.Sex,
	"applicant.birth_date":       interview.Birth,
	"applicant.birth_country":    interview.BirthCountry,
	"applicant.nationalities":    interview.Nationality,
	"applicant.documents":        interview.Document,
	"contact.email":              interview.Contact,
	"contact.phone":              interview.Contact,
	"contact.phone_shared":       interview.Contact,
	"contact.messages_safe":      interview.Contact,
	"contact.other":              interview.Contact,

	"situation.arrival_date":               interview.Arrival,
	"situation.host_status":                interview.HostStatus,
	"situation.applied_for_regularization": interview.Regularization,
	"situation.asylum_registration_date":   interview.Asylum,
	"situation.place":                      interview.Review,

	"household.given_names":      interview.Family,
	"household.surname":          interview.Family,
	"household.second_surname":   interview.Family,
	"household.birth_date":       interview.Family,
	"household.relationship":     interview.Family,
	"household.whereabouts":      interview.Family,
	"household.name_on_document": "", // of others the window asks no more than who they are and where
	"household.known_as":         "",
	"household.sex":              "",
	"household.birth_country":    "",
	"household.nationalities":    "",
	"household.documents":        "",

	"relatives_abroad.relationship":   interview.Relatives,
	"relatives_abroad.country":        interview.Relatives,
	"relatives_abroad.status":         interview.Relatives,
	"relatives_abroad.petition_filed": interview.Relatives,
	"asked_for_money.asked":           interview.Money,
	"asked_for_money.note":            interview.Money,
	"urgent_protection":               interview.Review,
	"photos.sha256":                   interview.Portrait,
	"photos.quality":                  interview.Portrait,
}

// recordFields lists the fields of a struct by their path in JSON, two levels deep: a list of people as one of them.
func recordFields(of reflect.Type, under string) (paths []string) {
	for f := range of.Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		kind := f.Type
		for kind.Kind() == reflect.Slice || kind.Kind() == reflect.Pointer {
			kind = kind.Elem()
		}
		whole := slices.Contains([]string{"consent", "assessment", "documents", "quality"}, name) || kind.NumMethod() > 0 && under != ""
		switch {
		case f.Anonymous:
			paths = append(paths, recordFields(kind, under)...)
		case kind.Kind() == reflect.Struct && kind.NumField() > 0 && !whole && under == "":
			paths = append(paths, recordFields(kind, name+".")...)
		default:
			paths = append(paths, under+name)
		}
	}
	return paths
}

func TestEachFieldOfTheRecordHasItsPlace(t *testing.T) {
	paths := recordFields(reflect.TypeFor[intake.Application](), "")
	if len(paths) < 40 {
		t.Fatalf("only %d fields: %v", len(paths), paths)
	}
	for _, path := range paths {
		if _, ok := fieldPlaces[path]; !ok {
			t.Errorf("no question answers %s", path)
		}
	}
	for path, question := range fieldPlaces {
		if !slices.Contains(paths, path) {
			t.Errorf("%s is no field of the record", path)
		}
		if question != "" && interview.StepOf(question) == "" {
			t.Errorf("%s: there is no question %q", path, question)
		}
	}
}
