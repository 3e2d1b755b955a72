package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"ventanilla/app/intake"
)

// mend makes a store of which rows are missing one that a kiosk can work with, and notes what of whom is lost.
func (c *carrier) mend(ctx context.Context) error {
	tx, err := c.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, step := range []func(context.Context, *sql.Tx) error{
		c.mendHeads, c.mendPhotos, c.mendAnswers, c.mendLedger, c.mendClock, c.mendSettings, c.mendAudit, c.noteLost,
	} {
		if err := step(ctx, tx); err != nil {
			return err
		}
	}
	return tx.Commit()
}

func do(ctx context.Context, tx *sql.Tx, statements ...string) error {
	for _, statement := range statements {
		if _, err := tx.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}

// mendHeads writes the heads of revisions anew from the answers that were frozen with them.
func (c *carrier) mendHeads(ctx context.Context, tx *sql.Tx) error {
	records, err := query(ctx, tx, scanOne[[]byte],
		"SELECT record FROM frozen WHERE NOT EXISTS (SELECT 1 FROM revision r WHERE r.application = frozen.application AND r.number = frozen.number)")
	if err != nil {
		return err
	}
	for _, record := range records {
		r, err := parseRevision(record)
		if err != nil {
			continue // deleted below
		}
		_, err = tx.ExecContext(ctx, `INSERT OR IGNORE INTO revision (application, number, code, withdrawn, captured_at, sequence, state)
			VALUES (?, ?, ?, ?, ?, ?, 'waiting')`,
			r.Application, r.Number, r.Code, r.Withdrawn, millis(r.Captured.Device), r.Captured.Sequence)
		if err != nil {
			return err
		}
	}
	// What was sealed as a whole need not be sealed again, and what is received is delivered.
	return do(ctx, tx, `DELETE FROM frozen WHERE NOT EXISTS
			(SELECT 1 FROM revision r WHERE r.application = frozen.application AND r.number = frozen.number)`,
		`UPDATE revision SET latest = (number = (SELECT max(number) FROM revision r WHERE r.application = revision.application))`,
		`UPDATE revision SET sealed = 1 WHERE sealed = 0 AND (SELECT count(*) FROM object o WHERE o.application = revision.application
			AND o.revision = revision.number) = 1 + (SELECT json_array_length(record, '$.answers.photos') FROM frozen f
			WHERE f.application = revision.application AND f.number = revision.number)`,
		`UPDATE revision SET state = iif(withdrawn, 'withdrawn', 'delivered'), delivered_at = max(1, (SELECT max(portal) FROM clock))
			WHERE sealed = 1 AND state = 'waiting' AND NOT EXISTS (SELECT 1 FROM object o
			WHERE o.application = revision.application AND o.revision = revision.number AND o.received = 0)`)
}

// mendPhotos writes anew which photos are in use, and takes those that are lost out of drafts, which could not be saved with them.
func (c *carrier) mendPhotos(ctx context.Context, tx *sql.Tx) error {
	if err := c.mendFrozenPhotos(ctx, tx); err != nil {
		return err
	}
	drafts, err := query(ctx, tx, scanDraft, draftColumns)
	if err != nil {
		return err
	}
	for _, d := range drafts {
		kept := slices.DeleteFunc(slices.Clone(d.Answers.Photos), func(p intake.Photo) bool {
			return usePhoto(ctx, tx, d, p.SHA256) != nil
		})
		if len(kept) == len(d.Answers.Photos) {
			continue
		}
		d.Answers.Photos = kept
		c.note(LostApplication{Application: d.Application, Code: d.Code, What: LostPhoto})
		answers, err := json.Marshal(d.Answers)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "UPDATE draft SET answers = ?, lacking = ? WHERE application = ?",
			string(answers), joinFields(d.Answers.Lacking()), d.Application)
		if err != nil {
			return err
		}
	}
	return do(ctx, tx, "DELETE FROM photo WHERE sha256 NOT IN (SELECT sha256 FROM photo_use)")
}

// mendFrozenPhotos leaves frozen answers as they are: a photo that they name and that is lost parks them when they are sealed.
func (c *carrier) mendFrozenPhotos(ctx context.Context, tx *sql.Tx) error {
	const named = `SELECT f.application, f.number, json_extract(p.value, '$.sha256') AS sha256
		FROM frozen f, json_each(f.record, '$.answers.photos') p`
	err := do(ctx, tx, "INSERT OR IGNORE INTO photo_use SELECT * FROM ("+named+") WHERE sha256 IN (SELECT sha256 FROM photo)")
	if err != nil {
		return err
	}
	return c.noteAll(ctx, tx, LostPhoto, "SELECT DISTINCT application, number FROM ("+named+") WHERE sha256 NOT IN (SELECT sha256 FROM photo)")
}

// answersLost is the reason for which a revision is parked whose answers are gone before they were sealed.
const answersLost = "damaged_record"

// mendAnswers parks what was handed in and can no longer be sealed.
func (c *carrier) mendAnswers(ctx context.Context, tx *sql.Tx) error {
	const gone = `purged_at IS NULL AND NOT EXISTS
		(SELECT 1 FROM frozen f WHERE f.application = revision.application AND f.number = revision.number)`
	if err := c.noteAll(ctx, tx, LostAnswers, "SELECT application, number FROM revision WHERE "+gone); err != nil {
		return err
	}
	return do(ctx, tx,
		"UPDATE revision SET state = 'parked', problem = '"+answersLost+"' WHERE sealed = 0 AND state = 'waiting' AND "+gone,
		"UPDATE revision SET purged_at = captured_at WHERE "+gone)
}

