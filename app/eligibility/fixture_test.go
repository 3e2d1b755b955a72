package eligibility_test

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"ventanilla/app/eligibility"
	"ventanilla/app/intake"
)

const (
	firstPackFile = "../../assets/rules/safe-mobility/2026-01.json"
	schemaFile    = "../../assets/rules/schema.json"
)

// edit changes one place of the first pack.
type edit struct {
	At     string
	Set    any
	Remove bool
}

// firstPack returns the pack that kiosks start with.
func firstPack(t testing.TB) *eligibility.Pack {
	t.Helper()
	data, err := os.ReadFile(firstPackFile)
	if err != nil {
		t.Fatal(err)
	}
	p, err := eligibility.ParsePack(data)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// parsed returns the first pack with edits.
func parsed(t testing.TB, edits ...edit) *eligibility.Pack {
	t.Helper()
	p, err := eligibility.ParsePack(edited(t, edits))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// edited returns the text of the first pack with edits.
func edited(t testing.TB, edits []edit) []byte {
	t.Helper()
	data, err := os.ReadFile(firstPackFile)
	if err != nil {
		t.Fatal(err)
	}
	var root any
	if err := json.Unmarshal(data, &root); err != nil {
		t.Fatal(err)
	}
	for _, e := range edits {
		root = e.apply(root, strings.FieldsFunc(e.At, func(r rune) bool { return r == '/' }))
	}
	data, err = json.Marshal(root)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func (e edit) apply(node any, path []string) any {
	if len(path) == 0 {
		return e.Set
	}
	switch n := node.(type) {
	case map[string]any:
		if len(path) == 1 && e.Remove {
			delete(n, path[0])
		} else {
			n[path[0]] = e.apply(n[path[0]], path[1:])
		}
	case []any:
		i, _ := strconv.Atoi(path[0])
		if len(path) == 1 && e.Remove {
			return slices.Delete(n, i, i+1)
		}
		n[i] = e.apply(n[i], path[1:])
	}
	return node
}

// readLines reads a file of JSON Lines.
func readLines[T any](t testing.TB, name string) (all []T) {
	t.Helper()
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		var one T
		if err := json.Unmarshal(lines.Bytes(), &one); err != nil {
			t.Fatal(err)
		}
		all = append(all, one)
	}
	return all
}

func day(t testing.TB, text string) intake.Day {
	t.Helper()
	d, err := intake.ParseDay(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func date(t testing.TB, text string) intake.Date {
	t.Helper()
	d, err := intake.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func unmarshal(t testing.TB, data []byte, into any) {
	t.Helper()
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatal(err)
	}
}
