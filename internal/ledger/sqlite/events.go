package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strings"

	"safir/internal/ledger"
)

// Reports are the reports of all dispatches.
func (s *Store) Reports(ctx context.Context) (out []ledger.Report, err error) {
	rows, err := s.db.QueryContext(ctx, "SELECT report FROM reports")
	if err != nil {
		return nil, wrap("Reports", err)
	}
	defer rows.Close()
	for rows.Next() {
		var text sql.RawBytes
		var r ledger.Report
		if err := rows.Scan(&text); err != nil {
			return nil, wrap("Reports", err)
		}
		if err := json.Unmarshal(text, &r); err != nil {
			return nil, wrap("Reports", err)
		}
		out = append(out, r)
	}
	return out, wrap("Reports", rows.Err())
}

// Merged tells whether the events are those of all reports.
func (s *Store) Merged(ctx context.Context) (merged bool, err error) {
	err = s.db.QueryRowContext(ctx, "SELECT merged FROM state").Scan(&merged)
	return merged, wrap("Merged", err)
}

// SetEvents puts events in the place of all that were kept before.
func (s *Store) SetEvents(ctx context.Context, events []ledger.Placed, revision int64) error {
	events = slices.Clone(events)
	slices.SortStableFunc(events, func(a, b ledger.Placed) int { return cmp.Compare(a.First, b.First) })
	return wrap("SetEvents", s.within(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM corrected; DELETE FROM mentions; DELETE FROM participants; DELETE FROM events"); err != nil {
			return err
		}
		event, err := tx.PrepareContext(ctx, `INSERT INTO events (place_in_time, id, type, status, first, last, place, state, event)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`)
		if err != nil {
			return err
		}
		defer event.Close()
		participant, err := tx.PrepareContext(ctx, "INSERT INTO participants (event, name, country, org) VALUES (?, ?, ?, ?)")
		if err != nil {
			return err
		}
		defer participant.Close()
		mention, err := tx.PrepareContext(ctx, "INSERT INTO mentions (event, position, dispatch, n) VALUES (?, ?, ?, ?)")
		if err != nil {
			return err
		}
		defer mention.Close()
		for i := range events {
			if err := setEvent(ctx, i, &events[i], event, participant, mention); err != nil {
				return fmt.Errorf("event %s: %w", events[i].ID, err)
			}
			if err := setCorrected(ctx, tx, i, events[i].Corrected); err != nil {
				return fmt.Errorf("event %s: %w", events[i].ID, err)
			}
		}
		return settle(ctx, tx, revision)
	}))
}

func setEvent(ctx context.Context, key int, e *ledger.Placed, event, participant, mention *sql.Stmt) error {
	bare := e.Event
	bare.Reports = nil
	text, err := json.Marshal(bare)
	if err != nil {
		return err
	}
	if err := run(ctx, event, key, e.ID, string(e.Type), string(e.Status), e.First, e.Last, value(e.Where), e.State, string(text)); err != nil {
		return err
	}
	for _, p := range e.Participants {
		if err := run(ctx, participant, key, value(p.Actor.Name), value(p.Actor.Country), value(p.Actor.Org)); err != nil {
			return err
		}
	}
	for position, r := range e.Reports {
		if err := run(ctx, mention, key, position, r.Dispatch, r.Event.ID); err != nil {
			return err
		}
	}
	return nil
}

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// Events gives the events that pass a filter, in order of time.
func (s *Store) Events(ctx context.Context, f ledger.Filter) iter.Seq2[ledger.Event, error] {
	return events(ctx, s.db, f)
}

// querier is a database or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

