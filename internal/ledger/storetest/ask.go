package storetest

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"

	"safir"
	"safir/internal/ledger"
)

// Speech is what a dispatch of a day says that a foreign minister of a state said of another: by act, words and target.
func Speech(id, published, name, country string, act safir.Act, target string) ledger.Entry {
	const words = "تجاوز به خاک کشورها پذیرفتنی نیست"
	speaker := name
	office := "foreign-minister"
	if name == "" {
		speaker = "وزیر خارجه"
	}
	body := speaker + ": " + words + "."
	start := len([]rune(speaker)) + 2
	r := safir.Record{ID: id, Body: body, Repaired: body, Source: safir.Source{Agency: pointer("irna"), Published: pointer(published)}}
	kind := safir.Person
	if name == "" {
		kind = safir.Office
	}
	r.Actors = []safir.Actor{
		{ID: "a1", Kind: kind, Name: pointer(name), Office: &office, Country: pointer(country), Mentions: []safir.Span{{Start: 0, End: start - 2}}},
		{ID: "a2", Kind: safir.Country, Country: pointer(target)},
	}
	r.Statements = []safir.Statement{{
		ID: "s1", Speakers: []string{"a1"}, Act: act, Target: []string{"a2"}, Content: safir.Span{Start: start, End: start + len([]rune(words))},
		Cue: safir.Span{Start: start - 2, End: start - 1}, Direct: true, Confidence: 0.9,
	}}
	d := safir.Dispatch{ID: id, Agency: "irna", Published: published, URL: "https://example.org/" + id, Body: body}
	return ledger.NewEntry(d, r)
}

// all collects what a list gives, by what tells each from others.
func all[T any](t *testing.T, list iter.Seq2[T, error], label func(T) string) string {
	t.Helper()
	var out []string
	for entry, err := range list {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, label(entry))
	}
	return strings.Join(out, " ")
}

func refresh(t *testing.T, s ledger.Store) {
	t.Helper()
	if err := ledger.Refresh(t.Context(), s, Atlas{}); err != nil {
		t.Fatal(err)
	}
}

func saidID(s ledger.Said) string { return strings.TrimSuffix(s.ID, "/s1") }

func statements(t *testing.T, s ledger.Store) {
	vague := Speech("c", "2026-04-27", mekdad, "SYR", "condemn", "ISR")
	vague.Record.Statements[0].Confidence = 0.599
	put(t, s,
		vague,
		Speech("a", "2026-04-25", araghchi, "IRN", "condemn", "ISR"),
		Speech("b", "2026-04-26T10:00:00Z", araghchi, "IRN", "thank", "OMN"),
		Speech("d", "2026-04-28", araghchi, "IRN", "criticize", "USA"))
	refresh(t, s)
	state := func(code string) ledger.Side { return ledger.Side{State: code} }
	for what, c := range map[string]struct {
		filter ledger.StatementFilter
		want   string
	}{
		"all, by day":               {ledger.StatementFilter{}, "a b c d"},
		"by a name":                 {ledger.StatementFilter{By: ledger.Side{Names: []string{araghchi}}}, "a b d"},
		"by anybody of a state":     {ledger.StatementFilter{By: state("SYR")}, "c"},
		"about a state":             {ledger.StatementFilter{About: state("ISR")}, "a c"},
		"by one about another":      {ledger.StatementFilter{By: state("IRN"), About: state("ISR")}, "a"},
		"acts":                      {ledger.StatementFilter{Acts: []safir.Act{"condemn", "criticize"}}, "a c d"},
		"an act of somebody":        {ledger.StatementFilter{By: state("IRN"), Acts: []safir.Act{"thank"}}, "b"},
		"since":                     {ledger.StatementFilter{Since: "2026-04-26"}, "b c d"},
		"until":                     {ledger.StatementFilter{Until: "2026-04-26"}, "a b"},
		"of somebody in a time":     {ledger.StatementFilter{By: state("IRN"), Since: "2026-04-26", Until: "2026-04-27"}, "b"},
		"of a dispatch":             {ledger.StatementFilter{Dispatch: "c"}, "c"},
		"one":                       {ledger.StatementFilter{ID: "c/s1"}, "c"},
		"the latest":                {ledger.StatementFilter{Page: ledger.Page{Newest: true, Limit: 2}}, "d c"},
		"the first":                 {ledger.StatementFilter{Page: ledger.Page{Limit: 2}}, "a b"},
		"after another":             {ledger.StatementFilter{Page: ledger.Page{After: "b/s1", Limit: 1}}, "c"},
		"of a side, after another":  {ledger.StatementFilter{By: state("IRN"), Page: ledger.Page{After: "b/s1", Newest: true}}, "a"},
		"sure enough":               {ledger.StatementFilter{Sure: 0.6}, "a b d"},
		"sure enough, of a state":   {ledger.StatementFilter{By: state("IRN"), Sure: 0.9, Page: ledger.Page{Newest: true, Limit: 2}}, "d b"},
		"surer than any":            {ledger.StatementFilter{Sure: 0.91}, ""},
		"by nobody that is known":   {ledger.StatementFilter{By: ledger.Side{Names: []string{"ناشناس"}}}, ""},
		"about one who never is it": {ledger.StatementFilter{About: ledger.Side{Names: []string{araghchi}}}, ""},
	} {
		if got := all(t, s.Statements(t.Context(), c.filter), saidID); got != c.want {
			t.Errorf("%s: got %q, want %q", what, got, c.want)
		}
	}
	for said, err := range s.Statements(t.Context(), ledger.StatementFilter{ID: "a/s1"}) {
		if err != nil || said.Words != "تجاوز به خاک کشورها پذیرفتنی نیست" || said.Source.URL != "https://example.org/a" || *said.Speakers[0].Name != araghchi ||
			*said.Targets[0].Country != "ISR" || said.Day != "2026-04-25" || said.Act != "condemn" || !said.Direct {
			t.Errorf("got %+v, %v", said, err)
		}
	}
}

