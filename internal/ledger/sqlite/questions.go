package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"safir/internal/ledger"
)

// Questions are those that were saved.
func (s *Store) Questions(ctx context.Context) (out []ledger.Question, err error) {
	rows, err := s.db.QueryContext(ctx, "SELECT question, turn, derived FROM questions ORDER BY name")
	if err != nil {
		return nil, wrap("Questions", err)
	}
	defer rows.Close()
	for rows.Next() {
		var q ledger.Question
		var text string
		if err := rows.Scan(&text, &q.Turn, &q.Derived); err != nil {
			return nil, wrap("Questions", err)
		}
		if err := json.Unmarshal([]byte(text), &q); err != nil {
			return nil, wrap("Questions", err)
		}
		out = append(out, q)
	}
	return out, wrap("Questions", rows.Err())
}

// AddQuestion saves a question with the answers that are known.
func (s *Store) AddQuestion(ctx context.Context, q ledger.Question, known []ledger.Answer) error {
	text, err := json.Marshal(q)
	if err != nil {
		return wrap("AddQuestion", err)
	}
	return wrap("AddQuestion", s.within(ctx, func(tx *sql.Tx) error {
		result, err := tx.ExecContext(ctx, "INSERT INTO questions (name, question, turn, derived) VALUES (?, ?, 0, ?) ON CONFLICT (name) DO NOTHING", q.Name, string(text), q.Derived)
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n == 0 {
			return errors.Join(err, fmt.Errorf("question %s: %w", q.Name, ledger.ErrExists))
		}
		return setAnswers(ctx, tx, q.Name, known)
	}))
}

// RemoveQuestion takes a question away, with all that hangs on it.
func (s *Store) RemoveQuestion(ctx context.Context, name string) error {
	return wrap("RemoveQuestion", s.within(ctx, func(tx *sql.Tx) error {
		for _, table := range []string{"deliveries", "announcements", "answers"} {
			if _, err := tx.ExecContext(ctx, "DELETE FROM "+table+" WHERE question = ?", name); err != nil { //nolint:gosec // one of three names
				return err
			}
		}
		result, err := tx.ExecContext(ctx, "DELETE FROM questions WHERE name = ?", name)
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n == 0 {
			return errors.Join(err, fmt.Errorf("question %s: %w", name, ledger.ErrUnknown))
		}
		return nil
	}))
}

// Answers are those of a question.
func (s *Store) Answers(ctx context.Context, question string) (out []ledger.Answer, err error) {
	rows, err := s.db.QueryContext(ctx, "SELECT id, event, print, told, reports, version, gone FROM answers WHERE question = ? ORDER BY id", question)
	if err != nil {
		return nil, wrap("Answers", err)
	}
	defer rows.Close()
	for rows.Next() {
		var a ledger.Answer
		var reports string
		if err := rows.Scan(&a.ID, &a.Event, &a.Print, &a.Told, &reports, &a.Version, &a.Gone); err != nil {
			return nil, wrap("Answers", err)
		}
		if err := json.Unmarshal([]byte(reports), &a.Reports); err != nil {
			return nil, wrap("Answers", fmt.Errorf("answer %s: %w", a.ID, err))
		}
		out = append(out, a)
	}
	return out, wrap("Answers", rows.Err())
}

// setAnswers keeps answers in the place of those of their ids.
func setAnswers(ctx context.Context, tx *sql.Tx, question string, answers []ledger.Answer) error {
	set, err := tx.PrepareContext(ctx, `INSERT INTO answers (question, id, event, print, told, reports, version, gone) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (question, id) DO UPDATE SET event = excluded.event, print = excluded.print, told = excluded.told, reports = excluded.reports,
		version = excluded.version, gone = excluded.gone`)
	if err != nil {
		return err
	}
	defer set.Close()
	for _, a := range answers {
		reports, err := json.Marshal(a.Reports)
		if err == nil {
			err = run(ctx, set, question, a.ID, a.Event, a.Print, a.Told, string(reports), a.Version, a.Gone)
		}
		if err != nil {
			return fmt.Errorf("answer %s: %w", a.ID, err)
		}
	}
	return nil
}
