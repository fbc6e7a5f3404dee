package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"safir/internal/ledger"
	"safir/internal/ledger/tables"
)

// setEvents takes away the events that are gone and writes the new ones.
func setEvents(ctx context.Context, tx *sql.Tx, f *facts, c *ledger.Changes) error {
	set, err := newEventSetter(ctx, tx, f)
	if err != nil {
		return err
	}
	defer set.close()
	if !c.All {
		for i := range c.GoneEvents {
			if err := set.forget(ctx, &c.GoneEvents[i]); err != nil {
				return fmt.Errorf("event %s: %w", c.GoneEvents[i].ID, err)
			}
		}
	}
	for i := range c.Events {
		if err := set.set(ctx, &c.Events[i]); err != nil {
			return fmt.Errorf("event %s: %w", c.Events[i].ID, err)
		}
	}
	return set.finish(ctx)
}

// eventSetter holds the statements that events are written with.
type eventSetter struct {
	event, party, mention, correct, contact, count               *sql.Stmt
	forgetEvent, forgetParty, forgetMention, forgetCorrect, none *sql.Stmt

	facts    *facts
	counts   map[int64]int
	contacts tables.Contacts
}

func newEventSetter(ctx context.Context, tx *sql.Tx, f *facts) (*eventSetter, error) {
	s := &eventSetter{counts: map[int64]int{}, contacts: tables.Contacts{}, facts: f}
	const ofContact = "a = ? AND b = ? AND month = ? AND type = ? AND status = ? AND sure = ?"
	for statement, text := range map[**sql.Stmt]string{
		&s.event: `INSERT INTO events (place_in_time, id, type, status, first, last, place, state, month, long, sure, event, outline)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		&s.party:   "INSERT INTO parties (side, event) VALUES (?, ?)",
		&s.mention: "INSERT INTO mentions (event, position, dispatch, n) VALUES (?, ?, ?, ?)",
		&s.correct: "INSERT INTO corrected (event, number, slot) VALUES (?, ?, ?)",
		&s.contact: `INSERT INTO contacts (a, b, month, type, status, sure, events) VALUES (?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT DO UPDATE SET events = events + excluded.events`,
		&s.count:         "UPDATE sides SET events = events + ? WHERE id = ?",
		&s.forgetEvent:   "DELETE FROM events WHERE place_in_time = ?",
		&s.forgetParty:   "DELETE FROM parties WHERE side = ? AND event = ?",
		&s.forgetMention: "DELETE FROM mentions WHERE event = ?",
		&s.forgetCorrect: "DELETE FROM corrected WHERE event = ?",
		&s.none:          "DELETE FROM contacts WHERE " + ofContact + " AND events = 0",
	} {
		var err error
		if *statement, err = tx.PrepareContext(ctx, text); err != nil { //nolint:sqlclosecheck // closed by close
			s.close()
			return nil, err
		}
	}
	return s, nil
}

func (s *eventSetter) close() {
	for _, statement := range []*sql.Stmt{
		s.event, s.party, s.mention, s.correct, s.contact, s.count, s.forgetEvent, s.forgetParty, s.forgetMention, s.forgetCorrect, s.none,
	} {
		if statement != nil {
			_ = statement.Close()
		}
	}
}

func (s *eventSetter) set(ctx context.Context, e *ledger.Placed) error {
	text, err := tables.EventText(e)
	if err != nil {
		return err
	}
	outline, err := tables.OutlineText(e)
	if err != nil {
		return err
	}
	err = run(ctx, s.event, e.Key, e.ID, string(e.Type), string(e.Status), e.First, e.Last, tables.Value(e.Where), e.State, e.Month,
		tables.Long(e.First, e.Last), tables.Thousandths(e.Confidence), text, outline)
	if err != nil {
		return err
	}
	for position, r := range e.Reports {
		if err := run(ctx, s.mention, e.Key, position, r.Dispatch, r.Event.ID); err != nil {
			return err
		}
	}
	for _, c := range e.Corrected {
		if err := run(ctx, s.correct, e.Key, c.Number, c.Slot); err != nil {
			return err
		}
	}
	return s.tally(ctx, e, 1, s.party)
}

// forget takes an event away.
func (s *eventSetter) forget(ctx context.Context, e *ledger.Placed) error {
	return errors.Join(run(ctx, s.forgetMention, e.Key), run(ctx, s.forgetCorrect, e.Key), s.tally(ctx, e, -1, s.forgetParty), run(ctx, s.forgetEvent, e.Key))
}

// tally counts an event once more, or less, for who takes part, and says so or takes it back.
func (s *eventSetter) tally(ctx context.Context, e *ledger.Placed, n int, say *sql.Stmt) error {
	key := func(w ledger.Who) (int64, error) { return s.facts.of(ctx, w) }
	said := map[int64]bool{}
	for _, p := range ledger.PartiesOf(e) {
		side, err := key(p.Who)
		if err != nil {
			return err
		}
		if said[side] {
			continue
		}
		said[side] = true
		s.counts[side] += n
		if err := run(ctx, say, side, e.Key); err != nil {
			return err
		}
	}
	return s.contacts.Add(e, n, key)
}

// finish keeps what was counted.
func (s *eventSetter) finish(ctx context.Context) error {
	for side, n := range s.counts {
		if n == 0 {
			continue
		}
		if err := run(ctx, s.count, n, side); err != nil {
			return err
		}
	}
	for _, c := range s.contacts.Sorted() {
		n := s.contacts[c]
		if err := run(ctx, s.contact, c.A, c.B, c.Month, c.Type, c.Status, c.Sure, n); err != nil {
			return err
		}
		if n < 0 {
			if err := run(ctx, s.none, c.A, c.B, c.Month, c.Type, c.Status, c.Sure); err != nil {
				return err
			}
		}
	}
	return nil
}
