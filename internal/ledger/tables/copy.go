package tables

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strings"

	"safir/internal/ledger"
)

// sheets are the tables that are neither derived nor dispatches, those before the ones that point to them. The queue of jobs is none of them: what
// waits to be read is not in the ledger yet.
var sheets = []struct{ table, columns, order string }{
	{"corrections", "number, revision, instant, editor, kind, undoes, reason, correction", "number"},
	{"addresses", addressColumns, "url"},
	{"watched", watchedColumns, "url"},
	{"questions", "name, question, turn, derived", "name"},
	{"answers", "question, id, event, print, told, reports, version, gone", "question, id"},
	{"announcements", "id, question, number, instant, kind, event, body", "question, number"},
	{"deliveries", "announcement, question, target, number, state, attempts, due, claimed, failure", "question, number, target"},
}

// booleans are the columns of sheets that are true or false: SQLite has numbers in them.
var booleans = []string{"lasting", "slow", "gone"}

// Sheets gives what is kept beside dispatches, a few rows at a time.
func (r *Common) Sheets(ctx context.Context) iter.Seq2[ledger.Sheet, error] {
	return stream(ctx, r, "Sheets", 0, func(q Querier, give func(ledger.Sheet) error) error {
		for _, s := range sheets {
			columns := strings.Split(s.columns, ", ")
			err := each(ctx, q, "SELECT "+s.columns+" FROM "+s.table+" ORDER BY "+s.order, nil, func(rows Rows) error {
				row, places := make([]any, len(columns)), make([]any, len(columns))
				for i := range row {
					places[i] = &row[i]
				}
				if err := rows.Scan(places...); err != nil {
					return err
				}
				for i := range row {
					row[i] = plain(columns[i], row[i])
				}
				return give(ledger.Sheet{Table: s.table, Row: row})
			})
			if err != nil {
				return fmt.Errorf("%s: %w", s.table, err)
			}
		}
		return nil
	})
}

// plain is a value of a sheet as it is the same in every database.
func plain(column string, value any) any {
	switch v := value.(type) {
	case []byte:
		value = string(v)
	case int64:
		if slices.Contains(booleans, column) {
			value = v != 0
		}
	}
	return value
}

// SetSheets puts rows in the place of all that is kept beside dispatches, and the ledger at a revision.
func (r *Common) SetSheets(ctx context.Context, revision int64, rows iter.Seq2[ledger.Sheet, error]) error {
	return r.Explain("SetSheets", r.db.Within(ctx, func(tx Tx) error {
		insert := map[string]string{}
		for _, s := range slices.Backward(sheets) {
			if _, err := tx.Exec(ctx, "DELETE FROM "+s.table); err != nil {
				return err
			}
			insert[s.table] = "INSERT INTO " + s.table + " (" + s.columns + ") VALUES " + marks(strings.Count(s.columns, ",")+1)
		}
		for row, err := range rows {
			if err == nil {
				_, err = tx.Exec(ctx, insert[row.Table], row.Row...)
			}
			if err != nil {
				return fmt.Errorf("%s: %w", row.Table, err)
			}
		}
		if _, err := tx.Exec(ctx, "UPDATE dispatches SET revision = ? WHERE revision > ?", revision, revision); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, "UPDATE state SET revision = ?, merged = 0, merged_revision = 0", revision)
		return err
	}))
}

// Copying is what the ledger is a copy of that is not whole, "" for every other ledger.
func (r *Common) Copying(ctx context.Context) (from string, err error) {
	err = one(ctx, r.db, "SELECT copying FROM state", nil, &from)
	return from, r.Explain("Copying", err)
}

// SetCopying says so.
func (r *Common) SetCopying(ctx context.Context, from string) error {
	return r.Explain("SetCopying", r.db.Within(ctx, func(tx Tx) error {
		_, err := tx.Exec(ctx, "UPDATE state SET copying = ?", from)
		return err
	}))
}

// Arrived gives the dispatches with their records, in order of arrival.
func (r *Common) Arrived(ctx context.Context) iter.Seq2[ledger.Entry, error] {
	return func(yield func(ledger.Entry, error) bool) {
		last := int64(-1)
		for {
			var entries []ledger.Entry
			text := "SELECT rowid, version, record, " + DispatchColumns + " FROM dispatches WHERE rowid > ? ORDER BY rowid LIMIT ?"
			err := each(ctx, r.db, text, []any{last, page}, func(rows Rows) error {
				e, err := scanEntry(rows, &last)
				entries = append(entries, e)
				return err
			})
			if err != nil {
				yield(ledger.Entry{}, r.Explain("Arrived", err))
				return
			}
			for i := range entries {
				if !yield(entries[i], nil) {
					return
				}
			}
			if len(entries) < page {
				return
			}
		}
	}
}

// Came gives the dispatches that were put after a revision, in order of arrival.
func (r *Common) Came(ctx context.Context, revision int64) iter.Seq2[ledger.Arrival, error] {
	return stream(ctx, r, "Came", 0, func(q Querier, give func(ledger.Arrival) error) error {
		text := "SELECT rowid, version, record, " + DispatchColumns + " FROM dispatches WHERE revision > ? ORDER BY " + r.Unindexed + "rowid"
		return each(ctx, q, text, []any{revision}, func(rows Rows) error {
			var a ledger.Arrival
			var err error
			if a.Entry, err = scanEntry(rows, &a.Number); err != nil {
				return err
			}
			return give(a)
		})
	})
}

// scanEntry reads a row with other columns before those of an entry.
func scanEntry(rows Rows, before ...any) (e ledger.Entry, err error) {
	var record sql.RawBytes
	d := &e.Dispatch
	columns := append(before, &e.Version, &record, &d.ID, &d.Agency, &d.Published, &d.Modified, &d.URL, &d.Title, &d.Body)
	if err := rows.Scan(columns...); err != nil {
		return e, err
	}
	if err := json.Unmarshal(record, &e.Record); err != nil {
		return e, fmt.Errorf("dispatch %s: its record can't be read: %w", d.ID, err)
	}
	return e, nil
}
