package postgres

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/jackc/pgx/v5"

	"safir"
	"safir/internal/ledger"
	"safir/internal/ledger/tables"
)

// SetPeople puts people in the place of all that were kept before.
func (s *Store) SetPeople(ctx context.Context, people []*ledger.Person, names map[ledger.Who]string) error {
	return wrap("SetPeople", s.within(ctx, func(tx pgx.Tx) error { return setPeople(ctx, tx, people, names) }))
}

func setPeople(ctx context.Context, tx pgx.Tx, people []*ledger.Person, names map[ledger.Who]string) error {
	if _, err := tx.Exec(ctx, "DELETE FROM tenures"); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, "DELETE FROM people"); err != nil {
		return err
	}
	var persons, tenures [][]any
	for i, p := range people {
		text, err := json.Marshal(p)
		if err != nil {
			return fmt.Errorf("person %s: %w", p.ID, err)
		}
		persons = append(persons, []any{storable(p.ID), i, storable(p.Country), storable(string(text))})
		for _, t := range p.Tenures {
			tenures = append(tenures, []any{
				storable(t.Office), storable(t.Country), storable(t.Org), ledger.DayNumber(t.First), ledger.DayNumber(t.Last), storable(p.ID), number16(ledger.Single(t.Office)),
			})
		}
	}
	if err := fill(ctx, tx, "people", []string{"id", "position", "country", "person"}, persons); err != nil {
		return err
	}
	if err := fill(ctx, tx, "tenures", []string{"office", "country", "org", "first", "last", "person", "single"}, tenures); err != nil {
		return err
	}
	return setNames(ctx, tx, names)
}

// fill copies rows into a table.
func fill(ctx context.Context, tx pgx.Tx, table string, columns []string, rows [][]any) error {
	if len(rows) == 0 {
		return nil
	}
	_, err := tx.CopyFrom(ctx, pgx.Identifier{table}, columns, pgx.CopyFromRows(rows))
	return err
}

