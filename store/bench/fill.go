//go:build unix

package main

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"

	_ "modernc.org/sqlite" // registers "sqlite"

	"ventanilla/app/intake"
	"ventanilla/store"
	"ventanilla/store/cryptvfs"
	"ventanilla/store/migration"
)

// What made-up people are made of; the first of each are the commonest.
var (
	givenNames = []string{
		"María", "José", "Juan", "Luis", "Ana", "Carlos", "Rosa", "Jean", "Marie", "Wilner", "Yuleisy", "Ángel", "Nadège", "Íñigo",
		"Marisol", "Dieudonné", "Guerline", "Milagros", "Esnayder", "Xiomara", "Ñusta", "Fabienne", "Wendy", "Zoraida", "Quetzali",
	}
	surnames = []string{
		"García", "Pierre", "Rodríguez", "López", "Hernández", "Jean-Baptiste", "González", "Pérez", "Joseph", "Núñez", "Quispe",
		"Zúñiga", "Etienne", "Caal", "Xicará", "Peña", "Muñoz", "Mamani", "Saint-Fleur", "Ajanel", "Urdaneta", "Yancor", "Tzoc",
	}
	countries = []intake.Country{"VE", "HT", "CO", "CU", "HN", "NI", "GT", "SV"}
)

// pick prefers the first, as names are: the second half of a list is as common as its first name.
func pick[T any](random *rand.Rand, from []T) T {
	at := random.Float64()
	return from[int(at*at*float64(len(from)))]
}

// madeUp answers for somebody who does not exist.
func madeUp(random *rand.Rand) intake.Application {
	country := pick(random, countries)
	birth, _ := intake.NewDate(1950+random.IntN(55), time.Month(1+random.IntN(12)), 1+random.IntN(28)) // in range
	arrival, _ := intake.NewDate(2019+random.IntN(7), 1, 1+random.IntN(28))                            // in range
	a := intake.Application{
		Office: "GT", Language: "es", AssistedBy: intake.ByWorker,
		Consent: &intake.Consent{
			NoticeVersion: "2026-01", Language: "es", Given: intake.Verbal,
			Purposes: map[intake.Purpose]bool{intake.Screening: true, intake.ToContact: true},
		},
		Applicant: intake.Person{
			GivenNames: pick(random, givenNames) + " " + pick(random, givenNames), Surname: pick(random, surnames),
			SecondSurname: pick(random, surnames), BirthDate: birth, BirthCountry: country,
			Nationalities: []intake.Nationality{intake.Nationality(country)},
			Documents:     []intake.Document{{Type: intake.Passport, Number: fmt.Sprintf("X%09d", random.IntN(1e9)), Country: country}},
		},
		Contact:   intake.Contact{Phone: fmt.Sprintf("+502%08d", random.IntN(1e8))},
		Situation: intake.Situation{ArrivalDate: arrival, HostStatus: intake.InProcess},
		Household: []intake.Member{},
	}
	for range random.IntN(4) {
		a.Household = append(a.Household, intake.Member{
			Person:       intake.Person{GivenNames: pick(random, givenNames), Surname: a.Applicant.Surname},
			Relationship: intake.Child, Whereabouts: intake.Here,
		})
	}
	return a
}

// fill makes a store with the statements that hand applications in, but many in a transaction. The words for the search are
// worked out when it is opened, as after an update of the program.
func fill(ctx context.Context, path string, count int) error {
	began := time.Now()
	db, err := cryptvfs.Create(path, key, cryptvfs.Options{})
	if err != nil {
		return err
	}
	ids, err := insert(ctx, db, count)
	if err := errors.Join(err, db.Close(), writeSample(path, ids)); err != nil {
		return err
	}
	filled := time.Now()
	s, err := store.Open(ctx, path, key, store.Options{})
	if err != nil {
		return err
	}
	fmt.Printf("filled in %.0f s, its words worked out in %.0f s\n", filled.Sub(began).Seconds(), time.Since(filled).Seconds())
	return s.Close()
}

const inTransaction = 2000

// insert brings a database up to the schema and puts applications into it.
func insert(ctx context.Context, db *sql.DB, count int) (ids []intake.ApplicationID, err error) {
	if err := migration.Up(ctx, db); err != nil {
		return nil, err
	}
	random := rand.New(rand.NewPCG(1, 2))
	for len(ids) < count {
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return nil, err
		}
		for range min(inTransaction, count-len(ids)) {
			id, err := insertOne(ctx, tx, random, len(ids))
			if err != nil {
				return nil, errors.Join(err, tx.Rollback())
			}
			ids = append(ids, id)
		}
		if err := tx.Commit(); err != nil {
			return nil, err
		}
	}
	return ids, nil
}

