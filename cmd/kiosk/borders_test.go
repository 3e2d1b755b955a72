package main_test

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"
)

const module = "ventanilla/"

// forbidden pairs: no package that matches from may import, itself, one that matches what, unless it is listed in but.
// Patterns are those of path.Match; a pattern that ends in "/..." matches the package and all below it.
var forbidden = []struct{ from, what, but, reason string }{
	{"app/intake", "ventanilla/...", "", "the nouns depend on nobody"},
	{"sync/batch", "ventanilla/...", "", "another implementation must be able to read the format alone"},
	{"store/cryptvfs", "ventanilla/...", "", "it is of use without the rest of the product"},
	{"store/vault", "ventanilla/...", "", "who may open the store is decided without looking into it"},
	{"app/...", "ventanilla/store/...", "", "the domain and the screens never see SQL"},
	{"app/...", "ventanilla/sync/...", "", "the domain and the screens never see the network"},
	{"app/...", "database/sql", "", "the domain and the screens never see SQL"},
	{"app/...", "net/http", "", "the domain and the screens never see the network"},
	{"app/eligibility", "ventanilla/...", "app/intake", "rules are pure: facts in, outcome out"},
	{"app/eligibility", "os", "", "rules are pure: no file, no clock"},
	{"app/interview", "ventanilla/...", "app/intake app/eligibility", "an interview knows neither window nor store"},
	{"app/ui", "ventanilla/...", "app/report app/interview app/intake app/locale app/ui/theme app/ui/widgets assets", "a screen sees its model and its texts"},
	{"app/ui/...", "ventanilla/app/eligibility", "", "the interview puts outcomes before the screens"},
	{"store/...", "ventanilla/sync/...", "", "the store does not know what leaves it"},
	{"store/...", "ventanilla/app/...", "app/intake", "the store returns the nouns and nothing else"},
	{"sync/...", "ventanilla/store/...", "", "what delivers works while the store is locked or damaged"},
	{"sync/portal/...", "ventanilla/sync/outbox", "", "the portal does not know the kiosk's custody"},
	{"sync/...", "ventanilla/app/...", "app/intake", "what is carried is sealed; only the nouns are shared"},
	{"sync/carrier", "ventanilla/sync/uplink", "", "a stick is carried where there is no network"},
	{"app/intake", "ventanilla/...", "", "the nouns stand on nothing of ours"},
	{"assets", "ventanilla/...", "", "assets are data"},
	{"app/...", "testing", "", "test code stays out of the product"},
	{"store/...", "testing", "", "test code stays out of the product"},
	{"sync/...", "testing", "", "test code stays out of the product"},
	{"cmd/...", "testing", "", "test code stays out of the product"},
	{"app/camera", "fyne.io/...", "", "only app/ui and cmd/kiosk import Fyne"},
	{"app/[b-t]*", "fyne.io/...", "", "only app/ui and cmd/kiosk import Fyne"},
	{"store/...", "fyne.io/...", "", "only app/ui and cmd/kiosk import Fyne"},
	{"sync/...", "fyne.io/...", "", "only app/ui and cmd/kiosk import Fyne"},
	{"cmd/kioskctl", "fyne.io/...", "", "kioskctl has no window"},
	{"cmd/portal", "fyne.io/...", "", "the portal has no window"},
	{"cmd/portal", "ventanilla/store/...", "", "the portal is no kiosk"},
}

// never pairs hold for everything that a program is built from, not only for what it names itself.
var never = []struct{ program, what, reason string }{
	{"cmd/kioskctl", "fyne.io/fyne/v2", "kioskctl runs where there is no display"},
}

// pkg is what `go list -json` tells of a package.
type pkg struct {
	ImportPath, Doc        string
	GoFiles, Imports, Deps []string
}

func listPackages(t *testing.T) []pkg {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Doc,GoFiles,Imports,Deps", module+"...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var packages []pkg
	dec := json.NewDecoder(strings.NewReader(string(out)))
	for {
		var p pkg
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		packages = append(packages, p)
	}
	if len(packages) < 10 {
		t.Fatalf("only %d packages found: the check looks in the wrong place", len(packages))
	}
	return packages
}

func matches(pattern, name string) bool {
	if root, ok := strings.CutSuffix(pattern, "/..."); ok {
		return name == root || strings.HasPrefix(name, root+"/")
	}
	ok, err := path.Match(pattern, name)
	if err != nil {
		panic(err)
	}
	return ok
}

func TestForbiddenImports(t *testing.T) {
	packages := listPackages(t)
	for _, rule := range forbidden {
		seen := false
		for _, p := range packages {
			from := strings.TrimPrefix(p.ImportPath, module)
			if !matches(rule.from, from) {
				continue
			}
			seen = true
			for _, imported := range p.Imports {
				ours := strings.TrimPrefix(imported, module)
				if matches(rule.what, imported) && !slices.Contains(strings.Fields(rule.but), ours) {
					t.Errorf("%s imports %s: %s", from, imported, rule.reason)
				}
			}
		}
		if !seen {
			t.Errorf("no package matches %q: the rule guards nothing", rule.from)
		}
	}
}

// TestTheNounsStandAlone: every room shares app/intake, so it must bring nothing along but the standard library and uuid.
func TestTheNounsStandAlone(t *testing.T) {
	packages := listPackages(t)
	i := slices.IndexFunc(packages, func(p pkg) bool { return p.ImportPath == module+"app/intake" })
	if i < 0 {
		t.Fatal("no package app/intake: the rule guards nothing")
	}
	for _, imported := range packages[i].Imports {
		first, _, _ := strings.Cut(imported, "/")
		if strings.Contains(first, ".") && imported != "github.com/google/uuid" {
			t.Errorf("app/intake imports %s", imported)
		}
	}
}

func TestProgramsAreBuiltWithout(t *testing.T) {
	packages := listPackages(t)
	for _, rule := range never {
		i := slices.IndexFunc(packages, func(p pkg) bool { return p.ImportPath == module+rule.program })
		if i < 0 {
			t.Errorf("no program %s: the rule guards nothing", rule.program)
			continue
		}
		if slices.Contains(packages[i].Deps, rule.what) {
			t.Errorf("%s is built from %s: %s", rule.program, rule.what, rule.reason)
		}
	}
}

// TestEachPackageSaysWhatItIsFor holds the floor plan: a comment for each package, and no Go file where only folders are.
func TestEachPackageSaysWhatItIsFor(t *testing.T) {
	for _, p := range listPackages(t) {
		name := strings.TrimPrefix(p.ImportPath, module)
		if len(p.GoFiles) > 0 && len(p.Doc) < 40 {
			t.Errorf("%s has no package comment that says what it is for", name)
		}
		if slices.Contains([]string{"ventanilla", "app", "sync"}, name) {
			t.Errorf("%s holds Go files, but is for folders only", name)
		}
		if slices.Contains([]string{"util", "utils", "common", "helpers", "models"}, path.Base(name)) {
			t.Errorf("%s is named after nothing", name)
		}
	}
}
