package ledger

import (
	"cmp"
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
	known := m.mark != nil && m.mark.Derivations == mark.Derivations && m.mark.Generation == mark.Generation
	var came *arrived
	if known {
		if came, err = m.takeIn(ctx, s, m.mark); err != nil {
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
		out.Sides = m.mark.Sides
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
	m.merging = newRemerger(m.book.names)
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
		m.claims[record.ID] = record
	}
	came = &arrived{}
	came.reports, err = s.Reports(ctx)
	return came, err
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
			record := e.Record
			record.Body = e.Dispatch.Body
			m.claims[id] = record
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

// bearingList are the bearings of all dispatches, those of one day together, in order.
type bearingList []Bearing

func (l *bearingList) takeAll(ctx context.Context, s Store) error {
	list, err := s.Bearings(ctx)
	slices.SortFunc(list, byName)
	*l = list
	return err
}

// bearingsOf are the bearings of an entry as they are kept: a dispatch says each once.
func bearingsOf(e *Entry) (out []Bearing) {
	for _, b := range FactsOf(&e.Record, e.Dispatch.Body).Bearings {
		b.Day = NumberedDay(DayNumber(b.Day))
		if !slices.Contains(out, b) {
			out = append(out, b)
		}
	}
	return out
}

// add adds what dispatches say of people that came for the first time.
func (l *bearingList) add(bearings []Bearing) {
	var fresh []Bearing
	for _, b := range bearings {
		if i, is := slices.BinarySearchFunc(*l, b, byName); is {
			(*l)[i].Count += b.Count
		} else {
			fresh = append(fresh, b)
		}
	}
	slices.SortFunc(fresh, byName)
	merged := make([]Bearing, 0, len(*l)+len(fresh))
	rest := *l
	for _, b := range fresh {
		if n := len(merged); n > 0 && byName(merged[n-1], b) == 0 {
			merged[n-1].Count += b.Count
			continue
		}
		i, _ := slices.BinarySearchFunc(rest, b, byName)
		merged = append(append(merged, rest[:i]...), b)
		rest = rest[i:]
	}
	*l = append(merged, rest...)
}

// copyList are the sketches of all dispatches, in order of publication, then of ids, and which are copies.
type copyList struct {
	list  []Sketched
	of    map[string]string
	known map[string]string // when each was published
	dirty map[int]bool      // the days of what came, or went, since copies were found
	all   bool              // copies are to be found among all of them
	odd   bool              // some say that they were published at no day that there is
	came  map[string]Sketched
	gone  map[string]bool
}

func (l *copyList) takeAll(sketches func(func(Sketched, error) bool)) error {
	*l = copyList{of: map[string]string{}, known: map[string]string{}, dirty: map[int]bool{}, all: true, came: map[string]Sketched{}, gone: map[string]bool{}}
	for d, err := range sketches {
		if err != nil {
			return err
		}
		if len(d.Sketch) == 2*bins {
			d.Sketch = slices.Clone(d.Sketch)
			l.list = append(l.list, d)
			l.note(&d)
		}
	}
	return nil
}

func (l *copyList) note(d *Sketched) {
	l.known[d.Dispatch] = d.Published
	l.odd = l.odd || d.Published != "" && dayNumber(d.Published) <= 0
}

// take takes in a dispatch in the place of what was known of it.
func (l *copyList) take(d Sketched) {
	if published, is := l.known[d.Dispatch]; is {
		l.gone[d.Dispatch] = true
		l.dirty[dayNumber(published)] = true
		delete(l.known, d.Dispatch)
	}
	if len(d.Sketch) == 2*bins {
		l.came[d.Dispatch] = d
		l.dirty[dayNumber(d.Published)] = true
		l.note(&d)
	}
}

func byPublication(a, b Sketched) int {
	return cmp.Or(cmp.Compare(a.Published, b.Published), cmp.Compare(a.Dispatch, b.Dispatch))
}

// find finds copies among what came and what that can have touched, and tells what changed.
func (l *copyList) find() (changed map[string]string) {
	changed = map[string]string{}
	if len(l.came)+len(l.gone) > 0 {
		l.list = slices.DeleteFunc(l.list, func(d Sketched) bool { return l.gone[d.Dispatch] })
		l.list = append(l.list, slices.Collect(maps.Values(l.came))...)
		slices.SortFunc(l.list, byPublication)
		for id := range l.gone {
			if _, again := l.came[id]; !again {
				l.set(id, "", changed)
			}
		}
	}
	days := slices.Sorted(maps.Keys(l.dirty))
	if l.all || l.odd {
		c := copier{bands: map[band][]*original{}}
		for i := range l.list {
			l.look(&c, &l.list[i], changed)
		}
		days = nil
	}
	for len(days) > 0 {
		days = l.findFrom(days, changed)
	}
	l.dirty, l.all, l.came, l.gone = map[int]bool{}, false, map[string]Sketched{}, map[string]bool{}
	return changed
}

// look tells whether a dispatch is a copy, and whether that is news.
func (l *copyList) look(c *copier, d *Sketched, changed map[string]string) (news bool) {
	return l.set(d.Dispatch, c.take(d), changed)
}

func (l *copyList) set(id, original string, changed map[string]string) (news bool) {
	if l.of[id] == original {
		return false
	}
	changed[id] = original
	if l.of[id] = original; original == "" {
		delete(l.of, id)
	}
	return true
}

// findFrom finds copies from the first of some days on, until nothing that came or changed can reach any farther, and gives the days that are left.
func (l *copyList) findFrom(days []int, changed map[string]string) (left []int) {
	first := days[0]
	from, _ := slices.BinarySearchFunc(l.list, first, func(d Sketched, day int) int { return cmp.Compare(dayNumber(d.Published), day) })
	c := copier{bands: map[band][]*original{}}
	for i := from - 1; i >= 0 && dayNumber(l.list[i].Published) >= first-lively; i-- {
		from-- // not yet: where those begin that may have been copied
	}
	reach := first + lively
	for i := from; i < len(l.list); i++ {
		d := &l.list[i]
		n := dayNumber(d.Published)
		if n < first {
			if l.of[d.Dispatch] == "" {
				c.keep(&original{*d, n})
			}
			continue
		}
		for len(days) > 0 && days[0] <= n {
			reach = max(reach, days[0]+lively)
			days = days[1:]
		}
		if n > reach {
			return days
		}
		if l.look(&c, d, changed) {
			reach = n + lively
		}
	}
	return nil
}
