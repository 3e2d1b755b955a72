package ui_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"ventanilla/app/intake"
	"ventanilla/app/interview"
	"ventanilla/app/locale"
	"ventanilla/app/ui"
)

// whollyAnswered is a person's answer to every question there is.
const whollyAnswered = `{"office":"EC","language":"es","assisted_by":"self",
"consent":{"notice_version":"2026-01","purposes":{"screening":true,"contact":true,"referral":false,"statistics":true},"given":"verbal"},
"applicant":{"given_names":"Wendy Paola","surname":"Muñoz","second_surname":"Mejía","name_on_document":"MUNOZ WENDY",
 "known_as":"Paolita","sex":"F","birth_date":"1994-03-12","birth_country":"NI","nationalities":["HN","MX"],
 "documents":[{"type":"national_id","number":"E123456","country":"HN","expires":"2031-05"}]},
"contact":{"email":"wendy@example.org","phone":"+50298140418","phone_shared":true,"messages_safe":false,"other":"por la señora Rosa"},
"situation":{"arrival_date":"2024-06","host_status":"in_process","applied_for_regularization":true,
 "asylum_registration_date":"2024-08-02","place":"Albergue Luz"},
"household":[{"given_names":"Josué","surname":"Paz","second_surname":"Lara","birth_date":"2019-09-04","relationship":"child","whereabouts":"elsewhere"}],
"relatives_abroad":[{"relationship":"sibling","country":"US","status":"permanent_resident","petition_filed":true}],
"interests":["seasonal_work"],"asked_for_money":{"asked":true,"note":"pidieron doscientos"},"urgent_protection":true,
"photos":[{"kind":"portrait","sha256":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef","quality":{"clear":true}},
 {"kind":"document_front","sha256":"1123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef","quality":{"clear":false,"findings":["blurred"]}},
 {"kind":"document_back","sha256":"2123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef","quality":{"clear":true}}]}`

// reviewed tells of each field of the record how the review shows what is answered above. A field with no words is none
// that a person is asked for, for the reason that stands beside it.
var reviewed = map[string]string{
	"office":      "", // the site's own
	"language":    "", // in which all of it is written
	"assisted_by": "", // who holds the tablet
	"assessment":  "", // no answer
	"missing":     "", // stands beside the answers, tested for itself

	"consent.notice_version": "", // of the programme
	"consent.notice_sha256":  "", // of the programme
	"consent.language":       "", // as above
	"consent.purposes":       "Sí: Evaluación inicial, Contacto, Estadísticas\nNo: Otras organizaciones",
	"consent.given":          "Lo dijo en voz alta",
	"consent.at":             "", // the clock's

	"applicant.given_names":       "Wendy Paola",
	"applicant.surname":           "Muñoz",
	"applicant.second_surname":    "Mejía",
	"applicant.name_on_document":  "MUNOZ WENDY",
	"applicant.known_as":          "Paolita",
	"applicant.sex":               "Sexo: mujer",
	"applicant.birth_date":        "12 de marzo de 1994",
	"applicant.birth_country":     "País de nacimiento: Nicaragua",
	"applicant.nationalities":     "Honduras, México",
	"applicant.documents.type":    "Cédula o documento nacional de identidad",
	"applicant.documents.number":  "E123456",
	"applicant.documents.country": "Honduras · Vence",
	"applicant.documents.expires": "Vence el: mayo de 2031",

	"contact.email":         "wendy@example.org",
	"contact.phone":         "+502 98140418",
	"contact.phone_shared":  "Teléfono compartido: Sí",
	"contact.messages_safe": "Mensajes seguros: No",
	"contact.other":         "por la señora Rosa",

	"situation.arrival_date":               "junio de 2024",
	"situation.host_status":                "En trámite de regularización",
	"situation.applied_for_regularization": "Trámite de regularización: Sí",
	"situation.asylum_registration_date":   "Registro de asilo: 2 de agosto de 2024",
	"situation.place":                      "Albergue Luz",

	"household.given_names":      "Josué",
	"household.surname":          "Paz",
	"household.second_surname":   "Lara",
	"household.birth_date":       "7 años",
	"household.relationship":     "Hijo o hija",
	"household.whereabouts":      "En otro país",
	"household.name_on_document": "", // of others the window asks no more than who they are and where
	"household.known_as":         "",
	"household.sex":              "",
	"household.birth_country":    "",
	"household.nationalities":    "",
	"household.documents":        "",

	"relatives_abroad.relationship":   "Hermano o hermana",
	"relatives_abroad.country":        "Estados Unidos",
	"relatives_abroad.status":         "residencia permanente",
	"relatives_abroad.petition_filed": "petición hecha",
	"interests":                       "Trabajo de temporada",
	"asked_for_money.asked":           "Si le pidieron dinero**  Sí",
	"asked_for_money.note":            "pidieron doscientos",
	"urgent_protection":               "Necesita protección urgente",

	"photos.kind":    "Reverso del documento: clara",
	"photos.file":    "", // of the command line only
	"photos.sha256":  "", // where it is kept
	"photos.quality": "no está clara",
}

