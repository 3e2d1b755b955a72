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
	"ventanilla/app/photo"
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
	capture := func(some []string) {
		for _, line := range jsonLines[captured](t, mustCtl(t, strings.Join(some, "\n"), k.unlocked("capture")...)) {
			codes = append(codes, line.Code)
		}
	}
	capture(lines[:12])
	mustCtl(t, "", k.locked("export", "--to", stick)...)
	mustCtl(t, "", k.locked("sync", "--once", "--json")...)
	capture(lines[12:])
	mustCtl(t, "", k.locked("export", "--to", stick)...)
	holdsNothingInClear(t, personal(t, lines), k.dir, stick)

	for range 2 {
		o.run(t, "import", stick)
		mustCtl(t, "", k.locked("sync", "--once")...)
		mustCtl(t, "", k.locked("export", "--to", stick)...)
	}
	o.run(t, "export", "--to", stick)
	mustCtl(t, "", k.unlocked("import", "--from", stick)...)

	if len(codes) != len(lines) {
		t.Fatalf("%d of %d were captured", len(codes), len(lines))
	}
	for _, r := range jsonLines[row](t, mustCtl(t, "", k.unlocked("list", "--json")...)) {
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
		o.showsWhatWentIn(t, codes[i], line)
	}
	holdsNothingInClear(t, personal(t, lines), k.dir, stick)
	mustCtl(t, "", k.unlocked("audit")...)
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

// showsWhatWentIn compares what the portal opens with the line that was captured, and the photos byte for byte with what
// the kiosk makes of the files.
func (o *office) showsWhatWentIn(t *testing.T, code, line string) {
	t.Helper()
	folder := t.TempDir()
	var shown struct {
		Answers map[string]any
		Portal  struct {
			Photos []struct{ File string }
		}
	}
	must(t, json.Unmarshal([]byte(o.run(t, "show", code, "--json", "--photos", folder)), &shown))
	var want map[string]any
	must(t, json.Unmarshal([]byte(line), &want))
	photos, _ := want["photos"].([]any)
	for i, one := range photos {
		p := one.(map[string]any)
		jpeg := stored(t, p["file"].(string), intake.PhotoKind(p["kind"].(string)))
		got, err := os.ReadFile(shown.Portal.Photos[i].File)
		must(t, err)
		if !bytes.Equal(got, jpeg) {
			t.Errorf("%s: photo %d is not what was stored", code, i)
		}
		delete(p, "file")
		p["sha256"] = store.PhotoName(jpeg)
		p["quality"] = shown.Answers["photos"].([]any)[i].(map[string]any)["quality"]
	}
	if !reflect.DeepEqual(shown.Answers, want) {
		t.Errorf("%s: shown %v\nwant %v", code, shown.Answers, want)
	}
}

// stored gives the JPEG that the kiosk keeps of a file.
func stored(t *testing.T, file string, kind intake.PhotoKind) []byte {
	t.Helper()
	f, err := os.Open(file)
	must(t, err)
	defer f.Close()
	picture, err := photo.Decode(f)
	must(t, err)
	jpeg, err := photo.Shrink(picture, kind)
	must(t, err)
	return jpeg
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
