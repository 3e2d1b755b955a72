package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"ventanilla/sync/batch"
	"ventanilla/sync/portal"
)

// Application is what the books know of an application without opening it.
type Application struct {
	ID         string         `json:"id"`
	Code       string         `json:"code,omitempty"` // empty until [Ledger.SetCode]
	Revision   int            `json:"revision"`       // the highest
	Withdrawn  bool           `json:"withdrawn"`      // the person has taken it back
	Office     string         `json:"office"`
	Device     batch.DeviceID `json:"device"`
	Objects    int            `json:"objects"` // held
	FirstWay   portal.Way     `json:"first_way"`
	Deliveries int            `json:"deliveries"` // arrivals, complete, of a batch with a core of it
	// Day and Number are its place at the office, if that gives out days.
	Day    string `json:"day,omitempty"` // YYYY-MM-DD
	Number int    `json:"number,omitempty"`
}

const selectApplications = `SELECT a.id, COALESCE(a.code, ''), a.office, a.device, a.first_way,
	(SELECT MAX(r.number) FROM revision r WHERE r.application = a.id),
	EXISTS (SELECT 1 FROM revision r JOIN object o ON o.name = r.object WHERE r.application = a.id AND o.kind = 'withdrawal'),
	(SELECT COUNT(*) FROM object o WHERE o.application = a.id AND o.state = 'held'),
	(SELECT COUNT(*) FROM revision r JOIN batch_object b ON b.object = r.object JOIN delivery d ON d.batch = b.batch
		WHERE r.application = a.id),
	COALESCE(p.day, ''), COALESCE(p.number, 0)
	FROM application a LEFT JOIN appointment p ON p.application = a.id`

// Applications returns all applications by id, which is by time.
func (l *Ledger) Applications(ctx context.Context) ([]Application, error) {
	all, err := collect(ctx, l.db, scanApplication, selectApplications+` ORDER BY a.id`)
	if err != nil {
		return nil, fmt.Errorf("list applications: %w", err)
	}
	return all, nil
}

// Find returns the applications that have this id or this code: two may share
// a code. It knows the codes of opened applications only.
func (l *Ledger) Find(ctx context.Context, idOrCode string) ([]Application, error) {
	all, err := collect(ctx, l.db, scanApplication, selectApplications+` WHERE a.id = $1 OR a.code = $2 ORDER BY a.id`, idOrCode, idOrCode)
	if err != nil {
		return nil, fmt.Errorf("find application: %w", err)
	}
	return all, nil
}

func scanApplication(rows *sql.Rows) (Application, error) {
	var a Application
	return a, rows.Scan(&a.ID, &a.Code, &a.Office, (*string)(&a.Device), (*string)(&a.FirstWay), &a.Revision, &a.Withdrawn, &a.Objects,
		&a.Deliveries, &a.Day, &a.Number)
}

// SetCode notes the reference code that an opened core says.
func (l *Ledger) SetCode(ctx context.Context, id, code string) error {
	if _, err := l.db.ExecContext(ctx, `UPDATE application SET code = $1 WHERE id = $2`, code, id); err != nil {
		return fmt.Errorf("note code of application %s: %w", id, err)
	}
	return nil
}

// Held returns the held objects of an application by revision, a core before
// its photos.
func (l *Ledger) Held(ctx context.Context, id string) ([]batch.Object, error) {
	held, err := collect(ctx, l.db, func(rows *sql.Rows) (batch.Object, error) {
		var o batch.Object
		return o, rows.Scan((*string)(&o.Name), &o.Size, (*string)(&o.Kind), &o.Application, &o.Revision)
	}, `SELECT name, size, kind, application, revision FROM object
		WHERE application = $1 AND state = 'held' ORDER BY revision, kind, name`, id)
	if err != nil {
		return nil, fmt.Errorf("list objects of application %s: %w", id, err)
	}
	return held, nil
}

// Data returns the bytes of a small object, nil if they are a blob, and
// portal.ErrNotFound if the object is not kept.
func (l *Ledger) Data(ctx context.Context, name batch.Name) ([]byte, error) {
	var data []byte
	err := l.db.QueryRowContext(ctx, `SELECT data FROM object WHERE name = $1 AND state <> 'wanted'`, string(name)).Scan(&data)
	if errors.Is(err, sql.ErrNoRows) {
		err = portal.ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("read object %s: %w", name, err)
	}
	return data, nil
}