// recordFields lists the fields of the record by their path in JSON.
func recordFields(of reflect.Type, under string) (paths []string) {
	leaves := []string{"purposes", "nationalities", "interests", "missing", "assessment", "photos.quality", "household.documents"}
	for f := range of.Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		kind := f.Type
		for kind.Kind() == reflect.Slice || kind.Kind() == reflect.Pointer {
			kind = kind.Elem()
		}
		switch path := under + name; {
		case f.Anonymous:
			paths = append(paths, recordFields(kind, under)...)
		case kind.Kind() == reflect.Struct && kind.NumMethod() == 0 && !slices.Contains(leaves, path):
			paths = append(paths, recordFields(kind, path+".")...)
		case kind.Kind() == reflect.Struct && slices.Contains([]string{"applicant", "consent", "household"}, path):
			paths = append(paths, recordFields(kind, path+".")...)
		default:
			paths = append(paths, path)
		}
	}
	return paths
}

func TestTheReviewShowsEachAnswer(t *testing.T) {
	a := openReview(t, whollyAnswered)
	fits(t, a, "review")
	picture(t, a, "review-whole")
	said := words(a)
	paths := recordFields(reflect.TypeFor[intake.Application](), "")
	for _, path := range paths {
		want, ok := reviewed[path]
		if !ok {
			t.Errorf("it is not told how the review shows %s", path)
		}
		if !strings.Contains(said, want) {
			t.Errorf("the review does not show %s: no %q in\n%s", path, want, said)
		}
	}
	for path := range reviewed {
		if !slices.Contains(paths, path) {
			t.Errorf("%s is no field of the record", path)
		}
	}
}

// openReview opens the review of a draft at the office of Ecuador, in Spanish.
func openReview(t *testing.T, record string) *ui.App {
	t.Helper()
	answers, err := intake.ParseApplication([]byte(record))
	if err != nil {
		t.Fatal(err)
	}
	o := newOffice(t, "EC")
	o.drafts = []intake.Draft{{
		Application: "0197a000-0000-7000-8000-000000000001", Code: "B7KQ4M2XE9", Revision: 1,
		Step: string(interview.Review), StartedAt: o.clock.now, SavedAt: o.clock.now, Answers: answers,
	}}
	a := openOffice(t, o, locale.Spanish, sizes["landscape"])
	tap(t, a, "draft")
	at(t, a, "review")
	return a
}

func TestTheReviewSaysWhyAnAnswerIsLeftOut(t *testing.T) {
	a := openReview(t, `{"office":"EC","language":"es","consent":{"notice_version":"2026-01","purposes":{"screening":true}},
"applicant":{"given_names":"Wendy"},"missing":{"applicant.sex":"refused","applicant.birth_country":"does_not_know",
"applicant.documents":"does_not_have","relatives_abroad":"refused","interests":"does_not_know","asked_for_money":"refused",
"contact.email":"not_safe","situation.arrival_date":"does_not_know"}}`)
	said := words(a)
	texts := a.Texts.In(locale.Spanish)
	for _, field := range []string{"applicant.sex", "applicant.birth_country", "applicant.documents", "relatives_abroad", "interests", "asked_for_money", "contact.email", "situation.arrival_date"} {
		if want := locale.Capital(texts.Text("field." + field)); !strings.Contains(said, want) {
			t.Errorf("no %q in\n%s", want, said)
		}
	}
}

func TestAnAnswerLeadsThroughItsQuestionsAndBackToTheReview(t *testing.T) {
	a := openReview(t, whollyAnswered)
	for row, questions := range map[string][]string{
		"review.consent":        {"consent"},
		"review.birth":          {"birth", "sex"},
		"review.nationality":    {"nationality", "birth_country"},
		"review.contact":        {"contact"},
		"review.document_photo": {"document_photo", "document_back", "document"},
	} {
		tap(t, a, row)
		for _, question := range questions {
			at(t, a, question)
			tap(t, a, "next")
		}
		for a.ScreenID() == "document" { // its further pages
			tap(t, a, "next")
		}
		at(t, a, "review")
	}
}
