package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"ventanilla/app/eligibility"
)

// ctlCheck runs the command as the program does.
func ctlCheck(t *testing.T, in string) (answers []string, status int) {
	t.Helper()
	out, status := ctl(t, in, "check")
	return strings.Split(strings.TrimSuffix(out, "\n"), "\n"), status
}

func TestCheckWorkedCases(t *testing.T) {
	file, err := os.Open("testdata/check/cases.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var in bytes.Buffer
	var want []json.RawMessage
	for lines := bufio.NewScanner(file); lines.Scan(); {
		var c struct{ Case, Expect json.RawMessage }
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&in, "%s\n", c.Case)
		want = append(want, c.Expect)
	}
	if len(want) < 40 {
		t.Fatalf("only %d cases", len(want))
	}
	answers, status := ctlCheck(t, in.String())
	if status != exitDone || len(answers) != len(want) {
		t.Fatalf("%d answers to %d lines, exit status %d", len(answers), len(want), status)
	}
	for i, answer := range answers {
		if !sameJSON(t, answer, string(want[i])) {
			t.Errorf("line %d\n got %s\nwant %s", i+1, answer, want[i])
		}
	}
}

func sameJSON(t *testing.T, a, b string) bool {
	t.Helper()
	var left, right any
	if err := errors.Join(json.Unmarshal([]byte(a), &left), json.Unmarshal([]byte(b), &right)); err != nil {
		t.Fatal(err)
	}
	return reflect.DeepEqual(left, right)
}

func TestCheckAnswersInOrderAndGoesOn(t *testing.T) {
	in := strings.Join([]string{
		`{"id":"a1","office":"EC","assessed_on":"2024-05-04","facts":{"nationalities":["CO"],"arrival_date":"2023-10-18","asylum_registration_date":"2023-10-18?"}}`,
		`{"id":"a2","office":"PE","assessed_on":"2024-05-04","facts":{}}`,
		``,
		`{"id":"a4","office":"CR","assessed_on":"2024-05-04","facts":{"arrival_date":"2023-02-29"}}` + "\r",
		`{"id":"a5","office":"CR","assessed_on":"2024-05-04"}`,
	}, "\n")
	answers, status := ctlCheck(t, in)
	want := []string{
		`{"id":"a1","office":"EC","accepting":false,"verdict":"needs_information","criteria":{"nationality":"met","presence":"met","regularization_or_asylum":"unknown"}}`,
		`{"id":"a2","error":"office: unknown office"}`,
		`{"id":null,"error":"not valid JSON: end of text at byte 0"}`,
		`{"id":"a4","error":"facts.arrival_date: no such day in that month"}`,
		`{"id":"a5","office":"CR","accepting":true,"verdict":"needs_information","criteria":{"nationality":"unknown","presence":"unknown"}}`,
	}
	if !reflect.DeepEqual(answers, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(answers, "\n"), strings.Join(want, "\n"))
	}
	if status != exitRefused {
		t.Errorf("exit status %d", status)
	}
}

func TestCheckOfNothing(t *testing.T) {
	if answers, status := ctlCheck(t, ""); status != exitDone || len(answers) != 1 || answers[0] != "" {
		t.Errorf("answers %q, exit status %d", answers, status)
	}
}

func TestCheckOverlongLine(t *testing.T) {
	const good = `{"id":"next","office":"CR","assessed_on":"2024-05-04"}`
	for _, size := range []int{eligibility.MaxQuestion, eligibility.MaxQuestion + 1, 300_000} {
		answers, status := ctlCheck(t, strings.Repeat(" ", size)+"x\n"+good)
		if status != exitRefused || len(answers) != 2 || !strings.Contains(answers[0], `"error"`) || strings.Contains(answers[1], `"error"`) {
			t.Errorf("%d bytes: answers %q, exit status %d", size, answers, status)
		}
	}
	line := good + strings.Repeat(" ", eligibility.MaxQuestion-len(good))
	for _, end := range []string{"", "\n"} {
		if _, status := ctlCheck(t, line+end); status != exitDone {
			t.Errorf("a line of just the limit: exit status %d", status)
		}
	}
}

// generator gives the same line so many times, without holding them.
type generator struct {
	line  string
	lines int
	at    int
}

func (g *generator) Read(p []byte) (n int, err error) {
	for n < len(p) && g.lines > 0 {
		copied := copy(p[n:], g.line[g.at:])
		n += copied
		if g.at += copied; g.at == len(g.line) {
			g.at, g.lines = 0, g.lines-1
		}
	}
	if n == 0 {
		return 0, io.EOF
	}
	return n, nil
}

const typicalLine = `{"id":"a1","office":"CO","assessed_on":"2024-05-04","facts":{"nationalities":["CO","VE"],` +
	`"birth_date":"1990-04~","arrival_date":"2023-06-11?","host_status":"regular"}}` + "\n"

func TestCheckRunsInConstantMemory(t *testing.T) {
	pack, err := builtInRules()
	if err != nil {
		t.Fatal(err)
	}
	held := func(lines int) uint64 {
		var peak uint64
		probe := probeFunc(func() {
			var stats runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&stats)
			peak = max(peak, stats.HeapAlloc)
		})
		if err := check(pack, &generator{line: typicalLine, lines: lines}, probe); err != nil {
			t.Fatal(err)
		}
		return peak
	}
	few, many := held(1_000), held(30_000)
	if many > few+1<<20 {
		t.Errorf("30,000 lines hold %d bytes, 1,000 hold %d", many, few)
	}
}

// probeFunc is a writer that is called now and then.
type probeFunc func()

func (f probeFunc) Write(p []byte) (int, error) {
	f()
	return len(p), nil
}

func TestCheckReportsABrokenPipe(t *testing.T) {
	pack, err := builtInRules()
	if err != nil {
		t.Fatal(err)
	}
	reader, writer := io.Pipe()
	reader.CloseWithError(io.ErrClosedPipe)
	if err := check(pack, strings.NewReader(typicalLine), writer); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("error is %v", err)
	}
}

// BenchmarkCheck reports lines a second.
func BenchmarkCheck(b *testing.B) {
	pack, err := builtInRules()
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(typicalLine)))
	b.ReportAllocs()
	if err := check(pack, &generator{line: typicalLine, lines: b.N}, io.Discard); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "lines/s")
}
