package main

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode/utf16"

	"ventanilla/app/intake"
	"ventanilla/cmd/internal/site"
	"ventanilla/store"
)

// TestTwentyFour sends half of the made-up applications by network and all by stick, twice, and wants each at the portal
// once, just as it went in.
func TestTwentyFour(t *testing.T) {
	people := path(t, "..", "..", "app", "intake", "testdata")
	lines := applicationLines(t, people)
	o := newOffice(t)
	k, stick := o.newKiosk(t), t.TempDir()
	t.Chdir(people)

	var codes []string
	photos := map[string][]byte{}
	capture := func(some []string) {
		for _, line := range jsonLines[captured](t, k.run(t, strings.Join(some, "\n"), k.unlocked("capture"))) {
			codes = append(codes, line.Code)
			k.stored(t, line.Application, photos)
		}
	}
	capture(lines[:12])
	k.run(t, "", k.locked("export", "--to", stick))
	k.run(t, "", k.locked("sync", "--once", "--json"))
	capture(lines[12:])
	k.run(t, "", k.locked("export", "--to", stick))
	holdsNothingInClear(t, personal(t, lines), k.dir, stick, k.said(t))

	for range 2 {
		o.run(t, "import", stick)
		k.run(t, "", k.locked("sync", "--once"))
		k.run(t, "", k.locked("export", "--to", stick))
	}
	o.run(t, "export", "--to", stick)
	k.run(t, "", k.unlocked("import", "--from", stick))

	if len(codes) != len(lines) {
		t.Fatalf("%d of %d were captured", len(codes), len(lines))
	}
	for _, r := range jsonLines[row](t, k.run(t, "", k.unlocked("list", "--json"))) {
		if r.State != intake.StateDelivered || !r.Receipt {
			t.Errorf("%s is %s, receipt %v", r.Code, r.State, r.Receipt)
		}
	}
	for code, n := range o.received(t) {
		if n != 1 {
			t.Errorf("%s is at the portal %d times", code, n)
		}
	}
	if got := len(o.received(t)); got != len(lines) {
		t.Errorf("%d of %d are at the portal", got, len(lines))
	}
	for i, line := range lines {
		o.showsWhatWentIn(t, codes[i], line, photos)
	}
	holdsNothingInClear(t, personal(t, lines), k.dir, stick, k.said(t))
	k.run(t, "", k.unlocked("audit"))
}

func applicationLines(t *testing.T, people string) []string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(people, "applications.jsonl"))
	must(t, err)
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")
	if len(lines) != 24 {
		t.Fatalf("%d made-up applications", len(lines))
	}
	return lines
}

func jsonLines[T any](t *testing.T, text string) []T {
	t.Helper()
	var all []T
	for line := range strings.Lines(text) {
		var one T
		must(t, json.Unmarshal([]byte(line), &one))
		all = append(all, one)
	}
	return all
}

// received counts the applications at the portal by their code.
func (o *office) received(t *testing.T) map[string]int {
	t.Helper()
	count := map[string]int{}
	for _, one := range jsonLines[struct{ Code string }](t, o.run(t, "list", "--json")) {
		count[one.Code]++
	}
	return count
}

// stored adds the photos of an application as the kiosk's store has them.
func (k kiosk) stored(t *testing.T, id intake.ApplicationID, photos map[string][]byte) {
	t.Helper()
	s, err := site.Open(k.dir, site.Options{})
	must(t, err)
	session, err := s.Unlock(t.Context(), s.Staff()[0].ID, secret)
	must(t, err)
	defer session.Lock()
	r, err := session.Store.Revision(t.Context(), id, 1)
	must(t, err)
	for _, p := range r.Answers.Photos {
		photos[p.SHA256], err = session.Store.Photo(t.Context(), p.SHA256)
		must(t, err)
	}
}

// showsWhatWentIn compares what the portal opens with the line that was captured, and the photos byte for byte with what
// the kiosk had stored.
func (o *office) showsWhatWentIn(t *testing.T, code, line string, stored map[string][]byte) {
	t.Helper()
	var shown struct {
		Answers map[string]any
		Portal  struct {
			Photos []struct{ File, SHA256 string }
		}
	}
	must(t, json.Unmarshal([]byte(o.run(t, "show", code, "--json", "--photos", t.TempDir())), &shown))
	var want map[string]any
	must(t, json.Unmarshal([]byte(line), &want))
	told, _ := shown.Answers["assessment"].(map[string]any)
	if told["pack_version"] != "2026-01" || told["verdict"] == "" {
		t.Errorf("%s: told %v", code, told)
	}
	want["assessment"] = told // what the app adds
	photos, _ := want["photos"].([]any)
	for i, one := range photos {
		at := shown.Portal.Photos[i]
		got, err := os.ReadFile(at.File)
		must(t, err)
		if len(got) == 0 || !bytes.Equal(got, stored[at.SHA256]) {
			t.Errorf("%s: photo %d is not what was stored", code, i)
		}
		p := one.(map[string]any)
		delete(p, "file")
		p["sha256"] = store.PhotoName(got)
		p["quality"] = shown.Answers["photos"].([]any)[i].(map[string]any)["quality"]
	}
	if !reflect.DeepEqual(shown.Answers, want) {
		t.Errorf("%s: shown %v\nwant %v", code, shown.Answers, want)
	}
}

// personal lists what in the applications tells who somebody is, as bytes in UTF-8 and both orders of UTF-16. Shorter
// ones are left out: ciphertext holds every three letters somewhere.
func personal(t *testing.T, lines []string) [][]byte {
	t.Helper()
	const shortest = 6 // bytes
	var all [][]byte
	add := func(text string) {
		for _, form := range [][]byte{[]byte(text), wide(text, binary.LittleEndian), wide(text, binary.BigEndian)} {
			if len(form) >= shortest {
				all = append(all, form)
			}
		}
	}
	for _, line := range lines {
		a, err := intake.ParseApplication([]byte(line))
		must(t, err)
		people := []intake.Person{a.Applicant}
		for _, m := range a.Household {
			people = append(people, m.Person)
		}
		for _, text := range []string{a.Contact.Email, a.Contact.Phone, a.Contact.Other} {
			add(text)
		}
		for _, p := range people {
			for _, text := range []string{p.GivenNames, p.Surname, p.SecondSurname, p.KnownAs, p.NameOnDocument} {
				add(text)
				for _, word := range strings.Fields(text) {
					add(word)
				}
			}
			for _, d := range p.Documents {
				add(d.Number)
			}
		}
	}
	in := 0
	for _, text := range all {
		if strings.Contains(strings.Join(lines, "\n"), string(text)) {
			in++
		}
	}
	if in < 100 {
		t.Fatalf("only %d personal texts are in what was captured: the test looks for the wrong thing", in)
	}
	return all
}

func wide(text string, order binary.AppendByteOrder) []byte {
	var out []byte
	for _, unit := range utf16.Encode([]rune(text)) {
		out = order.AppendUint16(out, unit)
	}
	return out
}

// holdsNothingInClear looks through every file in the folders, as somebody who finds them could.
func holdsNothingInClear(t *testing.T, texts [][]byte, folders ...string) {
	t.Helper()
	files := 0
	for _, folder := range folders {
		must(t, filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			files++
			data, err := os.ReadFile(path)
			data = append(data, path...)
			for _, text := range texts {
				if bytes.Contains(data, text) {
					t.Errorf("%s holds %q in clear", path, text)
				}
			}
			return err
		}))
	}
	if files < 8 {
		t.Errorf("looked at %d files only", files)
	}
}
