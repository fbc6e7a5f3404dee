package storetest

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"

	"safir"
	"safir/internal/ledger"
)

// Sample are dispatches that tell of the same events in several ways, with copies, statements, claims and unnamed holders of offices.
func Sample() (entries []ledger.Entry) {
	body := strings.Repeat("وزیر امور خارجه ایران درباره سفر خود به مسقط با رسانه\u200cها سخن گفت و از میزبانان تشکر کرد. ", 2)
	for i := range 24 {
		day := fmt.Sprintf("2026-04-%02d", 20+i%5)
		kind := []safir.EventType{safir.Visit, safir.Meeting, safir.Call}[i%3]
		e := Entry(fmt.Sprint("d", i), day, kind, safir.Statuses[i%len(safir.Statuses)],
			[]string{"", day}[i%2], []string{"Muscat", "", "Oman", "Damascus"}[i%4], araghchi, mekdad)
		e.Dispatch.Body = []string{body, body + fmt.Sprint(i), e.Dispatch.Body}[i%3]
		e.Record.Body, e.Record.Repaired = e.Dispatch.Body, e.Dispatch.Body
		entries = append(entries, ledger.NewEntry(e.Dispatch, e.Record))
	}
	for i, act := range []safir.Act{"condemn", "thank", "warn", "criticize", "condemn", "thank"} {
		speaker := []string{araghchi, mekdad, "سید عباس عراقچی"}[i%3]
		entries = append(entries, Speech(fmt.Sprint("s", i), fmt.Sprintf("2026-04-%02dT08:%02d:00Z", 20+i/2, i), speaker, []string{"IRN", "SYR", "IRN"}[i%3], act, "ISR"))
	}
	entries = append(entries, Speech("unnamed", "2026-04-21", "", "IRN", "warn", "USA"))
	for i := range 3 {
		entries = append(entries, Counting(fmt.Sprint("c", i), "2026-04-24", fmt.Sprintf("2026-04-%02d", 21+i), i+1, ""))
	}
	return entries
}

// Grow puts entries into a store, in chunks of so many as chunk says, and derives now and then, and at the end.
func Grow(t *testing.T, s ledger.Store, entries []ledger.Entry, chunk func() int) {
	t.Helper()
	for len(entries) > 0 {
		n := min(max(1, chunk()), len(entries))
		put(t, s, entries[:n]...)
		if entries = entries[n:]; n%2 == 0 || len(entries) == 0 {
			refresh(t, s)
		}
	}
}

// Told is all that a store tells, as text: the same for all that keep the same dispatches and corrections, however they came.
func Told(t *testing.T, s ledger.Store) string {
	t.Helper()
	var b strings.Builder
	ctx := t.Context()
	write := func(what string, value any, err error) {
		text, jsonErr := json.Marshal(value)
		if err := errors.Join(err, jsonErr); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		fmt.Fprintf(&b, "%s %s\n", what, text)
	}
	writeAll(write, "event", s.Events(ctx, ledger.Filter{}))
	writeAll(write, "statement", ledger.WithoutArrival(s.Statements(ctx, ledger.StatementFilter{})))
	writeAll(write, "person", s.People(ctx, ledger.PersonFilter{}))
	writeAll(write, "dispatch", s.Dispatches(ctx, ledger.DispatchFilter{}))
	writeAll(write, "entry", s.Entries(ctx))
	claims := collect(t, s.Claims(ctx, ledger.ClaimFilter{}))
	slices.SortFunc(claims, func(a, b ledger.Claimed) int { return cmp.Compare(a.ID, b.ID) })
	write("claims", claims, nil)
	names, err := s.Names(ctx)
	slices.SortFunc(names, func(a, b ledger.Name) int { return cmp.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
	write("names", names, err)
	counts, err := s.CountEvents(ctx, ledger.Filter{})
	write("counts", counts, err)
	states, err := s.CountStates(ctx, ledger.Filter{})
	write("states", states, err)
	outlets, err := s.Outlets(ctx)
	write("outlets", outlets, err)
	writeFound(ctx, s, write)
	corrections, err := s.Corrections(ctx)
	write("corrections", corrections, err)
	return b.String()
}

// writeFound writes which dispatches are found by words.
func writeFound(ctx context.Context, s ledger.Store, write func(string, any, error)) {
	for _, words := range []string{"عراقچی", "گفتوگو", "سفر مسقط", "رسانه", "مقدا", "تجاوز خاک", "نیست"} {
		found, err := s.Search(ctx, ledger.Words(words), 1000)
		var ids []string
		for _, d := range found {
			ids = append(ids, d.ID)
		}
		slices.Sort(ids)
		write("found "+words, ids, err)
	}
}

func writeAll[T any](write func(string, any, error), what string, list iter.Seq2[T, error]) {
	for entry, err := range list {
		write(what, entry, err)
	}
}

func collect[T any](t *testing.T, list iter.Seq2[T, error]) (out []T) {
	t.Helper()
	for entry, err := range list {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, entry)
	}
	return out
}

// Differ tells with a test where two texts of [Told] first differ, if they do.
func Differ(t *testing.T, got, want string) {
	t.Helper()
	if got == want {
		return
	}
	a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			t.Errorf("line %d: got\n%s\nwant\n%s", i+1, a[i], b[i])
			return
		}
	}
	t.Errorf("got %d lines, want %d", len(a), len(b))
}
