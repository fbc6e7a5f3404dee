package tables

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"math"
	"slices"
	"strconv"
	"strings"

	"safir"
	"safir/internal/ledger"
)

// Statements gives the statements that pass a filter, in order of time.
func (r *Common) Statements(ctx context.Context, f ledger.StatementFilter) iter.Seq2[ledger.Said, error] {
	return stream(ctx, r, "Statements", f.Limit, func(q Querier, give func(ledger.Said) error) error {
		chosen, err := r.ChooseStatements(ctx, q, f)
		if err != nil || chosen == nil {
			return err
		}
		direction := chosen.Page(f.Page)
		columns, before, order := sourceColumns, "", " ORDER BY k.day"+direction+", k.key"+direction
		if f.Limit == 0 { // all are walked anyway, and what was read for the row before is not read again
			columns, before = newSourceColumns, ", lag(s.dispatch) OVER (ORDER BY "+strings.Join(chosen.Columns, direction+", ")+direction+") AS before"
			if r.Ordered {
				order = "" // else all of it would be held to put it in the order that it has
			}
		}
		text := "SELECT k.n, " + columns + `,
			coalesce((SELECT id FROM mentions m JOIN events e ON e.place_in_time = m.event WHERE k.event <> '' AND m.dispatch = d.id AND m.n = k.event), '')
			FROM (SELECT s.day, s.key, s.dispatch, s.n, s.event` + before + ` ` + chosen.Text() + `) k` + r.Join + `dispatches d ON d.rowid = k.dispatch` + order
		var from sourceReader
		return each(ctx, q, text, chosen.Args, func(rows Rows) error {
			said, err := from.said(rows)
			if err != nil {
				return err
			}
			return give(said)
		})
	})
}

func (r *sourceReader) said(rows Rows) (said ledger.Said, err error) {
	var n, event string
	if err := r.scan(rows, []any{&n}, &event); err != nil {
		return said, err
	}
	said, ok := ledger.SaidIn(&r.record, &r.dispatch, r.body, n)
	if !ok {
		return said, ledger.ErrUnknown
	}
	said.Event = event
	return said, nil
}

// ChooseStatements is a filter as a query over statements s; nil where nothing can pass.
func (r *Common) ChooseStatements(ctx context.Context, db Querier, f ledger.StatementFilter) (*Query, error) {
	q := &Query{From: "statements s", Columns: []string{"s.day", "s.key"}}
	if f.ID != "" {
		dispatch, n := cutLast(f.ID)
		q.add("s.dispatch = (SELECT rowid FROM dispatches WHERE id = ?) AND s.n = ?", dispatch, n)
	}
	if f.Dispatch != "" {
		q.add("s.dispatch = (SELECT rowid FROM dispatches WHERE id = ?)", f.Dispatch)
	}
	some, err := speakingSides(ctx, db, f)
	if err != nil || some == nil && !(f.By.Empty() && f.To.Empty() && f.About.Empty()) {
		return nil, err
	}
	column := "s." // what the leading table has is asked of it
	for i, side := range some {
		if i == 0 {
			column, q.Columns = "p.", []string{"p.day", "p.statement"}
			q.From = "(" + side.query() + ") p" + r.Join + "statements s ON s.key = p.statement"
			if side.plain() {
				q.From = "speaking p" + r.Join + "statements s ON s.key = p.statement"
				q.add("p.role = ? AND p.side = ?", side.role, side.ids[0])
			}
			continue
		}
		q.add("EXISTS (SELECT 1 FROM (" + side.query() + ") o WHERE o.day = p.day AND o.statement = p.statement)")
	}
	if len(f.Acts) > 0 {
		acts := make([]int64, len(f.Acts))
		for i, a := range f.Acts {
			acts[i] = int64(slices.Index(safir.Acts, a))
		}
		q.add(column + "act IN " + numbers(acts))
	}
	if f.Since != "" {
		q.add(column+"day >= ?", ledger.DayNumber(f.Since))
	}
	if f.Until != "" {
		q.add(column+"day <= ? AND "+column+"day > 0", ledger.DayNumber(f.Until))
	}
	if f.Sure > 0 {
		q.add("s.sure >= ?", int(math.Ceil(f.Sure*100-1e-9)))
	}
	if f.After != "" {
		if err := after(ctx, db, q, "statements", f.After, f.Newest, column == "p."); err != nil {
			return nil, err
		}
	}
	const parts = 100 // SQLite has a bound on how many selects are joined
	if len(some) > 0 && !some[0].plain() && len(some[0].ids)+len(some[0].unnamed) <= parts && f.Limit > 0 && f.ID == "" && f.Dispatch == "" && f.Sure == 0 {
		some[0].parted(q, f.Page, r.Join)
	}
	return q, nil
}

