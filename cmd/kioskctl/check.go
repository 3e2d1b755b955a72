package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"ventanilla/app/eligibility"
	"ventanilla/assets"
)

// newCheckCommand returns `kioskctl check`, which answers questions about minimum requirements under the rules that
// this program was built with.
func newCheckCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "check",
		Short: "say what the minimum requirements say about people",
		Long: `Reads assessments as JSON Lines from standard input and writes one answer a line, in
the same order. A line that is not valid is answered with its id and an error that names
the field; the rest go on, and the exit status is 1. An empty line is not valid.

Lines may be ` + fmt.Sprint(eligibility.MaxQuestion) + ` bytes long, and there may be any number of them.`,
		Example: `  kioskctl check < assessments.jsonl
  echo '{"id":"a1","office":"CR","assessed_on":"2026-05-04",
         "facts":{"nationalities":["NI"],"arrival_date":"2023-06~"}}' | tr -d '\n' | kioskctl check`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			pack, err := builtInRules()
			if err != nil {
				return err
			}
			return check(pack, cmd.InOrStdin(), cmd.OutOrStdout())
		},
	}
}

// builtInRules returns the pack that the program was built with.
func builtInRules() (*eligibility.Pack, error) {
	data, err := assets.Rules.ReadFile(assets.FirstPack)
	if err != nil {
		return nil, fmt.Errorf("read built-in rules: %w", err)
	}
	return eligibility.ParsePack(data)
}

// refusedLinesError says that some lines of the input were refused; the answers say which.
type refusedLinesError struct{ lines int }

func (e *refusedLinesError) Error() string { return fmt.Sprintf("lines refused: %d", e.lines) }

// ExitStatus is that of input that was refused in part.
func (e *refusedLinesError) ExitStatus() int { return 1 }

// check answers every line of in, in constant memory. It returns a refusedLinesError if it refused any.
func check(pack *eligibility.Pack, in io.Reader, out io.Writer) error {
	const lineEnd = 2
	lines := bufio.NewReaderSize(in, eligibility.MaxQuestion+lineEnd)
	answers := bufio.NewWriterSize(out, eligibility.MaxQuestion)
	refused := 0
	var answer []byte
	for {
		line, err := readLine(lines)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return errors.Join(fmt.Errorf("read assessments: %w", err), answers.Flush())
		}
		var ok bool
		if answer, ok = answerLine(answer[:0], pack, line); !ok {
			refused++
		}
		answers.Write(append(answer, '\n')) // Flush gives the error
		if lines.Buffered() == 0 {
			if err := answers.Flush(); err != nil {
				return fmt.Errorf("write answers: %w", err)
			}
		}
	}
	if err := answers.Flush(); err != nil {
		return fmt.Errorf("write answers: %w", err)
	}
	if refused > 0 {
		return &refusedLinesError{refused}
	}
	return nil
}

// answerLine appends the answer to one line, and reports whether the line was valid.
func answerLine(answer []byte, pack *eligibility.Pack, line []byte) ([]byte, bool) {
	question, err := eligibility.ParseQuestion(line)
	if err == nil {
		answer, err = question.Answer(answer, pack)
	}
	if err != nil {
		return question.Refusal(answer, err), false
	}
	return answer, true
}

// readLine returns the next line; of one that is longer than the reader's buffer only the beginning, which is too long
// already to be a question. The line is valid until the next call. At the end it returns io.EOF.
func readLine(lines *bufio.Reader) ([]byte, error) {
	line, err := lines.ReadSlice('\n')
	if !errors.Is(err, bufio.ErrBufferFull) {
		if errors.Is(err, io.EOF) && len(line) > 0 {
			err = nil
		}
		return bytes.TrimSuffix(line, []byte("\n")), err
	}
	start := slices.Clone(line)
	for errors.Is(err, bufio.ErrBufferFull) {
		_, err = lines.ReadSlice('\n')
	}
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return start, err
}
