package cryptvfs_test

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// modernc.org/sqlite works with the modernc.org/libc that it was made with and
// no other; this build must use that pair.
func TestLibcIsSQLitesOwn(t *testing.T) {
	list := func(format, module string) string {
		out, err := exec.Command("go", "list", "-m", "-f", format, module).Output()
		if err != nil {
			t.Fatal(err)
		}
		return strings.TrimSpace(string(out))
	}
	wants := filepath.Join(list("{{.Dir}}", "modernc.org/sqlite"), "go.mod")
	mod, err := exec.Command("go", "mod", "edit", "-json", wants).Output()
	if err != nil {
		t.Fatal(err)
	}
	uses := list("{{if .Replace}}{{.Replace.Version}}{{else}}{{.Version}}{{end}}", "modernc.org/libc")
	if !strings.Contains(string(mod), `"Path": "modernc.org/libc",`+"\n\t\t\t"+`"Version": "`+uses+`"`) {
		t.Fatalf("this build uses modernc.org/libc %s, modernc.org/sqlite wants another", uses)
	}
}
