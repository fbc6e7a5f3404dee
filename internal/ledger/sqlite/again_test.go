package sqlite_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"safir/internal/ledger/sqlite"
	"safir/internal/ledger/storetest"
)

// However dispatches and corrections come, what is derived of what came since is what is derived of all.
func TestDerivingAgainIsDerivingAll(t *testing.T) {
	for seed := range uint64(4) {
		store, err := sqlite.Create(t.Context(), filepath.Join(t.TempDir(), "ledger.db"))
		if err != nil {
			t.Fatal(err)
		}
		storetest.Again(t, store, seed, func(t *testing.T) string { return derivedRows(t, store) })
		store.Close()
	}
}

func TestWhatIsRememberedOutlivesADatabaseThatIsAway(t *testing.T) {
	store, err := sqlite.Create(t.Context(), filepath.Join(t.TempDir(), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	storetest.Lost(t, store)
}

func TestWhoIsOvertakenDerivesAll(t *testing.T) {
	file := filepath.Join(t.TempDir(), "ledger.db")
	var stores [2]*sqlite.Store
	for i := range stores {
		var err error
		if stores[i], err = sqlite.Create(t.Context(), file); err != nil {
			t.Fatal(err)
		}
		defer stores[i].Close()
	}
	storetest.Overtaken(t, stores[0], stores[1], true)
}

// derivedRows are all rows that are derived, as text.
func derivedRows(t *testing.T, store *sqlite.Store) string {
	t.Helper()
	var b strings.Builder
	for _, query := range storetest.Rows {
		writeRows(t, &b, store, query)
	}
	return b.String()
}

// writeRows writes what a query gives, a line each.
func writeRows(t *testing.T, b *strings.Builder, store *sqlite.Store, query string) {
	t.Helper()
	rows, err := store.DB().QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	values, places := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		places[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(places...); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(b, query[7:12], values)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
}
