package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"strconv"
	"strings"

	"safir"
	"safir/internal/ledger"
)

// Bearings are those of all dispatches, those of one day together.
func (s *Store) Bearings(ctx context.Context) (out []ledger.Bearing, err error) {
	rows, err := s.db.QueryContext(ctx, `SELECT side, kind, name, office, country, org, former, day, n
		FROM (SELECT side, former, day, count(*) AS n FROM bearings GROUP BY side, former, day) CROSS JOIN sides ON id = side`)
	if err != nil {
		return nil, wrap("Bearings", err)
	}
	defer rows.Close()
	// There are millions of rows of some ten thousand people on some thousand days: their texts are kept once.
	var who ledger.Who
	last, days := int64(-1), map[int]string{}
	for rows.Next() {
		var b ledger.Bearing
		var side int64
		var day int
		var kind, name, office, country, org sql.RawBytes
		if err := rows.Scan(&side, &kind, &name, &office, &country, &org, &b.Former, &day, &b.Count); err != nil {
			return nil, wrap("Bearings", err)
		}
		if side != last {
			who = ledger.Who{Kind: safir.Kind(kind), Name: string(name), Office: string(office), Country: string(country), Org: string(org)}
			last = side
		}
		if _, ok := days[day]; !ok {
			days[day] = ledger.NumberedDay(day)
		}
		b.Who, b.Day = who, days[day]
		out = append(out, b)
	}
	return out, wrap("Bearings", rows.Err())
}

// SetPeople puts people in the place of all that were kept before.
func (s *Store) SetPeople(ctx context.Context, people []*ledger.Person, names map[ledger.Who]string) error {
	return wrap("SetPeople", s.within(ctx, func(tx *sql.Tx) error {
		ctx := context.WithoutCancel(ctx) // see within
		if _, err := tx.ExecContext(ctx, "DELETE FROM tenures; DELETE FROM people"); err != nil {
			return err
		}
		person, err := tx.PrepareContext(ctx, "INSERT INTO people (id, position, country, person) VALUES (?, ?, ?, ?)")
		if err != nil {
			return err
		}
		defer person.Close()
		tenure, err := tx.PrepareContext(ctx, "INSERT INTO tenures (office, country, org, first, last, person, single) VALUES (?, ?, ?, ?, ?, ?, ?)")
		if err != nil {
			return err
		}
		defer tenure.Close()
		for i, p := range people {
			text, err := json.Marshal(p)
			if err != nil {
				return err
			}
			if err := run(ctx, person, p.ID, i, p.Country, string(text)); err != nil {
				return fmt.Errorf("person %s: %w", p.ID, err)
			}
			for _, t := range p.Tenures {
				err := run(ctx, tenure, t.Office, t.Country, t.Org, ledger.DayNumber(t.First), ledger.DayNumber(t.Last), p.ID, ledger.Single(t.Office))
				if err != nil {
					return fmt.Errorf("person %s: %w", p.ID, err)
				}
			}
		}
		return setNames(ctx, tx, names)
	}))
}

