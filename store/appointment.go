package store

import (
	"context"
	"database/sql"
	"fmt"

	"ventanilla/app/intake"
)

// Appointment is the day on which an office takes an application up, and its number in that day's line.
type Appointment struct {
	Day    intake.Day
	Number int // from 1
}

// RecordAppointment keeps what a verified receipt says; the last one counts.
func (s *Store) RecordAppointment(ctx context.Context, id intake.ApplicationID, day string, number int) error {
	_, err := s.db.ExecContext(ctx, `INSERT INTO appointment VALUES (?, ?, ?)
		ON CONFLICT (application) DO UPDATE SET day = excluded.day, number = excluded.number`, id, day, number)
	if err != nil {
		return fmt.Errorf("record appointment: %w", err)
	}
	return nil
}

// Appointments returns the appointments that are known, by application.
func (s *Store) Appointments(ctx context.Context) (map[intake.ApplicationID]Appointment, error) {
	return s.appointments(ctx, "SELECT application, day, number FROM appointment")
}

// Appointment returns that of one application, and false if there is none.
func (s *Store) Appointment(ctx context.Context, id intake.ApplicationID) (Appointment, bool, error) {
	found, err := s.appointments(ctx, "SELECT application, day, number FROM appointment WHERE application = ?", id)
	a, ok := found[id]
	return a, ok, err
}

func (s *Store) appointments(ctx context.Context, text string, args ...any) (map[intake.ApplicationID]Appointment, error) {
	found := map[intake.ApplicationID]Appointment{}
	_, err := query(ctx, s.db, func(rows *sql.Rows) (n int, err error) {
		var id intake.ApplicationID
		var day string
		if err := rows.Scan(&id, &day, &n); err != nil {
			return 0, err
		}
		at, err := intake.ParseDay(day)
		found[id] = Appointment{Day: at, Number: n}
		return n, err
	}, text, args...)
	if err != nil {
		return nil, fmt.Errorf("read appointments: %w", err)
	}
	return found, nil
}
