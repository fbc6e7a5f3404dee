package sqlite_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/riverqueue/river/rivermigrate"

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

func TestQueue(t *testing.T) {
	storetest.RunQueue(t, func(t *testing.T) storetest.QueueStore[*sql.Tx] {
		store, err := sqlite.Create(t.Context(), filepath.Join(t.TempDir(), "ledger.db"))
		if err != nil {
			t.Fatal(err)
		}
		return store
	})
}

// When the library brings newer tables, a migration of a new number has to go up to them.
func TestTheTablesOfTheJobQueueAreTheNewest(t *testing.T) {
	store, err := sqlite.Create(t.Context(), filepath.Join(t.TempDir(), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	migrator, err := rivermigrate.New(store.Jobs(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if result, err := migrator.Validate(t.Context(), nil); err != nil || !result.OK {
		t.Errorf("got %+v, %v", result, err)
	}
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

func TestWhatIsKeptWithDispatchesIsKeptTogetherWithThem(t *testing.T) {
	store, err := sqlite.Create(t.Context(), filepath.Join(t.TempDir(), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	if _, err := store.DB().ExecContext(t.Context(), "CREATE TABLE done (job INTEGER)"); err != nil {
		t.Fatal(err)
	}
	entries := []ledger.Entry{storetest.Entry("a", "2026-04-25", safir.Call, safir.Happened, "", "", "عباس عراقچی")}
	failure := errors.New("the job is not there any more")
	for want, outcome := range []error{failure, nil} { // want is how many are kept
		_, err := store.PutWith(t.Context(), entries, func(ctx context.Context, tx *sql.Tx) error {
			_, err := tx.ExecContext(ctx, "INSERT INTO done VALUES (1)")
			return errors.Join(err, outcome)
		})
		var jobs int
		if scanned := store.DB().QueryRowContext(t.Context(), "SELECT count(*) FROM done").Scan(&jobs); scanned != nil || jobs != want || !errors.Is(err, outcome) {
			t.Errorf("got %d jobs, %v, %v", jobs, scanned, err)
		}
		if c, err := store.Counts(t.Context()); err != nil || c.Dispatches != want {
			t.Errorf("got %+v, %v; want %d", c, err, want)
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
	pipe := filepath.Join(dir, "pipe")
	if err := os.Symlink(os.DevNull, pipe); err != nil {
		t.Fatal(err)
	}
	for file, want := range map[string]error{
		pipe: ledger.ErrNoLedger,
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

// filled makes a ledger with a few dispatches, closed.
func filled(t *testing.T, file string) {
	t.Helper()
	store, err := sqlite.Create(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	var entries []ledger.Entry
	for i := range 200 {
		day := time.Date(2024, 1, 1+i, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
		entries = append(entries, storetest.Entry(fmt.Sprint("d", i), day, safir.Call, safir.Happened, day, "", "عباس عراقچی", "فیصل المقداد"))
	}
	entries = append(entries, storetest.Speech("s", "2024-08-01", "عباس عراقچی", "IRN", "condemn", "ISR"), storetest.Counting("c", "2024-08-02", "2024-08-02", 3, ""))
	if _, err := store.Put(t.Context(), entries); err != nil {
		t.Fatal(err)
	}
	if err := ledger.Refresh(t.Context(), store, storetest.Atlas{}); err != nil {
		t.Fatal(err)
	}
}

func TestALedgerThatIsCutOffIsToldAtOnce(t *testing.T) {
	file := filepath.Join(t.TempDir(), "ledger.db")
	filled(t, file)
	info, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(file, info.Size()/2); err != nil {
		t.Fatal(err)
	}
	if _, err := sqlite.Open(t.Context(), file); !errors.Is(err, ledger.ErrDamaged) || !strings.Contains(err.Error(), "cut off after") {
		t.Errorf("got %v", err)
	}
}

// Whatever byte goes wrong, no question may end in a panic, and the check finds what is wrong with the pages.
func TestDamageIsFound(t *testing.T) {
	file := filepath.Join(t.TempDir(), "ledger.db")
	filled(t, file)
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	pages := len(whole) / 4096
	for p := 1; p < pages; p += max(1, pages/20) {
		broken := bytes.Clone(whole)
		copy(broken[p*4096:], bytes.Repeat([]byte{0xa5}, 4096))
		if err := os.WriteFile(file, broken, 0o600); err != nil {
			t.Fatal(err)
		}
		store, err := sqlite.Open(t.Context(), file)
		if err == nil {
			var wrong []string
			wrong, _, err = ledger.Check(t.Context(), store, storetest.Atlas{})
			if err == nil && len(wrong) == 0 {
				t.Errorf("page %d of %d is lost, and the check says nothing", p, pages)
			}
			store.Close()
		}
		if err != nil && !errors.Is(err, ledger.ErrDamaged) && !errors.Is(err, ledger.ErrNoLedger) {
			t.Errorf("page %d: %v", p, err)
		}
	}
}

func TestTheCheckFindsWhatIsDerivedWrongly(t *testing.T) {
	for what, damage := range map[string]string{
		"its reports are not those of its record": "DELETE FROM mentions; DELETE FROM corrected; DELETE FROM parties; DELETE FROM events; DELETE FROM reports WHERE dispatch = 'd7'",
		"it is missing":                   "DELETE FROM mentions; DELETE FROM parties; DELETE FROM events",
		"its reports give another":        "UPDATE events SET event = replace(event, 'happened', 'denied')",
		"lists show another":              "UPDATE events SET outline = replace(outline, '\"Reports\":', '\"Reports\":1')",
		"it can't be searched":            "DELETE FROM words WHERE rowid = 3",
		"points to no row of events":      "DELETE FROM events",
		"it has no report":                "DELETE FROM mentions",
		"its statements are not those":    "DELETE FROM speaking; DELETE FROM statements",
		"dispatches give another":         "UPDATE people SET person = replace(person, 'Mentions', 'mentioned')",
		"they are missing":                "DELETE FROM tenures; DELETE FROM people",
		"the events give another verdict": "UPDATE claims SET verdict = 'contradicted'",
		"correction 1: invalid character": "INSERT INTO corrections VALUES (1, 1, '', '', 'edit', NULL, '', 'x')",
		"a report is in two events":       "INSERT INTO events SELECT 1000, 'x', type, status, first, last, place, state, event, month, long, 1000, outline FROM events LIMIT 1; INSERT INTO mentions SELECT 1000, position, dispatch, n FROM mentions LIMIT 1",
	} {
		file := filepath.Join(t.TempDir(), "ledger.db")
		filled(t, file)
		change(t, file, damage)
		store, err := sqlite.Open(t.Context(), file)
		if err != nil {
			t.Fatal(err)
		}
		defer store.Close()
		if wrong, _, err := ledger.Check(t.Context(), store, storetest.Atlas{}); err != nil || !strings.Contains(strings.Join(wrong, "\n"), what) {
			t.Errorf("after %s: got %q, %v; want %q", damage, wrong, err, what)
		}
	}
}

func TestALedgerThatMayNotBeWrittenCanBeAsked(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("whoever runs this may write everywhere")
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "ledger.db")
	filled(t, file)
	for _, closed := range []string{file, dir} {
		if err := os.Chmod(closed, 0o555); err != nil {
			t.Fatal(err)
		}
	}
	defer func() { _ = os.Chmod(dir, 0o755) }()
	store, err := sqlite.Open(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	if wrong, merged, err := ledger.Check(t.Context(), store, storetest.Atlas{}); err != nil || !merged || len(wrong) > 0 {
		t.Errorf("got %v, %v, %v", wrong, merged, err)
	}
	if _, err := store.Put(t.Context(), []ledger.Entry{storetest.Entry("x", "", safir.Call, safir.Happened, "", "", "عباس عراقچی")}); !errors.Is(err, ledger.ErrReadOnly) {
		t.Errorf("got %v", err)
	}
	for _, to := range []string{file, filepath.Join(dir, "new.db")} {
		if _, err := sqlite.Create(t.Context(), to); !errors.Is(err, ledger.ErrReadOnly) {
			t.Errorf("%s: got %v", filepath.Base(to), err)
		}
	}
}
