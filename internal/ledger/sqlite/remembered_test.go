package sqlite_test

import (
	"fmt"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"safir"
	"safir/internal/ledger"
	"safir/internal/ledger/sqlite"
	"safir/internal/ledger/storetest"
)

// A watch remembers what it derived for as long as it runs: what it keeps of a dispatch has to be small, also of one that tells of an event.
func TestWhatIsRememberedOfADispatchIsSmall(t *testing.T) {
	const many, most = 1500, 2048
	store, err := sqlite.Create(t.Context(), filepath.Join(t.TempDir(), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	store.Remember()
	put := func(from, to int) {
		var entries []ledger.Entry
		for n := from; n < to; n++ {
			day := time.Date(2024, 1, 1+n/5, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
			others := []string{"فیصل المقداد", "بدر البوسعیدی", "هاکان فیدان", "فؤاد حسین", "ماری لاوسن"}
			kind := []safir.EventType{safir.Call, safir.Meeting}[n%2]
			entries = append(entries, storetest.Entry(fmt.Sprintf("%016x", n), day+"T08:00:00+03:30", kind, safir.Happened, day, "", "عباس عراقچی", others[n%5]))
		}
		if _, err := store.Put(t.Context(), entries); err != nil {
			t.Fatal(err)
		}
		if err := ledger.Refresh(t.Context(), store, storetest.Atlas{}); err != nil {
			t.Fatal(err)
		}
	}
	put(0, many/10) // what is loaded once is there
	before := lives()
	for n := many / 10; n < many; n += many / 10 {
		put(n, n+many/10)
	}
	if kept := (lives() - before) / (many - many/10); kept > most {
		t.Errorf("%d bytes are remembered of a dispatch, more than %d", kept, most)
	} else {
		t.Logf("%d bytes are remembered of a dispatch", kept)
	}
	runtime.KeepAlive(store)
}

// lives is how many bytes are no garbage.
func lives() int {
	runtime.GC()
	runtime.GC() // what was finalized at the first
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}
