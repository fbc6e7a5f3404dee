package tables

import (
	"context"
	"encoding/json"
	"fmt"

	"safir/internal/ledger"
)

// Questions are those that were saved.
func (r *Common) Questions(ctx context.Context) (out []ledger.Question, err error) {
	err = each(ctx, r.db, "SELECT question, turn, derived FROM questions ORDER BY name", nil, func(rows Rows) error {
		var q ledger.Question
		var text string
		if err := rows.Scan(&text, &q.Turn, &q.Derived); err != nil {
			return err
		}
		err := json.Unmarshal([]byte(text), &q)
		out = append(out, q)
		return err
	})
	return out, r.Explain("Questions", err)
}

// AddQuestion saves a question with the answers that are known.
func (r *Common) AddQuestion(ctx context.Context, q ledger.Question, known []ledger.Answer) error {
	text, err := json.Marshal(q)
	if err != nil {
		return r.Explain("AddQuestion", err)
	}
	return r.Explain("AddQuestion", r.db.Within(ctx, func(tx Tx) error {
		n, err := tx.Exec(ctx, "INSERT INTO questions (name, question, turn, derived) VALUES (?, ?, 0, ?) ON CONFLICT (name) DO NOTHING", q.Name, string(text), q.Derived)
		if err != nil {
			return err
		}
		if n == 0 {
			return fmt.Errorf("question %s: %w", q.Name, ledger.ErrExists)
		}
		return setAnswers(ctx, tx, q.Name, known)
	}))
}

// RemoveQuestion takes a question away, with all that hangs on it.
func (r *Common) RemoveQuestion(ctx context.Context, name string) error {
	return r.Explain("RemoveQuestion", r.db.Within(ctx, func(tx Tx) error {
		for _, table := range []string{"deliveries", "announcements", "answers"} {
			if _, err := tx.Exec(ctx, "DELETE FROM "+table+" WHERE question = ?", name); err != nil {
				return err
			}
		}
		n, err := tx.Exec(ctx, "DELETE FROM questions WHERE name = ?", name)
		if err != nil {
			return err
		}
		if n == 0 {
			return fmt.Errorf("question %s: %w", name, ledger.ErrUnknown)
		}
		return nil
	}))
}

// Answers are those of a question.
func (r *Common) Answers(ctx context.Context, question string) (out []ledger.Answer, err error) {
	const text = "SELECT id, event, print, told, reports, version, gone FROM answers WHERE question = ? ORDER BY id"
	err = each(ctx, r.db, text, []any{question}, func(rows Rows) error {
		var a ledger.Answer
		var reports string
		if err := rows.Scan(&a.ID, &a.Event, &a.Print, &a.Told, &reports, &a.Version, &a.Gone); err != nil {
			return err
		}
		if err := json.Unmarshal([]byte(reports), &a.Reports); err != nil {
			return fmt.Errorf("answer %s: %w", a.ID, err)
		}
		out = append(out, a)
		return nil
	})
	return out, r.Explain("Answers", err)
}

// setAnswers keeps answers in the place of those of their ids.
func setAnswers(ctx context.Context, tx Tx, question string, answers []ledger.Answer) error {
	const set = `INSERT INTO answers (question, id, event, print, told, reports, version, gone) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (question, id) DO UPDATE SET event = excluded.event, print = excluded.print, told = excluded.told, reports = excluded.reports,
		version = excluded.version, gone = excluded.gone`
	for _, a := range answers {
		reports, err := json.Marshal(a.Reports)
		if err == nil {
			_, err = tx.Exec(ctx, set, question, a.ID, a.Event, a.Print, a.Told, string(reports), a.Version, a.Gone)
		}
		if err != nil {
			return fmt.Errorf("answer %s: %w", a.ID, err)
		}
	}
	return nil
}
