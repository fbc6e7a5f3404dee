package postgres

import (
	"context"
	"slices"

	"github.com/jackc/pgx/v5"

	"safir"
	"safir/internal/ledger"
	"safir/internal/ledger/tables"
)

// factsOf are the facts of a dispatch.
type factsOf struct {
	row int64
	ledger.Facts
}

// whoever are all who are spoken of in facts.
func whoever(all []factsOf) map[ledger.Who]bool {
	who := map[ledger.Who]bool{}
	for _, f := range all {
		for _, b := range f.Bearings {
			who[b.Who] = true
		}
		for _, s := range f.Statements {
			_ = tables.Speaking(s, func(_ int, w ledger.Who) error { who[w] = true; return nil })
		}
		for _, c := range f.Claims {
			if c.Actor != nil {
				who[*c.Actor] = true
				if c.Actor.Country != "" {
					who[ledger.State(c.Actor.Country)] = true
				}
			}
		}
	}
	return who
}

// keepFacts keeps facts of dispatches that have none.
func (t *turn) keepFacts(ctx context.Context, all []factsOf) error {
	if err := t.find(ctx, whoever(all)); err != nil {
		return err
	}
	keys, err := t.statementKeys(ctx, all)
	if err != nil {
		return err
	}
	bearings := into("bearings", "side, former, day, dispatch", "bigint,smallint,integer,bigint")
	statements := into("statements", "key, dispatch, n, act, day, event, sure", "bigint,bigint,text,smallint,integer,text,smallint")
	speaking := into("speaking", "role, side, day, statement, act", "smallint,bigint,integer,bigint,smallint")
	claims := into("claims", "dispatch, n, kind, side, state, day", "bigint,text,text,bigint,bigint,integer")
	bearings.after += " ON CONFLICT DO NOTHING" // somebody may be named several times
	speaking.after += " ON CONFLICT DO NOTHING"
	for _, f := range all {
		for _, b := range f.Bearings {
			bearings.add(t.sides.ids[b.Who], number16(b.Former), ledger.DayNumber(b.Day), f.row)
		}
		for _, s := range f.Statements {
			key, act := keys[0], slices.Index(safir.Acts, s.Act)
			keys = keys[1:]
			statements.add(key, f.row, s.ID, act, ledger.DayNumber(s.Day), s.Event, s.Sure)
			_ = tables.Speaking(s, func(role int, w ledger.Who) error {
				speaking.add(role, t.sides.ids[w], ledger.DayNumber(s.Day), key, act)
				return nil
			})
		}
		for _, c := range f.Claims {
			var side, state any
			if c.Actor != nil {
				side = t.sides.ids[*c.Actor]
				if c.Actor.Country != "" {
					state = t.sides.ids[ledger.State(c.Actor.Country)]
				}
			}
			claims.add(f.row, c.ID, c.Kind, side, state, ledger.DayNumber(c.Day))
		}
	}
	return send(ctx, t.tx, bearings, statements, speaking, claims)
}

func number16(is bool) int {
	if is {
		return 1
	}
	return 0
}

// statementKeys are new keys for all statements among facts, in order.
func (t *turn) statementKeys(ctx context.Context, all []factsOf) ([]int64, error) {
	n := 0
	for _, f := range all {
		n += len(f.Statements)
	}
	if n == 0 {
		return nil, nil
	}
	rows, err := t.tx.Query(ctx, "SELECT nextval(pg_get_serial_sequence('statements', 'key')) FROM generate_series(1, $1)", n)
	if err != nil {
		return nil, err
	}
	keys, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	slices.Sort(keys)
	return keys, err
}

