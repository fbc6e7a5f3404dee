package tables

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
func (r *Common) Bearings(ctx context.Context) (out []ledger.Bearing, err error) {
	// There are millions of rows of some ten thousand people on some thousand days: their texts are kept once.
	var who ledger.Who
	last, days := int64(-1), map[int]string{}
	text := `SELECT side, kind, name, office, country, org, former <> 0, day, n
		FROM (SELECT side, former, day, count(*) AS n FROM bearings GROUP BY side, former, day) b` + r.Join + "sides ON id = side"
	err = each(ctx, r.db, text, nil, func(rows Rows) error {
		var b ledger.Bearing
		var side int64
		var day int
		var kind, name, office, country, org sql.RawBytes
		if err := rows.Scan(&side, &kind, &name, &office, &country, &org, &b.Former, &day, &b.Count); err != nil {
			return err
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
		return nil
	})
	return out, r.Explain("Bearings", err)
}

// Person is the person of that id.
func (r *Common) Person(ctx context.Context, id string) (p ledger.Person, err error) {
	for p, err := range r.People(ctx, ledger.PersonFilter{IDs: []string{id}, Limit: 1}) {
		return p, err
	}
	return p, fmt.Errorf("person %s: %w", id, ledger.ErrUnknown)
}

// People gives the people that pass a filter, those that most dispatches name first.
func (r *Common) People(ctx context.Context, f ledger.PersonFilter) iter.Seq2[ledger.Person, error] {
	return stream(ctx, r, "People", f.Limit, func(q Querier, give func(ledger.Person) error) error {
		chosen := ChoosePeople(f)
		return each(ctx, q, "SELECT p.person "+chosen.Text(), chosen.Args, func(rows Rows) error {
			var text sql.RawBytes
			var p ledger.Person
			if err := rows.Scan(&text); err != nil {
				return err
			}
			if err := json.Unmarshal(text, &p); err != nil {
				return err
			}
			return give(p)
		})
	})
}

// ChoosePeople is a filter as a query over people p.
func ChoosePeople(f ledger.PersonFilter) *Query {
	q := &Query{From: "people p", Order: " ORDER BY p.position"}
	addIn(q, "p.id", f.IDs)
	if f.Side.State != "" {
		q.add("p.country = ?", f.Side.State)
	}
	var either []string
	var args []any
	if ids := f.Side.People; len(ids) > 0 {
		either, args = append(either, "p.id IN "+marks(len(ids))), append(args, anys(ids)...)
	}
	if names := f.Side.Names; len(names) > 0 {
		either, args = append(either, "p.id IN (SELECT person FROM sides WHERE name <> '' AND name IN "+marks(len(names))+")"), append(args, anys(names)...)
	}
	if len(either) > 0 {
		q.add("("+strings.Join(either, " OR ")+")", args...)
	}
	var office []string
	args = nil
	for _, c := range [][2]string{{"office", f.Office}, {"country", f.Country}} {
		if c[1] != "" {
			office, args = append(office, c[0]+" = ?"), append(args, c[1])
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
		q.Order += " LIMIT " + strconv.Itoa(f.Limit)
	}
	return q
}

// Evidence lists the dispatches that say that a person held an office.
func (r *Common) Evidence(ctx context.Context, person string, t ledger.Tenure, p ledger.Page) (out []ledger.Source, err error) {
	q := &Query{From: "sides s" + r.Join + "bearings b ON b.side = s.id" + r.Join + "dispatches d ON d.rowid = b.dispatch", Columns: []string{"b.day", "b.dispatch"}}
	q.add("s.person = ? AND s.person <> '' AND s.office = ? AND s.country = ?", person, t.Office, t.Country)
	if !ledger.WholeState(t.Office, t.Country) {
		q.add("s.org = ?", t.Org)
	}
	q.add("b.former = 0 AND b.day BETWEEN ? AND ?", ledger.DayNumber(t.First), ledger.DayNumber(t.Last))
	err = r.db.View(ctx, false, func(db Querier) error {
		if p.After != "" {
			var row int64
			var published string
			err := one(ctx, db, "SELECT rowid, published FROM dispatches WHERE id = ?", []any{p.After}, &row, &published)
			if errors.Is(err, sql.ErrNoRows) {
				return nil
			}
			if err != nil {
				return err
			}
			sign := ">"
			if p.Newest {
				sign = "<"
			}
			q.add("(b.day, b.dispatch) "+sign+" (?, ?)", ledger.DayNumber(published), row)
		}
		q.Page(p)
		return each(ctx, db, "SELECT d.id, d.agency, d.published, d.url, d.title "+q.Text(), q.Args, func(rows Rows) error {
			var d ledger.Source
			err := rows.Scan(&d.Dispatch, &d.Agency, &d.Published, &d.URL, &d.Title)
			out = append(out, d)
			return err
		})
	})
	return out, r.Explain("Evidence", err)
}

// Names lists the names of people and bodies.
func (r *Common) Names(ctx context.Context, keys ...string) (out []ledger.Name, err error) {
	q := &Query{From: "sides s"}
	q.add("(name <> '' OR kind = 'org')")
	if len(keys) > 0 {
		q.From = "(SELECT DISTINCT side FROM name_keys WHERE key IN " + marks(len(keys)) + ") k" + r.Join + "sides s ON s.id = k.side"
		q.Args = append(q.Args, anys(keys)...)
	}
	text := "SELECT s.name, max(s.org), s.country, s.person, CAST(sum(s.events) AS BIGINT) " + q.Text() +
		" GROUP BY s.name, CASE s.name WHEN '' THEN s.org ELSE '' END, s.country, s.person"
	err = each(ctx, r.db, text, q.Args, func(rows Rows) error {
		var n ledger.Name
		if err := rows.Scan(&n.Name, &n.Org, &n.Country, &n.Person, &n.Events); err != nil {
			return err
		}
		if n.Name != "" {
			n.Org = ""
		}
		out = append(out, n)
		return nil
	})
	return out, r.Explain("Names", err)
}

// NameWords lists the words of which the names of people are made: their keys have a sign and a space before them.
func (r *Common) NameWords(ctx context.Context) ([]string, error) {
	words, err := List[string](ctx, r.db, "SELECT DISTINCT substr(key, 3) FROM name_keys WHERE key >= 'w ' AND key < 'w!'")
	return words, r.Explain("NameWords", err)
}

// Days lists the days of publication.
func (r *Common) Days(ctx context.Context) ([]string, error) {
	days, err := List[string](ctx, r.db, "SELECT DISTINCT substr(published, 1, 10) FROM dispatches WHERE published <> '' ORDER BY 1")
	return days, r.Explain("Days", err)
}
