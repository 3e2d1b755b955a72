package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
)

// group lets transactions of this process, which one writer takes one after
// another, share a commit and with it a sync of the disk: those that arrive
// while one is under way make up the next. Each stands alone in it, so that one
// that fails undoes only itself.
type group struct {
	mu      sync.Mutex
	waiting []*member
	leading bool // somebody takes what waits
}

// member is a transaction in a group.
type member struct {
	ctx  context.Context
	do   func(context.Context, *sql.Tx) error
	err  error
	done chan struct{}
}

// maxGroup bounds how long the first of a group waits for the last.
const maxGroup = 64

// writeGrouped runs do in the next group, and returns after its commit.
func (l *Ledger) writeGrouped(ctx context.Context, do func(context.Context, *sql.Tx) error) error {
	m := &member{ctx: ctx, do: do, done: make(chan struct{})}
	l.group.mu.Lock()
	l.group.waiting = append(l.group.waiting, m)
	lead := !l.group.leading
	l.group.leading = true
	l.group.mu.Unlock()
	if lead {
		go l.lead()
	}
	<-m.done
	return m.err
}

// lead runs groups until nobody waits.
func (l *Ledger) lead() {
	for members := l.group.next(); members != nil; members = l.group.next() {
		err := retry(context.Background(), l.dialect.Again, func() error { return l.runGroup(members) })
		for _, m := range members {
			if m.err == nil {
				m.err = err
			}
			close(m.done)
		}
	}
}

func (g *group) next() []*member {
	g.mu.Lock()
	defer g.mu.Unlock()
	n := min(len(g.waiting), maxGroup)
	g.leading = n > 0
	if n == 0 {
		return nil
	}
	members := g.waiting[:n:n]
	g.waiting = g.waiting[n:]
	return members
}

func (l *Ledger) runGroup(members []*member) error {
	// None of the members may take the others with it when it gives up waiting.
	ctx := context.Background()
	tx, err := l.db.BeginTx(ctx, &sql.TxOptions{Isolation: l.dialect.Isolation})
	if err != nil {
		return err
	}
	for _, m := range members {
		if m.err = m.ctx.Err(); m.err != nil {
			continue
		}
		if err := m.run(ctx, tx); err != nil {
			return errors.Join(err, tx.Rollback())
		}
	}
	return tx.Commit()
}

// run returns an error only if the whole group is spoiled.
func (m *member) run(ctx context.Context, tx *sql.Tx) error {
	if _, err := tx.ExecContext(ctx, `SAVEPOINT member`); err != nil {
		return err
	}
	if m.err = m.do(ctx, tx); m.err != nil {
		if _, err := tx.ExecContext(ctx, `ROLLBACK TO member`); err != nil {
			return fmt.Errorf("undo one of a group: %w", errors.Join(err, m.err))
		}
	}
	_, err := tx.ExecContext(ctx, `RELEASE member`)
	return err
}
