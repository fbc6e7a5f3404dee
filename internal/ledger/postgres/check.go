package postgres

import (
	"context"

	"safir/internal/ledger/tables"
)

// Check tells what is wrong: rows that point nowhere, the search index, corrections that can't be read. For broken pages of its files
// PostgreSQL has tools of its own (pg_amcheck).
func (s *Store) Check(ctx context.Context) (wrong []string, err error) {
	pointing := func(table, column, parent, key string) string {
		return "SELECT DISTINCT 'a row of " + table + " points to no row of " + parent + "' FROM " + table + " x WHERE x." + column +
			" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM " + parent + " y WHERE y." + key + " = x." + column + ")"
	}
	for _, query := range []string{
		pointing("reports", "dispatch", "dispatches", "id"),
		pointing("sketches", "dispatch", "dispatches", "rowid"), pointing("bearings", "dispatch", "dispatches", "rowid"),
		pointing("statements", "dispatch", "dispatches", "rowid"), pointing("claims", "dispatch", "dispatches", "rowid"),
		pointing("bearings", "side", "sides", "id"), pointing("speaking", "side", "sides", "id"), pointing("name_keys", "side", "sides", "id"),
		pointing("claims", "side", "sides", "id"), pointing("claims", "state", "sides", "id"), pointing("parties", "side", "sides", "id"),
		pointing("contacts", "a", "sides", "id"), pointing("contacts", "b", "sides", "id"),
		pointing("speaking", "statement", "statements", "key"),
		pointing("parties", "event", "events", "place_in_time"), pointing("mentions", "event", "events", "place_in_time"),
		pointing("corrected", "event", "events", "place_in_time"), pointing("corrected", "number", "corrections", "number"),
		pointing("tenures", "person", "people", "id"),
		"SELECT 'dispatch ' || id || ': it can''t be searched' FROM dispatches x WHERE NOT EXISTS (SELECT 1 FROM words y WHERE y.dispatch = x.rowid) LIMIT 5",
		"SELECT 'the search index has words of a dispatch that is not there' FROM words x WHERE NOT EXISTS (SELECT 1 FROM dispatches y WHERE y.rowid = x.dispatch) LIMIT 1",
		"SELECT 'event ' || id || ': it has no report' FROM events x WHERE NOT EXISTS (SELECT 1 FROM mentions y WHERE y.event = x.place_in_time) LIMIT 5",
		"SELECT 'a report is in two events: dispatch ' || dispatch FROM mentions GROUP BY dispatch, n HAVING count(*) > 1 LIMIT 5",
	} {
		found, err := tables.List[string](ctx, asked{s.pool}, query)
		if err != nil {
			return nil, wrap("Check", err)
		}
		wrong = append(wrong, found...)
	}
	if _, err := s.Corrections(ctx); err != nil {
		wrong = append(wrong, err.Error())
	}
	return wrong, nil
}
