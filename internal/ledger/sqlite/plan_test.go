package sqlite

import (
	"path/filepath"
	"strings"
	"testing"

	"safir"
	"safir/internal/ledger"
	"safir/internal/ledger/storetest"
	"safir/internal/ledger/tables"
)

// plan is how SQLite goes about a query, one step a line.
func plan(t *testing.T, s *Store, text string, args ...any) string {
	t.Helper()
	rows, err := s.db.QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+text, args...)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var id, parent, unused int
		var detail string
		if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
			t.Fatal(err)
		}
		out = append(out, detail)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return strings.Join(out, "\n")
}

// TestQuestionsGoByIndexes looks at how questions are answered: in a ledger of a million dispatches none may look at all rows of
// a table, or put many into order.
func TestQuestionsGoByIndexes(t *testing.T) {
	s, err := Create(t.Context(), filepath.Join(t.TempDir(), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	const araghchi, mekdad = "عباس عراقچی", "فیصل المقداد"
	_, err = s.Put(t.Context(), []ledger.Entry{
		storetest.Entry("a", "2026-04-26", safir.Meeting, safir.Happened, "2026-04-26", "Damascus", araghchi, mekdad),
		storetest.Speech("b", "2026-04-27", araghchi, "IRN", "condemn", "ISR"), storetest.Speech("c", "2026-04-27", araghchi, "IRN", "thank", "SYR"),
		storetest.Speech("d", "2026-04-28", "سید عباس عراقچی", "IRN", "condemn", "ISR"),
	})
	if err == nil {
		err = ledger.Refresh(t.Context(), s, storetest.Atlas{})
	}
	if err != nil {
		t.Fatal(err)
	}
	newest := ledger.Page{Newest: true, Limit: 100}
	iran, syria := ledger.Side{State: "IRN"}, ledger.Side{State: "SYR"}
	person := ledger.Side{Names: []string{araghchi, "سید عباس عراقچی"}}
	for what, f := range map[string]ledger.Filter{
		"of a state": {Sides: []ledger.Side{iran}, Page: newest}, "of two": {Sides: []ledger.Side{iran, syria}, Types: []safir.EventType{safir.Visit}, Page: newest},
		"of a type": {Types: []safir.EventType{safir.Meeting}, Page: newest}, "at a place": {Place: "Damascus", Page: newest},
		"in a time": {Since: "2026-04-01", Until: "2026-04-30", Page: newest},
	} {
		q, err := s.ChooseEvents(t.Context(), asked{s.db}, f)
		if err != nil || q == nil {
			t.Fatal(err)
		}
		q.Page(f.Page)
		checkPlan(t, "events "+what, plan(t, s, "SELECT e.place_in_time "+q.Text(), q.Args...), true)
		if q.Long != nil {
			q.Long.Page(f.Page)
			if steps := plan(t, s, "SELECT e.place_in_time "+q.Long.Text(), q.Long.Args...); !strings.Contains(steps, "events_long") {
				t.Errorf("long events are not searched for:\n%s", steps)
			}
		}
	}
	for what, f := range map[string]ledger.StatementFilter{
		"by a state": {By: iran, Page: newest}, "by one about another": {By: iran, About: ledger.Side{State: "ISR"}, Acts: []safir.Act{"condemn"}, Page: newest},
		"acts": {Acts: []safir.Act{"condemn"}, Page: newest}, "all": {Page: newest}, "in a time": {Since: "2026-04-01", Page: newest},
	} {
		q, err := s.ChooseStatements(t.Context(), asked{s.db}, f)
		if err != nil || q == nil {
			t.Fatal(err)
		}
		q.Page(f.Page)
		checkPlan(t, "statements "+what, plan(t, s, "SELECT s.key "+q.Text(), q.Args...), what != "all")
	}
	if q, err := s.ChooseStatements(t.Context(), asked{s.db}, ledger.StatementFilter{By: person, Page: newest}); err != nil || strings.Count(q.From, "LIMIT") < 2 {
		t.Errorf("got %+v, %v", q, err)
	}
	for what, f := range map[string]ledger.ClaimFilter{"of a verdict": {Verdicts: []string{ledger.Contradicted}, Page: newest}, "all": {Page: newest}} {
		q, err := s.ChooseClaims(t.Context(), asked{s.db}, f)
		if err != nil {
			t.Fatal(err)
		}
		q.Page(f.Page)
		checkPlan(t, "claims "+what, plan(t, s, "SELECT s.key "+q.Text(), q.Args...), what != "all")
	}
	people := tables.ChoosePeople(ledger.PersonFilter{Side: iran, Limit: 10})
	checkPlan(t, "people of a state", plan(t, s, "SELECT p.person "+people.Text(), people.Args...), true)
}

// checkPlan refuses plans that put rows into order, and, where something must be searched for, those that scan the first table.
func checkPlan(t *testing.T, what, plan string, search bool) {
	t.Helper()
	if strings.Contains(plan, "TEMP B-TREE FOR ORDER BY") {
		t.Errorf("%s are put into order:\n%s", what, plan)
	}
	if first, _, _ := strings.Cut(plan, "\n"); search && !strings.HasPrefix(first, "SEARCH") {
		t.Errorf("%s are not searched for:\n%s", what, plan)
	}
}
