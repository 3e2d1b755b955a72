package main_test

import (
	"bufio"
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ventanilla/app/intake"
	"ventanilla/app/interview"
	"ventanilla/cmd/internal/site"
	"ventanilla/store"
)

var kills = flag.Int("kills", 4, "how often the window is killed in the middle of the tour")

const (
	testPassphrase = "mesa lluvia camino verde"
	longestLife    = 30 * time.Second // of a window that is to be killed
)

// TestKilledWindowKeepsWhatItAcknowledged kills the real window at random moments of the tour. What was on the screen as
// answered before must be in the store, and the next start must offer to go on with it: the tour begins with that.
func TestKilledWindowKeepsWhatItAcknowledged(t *testing.T) {
	k := newKilled(t)
	for i := range *kills {
		life := 6*time.Second + rand.N(longestLife)
		began := time.Now()
		kept := k.runAndKill(t, life)
		t.Logf("kill %d after %s: %d answers acknowledged", i+1, life.Round(time.Millisecond), len(kept))
		if missing := k.lost(t, kept, began); missing != "" {
			t.Fatalf("killed after %s, lost: %s", life, missing)
		}
	}
}

// killed is a kiosk, its programs and a display.
type killed struct {
	bin, dir, secret, display string
	people                    map[intake.Language]intake.Application
}

