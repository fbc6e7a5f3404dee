package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"safir"
	"safir/internal/ledger"
	"safir/internal/ledger/tables"
)

// facts keeps what is derived from records.
type facts struct {
	find, side, key, bearing, statement, speaking, claim, sketch *sql.Stmt
	forgetBearing, forgetStatement, forgetSpeak, forgetClaim     *sql.Stmt

	sides map[ledger.Who]int64 // their keys, as far as they were asked for
}

// newFacts prepares what facts are kept with in a transaction; sides are the keys that are known.
func newFacts(ctx context.Context, tx *sql.Tx, sides map[ledger.Who]int64) (*facts, error) {
	f := &facts{sides: sides}
	for statement, text := range map[**sql.Stmt]string{
		&f.find:            "SELECT id FROM sides WHERE kind = ? AND name = ? AND office = ? AND country = ? AND org = ?",
		&f.side:            "INSERT INTO sides (kind, name, office, country, org) VALUES (?, ?, ?, ?, ?)",
		&f.key:             "INSERT INTO name_keys (key, side) VALUES (?, ?)",
		&f.bearing:         "INSERT INTO bearings (side, former, day, dispatch) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
		&f.statement:       "INSERT INTO statements (dispatch, n, act, day, event, sure) VALUES (?, ?, ?, ?, ?, ?)",
		&f.speaking:        "INSERT INTO speaking (role, side, day, statement, act) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
		&f.claim:           "INSERT INTO claims (dispatch, n, kind, side, state, day) VALUES (?, ?, ?, ?, ?, ?)",
		&f.sketch:          "INSERT INTO sketches (dispatch, sketch) VALUES (?, ?) ON CONFLICT (dispatch) DO UPDATE SET sketch = excluded.sketch",
		&f.forgetBearing:   "DELETE FROM bearings WHERE side = ? AND former = ? AND day = ? AND dispatch = ?",
		&f.forgetStatement: "DELETE FROM statements WHERE dispatch = ? AND n = ? RETURNING key",
		&f.forgetSpeak:     "DELETE FROM speaking WHERE role = ? AND side = ? AND day = ? AND statement = ?",
		&f.forgetClaim:     "DELETE FROM claims WHERE dispatch = ?",
	} {
		var err error
		if *statement, err = tx.PrepareContext(ctx, text); err != nil { //nolint:sqlclosecheck // closed by close
			f.close()
			return nil, err
		}
	}
	return f, nil
}

func (f *facts) close() {
	for _, s := range []*sql.Stmt{
		f.find, f.side, f.key, f.bearing, f.statement, f.speaking, f.claim, f.sketch,
		f.forgetBearing, f.forgetStatement, f.forgetSpeak, f.forgetClaim,
	} {
		if s != nil {
			_ = s.Close()
		}
	}
}

// of is the key of a side; it is made where there is none.
func (f *facts) of(ctx context.Context, w ledger.Who) (id int64, err error) {
	if id, ok := f.sides[w]; ok {
		return id, nil
	}
	values := []any{string(w.Kind), w.Name, w.Office, w.Country, w.Org}
	err = f.find.QueryRowContext(ctx, values...).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		if id, err = insert(ctx, f.side, values...); err == nil {
			for _, key := range tables.KeysOf(w) {
				if err := run(ctx, f.key, key, id); err != nil {
					return 0, err
				}
			}
		}
	}
	if err != nil {
		return 0, err
	}
	f.sides[w] = id
	return id, nil
}

// keep keeps the facts of a dispatch's record.
func (f *facts) keep(ctx context.Context, row int64, found ledger.Facts) error {
	for _, b := range found.Bearings {
		side, err := f.of(ctx, b.Who)
		if err != nil {
			return err
		}
		if err := run(ctx, f.bearing, side, b.Former, ledger.DayNumber(b.Day), row); err != nil {
			return err
		}
	}
	for _, s := range found.Statements {
		act := slices.Index(safir.Acts, s.Act)
		key, err := insert(ctx, f.statement, row, s.ID, act, ledger.DayNumber(s.Day), s.Event, s.Sure)
		if err != nil {
			return err
		}
		err = f.each(ctx, s, func(role int, side int64) error {
			return run(ctx, f.speaking, role, side, ledger.DayNumber(s.Day), key, act)
		})
		if err != nil {
			return err
		}
	}
	for _, c := range found.Claims {
		if err := f.keepClaim(ctx, row, c); err != nil {
			return err
		}
	}
	return nil
}

