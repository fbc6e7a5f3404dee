// Package storetest holds what any store of a ledger must do, as tests that run against one.
package storetest

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"testing"

	"safir"
	"safir/internal/ledger"
)

// Atlas knows two cities and their states.
type Atlas struct{}

// StateOf is the code of the state that a place lies in.
func (Atlas) StateOf(place string) string {
	return map[string]string{"Damascus": "SYR", "Syria": "SYR", "Muscat": "OMN", "Oman": "OMN"}[place]
}

// IsState tells whether a place is a state.
func (Atlas) IsState(place string) bool { return place == "Syria" || place == "Oman" }

// Run runs all tests, each on an empty store that open makes.
func Run(t *testing.T, open func(t *testing.T) ledger.Store) {
	for name, test := range map[string]func(*testing.T, ledger.Store){
		"what was put is there":                    putIsThere,
		"putting again changes nothing":            puttingAgain,
		"the later version stays in either order":  laterVersion,
		"a chunk is kept whole or not at all":      wholeChunk,
		"events are merged when reports came":      merging,
		"the revision of events changes with them": derived,
		"filters":                                     filters,
		"what came of asking addresses is kept":       addresses,
		"the text of the last change stays":           correctedDispatch,
		"words are found in any spelling":             search,
		"words that thousands of dispatches have":     searchCommon,
		"words that are parted in different ways":     searchJoined,
		"events come back with reports and slots":     roundTrip,
		"what is not there is told":                   unknown,
		"names are counted by the events they are in": names,
		"dispatches by day and by what they report":   dispatches,
		"corrections are kept and applied":            corrections,
		"of two editors the second is told":           twoEditors,
		"what comes while events are derived":         latecomers,
		"a ledger is derived anew":                    rederiving,
		"the log says what became of corrections":     logging,
		"copies have one voice":                       copies,
		"statements":                                  statements,
		"what is said at an event is tied to it":      saidAtEvent,
		"a later version's statements stand alone":    changedStatements,
		"people": people,
		"who held an office takes part where it is unnamed": unnamedParts,
		"pages":                                pages,
		"claims":                               claims,
		"outlets, and what is new":             outlets,
		"states by their events":               states,
		"records":                              recorded,
		"sources that are watched":             watched,
		"how sure events are":                  sure,
		"reports that may be of another event": mayBeOther,
		"questions that are saved, and their answers": questions,
		"what waits to be delivered":                  outbox,
		"one at a time holds a lease":                 leases,
	} {
		t.Run(name, func(t *testing.T) {
			store := open(t)
			defer store.Close()
			test(t, store)
		})
	}
}

func pointer(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

const text = "عباس عراقچی با فیصل المقداد گفت\u200cوگو کرد."

// Entry is what a dispatch of a day says of a visit, or a meeting with no visitor's host.
func Entry(id, published string, kind safir.EventType, status safir.Status, when, where string, people ...string) ledger.Entry {
	d := safir.Dispatch{ID: id, Agency: "irna", Published: published, URL: "https://example.org/" + id, Title: "خبر " + id, Body: text}
	r := safir.Record{ID: id, Body: text, Repaired: text, Source: safir.Source{Agency: pointer("irna"), Published: pointer(published)}}
	e := safir.Event{ID: "e1", Type: kind, Status: status, When: pointer(when), Where: pointer(where), Evidence: []safir.Span{{Start: 0, End: 10}}, Confidence: 0.9}
	role := safir.Party
	if kind == safir.Visit {
		role = safir.Visitor
	}
	for i, name := range people {
		actor := safir.Actor{ID: string(rune('a' + i)), Kind: safir.Person, Name: pointer(name), Office: pointer("foreign-minister"), Country: pointer([]string{"IRN", "SYR"}[i])}
		r.Actors = append(r.Actors, actor)
		e.Participants = append(e.Participants, safir.Participant{Actor: actor.ID, Role: role})
	}
	r.Events = []safir.Event{e}
	return ledger.NewEntry(d, r)
}

const (
	araghchi = "عباس عراقچی"
	mekdad   = "فیصل المقداد"
)

func put(t *testing.T, s ledger.Store, entries ...ledger.Entry) ledger.Tally {
	t.Helper()
	tally, err := s.Put(t.Context(), entries)
	if err != nil {
		t.Fatal(err)
	}
	return tally
}

func refreshed(t *testing.T, s ledger.Store, f ledger.Filter) []ledger.Event {
	t.Helper()
	if err := ledger.Refresh(t.Context(), s, Atlas{}); err != nil {
		t.Fatal(err)
	}
	var out []ledger.Event
	for e, err := range s.Events(t.Context(), f) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, e)
	}
	return out
}

