package ledger

import (
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// remerger merges reports again and again. Two reports are held against each other only if they share a handle and lie within days of each
// other, so what was found of reports between which and the rest no pair is likely at all depends on them alone: they are a circle. When reports
// come, go or are told otherwise, their circles are merged anew, with those that they now reach; what was found of all other circles stays.
type remerger struct {
	names

	of       map[string][]*told // by dispatch
	byHandle map[string][]*told // in order of their windows
	circles  map[*circle]bool
	events   []*found // all, in order of their first reports

	written     map[string]written // by their ids
	corrections int                // how many there were the last time
	named       map[string]bool    // dispatches that corrections name
}

// told is a report that is remembered.
type told struct {
	raw     Report
	done    *Report // with those named who are known to have held an office
	window  window
	dated   bool
	handles []string
	offices [][]string // that each who takes part holds by other reports
	company [][]string // that each of them travels in
	circle  *circle
}

// circle are reports that are linked with each other and with none else.
type circle struct {
	members []*told
	events  []*found
}

// found is an event that was found, and how it was written.
type found struct {
	Placed

	persons []string // ids of those who take part, as reports have them
	met     []string // the same as they were found to be the last time
	key     int64    // that it was written with
}

// written is an event as it was written.
type written struct {
	print [sha256.Size]byte
	*Placed
}

func newRemerger(n names) *remerger {
	return &remerger{names: n, of: map[string][]*told{}, byHandle: map[string][]*told{}, circles: map[*circle]bool{}, named: map[string]bool{}}
}

// merge merges what came with what is remembered, and gives all events as Merge would, and those that changed.
func (m *remerger) merge(came *arrived, people *People, copies map[string]string, places Places, corrections []Correction, out *Changes) []Event {
	dirty, gone := m.takeIn(came)
	m.complete(people, copies, dirty)
	all := m.reports()
	holders, company := holdersOf(all, m.names), companyOf(all, m.names)
	m.compare(holders, company, dirty)
	m.index(dirty, gone, holders)
	weigher := &merger{places: places, names: m.names, holders: holders, company: company}
	m.regroup(m.reached(dirty, gone, weigher, corrections), dirty, weigher, corrections)
	return m.settle(people, out)
}

// takeIn takes in the reports of what came, and gives those that are new, and those that are gone.
func (m *remerger) takeIn(came *arrived) (dirty map[*told]bool, gone []*told) {
	dirty = map[*told]bool{}
	for id := range came.ids {
		gone = append(gone, m.of[id]...)
		delete(m.of, id)
	}
	for _, r := range came.reports {
		t := &told{raw: r}
		m.of[r.Dispatch] = append(m.of[r.Dispatch], t)
		dirty[t] = true
	}
	return dirty, gone
}

// complete names those who are known to have held an office. What reads otherwise than before is dirty.
func (m *remerger) complete(people *People, copies map[string]string, dirty map[*told]bool) {
	for _, list := range m.of {
		for _, t := range list {
			r := t.raw
			r.CopyOf = copies[r.Dispatch]
			r.Parts = slices.Clone(r.Parts)
			for k := range r.Parts {
				people.complete(&r.Parts[k], &r)
			}
			if t.done == nil || t.done.CopyOf != r.CopyOf || !slices.EqualFunc(t.done.Parts, r.Parts, samePart) {
				t.done = &r
				t.window, t.dated = windowOf(&r)
				dirty[t] = true
			}
		}
	}
}

// samePart tells whether two participants are told of alike.
func samePart(a, b Part) bool {
	return a.Role == b.Role && a.Person == b.Person && a.Inferred == b.Inferred && a.Actor.ID == b.Actor.ID && a.Actor.Kind == b.Actor.Kind &&
		sameText(a.Actor.Name, b.Actor.Name) && sameText(a.Actor.Office, b.Actor.Office) && sameText(a.Actor.Country, b.Actor.Country) && sameText(a.Actor.Org, b.Actor.Org)
}

func sameText(a, b *string) bool { return (a == nil) == (b == nil) && value(a) == value(b) }

func (m *remerger) reports() (all []*Report) {
	for _, list := range m.of {
		for _, t := range list {
			all = append(all, t.done)
		}
	}
	return all
}

// compare finds those who are known to hold other offices, or to travel with others, than before: what reports say of them weighs otherwise.
func (m *remerger) compare(h holders, c company, dirty map[*told]bool) {
	for _, list := range m.of {
		for _, t := range list {
			changed := len(t.offices) != len(t.done.Parts)
			if changed {
				t.offices, t.company = make([][]string, len(t.done.Parts)), make([][]string, len(t.done.Parts))
			}
			for k := range t.done.Parts {
				a := &t.done.Parts[k].Actor
				changed = changed || !slices.Equal(t.offices[k], h[a]) || !slices.Equal(t.company[k], c[a])
				t.offices[k], t.company[k] = h[a], c[a]
			}
			if changed {
				dirty[t] = true
			}
		}
	}
}

// index puts what is dirty where it is found, and takes away what is gone.
func (m *remerger) index(dirty map[*told]bool, gone []*told, h holders) {
	for _, t := range gone {
		m.unlist(t)
	}
	weigher := merger{names: m.names, holders: h}
	var touched []string
	for t := range dirty {
		m.unlist(t)
		if !t.dated {
			continue
		}
		for k := range t.done.Parts {
			for _, handle := range weigher.handles(&t.done.Parts[k].Actor) {
				t.handles = append(t.handles, kin(t.done.Event.Type)+" "+handle)
			}
		}
		slices.Sort(t.handles)
		t.handles = slices.Compact(t.handles)
		for _, handle := range t.handles {
			m.byHandle[handle] = append(m.byHandle[handle], t)
		}
		touched = append(touched, t.handles...)
	}
	slices.Sort(touched)
	for _, handle := range slices.Compact(touched) {
		slices.SortFunc(m.byHandle[handle], func(a, b *told) int { return a.window.first.Compare(b.window.first) })
	}
}

func (m *remerger) unlist(t *told) {
	for _, handle := range t.handles {
		list := m.byHandle[handle]
		if i := slices.Index(list, t); i >= 0 {
			m.byHandle[handle] = slices.Delete(list, i, i+1)
		}
		if len(m.byHandle[handle]) == 0 {
			delete(m.byHandle, handle)
		}
	}
	t.handles = nil
}

// reached are the circles that what is dirty or gone belongs to, or reaches; with one that a correction speaks of all of these.
func (m *remerger) reached(dirty map[*told]bool, gone []*told, weigher *merger, corrections []Correction) map[*circle]bool {
	out := map[*circle]bool{}
	reach := func(t *told) {
		if t.circle != nil {
			out[t.circle] = true
		}
	}
	named := len(corrections) != m.corrections
	for _, c := range corrections[min(m.corrections, len(corrections)):] {
		for _, ref := range slices.Concat(c.Reports, c.Rest) {
			m.named[ref.Dispatch] = true
		}
	}
	m.corrections = len(corrections)
	for _, t := range gone {
		reach(t)
		named = named || m.named[t.raw.Dispatch]
	}
	for t := range dirty {
		reach(t)
		named = named || m.named[t.raw.Dispatch]
		if len(m.circles) == 0 {
			continue // all are
		}
		for _, handle := range t.handles {
			near(m.byHandle[handle], t, func(o *told) {
				if !dirty[o] && !out[o.circle] && weigher.linked(t, o) {
					reach(o)
				}
			})
		}
	}
	for c := range out {
		named = named || slices.ContainsFunc(c.members, func(t *told) bool { return m.named[t.raw.Dispatch] })
	}
	if named {
		for id := range m.named {
			for _, t := range m.of[id] {
				reach(t)
			}
		}
	}
	return out
}

// near calls for those of a list, in order of their windows, that may be of one event with a report: see [merger.beyond].
func near(list []*told, t *told, call func(*told)) {
	const longest = 40 * day // a longer window is vague
	first, last := t.window.first.Add(-longest-(slack+1)*day), t.window.last.Add((slack+1)*day)
	if t.window.vague() {
		first, last = t.window.first, t.window.first
	}
	from, _ := slices.BinarySearchFunc(list, first, func(o *told, at time.Time) int { return o.window.first.Compare(at) })
	for _, o := range list[from:] {
		if o.window.first.After(last) {
			return
		}
		call(o)
	}
}

// linked tells whether two reports may be of one event at all.
func (m *merger) linked(a, b *told) bool {
	if inOrder(a.done, b.done) > 0 {
		a, b = b, a
	}
	m.reports = append(m.reports[:0], a.done, b.done)
	m.windows = append(m.windows[:0], a.window, b.window)
	m.dated = append(m.dated[:0], a.dated, b.dated)
	score, _ := m.weigh(0, 1)
	return score > 0
}

// regroup merges the reports of circles anew, and what is dirty with them, and parts them into circles.
func (m *remerger) regroup(circles map[*circle]bool, dirty map[*told]bool, g *merger, corrections []Correction) {
	again := map[*Report]*told{}
	take := func(t *told) {
		if t.done != nil && slices.Contains(m.of[t.raw.Dispatch], t) {
			again[t.done] = t
		}
	}
	for c := range circles {
		delete(m.circles, c)
		for _, t := range c.members {
			take(t)
		}
	}
	for t := range dirty {
		take(t)
	}
	if len(again) > 0 {
		reports := make([]*Report, 0, len(again))
		for r := range again {
			reports = append(reports, r)
		}
		slices.SortFunc(reports, inOrder)
		g.reports = reports
		events := g.merge(corrections)
		m.part(g, again, events)
	}
	m.collect()
}

// part parts what was merged into circles.
func (m *remerger) part(g *merger, again map[*Report]*told, events []Event) {
	parent := make([]int, len(g.reports))
	for i := range parent {
		parent[i] = i
	}
	root := func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	for _, p := range g.likely {
		parent[root(int(p.a))] = root(int(p.b))
	}
	first := -1 // corrections speak of several: they are one circle
	for i, r := range g.reports {
		if m.named[r.Dispatch] {
			if first < 0 {
				first = i
			}
			parent[root(i)] = root(first)
		}
	}
	circles, at := map[int]*circle{}, map[*Report]*circle{}
	for i, r := range g.reports {
		c := circles[root(i)]
		if c == nil {
			c = &circle{}
			circles[root(i)] = c
			m.circles[c] = true
		}
		t := again[r]
		t.circle, at[r] = c, c
		c.members = append(c.members, t)
	}
	for i := range events {
		f := &found{Placed: place(events[i], g.places)}
		for k := range f.Participants {
			f.persons = append(f.persons, f.Participants[k].Person)
		}
		c := at[f.Reports[0]]
		c.events = append(c.events, f)
	}
}

// collect lists all events, in order of their first reports.
func (m *remerger) collect() {
	m.events = m.events[:0]
	for c := range m.circles {
		m.events = append(m.events, c.events...)
	}
	slices.SortFunc(m.events, func(a, b *found) int { return inOrder(a.Reports[0], b.Reports[0]) })
}

// settle tells who takes part, and which events differ from those that were written.
func (m *remerger) settle(people *People, out *Changes) []Event {
	events := make([]Event, len(m.events))
	for i, f := range m.events {
		for k := range f.Participants {
			f.Participants[k].Person = f.persons[k]
		}
		events[i] = f.Event
	}
	people.meet(events)
	m.differences(out)
	return events
}

// differences tells which events differ from those that were written.
func (m *remerger) differences(out *Changes) {
	all := make([]*Placed, len(m.events))
	for i, f := range m.events {
		all[i] = &f.Placed
	}
	keyed(all)
	had := m.written
	m.written = make(map[string]written, len(m.events))
	for _, f := range m.events {
		before, is := had[f.ID]
		delete(had, f.ID)
		if is && f.met != nil && f.key == f.Key && slices.EqualFunc(f.Participants, f.met, func(p Part, person string) bool { return p.Person == person }) {
			m.written[f.ID] = before
			continue
		}
		now := written{f.fingerprint(), new(Placed)}
		*now.Placed = f.Placed
		m.written[f.ID] = now
		f.key, f.met = f.Key, make([]string, len(f.Participants))
		for k := range f.Participants {
			f.met[k] = f.Participants[k].Person
		}
		switch {
		case !is:
		case before.print == now.print && before.Key == f.Key:
			continue
		default:
			out.GoneEvents = append(out.GoneEvents, *before.Placed)
		}
		out.Events = append(out.Events, *now.Placed)
	}
	for _, gone := range had {
		out.GoneEvents = append(out.GoneEvents, *gone.Placed)
	}
}

// fingerprint is a digest of all that is written of an event but its key.
func (f *found) fingerprint() [sha256.Size]byte {
	bare := f.Event
	bare.Reports = nil
	text, err := json.Marshal([]any{bare, OutlineOf(&f.Event)})
	if err != nil {
		panic(err) // strings and numbers alone
	}
	text = append(text, strings.Join([]string{"", f.First, f.Last, f.State, f.Month}, "\x00")...)
	for _, r := range f.Reports {
		text = append(text, "\x00"+r.Dispatch+"\x00"+r.Event.ID...)
	}
	return sha256.Sum256(text)
}

func (m *remerger) placed() []*Placed {
	out := make([]*Placed, len(m.events))
	for i, f := range m.events {
		out[i] = &f.Placed
	}
	slices.SortFunc(out, func(a, b *Placed) int { return cmp.Compare(a.Key, b.Key) })
	return out
}
