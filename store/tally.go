package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"time"

	"ventanilla/app/intake"
)

// Topic is what new applications are counted by.
type Topic string

// The topics. Language, Verdict and Lacking come from answers, so they count only who allowed it: the others are counted
// under the value "", and nothing is known of what they lack.
const (
	TallyOffice   Topic = "office"
	TallyLanguage Topic = "language"
	TallyVerdict  Topic = "verdict"
	TallyLacking  Topic = "lacking" // a field; an application counts once for each
	TallyMinutes  Topic = "minutes" // that the interview took, pauses left out; only where there was one
)

// Unanswered is the value of a topic where an application that may be counted says nothing.
const Unanswered = "unknown"

// Tally is how many new applications of a day have a value in common. It outlives the answers.
type Tally struct {
	Day   intake.Day
	Topic Topic
	Value string
	Count int
}

// mostMinutes is the longest that an interview is counted with.
const mostMinutes = 240

// tally counts an application as it is handed in for the first time.
func (s *Store) tally(ctx context.Context, tx *sql.Tx, r intake.Revision) error {
	minutes, err := effort(ctx, tx, r.Application)
	if err != nil {
		return err
	}
	result, err := tx.ExecContext(ctx, "INSERT INTO counted VALUES (?) ON CONFLICT DO NOTHING", r.Application)
	if err != nil {
		return err
	}
	if fresh, err := result.RowsAffected(); err != nil || fresh == 0 {
		return err
	}
	values := map[Topic][]string{TallyOffice: {string(r.Answers.Office)}, TallyLanguage: {""}, TallyVerdict: {""}}
	if r.Answers.Consent.Allows(intake.Statistics) {
		values[TallyLanguage] = []string{cmp.Or(string(r.Answers.Language), Unanswered)}
		values[TallyVerdict] = []string{Unanswered}
		if r.Answers.Assessment != nil {
			values[TallyVerdict] = []string{cmp.Or(r.Answers.Assessment.Verdict, Unanswered)}
		}
		for _, field := range r.Answers.Lacking() {
			values[TallyLacking] = append(values[TallyLacking], string(field))
		}
	}
	if minutes >= 0 {
		values[TallyMinutes] = []string{strconv.Itoa(minutes)}
	}
	for topic, found := range values {
		for _, value := range found {
			_, err := tx.ExecContext(ctx, `INSERT INTO tally VALUES (?, ?, ?, 1)
				ON CONFLICT (day, topic, value) DO UPDATE SET count = count + 1`, intake.DayOf(s.now()).String(), topic, value)
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// effort forgets how long the interview of a draft took and returns it in minutes, at most mostMinutes, and -1 if there was
// none: a record that came finished is saved once.
func effort(ctx context.Context, tx *sql.Tx, id intake.ApplicationID) (minutes int, err error) {
	var worked int64
	err = notFound(tx.QueryRowContext(ctx, "DELETE FROM effort WHERE application = ? RETURNING worked", id).Scan(&worked))
	switch {
	case isNotFound(err):
		return -1, nil
	case err != nil:
		return -1, err
	}
	took := time.Duration(worked) * time.Millisecond
	return min(int(took.Round(time.Minute)/time.Minute), mostMinutes), nil
}

// Tallies returns what was counted from one day to another, both included, in no order.
func (s *Store) Tallies(ctx context.Context, from, to intake.Day) ([]Tally, error) {
	all, err := query(ctx, s.db, scanTally, "SELECT day, topic, value, count FROM tally WHERE day BETWEEN ? AND ?",
		from.String(), to.String())
	if err != nil {
		return nil, fmt.Errorf("read tallies: %w", err)
	}
	return all, nil
}

func scanTally(rows *sql.Rows) (Tally, error) {
	var t Tally
	var day string
	if err := rows.Scan(&day, &t.Topic, &t.Value, &t.Count); err != nil {
		return t, err
	}
	var err error
	t.Day, err = intake.ParseDay(day)
	return t, err
}

// States returns how the applications stand now that were first handed in from one day to another, both included, by the
// days of the kiosk's clock.
func (s *Store) States(ctx context.Context, from, to intake.Day) (map[intake.State]int, error) {
	zone := s.now().Location()
	counts := make(map[intake.State]int)
	_, err := query(ctx, s.db, func(rows *sql.Rows) (n int, err error) {
		var state intake.State
		err = rows.Scan(&state, &n)
		counts[state] += n
		return n, err
	}, `SELECT last.state, count(*) FROM revision first JOIN revision last USING (application)
		WHERE first.number = 1 AND last.latest = 1 AND first.captured_at >= ? AND first.captured_at < ? GROUP BY last.state`,
		from.In(zone).UnixMilli(), to.AddDate(0, 0, 1).In(zone).UnixMilli())
	if err != nil {
		return nil, fmt.Errorf("count states: %w", err)
	}
	return counts, nil
}