// setNames tells of each name who bears it.
func setNames(ctx context.Context, tx pgx.Tx, names map[ledger.Who]string) error {
	rows, err := tx.Query(ctx, "SELECT id, name, office, country, org, person FROM sides WHERE name <> ''")
	if err != nil {
		return err
	}
	var id int64
	var name, office, country, org, had string
	changed := newBulk("UPDATE sides SET person = r.b FROM ", " WHERE sides.id = r.a", "bigint", "text")
	_, err = pgx.ForEachRow(rows, []any{&id, &name, &office, &country, &org, &had}, func() error {
		w := ledger.Who{Kind: safir.Person, Name: arrived(name), Office: arrived(office), Country: arrived(country), Org: arrived(org)}
		if person := names[w]; person != arrived(had) {
			changed.add(id, person)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return send(ctx, tx, changed)
}

// SetCopies puts copies in the place of all that were kept before.
func (s *Store) SetCopies(ctx context.Context, copies map[string]string) error {
	return wrap("SetCopies", s.within(ctx, func(tx pgx.Tx) error { return setCopies(ctx, tx, copies) }))
}

func setCopies(ctx context.Context, tx pgx.Tx, copies map[string]string) error {
	if _, err := tx.Exec(ctx, "DELETE FROM copies"); err != nil {
		return err
	}
	var rows [][]any
	for _, id := range slices.Sorted(maps.Keys(copies)) {
		rows = append(rows, []any{storable(id), storable(copies[id])})
	}
	return fill(ctx, tx, "copies", []string{"dispatch", "original"}, rows)
}

// SetVerdicts keeps the verdicts on claims.
func (s *Store) SetVerdicts(ctx context.Context, judged []ledger.Judged) error {
	return wrap("SetVerdicts", s.inTurn(ctx, func(t *turn) error { return setVerdicts(ctx, t.tx, judged) }))
}

// setVerdicts changes claims, which is for who has his turn.
func setVerdicts(ctx context.Context, tx pgx.Tx, judged []ledger.Judged) error {
	set := newBulk("UPDATE claims SET verdict = r.c, why = r.d, counted = r.e FROM ",
		` JOIN dispatches d ON d.id = r.a WHERE claims.dispatch = d.rowid AND claims.n = r.b
		AND (claims.verdict <> r.c OR claims.why <> r.d OR claims.counted <> r.e)`, "text", "text", "text", "text", "text")
	for _, j := range judged {
		counted, err := json.Marshal(append([]string{}, j.Counted...))
		if err != nil {
			return err
		}
		set.add(j.Dispatch, j.ID, j.Verdict, j.Why, string(counted))
	}
	return send(ctx, tx, set)
}

// SetEvents puts events in the place of all that were kept before.
func (s *Store) SetEvents(ctx context.Context, events []ledger.Placed, revision int64) error {
	sides, err := s.partiesOf(ctx, events)
	if err != nil {
		return wrap("SetEvents", err)
	}
	return wrap("SetEvents", s.within(ctx, func(tx pgx.Tx) error {
		if err := setEvents(ctx, tx, events, sides); err != nil {
			return err
		}
		return settle(ctx, tx, revision)
	}))
}

// settle tells that the events are those of a revision. From here to the end of the transaction it has its turn.
func settle(ctx context.Context, tx pgx.Tx, revision int64) error {
	_, err := tx.Exec(ctx, "UPDATE state SET merged = CASE WHEN revision = $1 THEN 1 ELSE 0 END, merged_revision = $1", revision)
	return err
}

// partiesOf are the keys of all who take part in events. Who has none gets one here, in a turn of its own: events are written while others
// have theirs.
func (s *Store) partiesOf(ctx context.Context, events []ledger.Placed) (map[ledger.Who]int64, error) {
	who := map[ledger.Who]bool{}
	for i := range events {
		for _, p := range tables.PartiesOf(&events[i]) {
			who[p.Who] = true
		}
	}
	ids := make(map[ledger.Who]int64, len(who))
	err := s.inTurn(ctx, func(t *turn) error {
		err := t.find(ctx, who)
		for w := range who {
			ids[w] = t.sides.ids[w]
		}
		return err
	})
	return ids, err
}

func setEvents(ctx context.Context, tx pgx.Tx, events []ledger.Placed, sides map[ledger.Who]int64) error {
	for _, text := range []string{"DELETE FROM corrected", "DELETE FROM mentions", "DELETE FROM parties", "DELETE FROM contacts", "DELETE FROM events"} {
		if _, err := tx.Exec(ctx, text); err != nil {
			return err
		}
	}
	events = slices.Clone(events)
	slices.SortStableFunc(events, func(a, b ledger.Placed) int { return cmp.Compare(a.First, b.First) })
	rows := &eventRows{sides: sides, count: map[int64]int{}, persons: map[int64]string{}, contacts: tables.Contacts{}}
	for i := range events {
		if err := rows.add(i, &events[i]); err != nil {
			return fmt.Errorf("event %s: %w", events[i].ID, err)
		}
	}
	return rows.keep(ctx, tx)
}

// eventRows are the rows of events.
type eventRows struct {
	sides                                map[ledger.Who]int64
	count                                map[int64]int    // in how many events somebody takes part
	persons                              map[int64]string // who bears a name
	contacts                             tables.Contacts
	events, parties, mentions, corrected [][]any
}

func (r *eventRows) add(key int, e *ledger.Placed) error {
	text, err := tables.EventText(e)
	if err != nil {
		return err
	}
	outline, err := tables.OutlineText(e)
	if err != nil {
		return err
	}
	offices, visitors := []string{}, []string{}
	for _, p := range e.Participants {
		if p.Actor.Office != nil {
			offices = append(offices, storable(*p.Actor.Office))
		}
		if p.Role == safir.Visitor && p.Actor.Country != nil {
			visitors = append(visitors, storable(*p.Actor.Country))
		}
	}
	r.events = append(r.events, []any{
		key, storable(e.ID), string(e.Type), string(e.Status), storable(e.First), storable(e.Last), storable(tables.Value(e.Where)), storable(e.State), e.Month,
		number16(tables.Long(e.First, e.Last)), tables.Thousandths(e.Confidence), offices, visitors, storable(text), storable(outline),
	})
	seen := map[int64]bool{}
	for _, p := range tables.PartiesOf(e) {
		side := r.sides[p.Who]
		if !seen[side] {
			seen[side] = true
			r.count[side]++
			r.parties = append(r.parties, []any{side, key})
		}
		if p.Name != "" {
			r.persons[side] = p.Person
		}
	}
	if err := r.contacts.Add(e, func(w ledger.Who) (int64, error) { return r.sides[w], nil }); err != nil {
		return err
	}
	for position, m := range e.Reports {
		r.mentions = append(r.mentions, []any{key, position, storable(m.Dispatch), storable(m.Event.ID)})
	}
	for _, c := range e.Corrected {
		r.corrected = append(r.corrected, []any{key, c.Number, storable(c.Slot)})
	}
	return nil
}

func (r *eventRows) keep(ctx context.Context, tx pgx.Tx) error {
	for _, t := range []struct {
		table   string
		columns []string
		rows    [][]any
	}{
		{"events", []string{"place_in_time", "id", "type", "status", "first", "last", "place", "state", "month", "long", "sure", "offices", "visitors", "event", "outline"}, r.events},
		{"parties", []string{"side", "event"}, r.parties},
		{"mentions", []string{"event", "position", "dispatch", "n"}, r.mentions},
		{"corrected", []string{"event", "number", "slot"}, r.corrected},
		{"contacts", []string{"a", "b", "month", "type", "status", "sure", "events"}, r.inCommon()},
	} {
		if err := fill(ctx, tx, t.table, t.columns, t.rows); err != nil {
			return err
		}
	}
	counts := newBulk("UPDATE sides SET events = r.b FROM ", " WHERE sides.id = r.a AND sides.events <> r.b", "bigint", "integer")
	for side, n := range r.count {
		counts.add(side, n)
	}
	persons := newBulk("UPDATE sides SET person = r.b FROM ", " WHERE sides.id = r.a AND sides.person <> r.b", "bigint", "text")
	for side, person := range r.persons {
		persons.add(side, person)
	}
	// Who takes part in none any more.
	if _, err := tx.Exec(ctx, "UPDATE sides SET events = 0 WHERE events > 0 AND NOT EXISTS (SELECT 1 FROM parties p WHERE p.side = sides.id)"); err != nil {
		return err
	}
	if err := send(ctx, tx, counts, persons); err != nil {
		return err
	}
	return analyze(ctx, tx, len(r.events))
}

// inCommon are the rows of the states that events have in common.
func (r *eventRows) inCommon() (rows [][]any) {
	for _, c := range r.contacts.Sorted() {
		rows = append(rows, []any{c.A, c.B, c.Month, c.Type, c.Status, c.Sure, r.contacts[c]})
	}
	return rows
}

// analyze has the planner look at the tables once they are large: what was in them before is gone, and their statistics may be of a time
// when they were small.
func analyze(ctx context.Context, tx pgx.Tx, events int) error {
	const large = 500
	if events < large {
		return nil
	}
	_, err := tx.Exec(ctx, "ANALYZE events, parties, contacts, mentions, corrected, people, tenures")
	return err
}
