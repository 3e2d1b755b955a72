package main

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"ventanilla/app/locale"
	"ventanilla/app/ui"
	"ventanilla/assets"
)

// TestEveryActionHasASentenceAndAKind reads which actions the store can record, and wants each to be told in every language
// and to be found by its kind.
func TestEveryActionHasASentenceAndAKind(t *testing.T) {
	sources, err := filepath.Glob(filepath.Join("..", "..", "store", "*.go"))
	if err != nil || len(sources) == 0 {
		t.Fatalf("%d sources, %v", len(sources), err)
	}
	declared := regexp.MustCompile(`\bAction = "([a-z_]+)"`)
	var actions []string
	for _, path := range sources {
		source, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range declared.FindAllSubmatch(source, -1) {
			actions = append(actions, string(found[1]))
		}
	}
	if len(actions) < 30 {
		t.Fatalf("only %d actions found: the test looks in the wrong place", len(actions))
	}
	var kinds []string
	for _, kind := range []ui.AuditKind{ui.AuditOpening, ui.AuditApplications, ui.AuditDelivery, ui.AuditStaff, ui.AuditOther} {
		kinds = append(kinds, kind.Did()...)
	}
	files, err := assets.Locale()
	if err != nil {
		t.Fatal(err)
	}
	for _, language := range locale.Languages() {
		data, err := fs.ReadFile(files, string(language)+".json")
		if err != nil {
			t.Fatal(err)
		}
		var texts map[string]any
		if err := json.Unmarshal(data, &texts); err != nil {
			t.Fatal(err)
		}
		for _, action := range actions {
			if texts["audit.did."+action] == nil {
				t.Errorf("%s: no sentence for %s", language, action)
			}
		}
	}
	for _, action := range actions {
		if !slices.Contains(kinds, action) {
			t.Errorf("%s is of no kind", action)
		}
	}
}
