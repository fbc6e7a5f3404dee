package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"safir/internal/ledger"
	"safir/internal/ledger/tables"
)

// Deriving runs what derives, as it comes: a file is written by few, and what is derived of an older revision is never taken for merged.
func (s *Store) Deriving(ctx context.Context, derive func(context.Context, ledger.Store) error) error {
	return derive(ctx, s)
}

// SetEvents puts events in the place of all that were kept before.
func (s *Store) SetEvents(ctx context.Context, events []ledger.Placed, revision int64) error {
	events = slices.Clone(events)
	slices.SortStableFunc(events, func(a, b ledger.Placed) int { return cmp.Compare(a.First, b.First) })
	return wrap("SetEvents", s.withFacts(ctx, func(tx *sql.Tx, f *facts) error {
		ctx := context.WithoutCancel(ctx) // see within
		_, err := tx.ExecContext(ctx, `DELETE FROM corrected; DELETE FROM mentions; DELETE FROM parties; DELETE FROM contacts; DELETE FROM events;
			UPDATE sides SET events = 0 WHERE events > 0`)
		if err != nil {
			return err
		}
		set, err := newEventSetter(ctx, tx, f)
		if err != nil {
			return err
		}
		defer set.close()
		for i := range events {
			err := set.set(ctx, i, &events[i])
			if err == nil {
				err = setCorrected(ctx, tx, i, events[i].Corrected)
			}
			if err != nil {
				return fmt.Errorf("event %s: %w", events[i].ID, err)
			}
		}
		if err := set.finish(ctx, tx); err != nil {
			return err
		}
		return settle(ctx, tx, revision)
	}))
}

// eventSetter holds the statements that events are written with.
type eventSetter struct {
	event, party, mention, person, contact *sql.Stmt

	facts    *facts
	count    map[int64]int
	contacts tables.Contacts
}

func newEventSetter(ctx context.Context, tx *sql.Tx, f *facts) (*eventSetter, error) {
	s := &eventSetter{count: map[int64]int{}, contacts: tables.Contacts{}, facts: f}
	var errs [5]error
	s.event, errs[0] = tx.PrepareContext(ctx, `INSERT INTO events (place_in_time, id, type, status, first, last, place, state, month, long, sure, event, outline)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
	s.party, errs[1] = tx.PrepareContext(ctx, "INSERT INTO parties (side, event) VALUES (?, ?) ON CONFLICT DO NOTHING")
	s.mention, errs[2] = tx.PrepareContext(ctx, "INSERT INTO mentions (event, position, dispatch, n) VALUES (?, ?, ?, ?)")
	s.contact, errs[4] = tx.PrepareContext(ctx, "INSERT INTO contacts (a, b, month, type, status, sure, events) VALUES (?, ?, ?, ?, ?, ?, ?)")
	s.person, errs[3] = tx.PrepareContext(ctx, "UPDATE sides SET person = ? WHERE id = ? AND person <> ?")
	if err := errors.Join(errs[:]...); err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

func (s *eventSetter) close() {
	for _, statement := range []*sql.Stmt{s.event, s.party, s.mention, s.person, s.contact} {
		if statement != nil {
			_ = statement.Close()
		}
	}
}

func (s *eventSetter) set(ctx context.Context, key int, e *ledger.Placed) error {
	text, err := tables.EventText(e)
	if err != nil {
		return err
	}
	outline, err := tables.OutlineText(e)
	if err != nil {
		return err
	}
	err = run(ctx, s.event, key, e.ID, string(e.Type), string(e.Status), e.First, e.Last, tables.Value(e.Where), e.State, e.Month,
		tables.Long(e.First, e.Last), tables.Thousandths(e.Confidence), text, outline)
	if err != nil {
		return err
	}
	if err := s.setParties(ctx, key, e); err != nil {
		return err
	}
	if err := s.contacts.Add(e, func(w ledger.Who) (int64, error) { return s.facts.of(ctx, w) }); err != nil {
		return err
	}
	for position, r := range e.Reports {
		if err := run(ctx, s.mention, key, position, r.Dispatch, r.Event.ID); err != nil {
			return err
		}
	}
	return nil
}

// finish keeps what was counted.
func (s *eventSetter) finish(ctx context.Context, tx *sql.Tx) error {
	for side, n := range s.count {
		if _, err := tx.ExecContext(ctx, "UPDATE sides SET events = ? WHERE id = ?", n, side); err != nil {
			return err
		}
	}
	for _, c := range s.contacts.Sorted() {
		if err := run(ctx, s.contact, c.A, c.B, c.Month, c.Type, c.Status, c.Sure, s.contacts[c]); err != nil {
			return err
		}
	}
	return nil
}

// setParties keeps who takes part.
func (s *eventSetter) setParties(ctx context.Context, key int, e *ledger.Placed) error {
	sides := map[int64]bool{}
	for _, p := range tables.PartiesOf(e) {
		side, err := s.facts.of(ctx, p.Who)
		if err != nil {
			return err
		}
		if !sides[side] {
			sides[side] = true
			s.count[side]++
			if err := run(ctx, s.party, side, key); err != nil {
				return err
			}
		}
		if p.Name != "" {
			if err := run(ctx, s.person, p.Person, side, p.Person); err != nil {
				return err
			}
		}
	}
	return nil
}