func (f *facts) keepClaim(ctx context.Context, row int64, c ledger.ClaimFact) error {
	var side, state sql.NullInt64
	if c.Actor != nil {
		id, err := f.of(ctx, *c.Actor)
		if err != nil {
			return err
		}
		side = sql.NullInt64{Int64: id, Valid: true}
		if c.Actor.Country != "" {
			if id, err = f.of(ctx, ledger.State(c.Actor.Country)); err != nil {
				return err
			}
			state = sql.NullInt64{Int64: id, Valid: true}
		}
	}
	return run(ctx, f.claim, row, c.ID, c.Kind, side, state, ledger.DayNumber(c.Day))
}

// each calls for every side that has a role in a statement.
func (f *facts) each(ctx context.Context, s ledger.StatementFact, do func(role int, side int64) error) error {
	return tables.Speaking(s, func(role int, w ledger.Who) error {
		side, err := f.of(ctx, w)
		if err != nil {
			return err
		}
		return do(role, side)
	})
}

// forget takes away what was kept of an earlier version of a dispatch.
func (f *facts) forget(ctx context.Context, row int64, had ledger.Facts) error {
	for _, b := range had.Bearings {
		side, err := f.of(ctx, b.Who)
		if err != nil {
			return err
		}
		if err := run(ctx, f.forgetBearing, side, b.Former, ledger.DayNumber(b.Day), row); err != nil {
			return err
		}
	}
	for _, s := range had.Statements {
		var key int64
		err := f.forgetStatement.QueryRowContext(ctx, row, s.ID).Scan(&key)
		if errors.Is(err, sql.ErrNoRows) {
			continue // the facts of an old ledger are made later
		}
		if err != nil {
			return err
		}
		err = f.each(ctx, s, func(role int, side int64) error {
			return run(ctx, f.forgetSpeak, role, side, ledger.DayNumber(s.Day), key)
		})
		if err != nil {
			return err
		}
	}
	return run(ctx, f.forgetClaim, row)
}

// Derive makes the facts of all dispatches anew, where another version made them or none.
func (s *Store) Derive(ctx context.Context) error {
	return wrap("Derive", s.within(ctx, func(tx *sql.Tx) error {
		ctx := context.WithoutCancel(ctx) // see within
		var version int
		if err := tx.QueryRowContext(ctx, "SELECT facts FROM state").Scan(&version); err != nil || version == tables.FactsVersion {
			return err
		}
		_, err := tx.ExecContext(ctx, `DELETE FROM bearings; DELETE FROM speaking; DELETE FROM statements; DELETE FROM claims; DELETE FROM parties; DELETE FROM contacts;
			DELETE FROM name_keys; DELETE FROM sides`)
		if err != nil {
			return err
		}
		f, err := newFacts(ctx, tx, map[ledger.Who]int64{})
		if err != nil {
			return err
		}
		defer f.close()
		for row := int64(0); ; {
			next, err := f.deriveChunk(ctx, tx, row)
			if err != nil {
				return err
			}
			if next == row {
				break
			}
			row = next
		}
		_, err = tx.ExecContext(ctx, "UPDATE state SET facts = ?, generation = generation + 1", tables.FactsVersion)
		return err
	}))
}

// deriveChunk makes the facts of some dispatches that follow a row, and gives the last of their rows.
func (f *facts) deriveChunk(ctx context.Context, tx *sql.Tx, row int64) (last int64, err error) {
	const many = 500
	chunk, err := tables.Records(ctx, asked{tx}, "rowid > ? ORDER BY rowid LIMIT ?", row, many)
	if err != nil {
		return row, err
	}
	for i := range chunk {
		if err := f.keep(ctx, chunk[i].Row, ledger.FactsOf(&chunk[i].Record, chunk[i].Body)); err != nil {
			return row, err
		}
		if err := run(ctx, f.sketch, chunk[i].Row, tables.SketchOf(chunk[i].Body)); err != nil {
			return row, err
		}
		row = chunk[i].Row
	}
	return row, nil
}