func newKilled(t *testing.T) *killed {
	t.Helper()
	k := &killed{bin: t.TempDir(), display: startDisplay(t), people: readTourPeople(t)}
	build := exec.Command("go", "build", "-tags", "migrated_fynedo,no_emoji", "-o", k.bin+"/", ".", "../kioskctl", "../portal")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	work := t.TempDir()
	k.dir, k.secret = filepath.Join(work, "kiosk"), filepath.Join(work, "secret")
	if err := os.WriteFile(k.secret, []byte(testPassphrase+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	portal, card := filepath.Join(work, "portal"), filepath.Join(work, "card.json")
	k.command(t, "portal", "init", "--dir", portal, "--passphrase-file", k.secret)
	// Nothing listens there: this kiosk never finds a link.
	shown := k.command(t, "portal", "card", "--dir", portal, "--url", "http://127.0.0.1:9", "--passphrase-file", k.secret)
	if err := os.WriteFile(card, shown, 0o600); err != nil {
		t.Fatal(err)
	}
	code := k.command(t, "portal", "enrol", "--dir", portal, "--site", "Puesto Río Claro", "--office", "GT")
	k.command(t, "kioskctl", "init", "--dir", k.dir, "--card", card, "--code", strings.TrimSpace(string(code)),
		"--staff", "Marta", "--passphrase-file", k.secret)
	return k
}

func (k *killed) command(t *testing.T, name string, args ...string) []byte {
	t.Helper()
	cmd := exec.Command(filepath.Join(k.bin, name), args...)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s %s: %v: %s", name, args[0], err, &errs)
	}
	return out
}

// runAndKill walks the tour until the time is over, kills the window, and returns what was acknowledged until then.
func (k *killed) runAndKill(t *testing.T, life time.Duration) []string {
	t.Helper()
	cmd := exec.Command(filepath.Join(k.bin, "kiosk"), "--dir", k.dir, "--fullscreen", "--camera", "../../app/intake/testdata/camera",
		"--tour", filepath.Join(t.TempDir(), "tour"), "--passphrase-file", k.secret)
	cmd.Env = append(os.Environ(), "DISPLAY="+k.display, "LIBGL_ALWAYS_SOFTWARE=1", "LANG=es_GT.UTF-8", "LC_ALL=",
		"XDG_CONFIG_HOME="+t.TempDir())
	diary, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var errs bytes.Buffer
	cmd.Stderr = &errs
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	gun := time.AfterFunc(life, func() { _ = cmd.Process.Kill() })
	defer gun.Stop()
	var kept []string
	for lines := bufio.NewScanner(diary); lines.Scan(); {
		kept = append(kept, lines.Text())
	}
	if err := cmd.Wait(); err == nil || !strings.Contains(err.Error(), "killed") {
		t.Fatalf("the tour ended before it was killed: %v\n%s", err, &errs)
	}
	return kept
}

// lost names the first acknowledged answer that the store does not hold in what was begun since then.
func (k *killed) lost(t *testing.T, kept []string, began time.Time) string {
	t.Helper()
	ctx := context.Background()
	place, err := site.Open(k.dir, site.Options{})
	if err != nil {
		t.Fatal(err)
	}
	session, err := place.Unlock(ctx, place.Staff()[0].ID, testPassphrase)
	if err != nil {
		t.Fatal(err)
	}
	defer session.Lock()
	drafts, err := session.Store.Drafts(ctx)
	if err != nil {
		t.Fatal(err)
	}
	drafts = slices.DeleteFunc(drafts, func(d intake.Draft) bool { return d.StartedAt.Before(began) })
	all, err := session.Store.List(ctx, store.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	handedIn := 0
	for _, s := range all {
		if s.State != intake.StateDraft && !s.CapturedAt.Before(began) {
			handedIn++
		}
	}
	for _, line := range kept {
		language, what, _ := strings.Cut(strings.TrimSuffix(line, " kept"), "-")
		person, ours := k.people[intake.Language(language)]
		if !ours {
			continue // the quick check keeps nothing
		}
		i := slices.IndexFunc(drafts, func(d intake.Draft) bool { return d.Answers.Language == person.Language })
		if i < 0 && handedIn == 0 {
			return line + ": no draft, and nothing handed in"
		}
		if i < 0 {
			continue // handed in; what was handed in is proven where receipts are
		}
		if diff := cmp.Diff(said(person, what), said(drafts[i].Answers, what), cmp.AllowUnexported(intake.Date{})); diff != "" {
			return fmt.Sprintf("%s: %s", line, diff)
		}
	}
	return ""
}

// said is what a record says to a question of the tour.
func said(a intake.Application, question string) any {
	switch interview.Question(question) {
	case interview.Consent:
		return a.Consent.Purposes
	case interview.Name:
		return []string{a.Applicant.GivenNames, a.Applicant.Surname, a.Applicant.SecondSurname}
	case interview.Birth:
		return a.Applicant.BirthDate
	case interview.Sex:
		return a.Applicant.Sex
	case interview.Nationality:
		return a.Applicant.Nationalities
	case interview.BirthCountry:
		return a.Applicant.BirthCountry
	case interview.Arrival:
		return a.Situation.ArrivalDate
	case interview.Contact:
		return []any{a.Contact, a.Missing[intake.FieldEmail]}
	case interview.Family:
		return a.Household
	case interview.Document:
		return a.Applicant.Documents
	default:
		return nil // a photo, or what has no answer to lose
	}
}

func readTourPeople(t *testing.T) map[intake.Language]intake.Application {
	t.Helper()
	data, err := os.ReadFile("people.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	people := map[intake.Language]intake.Application{}
	for line := range bytes.Lines(data) {
		a, err := intake.ParseApplication(bytes.TrimSpace(line))
		if err != nil {
			t.Fatal(err)
		}
		people[a.Language] = a
	}
	return people
}

// startDisplay starts a virtual display of its own for the test.
func startDisplay(t *testing.T) string {
	t.Helper()
	number, tell, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer number.Close()
	cmd := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1280x800x24", "-nolisten", "tcp")
	cmd.ExtraFiles = []*os.File{tell}
	if err := cmd.Start(); err != nil {
		t.Fatalf("start a virtual display (package xvfb): %v", err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	tell.Close()
	line, err := bufio.NewReader(number).ReadString('\n')
	if err != nil && err != io.EOF {
		t.Fatalf("start a virtual display: %v", err)
	}
	return ":" + strings.TrimSpace(line)
}