func putIsThere(t *testing.T, s ledger.Store) {
	e := Entry("a", "2026-04-25", safir.Meeting, safir.Happened, "2026-04-25", "Muscat", araghchi, mekdad)
	e.Record.Faint = []safir.Event{e.Record.Events[0]}
	e.Record.Faint[0].ID = safir.FaintID + "1"
	if tally := put(t, s, e); tally != (ledger.Tally{New: 1}) {
		t.Errorf("got %+v", tally)
	}
	if d, err := s.Dispatch(t.Context(), "a"); err != nil || d != e.Dispatch {
		t.Errorf("got %+v, %v", d, err)
	}
	if version, err := s.Version(t.Context(), "a"); err != nil || version != e.Version {
		t.Errorf("got %q, %v", version, err)
	}
	if outlets, err := s.Outlets(t.Context()); err != nil || len(outlets) != 1 || outlets[0].Reports != 1 {
		t.Errorf("got %+v, %v", outlets, err)
	}
	if c, err := s.Counts(t.Context()); err != nil || c != (ledger.Counts{Dispatches: 1, Reports: 1}) {
		t.Errorf("got %+v, %v", c, err)
	}
}

func puttingAgain(t *testing.T, s ledger.Store) {
	e := Entry("a", "2026-04-25", safir.Meeting, safir.Happened, "2026-04-25", "Muscat", araghchi, mekdad)
	put(t, s, e)
	refreshed(t, s, ledger.Filter{})
	if tally := put(t, s, e, e); tally != (ledger.Tally{Same: 2}) {
		t.Errorf("got %+v", tally)
	}
	if merged, err := s.Merged(t.Context()); err != nil || !merged {
		t.Errorf("the events are taken for out of date: %v, %v", merged, err)
	}
}

func laterVersion(t *testing.T, s ledger.Store) {
	for id, later := range map[string]int{"a": 0, "b": 1} {
		both := []ledger.Entry{
			Entry(id, "2026-04-25", safir.Visit, safir.Planned, "2026-04-28", "Oman", araghchi),
			Entry(id, "2026-04-25", safir.Visit, safir.Planned, "2026-04-28", "Oman", araghchi),
		}
		both[later] = Entry(id, "2026-04-26", safir.Visit, safir.Happened, "2026-04-25", "Damascus", araghchi)
		put(t, s, both[0])
		put(t, s, both[1])
		if d, err := s.Dispatch(t.Context(), id); err != nil || d.Published != "2026-04-26" {
			t.Errorf("%s: got %+v, %v", id, d, err)
		}
	}
	if c, err := s.Counts(t.Context()); err != nil || c.Reports != 2 {
		t.Errorf("reports of a version that is gone are kept: %+v, %v", c, err)
	}
}

func wholeChunk(t *testing.T, s ledger.Store) {
	good, bad := Entry("a", "2026-04-25", safir.Visit, safir.Planned, "", "", araghchi), Entry("b", "2026-04-25", safir.Visit, safir.Planned, "", "", araghchi)
	bad.Record.Events = append(bad.Record.Events, bad.Record.Events[0]) // two events of one id can't be
	if _, err := s.Put(t.Context(), []ledger.Entry{good, bad}); err == nil {
		t.Fatal("no error")
	}
	if c, err := s.Counts(t.Context()); err != nil || c != (ledger.Counts{}) {
		t.Errorf("half a chunk is kept: %+v, %v", c, err)
	}
}

