package postgres_test

import (
	"database/sql"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"safir/internal/ledger/pgtest"
	"safir/internal/ledger/sqlite"
	"safir/internal/ledger/storetest"
)

// A migration is a pair of files of one number and name.
func TestMigrationsArePairs(t *testing.T) {
	names := func(folder string) (out []string) {
		files, err := filepath.Glob(filepath.Join(folder, "migrations", "*.sql"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no migrations in %s: %v", folder, err)
		}
		for _, file := range files {
			out = append(out, filepath.Base(file))
		}
		return out
	}
	if here, there := names("."), names("../sqlite"); !slices.Equal(here, there) {
		t.Errorf("here are %v, there %v", here, there)
	}
}

// Both stores have the same tables with the same columns, but for what one of them alone looks things up by.
func TestTablesAreTheSame(t *testing.T) {
	file, err := sqlite.Create(t.Context(), filepath.Join(t.TempDir(), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	store := create(t, pgtest.Database(t))
	defer store.Close()
	there := columnsInFile(t, file.DB())
	here := map[string][]string{}
	rows, err := store.Pool().Query(t.Context(), "SELECT table_name::text, column_name::text FROM information_schema.columns WHERE table_schema = current_schema()")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var table, column string
		if err := rows.Scan(&table, &column); err != nil {
			t.Fatal(err)
		}
		if !notShared(table) {
			here[table] = append(here[table], column)
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	here["events"] = slices.DeleteFunc(here["events"], func(c string) bool { return c == "offices" || c == "visitors" })
	if got, want := fmt.Sprint(sortedColumns(here)), fmt.Sprint(sortedColumns(there)); got != want {
		t.Errorf("here are\n%s\nthere\n%s", got, want)
	}
}

// notShared tells which tables are a store's own business.
func notShared(table string) bool {
	return strings.HasPrefix(table, "river_") || strings.HasPrefix(table, "words") || strings.HasPrefix(table, "sqlite_") || table == "safir_schema"
}

func sortedColumns(tables map[string][]string) (out []string) {
	for _, table := range slices.Sorted(maps.Keys(tables)) {
		slices.Sort(tables[table])
		out = append(out, table+" "+strings.Join(tables[table], " ")+"\n")
	}
	return out
}

func columnsInFile(t *testing.T, db *sql.DB) map[string][]string {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), "SELECT m.name, c.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	out := map[string][]string{}
	for rows.Next() {
		var table, column string
		if err := rows.Scan(&table, &column); err != nil {
			t.Fatal(err)
		}
		if !notShared(table) {
			out[table] = append(out[table], column)
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// left are the tables that a copy leaves out: what is derived, dispatches with what is made of them, and the queue.
var left = []string{
	"dispatches", "reports", "sketches", "bearings", "statements", "speaking", "claims", "sides", "name_keys", "state",
	"events", "parties", "contacts", "mentions", "corrected", "copies", "people", "tenures",
	"gatherings", "chunks", "workers", "leases",
}

// Whoever adds a table says whether a copy takes it along, with all its columns.
func TestACopyLeavesNothingOut(t *testing.T) {
	file, err := sqlite.Create(t.Context(), filepath.Join(t.TempDir(), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	storetest.Filled(t, file)
	taken := map[string]int{}
	for sheet, err := range file.Sheets(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		taken[sheet.Table] = len(sheet.Row)
	}
	for table, columns := range columnsInFile(t, file.DB()) {
		if n := taken[table]; !slices.Contains(left, table) && n != len(columns) {
			t.Errorf("of the %d columns of %s a copy takes %d", len(columns), table, n)
		}
	}
}

// Texts of the tables are in order of their bytes, as in a file: no column is left to the database's own order.
func TestTextsAreOrderedByTheirBytes(t *testing.T) {
	files, err := filepath.Glob("migrations/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	text := regexp.MustCompile(`(?m)^[^-\n]*\bTEXT(\[\])?\b`)
	for _, file := range files {
		script, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range strings.Split(string(script), "\n") {
			if text.MatchString(line) && !strings.Contains(line, `COLLATE "C"`) {
				t.Errorf("%s: %s", filepath.Base(file), strings.TrimSpace(line))
			}
		}
	}
}
