//go:build unix

package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"safir"
	"safir/fa"
	"safir/internal/know"
	"safir/internal/ledger"
	"safir/internal/ledger/postgres"
	"safir/internal/ledger/sqlite"
	"safir/internal/shared"
	"safir/read"
)

// TestMillion grows a ledger to as many dispatches as SAFIR_MILLION says, derives its events, and asks it what users ask: make
// million. It tells how long each took, by the clock and of processor time, how much memory it took at most, and how large the file is.
//
// The dispatches are those of the news stream, read once and then kept again and again under other ids, with all dates shifted
// by so many days that no repetition is a copy of another. SAFIR_MILLION_FROM is a ledger to take them from instead of reading
// them anew; SAFIR_MILLION_LEDGER is where the grown ledger stays, a file or the
// address of a PostgreSQL database; it is taken as it is where it holds enough.
func TestMillion(t *testing.T) {
	many, err := strconv.Atoi(os.Getenv("SAFIR_MILLION"))
	if err != nil {
		t.Skip("SAFIR_MILLION does not say how many dispatches the ledger is to hold")
	}
	file := os.Getenv("SAFIR_MILLION_LEDGER")
	if file == "" {
		file = filepath.Join(t.TempDir(), "million.db")
	}
	world, err := know.Load()
	if err != nil {
		t.Fatal(err)
	}
	store, err := (&ledgerFlag{file}).make(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	t.Run("grow", func(t *testing.T) { grow(t, store, many) })
	t.Run("derive", func(t *testing.T) {
		measured(t, "derive", func() {
			if err := ledger.Refresh(t.Context(), store, world); err != nil {
				t.Fatal(err)
			}
		})
	})
	counts, err := store.Counts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d dispatches, %d reports of %d events, %d MB on disk", counts.Dispatches, counts.Reports, counts.Events, size(t, store, file)>>20)
	t.Run("ask", func(t *testing.T) { newQuestions(t, store, world).ask() })
}

// size is how many bytes a ledger takes on disk.
func size(t *testing.T, store ledger.Store, file string) (n int64) {
	t.Helper()
	if s, is := store.(*postgres.Store); is {
		err := s.Pool().QueryRow(t.Context(), `SELECT sum(pg_total_relation_size(oid))::bigint FROM pg_class
			WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'`).Scan(&n)
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, part := range []string{file, file + "-wal"} {
		if info, err := os.Stat(part); err == nil {
			n += info.Size()
		}
	}
	return n
}

// measured does something and tells what it took.
func measured(t *testing.T, what string, do func()) {
	t.Helper()
	debug.FreeOSMemory()
	forgetPeak()
	start, used := time.Now(), processorTime()
	do()
	t.Logf("%s: %.1f s by the clock, %.1f s of processor time, %d MB of memory at most", what,
		time.Since(start).Seconds(), (processorTime() - used).Seconds(), peak()>>20)
}

// atOnce is how many dispatches are kept in one transaction.
const atOnce = 1000

// grow puts dispatches until there are enough.
func grow(t *testing.T, store ledger.Store, many int) {
	had, err := store.Counts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if had.Dispatches >= many {
		return
	}
	var originals []ledger.Entry
	measured(t, "read", func() { originals = readOriginals(t) })
	measured(t, "put", func() {
		for left, round := many, 0; left > 0; round++ {
			for some := range slices.Chunk(originals[:min(left, len(originals))], atOnce) {
				entries := make([]ledger.Entry, len(some))
				for i := range some {
					entries[i] = repeated(&some[i], round)
				}
				if _, err := store.Put(t.Context(), entries); err != nil {
					t.Fatal(err)
				}
			}
			left -= len(originals)
		}
	})
}

// readOriginals are the dispatches of the stream with their records.
func readOriginals(t *testing.T) (out []ledger.Entry) {
	if from := os.Getenv("SAFIR_MILLION_FROM"); from != "" {
		return takeOriginals(t, from)
	}
	reader, err := read.New()
	if err != nil {
		t.Fatal(err)
	}
	lines := readLines(t, shared.Path(t, "data/news/stream.jsonl.gz"), 1<<30)
	for e := range read.InOrder(t.Context(), 2, slices.Values(lines), func(line string) ledger.Entry {
		var d safir.Dispatch
		if err := json.Unmarshal([]byte(line), &d); err != nil {
			t.Error(err)
		}
		return withoutTexts(ledger.NewEntry(d, reader.ReadFaint(d)))
	}) {
		out = append(out, e)
	}
	slices.SortFunc(out, func(a, b ledger.Entry) int { return strings.Compare(a.Dispatch.ID, b.Dispatch.ID) })
	return slices.CompactFunc(out, func(a, b ledger.Entry) bool { return a.Dispatch.ID == b.Dispatch.ID })
}

// takeOriginals are the dispatches of a ledger with their records.
func takeOriginals(t *testing.T, file string) (out []ledger.Entry) {
	store, err := sqlite.Open(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	for e, err := range store.Entries(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		e.Words = ledger.Words(e.Dispatch.Title + "\n" + fa.Repair(e.Dispatch.Body).Repaired)
		out = append(out, e)
	}
	return out
}

// withoutTexts is an entry whose record has no texts: a ledger keeps the body beside it.
func withoutTexts(e ledger.Entry) ledger.Entry {
	e.Record.Body, e.Record.Repaired = "", ""
	return e
}

// between two repetitions lie so many days: more than after which what is told in the same words is told anew, and more
// than an event may be apart from what is told of it.
const daysApart = 97

// repeated is an entry again, with all its dates later.
func repeated(e *ledger.Entry, round int) ledger.Entry {
	if round == 0 {
		return *e
	}
	out, days := *e, round*daysApart
	out.Dispatch.ID = fmt.Sprintf("%s~%d", e.Dispatch.ID, round)
	out.Dispatch.Published, out.Dispatch.Modified = later(e.Dispatch.Published, days), later(e.Dispatch.Modified, days)
	out.Version = ledger.Version(out.Dispatch)
	r := &out.Record
	r.ID = out.Dispatch.ID
	r.Source.Published = laterIn(r.Source.Published, days)
	r.Times, r.Events = slices.Clone(r.Times), slices.Clone(r.Events)
	for i := range r.Times {
		r.Times[i].EDTF = laterIn(r.Times[i].EDTF, days)
	}
	for i := range r.Events {
		r.Events[i].When = laterIn(r.Events[i].When, days)
	}
	return out
}

func laterIn(text *string, days int) *string {
	if text == nil {
		return nil
	}
	out := later(*text, days)
	return &out
}

var dates = regexp.MustCompile(`\b\d{4}(-\d{2}(-\d{2})?)?\b`)

// later is a text of dates, or an instant, so many days later; of a month or a year its middle is.
func later(text string, days int) string {
	if at, err := time.Parse(time.RFC3339, text); err == nil {
		return at.AddDate(0, 0, days).Format(time.RFC3339)
	}
	return dates.ReplaceAllStringFunc(text, func(date string) string {
		layout := time.DateOnly[:len(date)]
		at, err := time.Parse(layout, date)
		if err != nil {
			return date
		}
		middle := map[int]int{4: 182, 7: 14}[len(date)]
		return at.AddDate(0, 0, days+middle).Format(layout)
	})
}

func TestLater(t *testing.T) {
	for text, want := range map[string]string{
		"2026-04-20": "2026-07-26", "2026-04-20T23:30:00+03:30": "2026-07-26T23:30:00+03:30", "2026": "2026", "2026-01": "2026-04",
		"[2026-04-21..2026-05-20]": "[2026-07-27..2026-08-25]", "2026-04-20/..": "2026-07-26/..", "": "",
	} {
		if got := later(text, daysApart); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}