// searches is how many people are looked for.
const searches = 250

// writeSample keeps the ids of those who are looked for, from all over the store, beside it.
func writeSample(path string, ids []intake.ApplicationID) error {
	random := rand.New(rand.NewPCG(3, 4))
	var sample []intake.ApplicationID
	for range min(searches, len(ids)) {
		sample = append(sample, ids[random.IntN(len(ids))])
	}
	text, err := json.Marshal(sample)
	if err != nil {
		return err
	}
	return os.WriteFile(path+sampleSuffix, text, 0o600)
}

const sampleSuffix = ".sample"

// thumbnail is how many bytes stand in for a photo: its row is there, and what a photo weighs would not fit on most disks.
const thumbnail = 512

func insertOne(ctx context.Context, tx *sql.Tx, random *rand.Rand, n int) (intake.ApplicationID, error) {
	id, err := intake.NewApplicationID()
	if err != nil {
		return "", err
	}
	code, err := intake.NewCode()
	if err != nil {
		return "", err
	}
	r := intake.Revision{Application: id, Code: code, Number: 1, Answers: madeUp(random)}
	r.Captured.Device, r.Captured.Sequence = time.UnixMilli(1.77e12+int64(n)*60_000).UTC(), int64(n+1)
	photos := make([][]byte, 2)
	for i := range photos {
		photos[i] = make([]byte, thumbnail)
		for at := range photos[i] {
			photos[i][at] = byte(random.Uint32())
		}
		r.Answers.Photos = append(r.Answers.Photos, intake.Photo{Kind: intake.Portrait, SHA256: store.PhotoName(photos[i])})
	}
	record, err := json.Marshal(r)
	if err != nil {
		return "", err
	}
	return id, insertRows(ctx, tx, r, record, photos)
}

// insertRows writes a revision, its photos, and what is found by them.
func insertRows(ctx context.Context, tx *sql.Tx, r intake.Revision, record []byte, photos [][]byte) error {
	do := func(statement string, args ...any) error {
		_, err := tx.ExecContext(ctx, statement, args...)
		return err
	}
	hash := sha256.Sum256(record)
	err := errors.Join(
		do(`INSERT INTO revision (application, number, code, withdrawn, captured_at, sequence, state) VALUES (?, 1, ?, 0, ?, ?, 'waiting')`,
			r.Application, r.Code, r.Captured.Device.UnixMilli(), r.Captured.Sequence),
		do("INSERT INTO frozen VALUES (?, 1, ?, ?, '')", r.Application, string(record), r.Answers.Applicant.Initials()),
		do("INSERT INTO fingerprint VALUES (?, ?)", hash[:], r.Application),
	)
	for _, jpeg := range photos {
		name := store.PhotoName(jpeg)
		err = errors.Join(err, do("INSERT INTO photo VALUES (?, ?)", name, jpeg), do("INSERT INTO photo_use VALUES (?, 1, ?)", r.Application, name))
	}
	return errors.Join(
		err,
		do(`INSERT INTO object (name, application, revision, part, size, description) VALUES (?, ?, 1, 'core', 2000, '{}')`,
			hex.EncodeToString(hash[:]), r.Application),
		do("UPDATE revision SET sealed = 1 WHERE application = ?", r.Application),
		do("UPDATE clock SET sequence = ?, device = ?", r.Captured.Sequence, r.Captured.Device.UnixMilli()),
	)
}

// compareSizes makes the same database encrypted and plain.
func compareSizes(ctx context.Context, dir string, count int) error {
	sealed, err := cryptvfs.Create(filepath.Join(dir, "sealed.db"), key, cryptvfs.Options{})
	if err != nil {
		return err
	}
	plain, err := sql.Open("sqlite", filepath.Join(dir, "plain.db")+"?_pragma=auto_vacuum(2)&_pragma=journal_mode(WAL)")
	if err != nil {
		return err
	}
	var sizes []float64
	for name, db := range map[string]*sql.DB{"sealed.db": sealed, "plain.db": plain} {
		db.SetMaxOpenConns(1)
		_, err := insert(ctx, db, count)
		if err := errors.Join(err, db.Close()); err != nil {
			return err
		}
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			return err
		}
		sizes = append(sizes, float64(info.Size()))
		if name == "sealed.db" {
			sizes[0], sizes[len(sizes)-1] = sizes[len(sizes)-1], sizes[0]
		}
	}
	show("file, against a plain one", fmt.Sprintf("%.3f", sizes[0]/sizes[1]), "1.02")
	return nil
}
