package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"safir/internal/ledger"
)

// Check tells what is wrong with the file: pages, indexes, rows that point nowhere, the search index, corrections that can't be read.
func (s *Store) Check(ctx context.Context) (wrong []string, err error) {
	if wrong, err = s.list(ctx, "PRAGMA integrity_check(20)"); err != nil {
		return nil, wrap("Check", err)
	}
	if len(wrong) != 1 || wrong[0] != "ok" {
		return wrong, nil
	}
	wrong = nil
	for _, query := range []string{
		"SELECT DISTINCT 'a row of ' || \"table\" || ' points to no row of ' || parent FROM pragma_foreign_key_check",
		"SELECT 'dispatch ' || id || ': it can''t be searched' FROM dispatches WHERE rowid NOT IN (SELECT id FROM words_docsize) LIMIT 5",
		"SELECT 'the search index has words of a dispatch that is not there' FROM words_docsize WHERE id NOT IN (SELECT rowid FROM dispatches) LIMIT 1",
		"SELECT 'event ' || id || ': it has no report' FROM events WHERE place_in_time NOT IN (SELECT event FROM mentions) LIMIT 5",
		"SELECT 'a report is in two events: dispatch ' || dispatch FROM mentions GROUP BY dispatch, n HAVING count(*) > 1 LIMIT 5",
	} {
		found, err := s.list(ctx, query)
		if err != nil {
			return nil, wrap("Check", err)
		}
		wrong = append(wrong, found...)
	}
	if err := s.checkSearch(ctx, &wrong); err != nil {
		return nil, wrap("Check", err)
	}
	if _, err := s.Corrections(ctx); err != nil {
		wrong = append(wrong, err.Error())
	}
	return wrong, nil
}

// checkSearch has the search indexes look at themselves. They can do so only where the file may be written.
func (s *Store) checkSearch(ctx context.Context, wrong *[]string) error {
	indexes, err := s.list(ctx, "SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL TABLE%fts5%'")
	if err != nil || s.readOnly {
		return err
	}
	for _, index := range indexes {
		_, err := s.db.ExecContext(ctx, fmt.Sprintf("INSERT INTO %[1]s (%[1]s) VALUES ('integrity-check')", index))
		switch err = explained(err); {
		case errors.Is(err, ledger.ErrReadOnly):
			return nil
		case errors.Is(err, ledger.ErrBusy):
			return err
		case err != nil:
			*wrong = append(*wrong, fmt.Sprintf("the search index %s: %v", index, err))
		}
	}
	return nil
}

// list are the values of a query's one column.
func (s *Store) list(ctx context.Context, query string) (out []string, err error) {
	rows, err := s.db.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return nil, err
		}
		out = append(out, text)
	}
	return out, rows.Err()
}

// Rederive puts the records of entries, and what is derived of them, in the place of those that are kept.
func (s *Store) Rederive(ctx context.Context, entries []ledger.Entry) error {
	return wrap("Rederive", s.withFacts(ctx, func(tx *sql.Tx, f *facts) error {
		p, err := newPutter(ctx, tx, f)
		if err != nil {
			return err
		}
		defer p.close()
		for i := range entries {
			if err := p.again(ctx, &entries[i]); err != nil {
				return fmt.Errorf("%s: %w", entries[i].Dispatch.ID, err)
			}
		}
		return revise(ctx, tx)
	}))
}
