package sqlite_test

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"safir"
	"safir/internal/ledger"
	"safir/internal/ledger/sqlite"
	"safir/internal/ledger/storetest"
)

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) ledger.Store {
		store, err := sqlite.Create(t.Context(), filepath.Join(t.TempDir(), "a ledger?.db"))
		if err != nil {
			t.Fatal(err)
		}
		return store
	})
}

func TestALedgerIsThereAfterItIsClosed(t *testing.T) {
	file := filepath.Join(t.TempDir(), "ledger.db")
	for range 2 {
		store, err := sqlite.Create(t.Context(), file)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := store.Put(t.Context(), []ledger.Entry{storetest.Entry("a", "2026-04-25", safir.Call, safir.Happened, "", "", "عباس عراقچی")}); err != nil {
			t.Fatal(err)
		}
		if c, err := store.Counts(t.Context()); err != nil || c.Dispatches != 1 {
			t.Errorf("got %+v, %v", c, err)
		}
		if err := store.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// change runs SQL on a file behind the store's back.
func change(t *testing.T, file, text string) {
	t.Helper()
	db, err := sql.Open("sqlite", file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), text); err != nil {
		t.Fatal(err)
	}
}

func TestFilesThatAreNoLedgerAreRefusedUntouched(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	other := filepath.Join(dir, "other.db")
	change(t, other, "CREATE TABLE t (x)")
	newer := filepath.Join(dir, "newer.db")
	store, err := sqlite.Create(t.Context(), newer)
	if err != nil {
		t.Fatal(err)
	}
	store.Close()
	change(t, newer, "PRAGMA user_version = 999")
	for file, want := range map[string]error{
		write("text.txt", "وزیر خارجه قطر وارد تهران شد."):    ledger.ErrNoLedger,
		write("broken.db", "SQLite format 3\x00 and no more"): ledger.ErrNoLedger,
		other: ledger.ErrNoLedger, newer: ledger.ErrNewer, dir: ledger.ErrNoLedger,
	} {
		before, _ := os.ReadFile(file)
		if store, err := sqlite.Create(t.Context(), file); !errors.Is(err, want) {
			t.Errorf("%s: got %v, want %v", filepath.Base(file), err, want)
			if err == nil {
				store.Close()
			}
		}
		if after, _ := os.ReadFile(file); string(before) != string(after) {
			t.Errorf("%s was changed", filepath.Base(file))
		}
	}
	if _, err := sqlite.Open(t.Context(), filepath.Join(dir, "nowhere.db")); !errors.Is(err, ledger.ErrNone) {
		t.Errorf("got %v for a file that is not there", err)
	}
}
