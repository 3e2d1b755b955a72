package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"ventanilla/app/intake"
)

// ChargeReported says that somebody told of having been asked for money.
const ChargeReported Action = "charge_reported"

// ReportCharge keeps what was told, stamped, until the portal has signed for it. Answers that cannot be right, or that
// tell nothing, are an [intake.Problem].
func (s *Store) ReportCharge(ctx context.Context, c intake.Charge) (intake.ChargeReport, error) {
	var report intake.ChargeReport
	err := s.write(ctx, func(tx *sql.Tx) (err error) {
		if err := c.Check(intake.DayOf(s.now())); err != nil {
			return err
		}
		report, err = s.insertCharge(ctx, tx, intake.ChargeReport{Charge: c})
		return err
	})
	if err != nil {
		return intake.ChargeReport{}, fmt.Errorf("report charge: %w", err)
	}
	return report, nil
}

// reportCharge makes a report of its own of what was told in an interview, unless there is one of that application.
func (s *Store) reportCharge(ctx context.Context, tx *sql.Tx, r intake.Revision) error {
	told := r.Answers.AskedForMoney
	if told == nil || !told.Asked || !r.Answers.Consent.Allows(intake.Screening) {
		return nil
	}
	var before bool
	err := tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM charge WHERE application = ?)", r.Application).Scan(&before)
	if err != nil || before {
		return err
	}
	may := r.Answers.Consent.Allows(intake.ToContact)
	_, err = s.insertCharge(ctx, tx, intake.ChargeReport{Application: r.Application, Charge: intake.Charge{
		Office: r.Answers.Office, Language: r.Answers.Language, What: told.Note, MayContact: &may,
	}})
	return err
}

func (s *Store) insertCharge(ctx context.Context, tx *sql.Tx, report intake.ChargeReport) (intake.ChargeReport, error) {
	settings, err := readSettings(ctx, tx)
	if err != nil {
		return report, err
	}
	if report.ID, err = intake.NewChargeID(); err != nil {
		return report, err
	}
	if report.Captured, err = s.stamp(ctx, tx); err != nil {
		return report, err
	}
	report.Site, report.Device, report.CapturedBy = settings.Site, settings.Device, s.staff
	if report.Charge.Office == "" {
		report.Charge.Office = settings.Office
	}
	record, err := json.Marshal(report)
	if err != nil {
		return report, err
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO charge (id, application, captured_at, sequence, record) VALUES (?, ?, ?, ?, ?)",
		report.ID, report.Application, millis(report.Captured.Device), report.Captured.Sequence, string(record))
	if err != nil {
		return report, err
	}
	return report, s.record(ctx, tx, ChargeReported, report.Application)
}

// UnsealedCharges returns reports that wait to be sealed, the oldest first, at most limit of them.
func (s *Store) UnsealedCharges(ctx context.Context, limit int) ([]intake.ChargeReport, error) {
	reports, err := query(ctx, s.db, func(rows *sql.Rows) (r intake.ChargeReport, err error) {
		var record []byte
		if err := rows.Scan(&record); err != nil {
			return r, err
		}
		if json.Unmarshal(record, &r) != nil {
			return r, errors.New("stored report does not parse") // the cause would quote it
		}
		return r, nil
	}, "SELECT record FROM charge WHERE sealed = 0 ORDER BY sequence LIMIT ?", limit)
	if err != nil {
		return nil, fmt.Errorf("read unsealed reports: %w", err)
	}
	return reports, nil
}

// ChargeStanding is how a report stands. It says nothing of what was told.
type ChargeStanding struct {
	ID          intake.ChargeID
	Application intake.ApplicationID // "" unless it was told in an interview
	CapturedAt  time.Time            // by the device's clock
	Received    bool                 // the portal has signed for it
}

// Charges returns how each report stands, the newest first.
func (s *Store) Charges(ctx context.Context) ([]ChargeStanding, error) {
	all, err := query(ctx, s.db, func(rows *sql.Rows) (c ChargeStanding, err error) {
		var at int64
		err = rows.Scan(&c.ID, &c.Application, &at, &c.Received)
		c.CapturedAt = fromMillis(at)
		return c, err
	}, "SELECT id, application, captured_at, received FROM charge ORDER BY sequence DESC")
	if err != nil {
		return nil, fmt.Errorf("list reports: %w", err)
	}
	return all, nil
}