func merging(t *testing.T, s ledger.Store) {
	put(t, s, Entry("a", "2026-04-22", safir.Visit, safir.Planned, "", "Oman", araghchi))
	if events := refreshed(t, s, ledger.Filter{}); len(events) != 1 || events[0].Status != safir.Planned {
		t.Fatalf("got %+v", events)
	}
	put(t, s, Entry("b", "2026-04-25", safir.Visit, safir.Happened, "2026-04-25", "Muscat", araghchi))
	if merged, err := s.Merged(t.Context()); err != nil || merged {
		t.Errorf("the events are taken for those of all reports: %v, %v", merged, err)
	}
	if events := refreshed(t, s, ledger.Filter{}); len(events) != 1 || events[0].Status != safir.Happened || len(events[0].Reports) != 2 {
		t.Errorf("got %+v", events)
	}
}

func filters(t *testing.T, s ledger.Store) {
	put(t, s,
		Entry("visit", "2026-04-22", safir.Visit, safir.Planned, "2026-04-25", "Muscat", araghchi),
		Entry("meeting", "2026-04-26", safir.Meeting, safir.Happened, "2026-04-26", "Damascus", araghchi, mekdad),
		Entry("call", "2026-05-01", safir.Call, safir.Happened, "", "", araghchi, mekdad))
	for what, c := range map[string]struct {
		filter ledger.Filter
		want   []string
	}{
		"all, by day":               {ledger.Filter{}, []string{"visit", "meeting", "call"}},
		"type":                      {ledger.Filter{Types: []safir.EventType{safir.Call, safir.Meeting}}, []string{"meeting", "call"}},
		"status":                    {ledger.Filter{Statuses: []safir.Status{safir.Planned}}, []string{"visit"}},
		"since":                     {ledger.Filter{Since: "2026-04-26"}, []string{"meeting", "call"}},
		"until":                     {ledger.Filter{Until: "2026-04-26"}, []string{"visit", "meeting"}},
		"place":                     {ledger.Filter{Place: "Damascus"}, []string{"meeting"}},
		"state of the place":        {ledger.Filter{State: "OMN"}, []string{"visit"}},
		"name":                      {ledger.Filter{Sides: []ledger.Side{{Names: []string{mekdad}}}}, []string{"meeting", "call"}},
		"two sides":                 {ledger.Filter{Sides: []ledger.Side{{Names: []string{araghchi}}, {State: "SYR"}}}, []string{"meeting", "call"}},
		"a visit is with its state": {ledger.Filter{Sides: []ledger.Side{{State: "IRN"}, {State: "OMN"}}}, []string{"visit"}},
		"a visitor of a state":      {ledger.Filter{Visitor: "IRN"}, []string{"visit"}},
		"a visitor of another":      {ledger.Filter{Visitor: "SYR"}, nil},
		"an office":                 {ledger.Filter{Offices: []string{"president", "foreign-minister"}}, []string{"visit", "meeting", "call"}},
		"an office that none holds": {ledger.Filter{Offices: []string{"president"}}, nil},
		"none":                      {ledger.Filter{Place: "Muscat", Types: []safir.EventType{safir.Call}}, nil},
	} {
		var got []string
		for _, e := range refreshed(t, s, c.filter) {
			got = append(got, e.Reports[0].Dispatch)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got %v, want %v", what, got, c.want)
		}
		outlined(t, s, what, c.filter)
	}
}

// outlined holds the outlines of events to the events themselves.
func outlined(t *testing.T, s ledger.Store, what string, f ledger.Filter) {
	t.Helper()
	for _, f.Page = range []ledger.Page{{}, {Newest: true}, {Limit: 1}} {
		var got, want []ledger.Outline
		for e, err := range s.Outlines(t.Context(), f) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, e)
		}
		for e, err := range s.Events(t.Context(), f) {
			if err != nil {
				t.Fatal(err)
			}
			want = append(want, ledger.OutlineOf(&e))
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s, %+v: the outlines are %+v, want %+v", what, f.Page, got, want)
		}
	}
}

