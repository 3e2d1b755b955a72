package locale_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"ventanilla/app/locale"
)

// usage is what Go sources say about keys of texts.
type usage struct {
	literals map[string]bool
	built    []*regexp.Regexp // keys that are put together, such as "problem." + code
	asked    map[string]string
}

// readUsage reads every source of the programs that is no test.
func readUsage(t *testing.T) *usage {
	t.Helper()
	u := &usage{literals: map[string]bool{}, asked: map[string]string{}}
	files := 0
	for _, root := range []string{"../../app/guide", "../../app/ui", "../../app/locale", "../../app/receipt", "../../cmd"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			files++
			ast.Inspect(file, func(n ast.Node) bool { return u.note(path, n) })
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if files < 50 {
		t.Fatalf("read only %d sources", files)
	}
	return u
}

func (u *usage) note(path string, n ast.Node) bool {
	switch n := n.(type) {
	case *ast.BasicLit:
		if s, ok := literal(n); ok {
			u.literals[s] = true
		}
	case *ast.BinaryExpr:
		if pattern := pattern(n); n.Op == token.ADD && !strings.HasPrefix(pattern, ".+") {
			u.built = append(u.built, regexp.MustCompile("^"+pattern+"$"))
		}
	case *ast.CallExpr:
		if f, ok := n.Fun.(*ast.SelectorExpr); ok && len(n.Args) > 0 && slices.Contains([]string{"text", "count", "say", "Text", "Count"}, f.Sel.Name) {
			if key, ok := literal(n.Args[0]); ok {
				u.asked[key] = path
			}
		}
	}
	return true
}

func literal(e ast.Expr) (string, bool) {
	l, ok := e.(*ast.BasicLit)
	if !ok || l.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(l.Value)
	return s, err == nil
}

// pattern is a concatenation as a regular expression in which what is no literal can be anything.
func pattern(e ast.Expr) string {
	if b, ok := e.(*ast.BinaryExpr); ok {
		return pattern(b.X) + pattern(b.Y)
	}
	if s, ok := literal(e); ok {
		return regexp.QuoteMeta(s)
	}
	return ".+"
}

func TestEveryTextIsUsedAndEveryUsedTextIsThere(t *testing.T) {
	u, texts := readUsage(t), readTexts(t)[locale.Spanish]
	for key, path := range u.asked {
		if _, ok := texts[key]; !ok {
			t.Errorf("%s asks for %s, which is no text", path, key)
		}
	}
	for key := range texts {
		if u.literals[key] || slices.ContainsFunc(u.built, func(r *regexp.Regexp) bool { return r.MatchString(key) }) {
			continue
		}
		t.Errorf("nobody uses the text %s", key)
	}
}
