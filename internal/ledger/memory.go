package ledger

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"

	"safir"
)

// ErrOverwritten says that another program has written what it derived meanwhile.
var ErrOverwritten = errors.New("another program has derived the events of this ledger meanwhile")

// Memory is what a program that derives again and again remembers: what events, people, copies and verdicts were derived from, and what they
// were. With it, deriving takes in what came since, and looks again at what that can have touched; the rest stays as it is. What comes of it is the
// same as if all were derived anew, which a test over dispatches in random portions holds it to.
//
// It is of one program and of one version of it. Where another program has derived since, all is taken in anew.
type Memory struct {
	lock sync.Mutex
	book nameBook
	mark *Mark // where the ledger stood when what was derived was written; nil where nothing is remembered

	bearings bearingList
	copies   copyList
	claims   map[string]safir.Record // the dispatches in which claims stand
	merging  *remerger

	// What was derived, as it was written.
	people   map[string]*Person
	names    map[Who]string
	verdicts map[string]Judged
}

// forget has all taken in anew the next time.
func (m *Memory) forget() { m.mark = nil }

// most is how many dispatches are taken in as changes: of more it is cheaper to take in all.
const most = 5000

// derive derives all of a ledger, or of what is remembered of it and what came since, and tells what has to be written.
func (m *Memory) derive(ctx context.Context, s Store, places Places) (*Changes, error) {
	mark, err := s.Mark(ctx)
	if err != nil {
		return nil, err
	}
	had := m.mark
	known := had != nil && had.Derivations == mark.Derivations && had.Generation == mark.Generation
	m.forget() // until it is whole again: whatever fails from here on leaves half of something
	var came *arrived
	if known {
		if came, err = m.takeIn(ctx, s, had); err != nil {
			return nil, err
		}
		known = came != nil
	}
	if !known {
		if came, err = m.takeAll(ctx, s); err != nil {
			return nil, err
		}
	}
	out := &Changes{Revision: mark.Revision, Number: mark.Derivations, All: !known}
	if known {
		out.Sides = had.Sides
	}
	if err := m.rederive(ctx, s, came, places, out); err != nil {
		return nil, err
	}
	mark.Derivations++ // once it is written
	m.mark = &mark
	return out, nil
}

// arrived are dispatches that came, or came anew, since a ledger was derived.
type arrived struct {
	ids     map[string]bool
	reports []Report
}

// takeAll takes in a ledger.
func (m *Memory) takeAll(ctx context.Context, s Store) (came *arrived, err error) {
	if m.book.names == nil {
		m.book = newNameBook()
	}
	m.people, m.names, m.verdicts, m.claims = nil, nil, nil, map[string]safir.Record{}
	m.merging = newRemerger(m.book)
	if err := m.bearings.takeAll(ctx, s); err != nil {
		return nil, err
	}
	if err := m.copies.takeAll(s.Sketches(ctx)); err != nil {
		return nil, err
	}
	for record, err := range s.Claiming(ctx) {
		if err != nil {
			return nil, err
		}
		m.claims[record.ID] = judged(record)
	}
	came = &arrived{}
	came.reports, err = s.Reports(ctx)
	return came, err
}

// judged is as much of a record as its claims are judged by.
func judged(r safir.Record) safir.Record {
	r.Title, r.Repaired, r.Statements = nil, "", nil
	return r
}

// takeIn takes in what came since a ledger stood at a mark; nil where that is too much.
func (m *Memory) takeIn(ctx context.Context, s Store, since *Mark) (*arrived, error) {
	came := &arrived{ids: map[string]bool{}}
	var bearings []Bearing
	replaced := false
	for e, err := range s.Came(ctx, since.Revision) {
		if err != nil {
			return nil, err
		}
		if len(came.ids) >= most {
			return nil, nil //nolint:nilnil // it is said above
		}
		id := e.Dispatch.ID
		came.ids[id] = true
		replaced = replaced || e.Number <= since.Arrivals
		came.reports = append(came.reports, KeptReports(&e.Record)...)
		bearings = append(bearings, bearingsOf(&e.Entry)...)
		m.copies.take(Sketched{Dispatch: id, Published: e.Dispatch.Published, Sketch: Sketch(e.Dispatch.Body)})
		delete(m.claims, id)
		if len(e.Record.Claims) > 0 {
			e.Record.Body = e.Dispatch.Body
			m.claims[id] = judged(e.Record)
		}
	}
	if replaced { // what the earlier versions said is not remembered
		return came, m.bearings.takeAll(ctx, s)
	}
	m.bearings.add(bearings)
	return came, nil
}

// rederive derives, by what is remembered, and compares with what was derived before.
func (m *Memory) rederive(ctx context.Context, s Store, came *arrived, places Places, out *Changes) error {
	corrections, err := s.Corrections(ctx)
	if err != nil {
		return err
	}
	people := findPeopleOf(m.bearings, m.book)
	out.Copies = m.copies.find()
	events := m.merging.merge(came, people, m.copies.of, places, corrections, out)
	judged, err := judgeAll(ctx, s, people, events, places, maps.Values(m.claims))
	if err != nil {
		return err
	}
	m.settlePeople(people, out)
	m.settleVerdicts(judged, came, out)
	return nil
}

// settlePeople tells which people changed.
func (m *Memory) settlePeople(people *People, out *Changes) {
	had := m.people
	m.people = make(map[string]*Person, len(people.list))
	for _, p := range people.list {
		m.people[p.ID] = p
		if before := had[p.ID]; before == nil || !before.same(p) {
			out.People = append(out.People, p)
		}
	}
	for id := range had {
		if m.people[id] == nil {
			out.GonePeople = append(out.GonePeople, id)
		}
	}
	before, names := m.names, bearers(people, m.merging.placed())
	out.Names, m.names = names, names
	if out.All {
		return // all names are looked at
	}
	for w, id := range names {
		if before[w] != id {
			out.Renamed = append(out.Renamed, w)
		}
	}
	for w := range before {
		if _, is := names[w]; !is {
			out.Renamed = append(out.Renamed, w)
		}
	}
}

// settleVerdicts tells which verdicts changed. Claims of dispatches that came anew are written anew.
func (m *Memory) settleVerdicts(judged []Judged, came *arrived, out *Changes) {
	had := m.verdicts
	m.verdicts = make(map[string]Judged, len(judged))
	for _, j := range judged {
		key := j.Dispatch + "/" + j.ID
		m.verdicts[key] = j
		before, is := had[key]
		if !is || came.ids[j.Dispatch] || before.Verdict != j.Verdict || before.Why != j.Why || !slices.Equal(before.Counted, j.Counted) {
			out.Judged = append(out.Judged, j)
		}
	}
}
