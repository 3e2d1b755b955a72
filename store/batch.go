package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// Sent is a batch as a list shows it.
type Sent struct {
	Sequence     int64     // of the device's batches, from 1
	CutAt        time.Time // by the device's clock
	Receipt      []byte    // the newest, as the portal signed it; nil before the first
	Applications int       // of which something is in it
	Parked       int       // those of them that are parked
	Bytes        int64     // of all that is in it
	Arrived      int64     // bytes for which the portal has signed
}

// Batches returns a page of the batches, the newest first, and how many there are in all.
func (s *Store) Batches(ctx context.Context, offset, limit int) (page []Sent, total int, err error) {
	if err = s.db.QueryRowContext(ctx, "SELECT count(*) FROM batch").Scan(&total); err == nil {
		page, err = query(ctx, s.db, scanSent, `WITH
			page AS (SELECT sequence, cut_at, receipt FROM batch ORDER BY sequence DESC LIMIT ? OFFSET ?),
			ends AS (SELECT min(sequence) AS first, max(sequence) AS last FROM page),
			weight AS (SELECT batch, sum(size) AS bytes, sum(size * received) AS arrived FROM parcel, ends
				WHERE batch BETWEEN first AND last GROUP BY batch),
			load AS (SELECT batch, count(DISTINCT application) AS applications,
				count(DISTINCT CASE WHEN state = 'parked' THEN application END) AS parked
				FROM (SELECT batch, application, revision FROM object, ends WHERE batch BETWEEN first AND last) o
				JOIN revision r USING (application) WHERE r.number = o.revision GROUP BY batch)
			SELECT sequence, cut_at, receipt, coalesce(applications, 0), coalesce(parked, 0), coalesce(bytes, 0), coalesce(arrived, 0)
			FROM page LEFT JOIN weight ON weight.batch = sequence LEFT JOIN load ON load.batch = sequence
			ORDER BY sequence DESC`, limit, offset)
	}
	if err != nil {
		return nil, 0, fmt.Errorf("list batches: %w", err)
	}
	return page, total, nil
}

func scanSent(rows *sql.Rows) (b Sent, err error) {
	var at int64
	err = rows.Scan(&b.Sequence, &at, &b.Receipt, &b.Applications, &b.Parked, &b.Bytes, &b.Arrived)
	b.CutAt = fromMillis(at)
	return b, err
}
