package tables

import (
	"context"
	"fmt"

	"safir/internal/ledger"
)

// Announce keeps what became of answers, and what is to be announced of them.
func (r *Common) Announce(ctx context.Context, q ledger.Question, answers []ledger.Answer, news []ledger.Announcement) error {
	return r.Explain("Announce", r.db.Within(ctx, func(tx Tx) error {
		n, err := tx.Exec(ctx, "UPDATE questions SET turn = turn + 1, derived = ? WHERE name = ? AND turn = ?", q.Derived, q.Name, q.Turn)
		if err != nil {
			return err
		}
		if n == 0 {
			return fmt.Errorf("question %s: %w", q.Name, ledger.ErrOutdone)
		}
		if err := setAnswers(ctx, tx, q.Name, answers); err != nil {
			return err
		}
		var last int64
		if err := one(ctx, tx, "SELECT coalesce(max(number), 0) FROM announcements WHERE question = ?", []any{q.Name}, &last); err != nil {
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
func announce(ctx context.Context, tx Tx, q ledger.Question, a *ledger.Announcement, number int64) error {
	_, err := tx.Exec(ctx, "INSERT INTO announcements (id, question, number, instant, kind, event, body) VALUES (?, ?, ?, ?, ?, ?, ?)",
		a.ID, q.Name, number, a.At, a.Kind, a.Event, a.Body)
	if err != nil {
		return err
	}
	for _, t := range q.Targets {
		if !t.Queued() {
			continue
		}
		_, err := tx.Exec(ctx, `INSERT INTO deliveries (announcement, question, target, number, state, attempts, due, claimed, failure)
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
func (r *Common) Announcements(ctx context.Context, question string, limit int) (out []ledger.Announcement, err error) {
	text, args := "SELECT "+announcementColumns+" FROM announcements a WHERE a.question = ? ORDER BY a.number DESC", []any{question}
	if limit > 0 {
		text, args = text+" LIMIT ?", append(args, limit)
	}
	err = each(ctx, r.db, text, args, func(rows Rows) error {
		var a ledger.Announcement
		err := rows.Scan(announcementFields(&a)...)
		out = append(out, a)
		return err
	})
	return out, r.Explain("Announcements", err)
}

// Claim gives deliveries that are due, of each target the first that waits.
func (r *Common) Claim(ctx context.Context, now, until string, limit int) (out []ledger.Delivery, err error) {
	err = r.db.Within(ctx, func(tx Tx) error {
		if out, err = due(ctx, tx, now, limit); err != nil {
			return err
		}
		for _, d := range out {
			if _, err := tx.Exec(ctx, "UPDATE deliveries SET claimed = ? WHERE announcement = ? AND target = ?", until, d.ID, d.Target); err != nil {
				return err
			}
		}
		return nil
	})
	return out, r.Explain("Claim", err)
}

func due(ctx context.Context, tx Tx, now string, limit int) (out []ledger.Delivery, err error) {
	text := "SELECT " + announcementColumns + `, d.target, d.state, d.attempts, d.due, d.failure
		FROM (SELECT question, target, min(number) AS number FROM deliveries WHERE state = ? GROUP BY question, target) f
		JOIN deliveries d ON d.question = f.question AND d.target = f.target AND d.number = f.number AND d.state = ?
		JOIN announcements a ON a.id = d.announcement
		WHERE d.due <= ? AND d.claimed <= ? ORDER BY d.due, a.id, d.target LIMIT ?`
	err = each(ctx, tx, text, []any{ledger.Waiting, ledger.Waiting, now, now, limit}, func(rows Rows) error {
		var d ledger.Delivery
		err := rows.Scan(append(announcementFields(&d.Announcement), &d.Target, &d.State, &d.Attempts, &d.Due, &d.Failure)...)
		out = append(out, d)
		return err
	})
	return out, err
}

// Settle keeps what came of a delivery.
func (r *Common) Settle(ctx context.Context, d ledger.Delivery) error {
	return r.Explain("Settle", r.db.Within(ctx, func(tx Tx) error {
		_, err := tx.Exec(ctx, "UPDATE deliveries SET state = ?, attempts = ?, due = ?, failure = ?, claimed = '' WHERE announcement = ? AND target = ?",
			d.State, d.Attempts, d.Due, d.Failure, d.ID, d.Target)
		return err
	}))
}

// Outboxes tells how deliveries stand.
func (r *Common) Outboxes(ctx context.Context) (out []ledger.Outbox, err error) {
	const text = `SELECT question, target, count(CASE WHEN state = ? THEN 1 END), count(CASE WHEN state = ? THEN 1 END),
		count(CASE WHEN state = ? THEN 1 END), coalesce(min(CASE WHEN state = ? THEN due END), ''),
		coalesce((SELECT l.failure FROM deliveries l WHERE l.question = d.question AND l.target = d.target AND l.failure <> '' AND l.state <> ?
			ORDER BY l.number LIMIT 1), '')
		FROM deliveries d GROUP BY question, target ORDER BY question, target`
	args := []any{ledger.Waiting, ledger.Delivered, ledger.GivenUp, ledger.Waiting, ledger.Delivered}
	err = each(ctx, r.db, text, args, func(rows Rows) error {
		var o ledger.Outbox
		err := rows.Scan(&o.Question, &o.Target, &o.Waiting, &o.Delivered, &o.GivenUp, &o.Due, &o.Failure)
		out = append(out, o)
		return err
	})
	return out, r.Explain("Outboxes", err)
}

// Requeue has what was given up of a question tried again.
func (r *Common) Requeue(ctx context.Context, question, due string) (n int, err error) {
	err = r.db.Within(ctx, func(tx Tx) error {
		n, err = tx.Exec(ctx, "UPDATE deliveries SET state = ?, attempts = 0, due = ?, claimed = '' WHERE question = ? AND state = ?",
			ledger.Waiting, due, question, ledger.GivenUp)
		return err
	})
	return n, r.Explain("Requeue", err)
}