// derived holds the revision of the events to when they change.
func derived(t *testing.T, s ledger.Store) {
	at := func() int64 {
		revision, err := s.Derived(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return revision
	}
	put(t, s, Entry("a", "2026-04-25", safir.Call, safir.Happened, "", "", araghchi, mekdad))
	refresh(t, s)
	first := at()
	put(t, s, Entry("b", "2026-04-29", safir.Call, safir.Happened, "", "", araghchi, mekdad))
	if at() != first {
		t.Error("what is not merged yet changed the events")
	}
	refresh(t, s)
	second := at()
	if second == first {
		t.Error("merging changed nothing")
	}
	put(t, s, Entry("b", "2026-04-29", safir.Call, safir.Happened, "", "", araghchi, mekdad))
	refresh(t, s)
	if at() != second {
		t.Error("putting the same again changed the events")
	}
}

func search(t *testing.T, s ledger.Store) {
	put(t, s, Entry("a", "2026-04-25", safir.Call, safir.Happened, "", "", araghchi, mekdad))
	for words, want := range map[string]int{"گفتوگو": 1, "گفت\u200cوگو": 1, "عراقچي": 1, "فيصل كرد": 1, "دیدار": 0, "\"گفت\u200cوگو\" OR": 0} {
		if found, err := s.Search(t.Context(), ledger.Words(words), 10); err != nil || len(found) != want {
			t.Errorf("%s: found %d, %v; want %d", words, len(found), err, want)
		}
	}
}

func roundTrip(t *testing.T, s ledger.Store) {
	put(t, s,
		Entry("a", "2026-04-25", safir.Meeting, safir.Happened, "2026-04-25", "Muscat", araghchi, mekdad),
		Entry("b", "2026-04-25", safir.Meeting, safir.Happened, "2026-04-24", "Muscat", araghchi, mekdad))
	events := refreshed(t, s, ledger.Filter{})
	if len(events) != 1 || len(events[0].Reports) != 2 || len(events[0].Conflicts) != 1 || *events[0].Where != "Muscat" {
		t.Fatalf("got %+v", events)
	}
	e := events[0]
	if r := e.Reports[1]; r.Dispatch != "b" || r.Agency != "irna" || *r.Event.When != "2026-04-24" || r.Event.Evidence[0] != (safir.Span{Start: 0, End: 10}) {
		t.Errorf("got report %+v", r)
	}
	if len(e.Participants) != 2 || *e.Participants[1].Actor.Name != mekdad {
		t.Errorf("got participants %+v", e.Participants)
	}
	if one := refreshed(t, s, ledger.Filter{ID: e.ID}); len(one) != 1 || one[0].ID != e.ID {
		t.Errorf("got %+v by its id", one)
	}
}

func unknown(t *testing.T, s ledger.Store) {
	if _, err := s.Dispatch(t.Context(), "none"); !errors.Is(err, ledger.ErrUnknown) {
		t.Errorf("got %v", err)
	}
	if version, err := s.Version(t.Context(), "none"); err != nil || version != "" {
		t.Errorf("got %q, %v", version, err)
	}
	if events := refreshed(t, s, ledger.Filter{ID: "none"}); len(events) != 0 {
		t.Errorf("got %+v", events)
	}
	done, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Put(done, []ledger.Entry{Entry("a", "", safir.Call, safir.Happened, "", "", araghchi)}); err == nil {
		t.Error("a stopped context should stop Put")
	}
}

func names(t *testing.T, s ledger.Store) {
	put(t, s,
		Entry("a", "2026-04-25", safir.Visit, safir.Happened, "2026-04-25", "Muscat", araghchi),
		Entry("b", "2026-04-26", safir.Meeting, safir.Happened, "2026-04-26", "Damascus", araghchi, mekdad))
	refreshed(t, s, ledger.Filter{})
	got, err := s.Names(t.Context())
	slices.SortFunc(got, func(a, b ledger.Name) int { return b.Events - a.Events })
	for i := range got {
		if got[i].Person == "" {
			t.Errorf("nobody bears %s", got[i].Name)
		}
		got[i].Person = ""
	}
	want := []ledger.Name{{Name: araghchi, Country: "IRN", Events: 2}, {Name: mekdad, Country: "SYR", Events: 1}}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("got %v, %v", got, err)
	}
	words, err := s.NameWords(t.Context())
	slices.Sort(words)
	if want := []string{"عباس", "عراقچی", "فیصل", "مقداد"}; err != nil || !slices.Equal(words, want) {
		t.Errorf("got %v, %v", words, err)
	}
}
