package intake

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"slices"
	"strings"
)

// MaxRecord is the largest JSON form of an application that is read, in bytes.
const MaxRecord = 256 << 10

// ParseApplication reads one application from its JSON form. A field that the record does not have, a wrong type or more
// than one value is a [Problem] that names the place. The answers are not checked: see [Application.Check].
func ParseApplication(data []byte) (Application, error) {
	if len(data) > MaxRecord {
		return Application{}, &Problem{Code: TooLong}
	}
	var a Application
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&a); err != nil {
		return Application{}, parseProblem(data, err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return Application{}, &Problem{Code: NotJSON}
	}
	return a, nil
}

// parseProblem turns an error of encoding/json into a Problem, without the answer that it may quote.
func parseProblem(data []byte, err error) error {
	var wrongType *json.UnmarshalTypeError
	if errors.As(err, &wrongType) {
		return &Problem{Code: WrongType, Field: Field(wrongType.Field)}
	}
	if name, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
		return &Problem{Code: UnknownField, Field: Field(strings.Trim(name, `"`))}
	}
	if place, ok := impossibleDate(data); ok {
		return &Problem{Code: ImpossibleDate, Field: place}
	}
	return &Problem{Code: NotJSON}
}

// impossibleDate finds the first date that cannot be read: encoding/json drops the place when a text refuses itself.
func impossibleDate(data []byte) (Field, bool) {
	var tree any
	if json.Unmarshal(data, &tree) != nil {
		return "", false
	}
	return findDate("", "", tree)
}

func findDate(place Field, key string, node any) (Field, bool) {
	switch v := node.(type) {
	case map[string]any:
		for _, k := range slices.Sorted(maps.Keys(v)) {
			if found, ok := findDate(place.in(k), k, v[k]); ok {
				return found, true
			}
		}
	case []any:
		for i, element := range v {
			if found, ok := findDate(at(place, i), key, element); ok {
				return found, true
			}
		}
	case string:
		return place, isDateKey(key) && new(Asylum).UnmarshalText([]byte(v)) != nil
	}
	return "", false
}

// in names the member key of the object at f.
func (f Field) in(key string) Field {
	if f == "" {
		return Field(key)
	}
	return f + "." + Field(key)
}

func isDateKey(key string) bool {
	switch key {
	case "birth_date", "arrival_date", "asylum_registration_date", "expires", "when":
		return true
	}
	return false
}
