package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"safir/internal/ledger"
	"safir/internal/ledger/tables"
)

// Version is the version of the dispatch of that id, "" where there is none.
func (s *Store) Version(ctx context.Context, id string) (version string, err error) {
	find, err := s.findVersion() //nolint:sqlclosecheck // it is kept until the store is closed
	if err != nil {
		return "", wrap("Version", err)
	}
	err = find.QueryRowContext(context.WithoutCancel(ctx), id).Scan(&version) // it is too short to be watched for a cancellation
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return version, wrap("Version", err)
}

func wrap(function string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("sqlite.%s: %w", function, explained(err))
}

// within runs what is to be done in one transaction. A cancellation of the context rolls it back: the statements in it may be given one
// that is never cancelled, for the driver watches each for that, which takes longer than most of them.
func (s *Store) within(ctx context.Context, do func(*sql.Tx) error) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := do(tx); err != nil {
		undone := tx.Rollback()
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return errors.Join(err, undone)
	}
	return tx.Commit()
}

// Put keeps entries, all or none.
func (s *Store) Put(ctx context.Context, entries []ledger.Entry) (ledger.Tally, error) {
	return s.PutWith(ctx, entries, func(context.Context, *sql.Tx) error { return nil })
}

// PutWith keeps entries like Put and does what else is to be kept together with them, in the same transaction: if that fails, nothing
// is kept.
func (s *Store) PutWith(ctx context.Context, entries []ledger.Entry, also func(context.Context, *sql.Tx) error) (tally ledger.Tally, err error) {
	err = s.withFacts(ctx, func(tx *sql.Tx, f *facts) error {
		if tally, err = putAll(ctx, tx, f, entries); err != nil {
			return err
		}
		return also(ctx, tx)
	})
	if err != nil {
		return ledger.Tally{}, wrap("Put", err)
	}
	return tally, nil
}

func putAll(ctx context.Context, tx *sql.Tx, f *facts, entries []ledger.Entry) (tally ledger.Tally, err error) {
	// What is put from the beginning has its facts made at once.
	if _, err := tx.ExecContext(ctx, "UPDATE state SET facts = ? WHERE NOT EXISTS (SELECT 1 FROM dispatches)", tables.FactsVersion); err != nil {
		return tally, err
	}
	p, err := newPutter(ctx, tx, f)
	if err != nil {
		return tally, err
	}
	defer p.close()
	whole := context.WithoutCancel(ctx) // else the driver would watch every statement for a cancellation
	for i := range entries {
		if ctx.Err() != nil {
			return tally, ctx.Err()
		}
		if err := p.put(whole, &entries[i]); err != nil {
			return tally, fmt.Errorf("%s: %w", entries[i].Dispatch.ID, err)
		}
	}
	if tally = p.tally; tally.New+tally.Changed == 0 {
		return tally, nil
	}
	return tally, revise(ctx, tx)
}

// putter holds the statements that a chunk of entries needs.
type putter struct {
	find, insert, update, forget, forgetWords, report, words *sql.Stmt

	facts *facts
	tx    *sql.Tx
	tally ledger.Tally
}

func newPutter(ctx context.Context, tx *sql.Tx, f *facts) (*putter, error) {
	p := &putter{tx: tx, facts: f}
	var err error
	for statement, text := range map[**sql.Stmt]string{
		&p.find: "SELECT rowid, version FROM dispatches WHERE id = ?",
		&p.insert: `INSERT INTO dispatches (version, agency, published, modified, url, title, body, record, id, revision)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT revision + 1 FROM state))`,
		&p.update: `UPDATE dispatches SET version = ?, agency = ?, published = ?, modified = ?, url = ?, title = ?, body = ?, record = ?,
			revision = (SELECT revision + 1 FROM state) WHERE id = ?`,
		&p.forget:      "DELETE FROM reports WHERE dispatch = ?",
		&p.forgetWords: "DELETE FROM words WHERE rowid = ?",
		&p.report:      "INSERT INTO reports (dispatch, n, report) VALUES (?, ?, ?)",
		&p.words:       "INSERT INTO words (rowid, folded) VALUES (?, ?)",
	} {
		if *statement, err = tx.PrepareContext(ctx, text); err != nil { //nolint:sqlclosecheck // closed by close
			p.close()
			return nil, err
		}
	}
	return p, nil
}