// setNames tells of each name who bears it.
func setNames(ctx context.Context, tx *sql.Tx, names map[ledger.Who]string) error {
	rows, err := tx.QueryContext(ctx, "SELECT id, kind, name, office, country, org, person FROM sides WHERE name <> ''")
	if err != nil {
		return err
	}
	defer rows.Close()
	changed := map[int64]string{}
	for rows.Next() {
		var id int64
		var w ledger.Who
		var had string
		if err := rows.Scan(&id, &w.Kind, &w.Name, &w.Office, &w.Country, &w.Org, &had); err != nil {
			return err
		}
		w.Kind = safir.Person
		if person := names[w]; person != had {
			changed[id] = person
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	set, err := tx.PrepareContext(ctx, "UPDATE sides SET person = ? WHERE id = ?")
	if err != nil {
		return err
	}
	defer set.Close()
	for id, person := range changed {
		if err := run(ctx, set, person, id); err != nil {
			return err
		}
	}
	return nil
}

// Person is the person of that id.
func (s *Store) Person(ctx context.Context, id string) (p ledger.Person, err error) {
	for p, err := range s.People(ctx, ledger.PersonFilter{IDs: []string{id}}) {
		return p, err
	}
	return p, fmt.Errorf("person %s: %w", id, ledger.ErrUnknown)
}

// People gives the people that pass a filter, those that most dispatches name first.
func (s *Store) People(ctx context.Context, f ledger.PersonFilter) iter.Seq2[ledger.Person, error] {
	return func(yield func(ledger.Person, error) bool) {
		q := choosePeople(f)
		rows, err := s.db.QueryContext(ctx, "SELECT p.person "+q.text(), q.args...)
		if err != nil {
			yield(ledger.Person{}, wrap("People", err))
			return
		}
		defer rows.Close()
		for rows.Next() {
			var text sql.RawBytes
			var p ledger.Person
			err := rows.Scan(&text)
			if err == nil {
				err = json.Unmarshal(text, &p)
			}
			if !yield(p, wrap("People", err)) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(ledger.Person{}, wrap("People", err))
		}
	}
}

func choosePeople(f ledger.PersonFilter) *query {
	q := &query{from: "people p", order: " ORDER BY p.position"}
	addIn(q, "p.id", f.IDs)
	if f.Side.State != "" {
		q.add("p.country = ?", f.Side.State)
	}
	if ids, names := f.Side.People, f.Side.Names; len(ids)+len(names) > 0 {
		q.add("(p.id IN "+marks(len(ids))+" OR p.id IN (SELECT person FROM sides WHERE name <> '' AND name IN "+marks(len(names))+"))",
			append(anys(ids), anys(names)...)...)
	}
	var office []string
	var args []any
	for column, value := range map[string]string{"office": f.Office, "country": f.Country} {
		if value != "" {
			office, args = append(office, column+" = ?"), append(args, value)
		}
	}
	if f.On != "" {
		office, args = append(office, "first <= ? AND last >= ?"), append(args, ledger.DayNumber(f.On), ledger.DayNumber(f.On))
	}
	if len(office) > 0 {
		q.add("p.id IN (SELECT person FROM tenures WHERE "+strings.Join(office, " AND ")+")", args...)
	}
	if f.After != "" {
		q.add("p.position > (SELECT position FROM people WHERE id = ?)", f.After)
	}
	if f.Limit > 0 {
		q.order += " LIMIT " + strconv.Itoa(f.Limit)
	}
	return q
}

// Evidence lists the dispatches that say that a person held an office.
func (s *Store) Evidence(ctx context.Context, person string, t ledger.Tenure, p ledger.Page) (out []ledger.Source, err error) {
	q := &query{from: "sides s CROSS JOIN bearings b ON b.side = s.id CROSS JOIN dispatches d ON d.rowid = b.dispatch", columns: []string{"b.day", "b.dispatch"}}
	q.add("s.person = ? AND s.person <> '' AND s.office = ? AND s.country = ?", person, t.Office, t.Country)
	if !ledger.WholeState(t.Office, t.Country) {
		q.add("s.org = ?", t.Org)
	}
	q.add("b.former = 0 AND b.day BETWEEN ? AND ?", ledger.DayNumber(t.First), ledger.DayNumber(t.Last))
	if p.After != "" {
		sign := ">"
		if p.Newest {
			sign = "<"
		}
		q.add("(b.day, b.dispatch) "+sign+" (SELECT CAST(replace(substr(published, 1, 10), '-', '') AS INTEGER), rowid FROM dispatches WHERE id = ?)", p.After)
	}
	q.page(p)
	rows, err := s.db.QueryContext(ctx, "SELECT d.id, d.agency, d.published, d.url, d.title "+q.text(), q.args...)
	if err != nil {
		return nil, wrap("Evidence", err)
	}
	defer rows.Close()
	for rows.Next() {
		var d ledger.Source
		if err := rows.Scan(&d.Dispatch, &d.Agency, &d.Published, &d.URL, &d.Title); err != nil {
			return nil, wrap("Evidence", err)
		}
		out = append(out, d)
	}
	return out, wrap("Evidence", rows.Err())
}

// Names lists the names of people and bodies.
func (s *Store) Names(ctx context.Context, keys ...string) (out []ledger.Name, err error) {
	q := &query{from: "sides s"}
	q.add("(name <> '' OR kind = 'org')")
	if len(keys) > 0 {
		q.from = "(SELECT DISTINCT side FROM name_keys WHERE key IN " + marks(len(keys)) + ") CROSS JOIN sides s ON s.id = side"
		q.args = append(q.args, anys(keys)...)
	}
	rows, err := s.db.QueryContext(ctx, "SELECT s.name, s.org, s.country, s.person, sum(s.events) "+q.text()+" GROUP BY s.name, CASE s.name WHEN '' THEN s.org ELSE '' END, s.country, s.person", q.args...)
	if err != nil {
		return nil, wrap("Names", err)
	}
	defer rows.Close()
	for rows.Next() {
		var n ledger.Name
		if err := rows.Scan(&n.Name, &n.Org, &n.Country, &n.Person, &n.Events); err != nil {
			return nil, wrap("Names", err)
		}
		if n.Name != "" {
			n.Org = ""
		}
		out = append(out, n)
	}
	return out, wrap("Names", rows.Err())
}

// NameWords lists the words of which the names of people are made: their keys have a sign and a space before them.
func (s *Store) NameWords(ctx context.Context) ([]string, error) {
	words, err := s.list(ctx, "SELECT DISTINCT substr(key, 3) FROM name_keys WHERE key >= 'w ' AND key < 'w!'")
	return words, wrap("NameWords", err)
}

// Days lists the days of publication.
func (s *Store) Days(ctx context.Context) (out []string, err error) {
	rows, err := s.db.QueryContext(ctx, "SELECT DISTINCT substr(published, 1, 10) FROM dispatches WHERE published <> '' ORDER BY 1")
	if err != nil {
		return nil, wrap("Days", err)
	}
	defer rows.Close()
	for rows.Next() {
		var day string
		if err := rows.Scan(&day); err != nil {
			return nil, wrap("Days", err)
		}
		out = append(out, day)
	}
	return out, wrap("Days", rows.Err())
}

// found is false for the error of a row that is not there.
func found(err error) (bool, error) {
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}
