package assets_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"ventanilla/assets"
)

// iconConstants reads the names that icons.go declares.
func iconConstants(t *testing.T) map[string]bool {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "icons.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if ok && strings.HasPrefix(spec.Names[0].Name, "Icon") {
			name, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			names[name] = true
		}
		return true
	})
	return names
}

func TestIconsAndConstantsAgree(t *testing.T) {
	files, err := filepath.Glob("icons/*.svg")
	if err != nil || len(files) == 0 {
		t.Fatalf("no icons: %v", err)
	}
	names := iconConstants(t)
	if len(names) != len(files) {
		t.Errorf("%d constants, %d files", len(names), len(files))
	}
	for _, path := range files {
		name := strings.TrimSuffix(filepath.Base(path), ".svg")
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if got := assets.Icon(assets.IconName(name)); string(got) != string(want) || !names[name] {
			t.Errorf("icon %s: no constant, or not embedded", name)
		}
		if !strings.Contains(string(want), `fill="currentColor"`) {
			t.Errorf("icon %s cannot be recoloured", name)
		}
	}
	if assets.Icon("no-such") != nil {
		t.Error("an unknown icon must be nil")
	}
}