// parted has a query look at each key of its leading side by itself, as far as the page goes: all rows of somebody who speaks often
// need not be put into order then. What the query demands must be of the leading table.
func (s *speakingSide) parted(q *Query, p ledger.Page, join string) {
	var parts []string
	var args []any
	part := func(condition string, values ...any) {
		one := Query{From: "speaking p", Columns: q.Columns}
		one.add("p.role = ? AND "+condition, append([]any{s.role}, values...)...)
		one.Where, one.Args = append(one.Where, q.Where...), append(one.Args, q.Args...)
		one.Page(p)
		parts = append(parts, "SELECT * FROM (SELECT p.day, p.statement, p.act "+one.Text()+") p")
		args = append(args, one.Args...)
	}
	for _, id := range s.ids {
		part("p.side = ?", id)
	}
	for _, o := range s.unnamed {
		part("p.side = ? AND p.day BETWEEN ? AND ?", o.side, o.first, o.last)
	}
	q.From = "(" + strings.Join(parts, " UNION ") + ") p" + join + "statements s ON s.key = p.statement"
	q.Where, q.Args = nil, args
}

// after leaves what follows the row of an id in the order of day and key.
func after(ctx context.Context, db Querier, q *Query, table, id string, newest, leading bool) error {
	dispatch, n := cutLast(id)
	var day, key int64
	err := one(ctx, db, "SELECT day, key FROM "+table+" WHERE dispatch = (SELECT rowid FROM dispatches WHERE id = ?) AND n = ?",
		[]any{dispatch, n}, &day, &key)
	if errors.Is(err, sql.ErrNoRows) {
		return ledger.ErrUnknown
	}
	if err != nil {
		return err
	}
	sign := " > "
	if newest {
		sign = " < "
	}
	columns := "(s.day, s.key)"
	if leading {
		columns = "(p.day, p.statement)"
	}
	q.add(columns+sign+"(?, ?)", day, key)
	return nil
}

// cutLast cuts an id into that of a dispatch and that within it.
func cutLast(id string) (dispatch, n string) {
	i := strings.LastIndexByte(id, '/')
	if i < 0 {
		return id, ""
	}
	return id[:i], id[i+1:]
}

// speakingSide is a side in a role.
type speakingSide struct {
	sideKeys

	role    int
	unnamed []officeSpell
}

// officeSpell is the unnamed holder of an office, in the time in which one person is known to hold it.
type officeSpell struct {
	side        int64
	first, last int
}

// plain tells whether a side is one key and so its rows stand in order of time.
func (s *speakingSide) plain() bool { return len(s.ids) == 1 && len(s.unnamed) == 0 }

// query are the rows of a side: of all keys, and of the offices while they were held.
func (s *speakingSide) query() string {
	const columns = "SELECT day, statement, act FROM speaking WHERE role = "
	role := strconv.Itoa(s.role)
	var parts []string
	if len(s.ids) > 0 {
		parts = append(parts, columns+role+" AND side IN "+s.list())
	}
	for _, o := range s.unnamed {
		parts = append(parts, fmt.Sprintf("%s%s AND side = %d AND day BETWEEN %d AND %d", columns, role, o.side, o.first, o.last))
	}
	if len(parts) == 1 && !s.plain() {
		return strings.Replace(parts[0], "SELECT", "SELECT DISTINCT", 1)
	}
	return strings.Join(parts, " UNION ")
}

// speakingSides are the sides that a filter names, the rarest first; nil where one of them never speaks or is spoken of.
func speakingSides(ctx context.Context, db Querier, f ledger.StatementFilter) (out []speakingSide, err error) {
	for i, side := range []ledger.Side{f.By, f.To, f.About} {
		if side.Empty() {
			continue
		}
		role := Speaker + i
		keys, err := findSide(ctx, db, side, "SELECT count(*) FROM (SELECT 1 FROM speaking WHERE role = "+strconv.Itoa(role)+" AND side IN %s LIMIT 10000) k")
		if err != nil {
			return nil, err
		}
		found := speakingSide{sideKeys: keys, role: role}
		if found.unnamed, err = unnamed(ctx, db, side.People); err != nil {
			return nil, err
		}
		if len(found.ids)+len(found.unnamed) == 0 {
			return nil, nil
		}
		out = append(out, found)
	}
	slices.SortStableFunc(out, func(a, b speakingSide) int { // of many words few are aimed at somebody
		return cmp.Or(cmp.Compare(a.rows, b.rows), cmp.Compare(b.role, a.role))
	})
	return out, nil
}

// unnamed are the offices that people held, by which dispatches may speak of them without a name.
func unnamed(ctx context.Context, db Querier, people []string) (out []officeSpell, err error) {
	if len(people) == 0 {
		return nil, nil
	}
	err = each(ctx, db, `SELECT o.id, t.first, t.last FROM tenures t
		JOIN sides o ON o.kind = 'office' AND o.name = '' AND o.office = t.office AND o.country = t.country AND (o.org = t.org OR t.org = '' AND t.country <> '')
		WHERE t.single = 1 AND t.first < t.last AND t.person IN `+marks(len(people)), anys(people), func(rows Rows) error {
		var o officeSpell
		err := rows.Scan(&o.side, &o.first, &o.last)
		out = append(out, o)
		return err
	})
	return out, err
}
