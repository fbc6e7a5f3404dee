package postgres

import (
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

// setPeople writes people and their tenures.
func setPeople(ctx context.Context, tx pgx.Tx, c *ledger.Changes) error {
	if !c.All {
		people := newBulk("DELETE FROM people USING ", " WHERE people.id = r.a", "text")
		tenured := newBulk("DELETE FROM tenures USING ", " WHERE tenures.person = r.a", "text")
		for _, id := range c.GonePeople {
			people.add(id)
			tenured.add(id)
		}
		for _, p := range c.People {
			people.add(p.ID)
			tenured.add(p.ID)
		}
		if err := send(ctx, tx, people, tenured); err != nil {
			return err
		}
	}
	var persons, tenures [][]any
	for _, p := range c.People {
		text, err := json.Marshal(p)
		if err != nil {
			return fmt.Errorf("person %s: %w", p.ID, err)
		}
		persons = append(persons, []any{storable(p.ID), ledger.PlaceOf(p), storable(p.Country), storable(string(text))})
		for _, t := range p.Tenures {
			tenures = append(tenures, []any{
				storable(t.Office), storable(t.Country), storable(t.Org), ledger.DayNumber(t.First), ledger.DayNumber(t.Last), storable(p.ID), number16(ledger.Single(t.Office)),
			})
		}
	}
	if err := fill(ctx, tx, "people", []string{"id", "position", "country", "person"}, persons); err != nil {
		return err
	}
	return fill(ctx, tx, "tenures", []string{"office", "country", "org", "first", "last", "person", "single"}, tenures)
}

// fill copies rows into a table.
func fill(ctx context.Context, tx pgx.Tx, table string, columns []string, rows [][]any) error {
	if len(rows) == 0 {
		return nil
	}
	_, err := tx.CopyFrom(ctx, pgx.Identifier{table}, columns, pgx.CopyFromRows(rows))
	return err
}

// setNames tells of names who bears them: of those whose bearers changed, and of those that nobody was asked about when the last ones were set.
func setNames(ctx context.Context, tx pgx.Tx, c *ledger.Changes) error {
	renamed := newBulk("UPDATE sides SET person = r.e FROM ",
		" WHERE sides.name = r.a AND sides.office = r.b AND sides.country = r.c AND sides.org = r.d AND sides.name <> '' AND sides.person <> r.e",
		"text", "text", "text", "text", "text")
	for _, w := range c.Renamed {
		renamed.add(w.Name, w.Office, w.Country, w.Org, c.Names[w])
	}
	if err := send(ctx, tx, renamed); err != nil {
		return err
	}
	rows, err := tx.Query(ctx, "SELECT id, name, office, country, org, person FROM sides WHERE name <> '' AND id > $1", c.Sides)
	if err != nil {
		return err
	}
	var id int64
	var name, office, country, org, had string
	changed := newBulk("UPDATE sides SET person = r.b FROM ", " WHERE sides.id = r.a", "bigint", "text")
	_, err = pgx.ForEachRow(rows, []any{&id, &name, &office, &country, &org, &had}, func() error {
		w := ledger.Who{Kind: safir.Person, Name: arrived(name), Office: arrived(office), Country: arrived(country), Org: arrived(org)}
		if person := c.Names[w]; person != arrived(had) {
			changed.add(id, person)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return send(ctx, tx, changed)
}

// setCopies writes of which dispatches others are copies.
func setCopies(ctx context.Context, tx pgx.Tx, c *ledger.Changes) error {
	gone := newBulk("DELETE FROM copies USING ", " WHERE copies.dispatch = r.a", "text")
	var rows [][]any
	for _, id := range slices.Sorted(maps.Keys(c.Copies)) {
		if !c.All {
			gone.add(id)
		}
		if original := c.Copies[id]; original != "" {
			rows = append(rows, []any{storable(id), storable(original)})
		}
	}
	if err := send(ctx, tx, gone); err != nil {
		return err
	}
	return fill(ctx, tx, "copies", []string{"dispatch", "original"}, rows)
}

// setVerdicts changes claims, which is for who has his turn.
func setVerdicts(ctx context.Context, tx pgx.Tx, c *ledger.Changes) error {
	set := newBulk("UPDATE claims SET verdict = r.c, why = r.d, counted = r.e FROM ",
		` JOIN dispatches d ON d.id = r.a WHERE claims.dispatch = d.rowid AND claims.n = r.b
		AND (claims.verdict <> r.c OR claims.why <> r.d OR claims.counted <> r.e)`, "text", "text", "text", "text", "text")
	for _, j := range c.Judged {
		counted, err := json.Marshal(append([]string{}, j.Counted...))
		if err != nil {
			return err
		}
		set.add(j.Dispatch, j.ID, j.Verdict, j.Why, string(counted))
	}
	return send(ctx, tx, set)
}

// setEvents takes away the events that are gone and writes the new ones.
func setEvents(ctx context.Context, tx pgx.Tx, c *ledger.Changes, sides map[ledger.Who]int64) error {
	rows := &eventRows{sides: sides, count: map[int64]int{}, contacts: tables.Contacts{}}
	if !c.All {
		if err := rows.forget(ctx, tx, c.GoneEvents); err != nil {
			return err
		}
	}
	for i := range c.Events {
		if err := rows.add(&c.Events[i]); err != nil {
			return fmt.Errorf("event %s: %w", c.Events[i].ID, err)
		}
	}
	return rows.keep(ctx, tx, c.All)
}

// eventRows are the rows of events.
type eventRows struct {
	sides                                map[ledger.Who]int64
	count                                map[int64]int // in how many events somebody takes part, or in how many more
	contacts                             tables.Contacts
	events, parties, mentions, corrected [][]any
}

// forget takes events away.
func (r *eventRows) forget(ctx context.Context, tx pgx.Tx, gone []ledger.Placed) error {
	parties := newBulk("DELETE FROM parties USING ", " WHERE parties.side = r.a AND parties.event = r.b", "bigint", "bigint")
	bulks := []*bulk{parties}
	for table, column := range map[string]string{"mentions": "event", "corrected": "event", "events": "place_in_time"} {
		b := newBulk("DELETE FROM "+table+" USING ", " WHERE "+table+"."+column+" = r.a", "bigint")
		for i := range gone {
			b.add(gone[i].Key)
		}
		bulks = append(bulks, b)
	}
	for i := range gone {
		err := r.tally(&gone[i], -1, func(side int64) { parties.add(side, gone[i].Key) })
		if err != nil {
			return err
		}
	}
	return send(ctx, tx, bulks...)
}

// tally counts an event once more, or less, for who takes part, and calls for each.
func (r *eventRows) tally(e *ledger.Placed, n int, say func(side int64)) error {
	said := map[int64]bool{}
	for _, p := range ledger.PartiesOf(e) {
		if side := r.sides[p.Who]; !said[side] {
			said[side] = true
			r.count[side] += n
			say(side)
		}
	}
	return r.contacts.Add(e, n, func(w ledger.Who) (int64, error) { return r.sides[w], nil })
}

func (r *eventRows) add(e *ledger.Placed) error {
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
		e.Key, storable(e.ID), string(e.Type), string(e.Status), storable(e.First), storable(e.Last), storable(tables.Value(e.Where)), storable(e.State), e.Month,
		number16(tables.Long(e.First, e.Last)), tables.Thousandths(e.Confidence), offices, visitors, storable(text), storable(outline),
	})
	for position, m := range e.Reports {
		r.mentions = append(r.mentions, []any{e.Key, position, storable(m.Dispatch), storable(m.Event.ID)})
	}
	for _, c := range e.Corrected {
		r.corrected = append(r.corrected, []any{e.Key, c.Number, storable(c.Slot)})
	}
	return r.tally(e, 1, func(side int64) { r.parties = append(r.parties, []any{side, e.Key}) })
}

func (r *eventRows) keep(ctx context.Context, tx pgx.Tx, all bool) error {
	for _, t := range []struct {
		table   string
		columns []string
		rows    [][]any
	}{
		{"events", []string{"place_in_time", "id", "type", "status", "first", "last", "place", "state", "month", "long", "sure", "offices", "visitors", "event", "outline"}, r.events},
		{"parties", []string{"side", "event"}, r.parties},
		{"mentions", []string{"event", "position", "dispatch", "n"}, r.mentions},
		{"corrected", []string{"event", "number", "slot"}, r.corrected},
	} {
		if err := fill(ctx, tx, t.table, t.columns, t.rows); err != nil {
			return err
		}
	}
	if err := r.counted(ctx, tx, all); err != nil {
		return err
	}
	return analyze(ctx, tx, len(r.events))
}

// counted keeps what was counted.
func (r *eventRows) counted(ctx context.Context, tx pgx.Tx, all bool) error {
	counts := newBulk("UPDATE sides SET events = sides.events + r.b FROM ", " WHERE sides.id = r.a AND r.b <> 0", "bigint", "integer")
	if all {
		counts = newBulk("UPDATE sides SET events = r.b FROM ", " WHERE sides.id = r.a AND sides.events <> r.b", "bigint", "integer")
		// Who takes part in none any more.
		if _, err := tx.Exec(ctx, "UPDATE sides SET events = 0 WHERE events > 0 AND NOT EXISTS (SELECT 1 FROM parties p WHERE p.side = sides.id)"); err != nil {
			return err
		}
	}
	for _, side := range slices.Sorted(maps.Keys(r.count)) {
		counts.add(side, r.count[side])
	}
	contacts := into("contacts", "a, b, month, type, status, sure, events", "bigint,bigint,text,text,text,integer,bigint")
	contacts.after += " ON CONFLICT (a, b, month, type, status, sure) DO UPDATE SET events = contacts.events + excluded.events"
	none := newBulk("DELETE FROM contacts c USING ",
		" WHERE c.a = r.a AND c.b = r.b AND c.month = r.c AND c.type = r.d AND c.status = r.e AND c.sure = r.f AND c.events = 0", "bigint", "bigint", "text", "text", "text", "integer")
	for _, c := range r.contacts.Sorted() {
		n := r.contacts[c]
		contacts.add(c.A, c.B, c.Month, c.Type, c.Status, c.Sure, n)
		if n < 0 {
			none.add(c.A, c.B, c.Month, c.Type, c.Status, c.Sure)
		}
	}
	return send(ctx, tx, counts, contacts, none)
}

// analyze has the planner look at the tables once they are large: what was in them before is gone, and their statistics may be of a time
// when they were small.
func analyze(ctx context.Context, tx pgx.Tx, events int) error {
	const large = 500
	if events < large {
		return nil
	}
	_, err := tx.Exec(ctx, "ANALYZE events, parties, contacts, mentions, corrected, people, tenures, sides")
	return err
}