func events(ctx context.Context, db querier, f ledger.Filter) iter.Seq2[ledger.Event, error] {
	return func(yield func(ledger.Event, error) bool) {
		where, args := conditions(f)
		//nolint:gosec // the conditions are words of ours, their values arguments
		rows, err := db.QueryContext(ctx, `SELECT e.place_in_time, e.event, r.report FROM events e
			JOIN mentions m ON m.event = e.place_in_time JOIN reports r ON r.dispatch = m.dispatch AND r.n = m.n
			WHERE `+where+` ORDER BY e.place_in_time, m.position`, args...)
		if err != nil {
			yield(ledger.Event{}, wrap("Events", err))
			return
		}
		defer rows.Close()
		var event ledger.Event
		last := int64(-1)
		for rows.Next() {
			var key int64
			var text, report sql.RawBytes
			if err := rows.Scan(&key, &text, &report); err != nil {
				yield(event, wrap("Events", err))
				return
			}
			if key != last {
				if last >= 0 && !yield(event, nil) {
					return
				}
				event, last = ledger.Event{}, key
				if err := json.Unmarshal(text, &event); err != nil {
					yield(event, wrap("Events", err))
					return
				}
			}
			r := new(ledger.Report)
			if err := json.Unmarshal(report, r); err != nil {
				yield(event, wrap("Events", err))
				return
			}
			event.Reports = append(event.Reports, r)
		}
		if err := rows.Err(); err != nil {
			yield(event, wrap("Events", err))
		} else if last >= 0 {
			yield(event, nil)
		}
	}
}

// conditions is a filter as SQL.
func conditions(f ledger.Filter) (where string, args []any) {
	all := []string{"true"}
	add := func(condition string, values ...any) {
		all, args = append(all, condition), append(args, values...)
	}
	if f.ID != "" {
		add("e.id = ?", f.ID)
	}
	if len(f.Types) > 0 {
		add("e.type IN "+marks(len(f.Types)), anys(f.Types)...)
	}
	if len(f.Statuses) > 0 {
		add("e.status IN "+marks(len(f.Statuses)), anys(f.Statuses)...)
	}
	if f.Since != "" {
		add("(e.last >= ? OR e.last = '' AND e.first <> '')", f.Since)
	}
	if f.Until != "" {
		add("e.first <= ? AND (e.first <> '' OR e.last <> '')", f.Until)
	}
	if f.Place != "" {
		add("e.place = ?", f.Place)
	}
	if f.State != "" {
		add("e.state = ?", f.State)
	}
	if f.Correction != 0 {
		add("e.place_in_time IN (SELECT event FROM corrected WHERE number = ?)", f.Correction)
	}
	for _, side := range f.Sides {
		condition, values := takesPart(side)
		add(condition, values...)
	}
	return strings.Join(all, " AND "), args
}

func takesPart(s ledger.Side) (condition string, args []any) {
	const by = "e.place_in_time IN (SELECT event FROM participants WHERE "
	switch {
	case s.State != "": // who goes there meets its people, also where no host is named
		return "(" + by + "country = ? AND country <> '') OR e.type = 'visit' AND e.state = ?)", []any{s.State, s.State}
	case s.Org != "":
		return by + "org = ? AND org <> '')", []any{s.Org}
	}
	return by + "name <> '' AND name IN " + marks(len(s.Names)) + ")", anys(s.Names)
}

func marks(n int) string { return "(" + strings.TrimSuffix(strings.Repeat("?,", n), ",") + ")" }

func anys[T ~string](values []T) []any {
	out := make([]any, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}

// Names lists the different names of participants.
func (s *Store) Names(ctx context.Context) (out []ledger.Name, err error) {
	rows, err := s.db.QueryContext(ctx, `SELECT name, org, country, count(*) FROM participants
		WHERE name <> '' OR org <> '' GROUP BY name, org, country`)
	if err != nil {
		return nil, wrap("Names", err)
	}
	defer rows.Close()
	for rows.Next() {
		var n ledger.Name
		if err := rows.Scan(&n.Name, &n.Org, &n.Country, &n.Events); err != nil {
			return nil, wrap("Names", err)
		}
		out = append(out, n)
	}
	return out, wrap("Names", rows.Err())
}

// Counts says how much the ledger holds.
func (s *Store) Counts(ctx context.Context) (c ledger.Counts, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM dispatches), (SELECT count(*) FROM reports),
		(SELECT count(*) FROM events)`).Scan(&c.Dispatches, &c.Reports, &c.Events)
	return c, wrap("Counts", err)
}

// fields are the words of a query, without what FTS would read as its own signs.
func fields(words string) iter.Seq[string] {
	return strings.FieldsSeq(strings.ReplaceAll(words, `"`, " "))
}