// mendLedger drops objects of revisions that are lost: batches that lie in the outbox are delivered without them. An object
// whose batch is lost goes into another.
func (c *carrier) mendLedger(ctx context.Context, tx *sql.Tx) error {
	return do(ctx, tx,
		"DELETE FROM object WHERE NOT EXISTS (SELECT 1 FROM revision r WHERE r.application = object.application AND r.number = object.revision)",
		"UPDATE object SET batch = NULL WHERE received = 0 AND batch NOT IN (SELECT sequence FROM batch)",
		"UPDATE object SET batch = (SELECT max(sequence) FROM batch) WHERE received = 1 AND batch NOT IN (SELECT sequence FROM batch)",
		"DELETE FROM object WHERE received = 1 AND batch IS NULL",
	)
}

// mendClock lets no stamp be given twice: numbers that only lost revisions had are skipped too.
func (c *carrier) mendClock(ctx context.Context, tx *sql.Tx) error {
	const beyond = "1000"
	return do(ctx, tx,
		"INSERT OR IGNORE INTO clock VALUES (1, 0, 0, 0)",
		`UPDATE clock SET sequence = (SELECT max(sequence) + `+beyond+` FROM revision), device = (SELECT max(captured_at) FROM revision),
			portal = (SELECT max(delivered_at) FROM revision)
			WHERE sequence < (SELECT max(sequence) FROM revision)`)
}

// mendSettings sees which of the settings are lost. Fingerprints of a lost key find nobody.
func (c *carrier) mendSettings(ctx context.Context, tx *sql.Tx) error {
	has, err := query(ctx, tx, scanOne[string], "SELECT name FROM setting")
	if err != nil {
		return err
	}
	if err := do(ctx, tx, "DELETE FROM setting WHERE name = '"+searchRow+"'"); err != nil {
		return err
	}
	c.lost.Settings, c.lost.Keys = !slices.Contains(has, settingsRow), !slices.Contains(has, keysRow)
	if !slices.Contains(has, fingerprintKeyRow) {
		if err := do(ctx, tx, "DELETE FROM fingerprint"); err != nil {
			return err
		}
	}
	if !c.lost.Keys {
		return nil
	}
	// To the portal a device with other keys is another one, which begins with its first batch.
	const here = "state NOT IN ('delivered', 'withdrawn') AND EXISTS " +
		"(SELECT 1 FROM frozen f WHERE f.application = revision.application AND f.number = revision.number)"
	return do(ctx, tx, "DELETE FROM object", "DELETE FROM batch",
		"UPDATE revision SET state = 'waiting', problem = '', sealed = 0 WHERE "+here,
		"UPDATE revision SET state = 'parked', problem = '"+answersLost+"' WHERE state NOT IN ('delivered', 'withdrawn', 'waiting') AND NOT "+here)
}

// mendAudit lets the trail go on from its last entry where its end is lost.
func (c *carrier) mendAudit(ctx context.Context, tx *sql.Tx) error {
	var head Entry
	if err := readSetting(ctx, tx, auditHead, &head); !isNotFound(err) {
		return err
	}
	last, err := query(ctx, tx, scanEntry, "SELECT * FROM audit ORDER BY sequence DESC LIMIT 1")
	if err != nil || len(last) == 0 {
		return err
	}
	return writeSetting(ctx, tx, auditHead, last[0])
}

// noteLost finds the applications that were begun and of which nothing else is left.
func (c *carrier) noteLost(ctx context.Context, tx *sql.Tx) error {
	begun, err := query(ctx, tx, scanOne[intake.ApplicationID], fmt.Sprintf(`SELECT DISTINCT application FROM audit
		WHERE what = '%s' AND application NOT IN (SELECT application FROM audit WHERE what = '%s')`, DraftStarted, DraftDeleted))
	if err != nil {
		return err
	}
	known, err := query(ctx, tx, scanOne[intake.ApplicationID], "SELECT application FROM draft UNION SELECT application FROM revision")
	if err != nil {
		return err
	}
	for id := range c.found {
		begun = append(begun, intake.ApplicationID(id))
	}
	slices.Sort(begun)
	slices.Sort(known)
	for _, id := range slices.Compact(begun) {
		if _, ok := slices.BinarySearch(known, id); !ok {
			c.note(LostApplication{Application: id, Code: c.codeOf(id), What: LostAll})
		}
	}
	return nil
}

// noteAll notes the revisions that a query gives.
func (c *carrier) noteAll(ctx context.Context, tx *sql.Tx, what LostPart, text string) error {
	lost, err := query(ctx, tx, func(rows *sql.Rows) (LostApplication, error) {
		l := LostApplication{What: what}
		err := rows.Scan(&l.Application, &l.Revision, &l.Code)
		return l, err
	}, "SELECT l.*, r.code FROM ("+text+") l JOIN revision r USING (application, number) ORDER BY application, number")
	for _, l := range lost {
		c.note(l)
	}
	return err
}

func (c *carrier) note(l LostApplication) { c.lost.Applications = append(c.lost.Applications, l) }

// codeOf is the code of a lost application, if it can still be found by it.
func (c *carrier) codeOf(id intake.ApplicationID) intake.Code {
	for word := range strings.FieldsSeq(c.found[string(id)]) {
		text, ok := strings.CutPrefix(word, codeSign)
		if code, err := intake.ParseCode(text); ok && err == nil {
			return code
		}
	}
	return ""
}
