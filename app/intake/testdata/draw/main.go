// Command draw makes the pictures that the made-up applications beside it name: a face for each portrait, a specimen
// paper for each document. Run it in app/intake/testdata after changing applications.jsonl:
//
//	go run ./draw
//
// It shows nobody: a face follows from the number of its line alone, a paper from the answers on the line.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/jpeg"
	"log"
	"os"

	"ventanilla/app/intake"
)

const quality = 82 // of the JPEGs, as a phone would write them

func main() {
	log.SetFlags(0)
	file, err := os.Open("applications.jsonl")
	if err != nil {
		log.Fatal(err)
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, intake.MaxRecord)
	for number := 1; lines.Scan(); number++ {
		if err := drawLine(number, lines.Bytes()); err != nil {
			log.Fatalf("line %d: %v", number, err)
		}
	}
	if err := lines.Err(); err != nil {
		log.Fatal(err)
	}
}

// drawLine writes every picture that one application names.
func drawLine(number int, line []byte) error {
	var a intake.Application
	if err := json.Unmarshal(line, &a); err != nil {
		return fmt.Errorf("read application: %w", err)
	}
	who := newFace(number, a.Applicant)
	for _, p := range a.Photos {
		if err := save(p.File, drawPhoto(p.Kind, number, a, who)); err != nil {
			return err
		}
	}
	return nil
}

func drawPhoto(kind intake.PhotoKind, number int, a intake.Application, who face) image.Image {
	switch kind {
	case intake.Portrait:
		return who.portrait(720, 960)
	case intake.DocumentFront:
		return newPaper(number, a.Applicant, who).front()
	case intake.DocumentBack:
		return newPaper(number, a.Applicant, who).back()
	}
	return newPaper(number, a.Applicant, who).letter(a.Situation.Place)
}

func save(path string, img image.Image) error {
	var buf bytes.Buffer
	if err := jpeg.Encode(&buf, img, &jpeg.Options{Quality: quality}); err != nil {
		return fmt.Errorf("encode picture: %w", err)
	}
	return os.WriteFile(path, buf.Bytes(), 0o644)
}