// forgetFacts takes away what was kept of earlier versions of dispatches.
func (t *turn) forgetFacts(ctx context.Context, had []factsOf) error {
	if len(had) == 0 {
		return nil
	}
	if err := t.find(ctx, whoever(had)); err != nil {
		return err
	}
	gone := make([]int64, len(had))
	for i, f := range had {
		gone[i] = f.row
	}
	type statement struct {
		row int64
		n   string
	}
	keys := map[statement]int64{}
	rows, err := t.tx.Query(ctx, "DELETE FROM statements WHERE dispatch = ANY ($1) RETURNING key, dispatch, n", gone)
	if err != nil {
		return err
	}
	var key, row int64
	var n string
	_, err = pgx.ForEachRow(rows, []any{&key, &row, &n}, func() error { keys[statement{row, arrived(n)}] = key; return nil })
	if err != nil {
		return err
	}
	bearings := newBulk("DELETE FROM bearings x USING ", " WHERE x.side = r.a AND x.former = r.b AND x.day = r.c AND x.dispatch = r.d", "bigint", "smallint", "integer", "bigint")
	speaking := newBulk("DELETE FROM speaking x USING ", " WHERE x.role = r.a AND x.side = r.b AND x.day = r.c AND x.statement = r.d", "smallint", "bigint", "integer", "bigint")
	claims := newBulk("DELETE FROM claims x USING ", " WHERE x.dispatch = r.a", "bigint")
	for _, f := range had {
		claims.add(f.row)
		for _, b := range f.Bearings {
			bearings.add(t.sides.ids[b.Who], number16(b.Former), ledger.DayNumber(b.Day), f.row)
		}
		for _, s := range f.Statements {
			key, known := keys[statement{f.row, s.ID}]
			if !known {
				continue // the facts of an old ledger are made later
			}
			_ = tables.Speaking(s, func(role int, w ledger.Who) error {
				speaking.add(role, t.sides.ids[w], ledger.DayNumber(s.Day), key)
				return nil
			})
		}
	}
	return send(ctx, t.tx, bearings, speaking, claims)
}

// Derive makes the facts of all dispatches anew, where another version made them or none.
func (s *Store) Derive(ctx context.Context) error {
	var version int
	if err := s.pool.QueryRow(ctx, "SELECT facts FROM state").Scan(&version); err != nil || version == tables.FactsVersion {
		return wrap("Derive", err)
	}
	return wrap("Derive", s.inTurn(ctx, func(t *turn) error {
		if t.facts == tables.FactsVersion {
			return nil
		}
		t.sides = &sides{t.sides.generation + 1, map[ledger.Who]int64{}}
		for _, text := range []string{
			"DELETE FROM bearings", "DELETE FROM speaking", "DELETE FROM statements", "DELETE FROM claims", "DELETE FROM parties", "DELETE FROM contacts", "DELETE FROM name_keys", "DELETE FROM sides",
		} {
			if _, err := t.tx.Exec(ctx, text); err != nil {
				return err
			}
		}
		for row := int64(0); ; {
			next, err := t.deriveChunk(ctx, row)
			if err != nil {
				return err
			}
			if next == row {
				break
			}
			row = next
		}
		_, err := t.tx.Exec(ctx, "UPDATE state SET facts = $1, generation = generation + 1", tables.FactsVersion)
		return err
	}))
}

// deriveChunk makes the facts of some dispatches that follow a row, and gives the last of their rows.
func (t *turn) deriveChunk(ctx context.Context, row int64) (last int64, err error) {
	const many = 500
	chunk, err := tables.Records(ctx, asked{t.tx}, "rowid > ? ORDER BY rowid LIMIT ?", row, many)
	if err != nil {
		return row, err
	}
	all := make([]factsOf, len(chunk))
	sketches := into("sketches", "dispatch, sketch", "bigint,bytea")
	sketches.after += " ON CONFLICT (dispatch) DO UPDATE SET sketch = excluded.sketch"
	for i := range chunk {
		row = chunk[i].Row
		all[i] = factsOf{row, ledger.FactsOf(&chunk[i].Record, chunk[i].Body)}
		sketches.add(row, tables.SketchOf(chunk[i].Body))
	}
	if err := t.keepFacts(ctx, all); err != nil {
		return row, err
	}
	return row, send(ctx, t.tx, sketches)
}
