package postgres_test

import (
	"fmt"
	"strings"
	"testing"

	"safir/internal/ledger/pgtest"
	"safir/internal/ledger/postgres"
	"safir/internal/ledger/storetest"
)

// However dispatches and corrections come, what is derived of what came since is what is derived of all.
func TestDerivingAgainIsDerivingAll(t *testing.T) {
	store := create(t, pgtest.Database(t))
	defer store.Close()
	for seed := range uint64(3) {
		storetest.Again(t, emptied(t, store), seed, func(t *testing.T) string { return derivedRows(t, store) })
	}
}

func TestWhoIsOvertakenDerivesAll(t *testing.T) {
	address := pgtest.Database(t)
	first := create(t, address)
	defer first.Close()
	second := create(t, address)
	defer second.Close()
	storetest.Overtaken(t, first, second, false)
}

// derivedRows are all rows that are derived, as text.
func derivedRows(t *testing.T, store *postgres.Store) string {
	t.Helper()
	var b strings.Builder
	for _, query := range storetest.Rows {
		rows, err := store.Pool().Query(t.Context(), query)
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			values, err := rows.Values()
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintln(&b, query[7:12], values)
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}
