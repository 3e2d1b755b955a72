package ledger

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"ventanilla/sync/batch"
	"ventanilla/sync/portal"
)

// AddPublication keeps what is for all devices as [Ledger.AddUpdate] does, and
// with it the calendars of the offices that it tells of, if it is a rule pack. The offices' daily limits stay.
func (l *Ledger) AddPublication(ctx context.Context, calendars map[string]portal.Calendar, data func(number int64) ([]byte, error)) error {
	err := l.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		for office, c := range calendars {
			if err := setCalendar(ctx, tx, office, c); err != nil {
				return err
			}
		}
		return addUpdate(ctx, tx, "", data)
	})
	if err != nil {
		return fmt.Errorf("add publication: %w", err)
	}
	return nil
}

func setCalendar(ctx context.Context, tx *sql.Tx, office string, c portal.Calendar) error {
	text, err := json.Marshal(c)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO intake (office, calendar, daily_limit) VALUES ($1, $2, 0)
		ON CONFLICT (office) DO UPDATE SET calendar = excluded.calendar`, office, string(text))
	return err
}

// SetDailyLimit says how many applications an office takes on one day; with 0
// it gives out no days. What was given stays given. portal.ErrNotFound for an
// office of no published rule pack.
func (l *Ledger) SetDailyLimit(ctx context.Context, office string, limit int) error {
	err := l.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		result, err := tx.ExecContext(ctx, `UPDATE intake SET daily_limit = $1 WHERE office = $2`, limit, office)
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n == 0 {
			return errors.Join(portal.ErrNotFound, err)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("limit office %s: %w", office, err)
	}
	return nil
}

// IntakeDay is how far a day of an office is given out.
type IntakeDay struct {
	Office string `json:"office"`
	Day    string `json:"day"`
	Given  int    `json:"given"`
}

// IntakeDays returns the days of all offices of which a place was given.
func (l *Ledger) IntakeDays(ctx context.Context) ([]IntakeDay, error) {
	days, err := collect(ctx, l.db, func(rows *sql.Rows) (IntakeDay, error) {
		var d IntakeDay
		return d, rows.Scan(&d.Office, &d.Day, &d.Given)
	}, `SELECT office, day, given FROM intake_day ORDER BY office, day`)
	if err != nil {
		return nil, fmt.Errorf("list intake days: %w", err)
	}
	return days, nil
}

// appoint gives an application that is new the first place that its office
// has, if it gives out days and has one within the year.
func (l *Ledger) appoint(ctx context.Context, tx *sql.Tx, application string) error {
	var office, text string
	var limit int
	err := tx.QueryRowContext(ctx, `SELECT i.office, i.calendar, i.daily_limit FROM intake i
		JOIN application a ON a.office = i.office WHERE a.id = $1`, application).Scan(&office, &text, &limit)
	if errors.Is(err, sql.ErrNoRows) || (err == nil && limit == 0) {
		return nil
	}
	if err != nil {
		return err
	}
	var c portal.Calendar
	if err := json.Unmarshal([]byte(text), &c); err != nil {
		return err
	}
	day, err := l.freeDay(ctx, tx, office, c, limit)
	if err != nil || day == "" {
		return err
	}
	return givePlace(ctx, tx, application, office, day)
}

// freeDay returns the first day that has a place left, or none.
func (l *Ledger) freeDay(ctx context.Context, tx *sql.Tx, office string, c portal.Calendar, limit int) (string, error) {
	full := map[string]bool{}
	if _, err := collect(ctx, tx, func(rows *sql.Rows) (int, error) {
		var day string
		err := rows.Scan(&day)
		full[day] = true
		return 0, err
	}, `SELECT day FROM intake_day WHERE office = $1 AND day >= $2 AND given >= $3`,
		office, l.now().UTC().AddDate(0, 0, -1).Format(dayForm), limit); err != nil {
		return "", err
	}
	days, err := c.Days(l.now())
	if err != nil {
		return "", err
	}
	for day := range days {
		if !full[day] {
			return day, nil
		}
	}
	return "", nil
}

const dayForm = "2006-01-02"

func givePlace(ctx context.Context, tx *sql.Tx, application, office, day string) error {
	var number int
	err := tx.QueryRowContext(ctx, `INSERT INTO intake_day (office, day, given) VALUES ($1, $2, 1)
		ON CONFLICT (office, day) DO UPDATE SET given = intake_day.given + 1 RETURNING given`, office, day).Scan(&number)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO appointment (application, office, day, number) VALUES ($1, $2, $3, $4)`,
		application, office, day, number)
	return err
}

// appointments returns those of the applications whose core came with a batch.
func appointments(ctx context.Context, q queryer, batchID string) ([]batch.Appointment, error) {
	return collect(ctx, q, func(rows *sql.Rows) (batch.Appointment, error) {
		var a batch.Appointment
		return a, rows.Scan(&a.Application, &a.Day, &a.Number)
	}, `SELECT DISTINCT a.application, a.day, a.number FROM batch_object b JOIN object o ON o.name = b.object
		JOIN appointment a ON a.application = o.application
		WHERE b.batch = $1 AND o.kind = 'core' AND o.state = 'held' ORDER BY a.application`, batchID)
}