// saidAtEvent is a statement that a dispatch ties to a meeting.
func saidAtEvent(t *testing.T, s ledger.Store) {
	e := Entry("a", "2026-04-25", safir.Meeting, safir.Happened, "2026-04-25", "Muscat", araghchi, mekdad)
	e.Record.Statements = []safir.Statement{{ID: "s1", Speakers: []string{"a"}, Act: "thank", Target: []string{"b"}, Event: pointer("e1")}}
	put(t, s, e)
	events := refreshed(t, s, ledger.Filter{})
	if got := all(t, s.Statements(t.Context(), ledger.StatementFilter{}), func(s ledger.Said) string { return s.Event }); len(events) != 1 || got != events[0].ID {
		t.Errorf("got %q, want that of %+v", got, events)
	}
}

func changedStatements(t *testing.T, s ledger.Store) {
	put(t, s, Speech("a", "2026-04-25", araghchi, "IRN", "condemn", "ISR"))
	put(t, s, Speech("a", "2026-04-26", araghchi, "IRN", "thank", "OMN"))
	refresh(t, s)
	for want, filter := range map[string]ledger.StatementFilter{
		"thank 2026-04-26": {By: ledger.Side{State: "IRN"}}, "": {About: ledger.Side{State: "ISR"}},
	} {
		got := all(t, s.Statements(t.Context(), filter), func(s ledger.Said) string { return string(s.Act) + " " + s.Day })
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if got := all(t, s.People(t.Context(), ledger.PersonFilter{}), func(p ledger.Person) string { return fmt.Sprint(p.Mentions, " ", p.First) }); got != "1 2026-04-26" {
		t.Errorf("got %q", got)
	}
}

func people(t *testing.T, s ledger.Store) {
	put(t, s,
		Speech("a", "2026-04-25", araghchi, "IRN", "condemn", "ISR"),
		Speech("b", "2026-04-28", "سید عباس عراقچی", "IRN", "thank", "OMN"),
		Speech("c", "2026-04-27", "", "IRN", "warn", "USA"),
		Speech("d", "2026-04-27", mekdad, "SYR", "condemn", "ISR"),
		Entry("e", "2026-04-26", safir.Meeting, safir.Happened, "2026-04-26", "Muscat", araghchi, mekdad))
	refresh(t, s)
	name := func(p ledger.Person) string { return p.Country }
	for what, c := range map[string]struct {
		filter ledger.PersonFilter
		want   string
	}{
		"those most named first": {ledger.PersonFilter{}, "IRN SYR"},
		"of a state":             {ledger.PersonFilter{Side: ledger.Side{State: "SYR"}}, "SYR"},
		"by any spelling":        {ledger.PersonFilter{Side: ledger.Side{Names: []string{"سید عباس عراقچی"}}}, "IRN"},
		"by what they hold":      {ledger.PersonFilter{Office: "foreign-minister", Country: "IRN", On: "2026-04-27"}, "IRN"},
		"at a time":              {ledger.PersonFilter{Office: "foreign-minister", On: "2027-04-27"}, ""},
		"limited":                {ledger.PersonFilter{Limit: 1}, "IRN"},
	} {
		if got := all(t, s.People(t.Context(), c.filter), name); got != c.want {
			t.Errorf("%s: got %q, want %q", what, got, c.want)
		}
	}
	var found ledger.Person
	for p, err := range s.People(t.Context(), ledger.PersonFilter{Limit: 1}) {
		if err != nil {
			t.Fatal(err)
		}
		found = p
	}
	p, err := s.Person(t.Context(), found.ID)
	if err != nil || p.Mentions != 3 || len(p.Spellings) != 2 || p.Contacts[safir.Meeting] != 1 || len(p.Tenures) != 1 {
		t.Fatalf("got %+v, %v", p, err)
	}
	if got := all(t, s.People(t.Context(), ledger.PersonFilter{After: p.ID}), name); got != "SYR" {
		t.Errorf("after the first: %q", got)
	}
	tenure := p.Tenures[0]
	if tenure.Office != "foreign-minister" || tenure.Country != "IRN" || tenure.First != "2026-04-25" || tenure.Last != "2026-04-28" || tenure.Count != 3 {
		t.Errorf("got tenure %+v", tenure)
	}
	evidence, err := s.Evidence(t.Context(), p.ID, tenure, ledger.Page{})
	if err != nil || len(evidence) != 3 || evidence[0].Dispatch != "a" || evidence[2].URL != "https://example.org/b" {
		t.Errorf("got evidence %+v, %v", evidence, err)
	}
	if last, err := s.Evidence(t.Context(), p.ID, tenure, ledger.Page{Newest: true, Limit: 1, After: "b"}); err != nil || len(last) != 1 || last[0].Dispatch != "e" {
		t.Errorf("got evidence %+v, %v", last, err)
	}
	// What the foreign minister says without a name, while it is known who that is, is theirs.
	if got := all(t, s.Statements(t.Context(), ledger.StatementFilter{By: ledger.Side{People: []string{p.ID}}}), saidID); got != "a c b" {
		t.Errorf("got %q", got)
	}
	for want, page := range map[string]ledger.Page{"b c": {Newest: true, Limit: 2}, "c": {Limit: 1, After: "a/s1"}, "a": {Newest: true, Limit: 3, After: "c/s1"}} {
		if got := all(t, s.Statements(t.Context(), ledger.StatementFilter{By: ledger.Side{People: []string{p.ID}}, Page: page}), saidID); got != want {
			t.Errorf("%+v: got %q, want %q", page, got, want)
		}
	}
	if got := all(t, s.Statements(t.Context(), ledger.StatementFilter{By: ledger.Side{People: []string{p.ID}}, About: ledger.Side{State: "USA"}, Acts: []safir.Act{"warn"}, Page: ledger.Page{Limit: 5}}), saidID); got != "c" {
		t.Errorf("got %q", got)
	}
	if _, err := s.Person(t.Context(), "none"); !errors.Is(err, ledger.ErrUnknown) {
		t.Errorf("got %v", err)
	}
}

// unnamedParts are reports in which an office takes part without a name.
func unnamedParts(t *testing.T, s ledger.Store) {
	visit := Entry("v", "2026-04-26", safir.Visit, safir.Happened, "2026-04-26", "Damascus", araghchi)
	visit.Record.Actors[0].Kind, visit.Record.Actors[0].Name = safir.Office, nil
	late := Entry("w", "2027-04-26", safir.Visit, safir.Happened, "2027-04-26", "Damascus", araghchi)
	late.Record.Actors[0].Kind, late.Record.Actors[0].Name = safir.Office, nil
	put(t, s, visit, late,
		Speech("a", "2026-04-25", araghchi, "IRN", "condemn", "ISR"), Speech("b", "2026-04-28", araghchi, "IRN", "thank", "OMN"))
	events := refreshed(t, s, ledger.Filter{Sides: []ledger.Side{{Names: []string{araghchi}}}})
	if len(events) != 1 || !events[0].Participants[0].Inferred || *events[0].Participants[0].Actor.Name != araghchi || events[0].Participants[0].Person == "" {
		t.Errorf("got %+v", events)
	}
	if r := events[0].Reports[0]; r.Parts[0].Actor.Name != nil {
		t.Errorf("what the report says has changed: %+v", r)
	}
}

func pages(t *testing.T, s ledger.Store) {
	for i := range 6 {
		day := fmt.Sprintf("2026-04-%02d", 10+2*i)
		put(t, s, Entry(string(rune('a'+i)), day, safir.Call, safir.Happened, day, "", araghchi, mekdad))
	}
	refresh(t, s)
	var ids []string
	label := func(e ledger.Event) string { ids = append(ids, e.ID); return e.Reports[0].Dispatch }
	both := []ledger.Side{{State: "IRN"}, {Names: []string{mekdad}}}
	if got := all(t, s.Events(t.Context(), ledger.Filter{Sides: both, Page: ledger.Page{Newest: true, Limit: 2}}), label); got != "f e" {
		t.Errorf("got %q", got)
	}
	for what, c := range map[string]struct {
		filter ledger.Filter
		want   string
	}{
		"next page":           {ledger.Filter{Sides: both, Page: ledger.Page{Newest: true, Limit: 2, After: ids[1]}}, "d c"},
		"in order of time":    {ledger.Filter{Page: ledger.Page{Limit: 2}}, "a b"},
		"what follows":        {ledger.Filter{Page: ledger.Page{After: ids[1]}}, "f"},
		"several of one side": {ledger.Filter{Sides: []ledger.Side{{Names: []string{mekdad, araghchi}}}, Page: ledger.Page{Newest: true, Limit: 3}}, "f e d"},
		"until a day":         {ledger.Filter{Sides: both, Until: "2026-04-15", Page: ledger.Page{Newest: true, Limit: 1}}, "c"},
	} {
		if got := all(t, s.Events(t.Context(), c.filter), label); got != c.want {
			t.Errorf("%s: got %q, want %q", what, got, c.want)
		}
	}
	counts, err := s.CountEvents(t.Context(), ledger.Filter{Sides: both, Page: ledger.Page{Limit: 1}})
	want := []ledger.EventCount{{Month: "1405-01", Type: safir.Call, Events: 6}}
	if err != nil || !slices.Equal(counts, want) {
		t.Errorf("got %v, %v", counts, err)
	}
}

// Counting is a dispatch that tells of a visit and counts it.
func Counting(id, published, when string, count int, since string) ledger.Entry {
	e := Entry(id, published, safir.Visit, safir.Happened, when, "Damascus", araghchi)
	e.Record.Claims = []safir.Claim{{
		ID: "c1", Kind: "count", Actor: pointer("a"), Where: pointer("Damascus"), Count: &count, Since: pointer(since), Span: safir.Span{Start: 0, End: 12}, Verdict: "unknown",
	}}
	if since != "" {
		e.Record.Times = []safir.Time{{Text: since, Span: safir.Span{Start: 2, End: 8}, EDTF: pointer(since)}}
	}
	return e
}

func claims(t *testing.T, s ledger.Store) {
	put(t, s,
		Entry("a", "2026-04-01", safir.Visit, safir.Happened, "2026-04-01", "Damascus", araghchi),
		Entry("b", "2026-04-06", safir.Visit, safir.Happened, "2026-04-06", "Damascus", araghchi),
		Counting("right", "2026-04-11", "2026-04-11", 3, ""),
		Counting("more", "2026-04-16", "2026-04-16", 2, "2026-04-01"),
		Counting("fewer", "2026-04-21", "2026-04-21", 9, "2026-04-02"),
		Counting("old", "2026-04-24", "2026-04-24", 9, "2025-04-02"))
	refresh(t, s)
	label := func(c ledger.Claimed) string { return strings.TrimSuffix(c.ID, "/c1") }
	for want, filter := range map[string]ledger.ClaimFilter{
		"right more fewer old": {},
		"right":                {Verdicts: []string{ledger.Consistent}},
		"more fewer":           {Verdicts: []string{ledger.Contradicted}, Who: ledger.Side{State: "IRN"}},
		"old":                  {Verdicts: []string{ledger.Undecided}, Kinds: []string{"count"}},
		"fewer old":            {Since: "2026-04-20", Who: ledger.Side{Names: []string{araghchi}}},
		"old fewer":            {Page: ledger.Page{Newest: true, Limit: 2}},
		"more":                 {Page: ledger.Page{After: "right/c1", Limit: 1}},
		"":                     {Who: ledger.Side{State: "SYR"}},
	} {
		if got := all(t, s.Claims(t.Context(), filter), label); got != want {
			t.Errorf("%+v: got %q, want %q", filter, got, want)
		}
	}
	for c, err := range s.Claims(t.Context(), ledger.ClaimFilter{ID: "right/c1"}) {
		if err != nil || len(c.Counted) != 3 || *c.Count != 3 || *c.Where != "Damascus" || *c.Actor.Name != araghchi || c.Why == "" || c.Source.Dispatch != "right" {
			t.Errorf("got %+v, %v", c, err)
		}
	}
}