func (p *putter) close() {
	for _, s := range []*sql.Stmt{p.find, p.insert, p.update, p.forget, p.forgetWords, p.report, p.words} {
		if s != nil {
			_ = s.Close()
		}
	}
}

func (p *putter) put(ctx context.Context, e *ledger.Entry) error {
	var row int64
	var had string
	err := p.find.QueryRowContext(ctx, e.Dispatch.ID).Scan(&row, &had)
	known := err == nil
	switch {
	case err != nil && !errors.Is(err, sql.ErrNoRows):
		return err
	case known && had >= e.Version:
		p.tally.Same++
		return nil
	}
	if known {
		p.tally.Changed++
		return p.replace(ctx, e, row)
	}
	p.tally.New++
	values, err := valuesOf(e)
	if err != nil {
		return err
	}
	if row, err = insert(ctx, p.insert, values...); err != nil {
		return err
	}
	return p.derive(ctx, e, row)
}

// valuesOf are the columns of an entry, as insert and update want them.
func valuesOf(e *ledger.Entry) ([]any, error) {
	text, err := tables.RecordText(e)
	if err != nil {
		return nil, err
	}
	d := e.Dispatch
	return []any{e.Version, d.Agency, d.Published, d.Modified, d.URL, d.Title, d.Body, text, d.ID}, nil
}

// replace puts an entry in the place of the one with its id.
func (p *putter) replace(ctx context.Context, e *ledger.Entry, row int64) error {
	if err := p.forgetFacts(ctx, row); err != nil {
		return err
	}
	values, err := valuesOf(e)
	if err != nil {
		return err
	}
	return errors.Join(run(ctx, p.update, values...), run(ctx, p.forget, e.Dispatch.ID), run(ctx, p.forgetWords, row), p.derive(ctx, e, row))
}

// again keeps an entry anew that is there in the same version.
func (p *putter) again(ctx context.Context, e *ledger.Entry) error {
	var row int64
	var had string
	err := p.find.QueryRowContext(ctx, e.Dispatch.ID).Scan(&row, &had)
	if errors.Is(err, sql.ErrNoRows) || err == nil && had != e.Version {
		return nil
	}
	if err != nil {
		return err
	}
	return p.replace(ctx, e, row)
}

// forgetFacts takes away the facts of the version of a dispatch that is kept.
func (p *putter) forgetFacts(ctx context.Context, row int64) error {
	had, err := tables.Records(ctx, asked{p.tx}, "rowid = ?", row)
	for i := range had {
		err = errors.Join(err, p.facts.forget(ctx, row, ledger.FactsOf(&had[i].Record, had[i].Body)))
	}
	return err
}

// derive keeps the reports, the facts and the words of an entry.
func (p *putter) derive(ctx context.Context, e *ledger.Entry, row int64) error {
	for _, r := range ledger.KeptReports(&e.Record) {
		text, err := json.Marshal(r)
		if err != nil {
			return err
		}
		if err := run(ctx, p.report, r.Dispatch, r.Event.ID, string(text)); err != nil {
			return err
		}
	}
	if err := p.facts.keep(ctx, row, ledger.FactsOf(&e.Record, e.Dispatch.Body)); err != nil {
		return err
	}
	if err := run(ctx, p.facts.sketch, row, tables.SketchOf(e.Dispatch.Body)); err != nil {
		return err
	}
	return run(ctx, p.words, row, e.Words)
}

func run(ctx context.Context, s *sql.Stmt, args ...any) error {
	_, err := s.ExecContext(ctx, args...)
	return err
}

// insert runs a statement that inserts a row, and gives the key of this.
func insert(ctx context.Context, s *sql.Stmt, args ...any) (key int64, err error) {
	result, err := s.ExecContext(ctx, args...)
	if err != nil {
		return 0, err
	}
	return result.LastInsertId()
}
