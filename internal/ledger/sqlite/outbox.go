package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"safir/internal/ledger"
)

// Announce keeps what became of answers, and what is to be announced of them.
func (s *Store) Announce(ctx context.Context, q ledger.Question, answers []ledger.Answer, news []ledger.Announcement) error {
	return wrap("Announce", s.within(ctx, func(tx *sql.Tx) error {
		result, err := tx.ExecContext(ctx, "UPDATE questions SET turn = turn + 1, derived = ? WHERE name = ? AND turn = ?", q.Derived, q.Name, q.Turn)
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n == 0 {
			return errors.Join(err, fmt.Errorf("question %s: %w", q.Name, ledger.ErrOutdone))
		}
		if err := setAnswers(ctx, tx, q.Name, answers); err != nil {
			return err
		}
		var last int64
		if err := tx.QueryRowContext(ctx, "SELECT coalesce(max(number), 0) FROM announcements WHERE question = ?", q.Name).Scan(&last); err != nil {
			return err
		}
		for i := range news {
			if err := announce(ctx, tx, q, &news[i], last+1+int64(i)); err != nil {
				return fmt.Errorf("announcement %s: %w", news[i].ID, err)
			}
		}
		return nil
	}))
}

// announce keeps an announcement with its deliveries.
func announce(ctx context.Context, tx *sql.Tx, q ledger.Question, a *ledger.Announcement, number int64) error {
	_, err := tx.ExecContext(ctx, "INSERT INTO announcements (id, question, number, instant, kind, event, body) VALUES (?, ?, ?, ?, ?, ?, ?)",
		a.ID, q.Name, number, a.At, a.Kind, a.Event, a.Body)
	if err != nil {
		return err
	}
	for _, t := range q.Targets {
		if !t.Queued() {
			continue
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO deliveries (announcement, question, target, number, state, attempts, due, claimed, failure)
			VALUES (?, ?, ?, ?, ?, 0, ?, '', '')`, a.ID, q.Name, t.Key(), number, ledger.Waiting, a.At)
		if err != nil {
			return err
		}
	}
	return nil
}

const announcementColumns = "a.id, a.question, a.number, a.instant, a.kind, a.event, a.body"

func announcementFields(a *ledger.Announcement) []any {
	return []any{&a.ID, &a.Question, &a.Number, &a.At, &a.Kind, &a.Event, &a.Body}
}

// Announcements are what was announced to a question, the latest first.
func (s *Store) Announcements(ctx context.Context, question string, limit int) (out []ledger.Announcement, err error) {
	text, args := "SELECT "+announcementColumns+" FROM announcements a WHERE a.question = ? ORDER BY a.number DESC", []any{question}
	if limit > 0 {
		text, args = text+" LIMIT ?", append(args, limit)
	}
	rows, err := s.db.QueryContext(ctx, text, args...)
	if err != nil {
		return nil, wrap("Announcements", err)
	}
	defer rows.Close()
	for rows.Next() {
		var a ledger.Announcement
		if err := rows.Scan(announcementFields(&a)...); err != nil {
			return nil, wrap("Announcements", err)
		}
		out = append(out, a)
	}
	return out, wrap("Announcements", rows.Err())
}

// Claim gives deliveries that are due, of each target the first that waits.
func (s *Store) Claim(ctx context.Context, now, until string, limit int) (out []ledger.Delivery, err error) {
	err = s.within(ctx, func(tx *sql.Tx) error {
		if out, err = due(ctx, tx, now, limit); err != nil {
			return err
		}
		for _, d := range out {
			if _, err := tx.ExecContext(ctx, "UPDATE deliveries SET claimed = ? WHERE announcement = ? AND target = ?", until, d.ID, d.Target); err != nil {
				return err
			}
		}
		return nil
	})
	return out, wrap("Claim", err)
}

func due(ctx context.Context, tx *sql.Tx, now string, limit int) (out []ledger.Delivery, err error) {
	rows, err := tx.QueryContext(ctx, "SELECT "+announcementColumns+`, d.target, d.state, d.attempts, d.due, d.failure
		FROM (SELECT question, target, min(number) AS number FROM deliveries WHERE state = ? GROUP BY question, target) f
		JOIN deliveries d ON d.question = f.question AND d.target = f.target AND d.number = f.number AND d.state = ?
		JOIN announcements a ON a.id = d.announcement
		WHERE d.due <= ? AND d.claimed <= ? ORDER BY d.due, a.id, d.target LIMIT ?`, ledger.Waiting, ledger.Waiting, now, now, limit)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var d ledger.Delivery
		if err := rows.Scan(append(announcementFields(&d.Announcement), &d.Target, &d.State, &d.Attempts, &d.Due, &d.Failure)...); err != nil {
			return nil, err
		}
		out = append(out, d)
	}
	return out, rows.Err()
}

// Settle keeps what came of a delivery.
func (s *Store) Settle(ctx context.Context, d ledger.Delivery) error {
	_, err := s.db.ExecContext(ctx, "UPDATE deliveries SET state = ?, attempts = ?, due = ?, failure = ?, claimed = '' WHERE announcement = ? AND target = ?",
		d.State, d.Attempts, d.Due, d.Failure, d.ID, d.Target)
	return wrap("Settle", err)
}

// Outboxes tells how deliveries stand.
func (s *Store) Outboxes(ctx context.Context) (out []ledger.Outbox, err error) {
	rows, err := s.db.QueryContext(ctx, `SELECT question, target, sum(CASE WHEN state = ? THEN 1 ELSE 0 END), sum(CASE WHEN state = ? THEN 1 ELSE 0 END),
		sum(CASE WHEN state = ? THEN 1 ELSE 0 END), coalesce(min(CASE WHEN state = ? THEN due END), ''),
		coalesce((SELECT l.failure FROM deliveries l WHERE l.question = d.question AND l.target = d.target AND l.failure <> '' AND l.state <> ?
			ORDER BY l.number LIMIT 1), '')
		FROM deliveries d GROUP BY question, target ORDER BY question, target`,
		ledger.Waiting, ledger.Delivered, ledger.GivenUp, ledger.Waiting, ledger.Delivered)
	if err != nil {
		return nil, wrap("Outboxes", err)
	}
	defer rows.Close()
	for rows.Next() {
		var o ledger.Outbox
		if err := rows.Scan(&o.Question, &o.Target, &o.Waiting, &o.Delivered, &o.GivenUp, &o.Due, &o.Failure); err != nil {
			return nil, wrap("Outboxes", err)
		}
		out = append(out, o)
	}
	return out, wrap("Outboxes", rows.Err())
}

// Requeue has what was given up of a question tried again.
func (s *Store) Requeue(ctx context.Context, question, due string) (int, error) {
	result, err := s.db.ExecContext(ctx, "UPDATE deliveries SET state = ?, attempts = 0, due = ?, claimed = '' WHERE question = ? AND state = ?",
		ledger.Waiting, due, question, ledger.GivenUp)
	if err != nil {
		return 0, wrap("Requeue", err)
	}
	n, err := result.RowsAffected()
	return int(n), wrap("Requeue", err)
}
