package ledger

import (
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"slices"
	"strings"
)

// found is an event that was found, and how it was written.
type found struct {
	Placed

	persons []string // ids of those who take part, as reports have them
	written *asWritten
}

// asWritten is what of an event as it was written may differ from how it is now.
type asWritten struct {
	key     int64
	persons []string // ids of those who take part
	print   [sha256.Size]byte
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
	m.written = make(map[string]*found, len(m.events))
	for _, f := range m.events {
		before := had[f.ID]
		delete(had, f.ID)
		m.written[f.ID] = f
		if before == f && f.standsAsWritten() {
			continue
		}
		now := m.texts.written(f)
		if before != nil && before.written.print == now.print && before.written.key == now.key {
			f.written = now
			continue
		}
		if before != nil {
			out.GoneEvents = append(out.GoneEvents, before.before())
		}
		f.written = now
		out.Events = append(out.Events, f.Placed)
	}
	for _, gone := range had {
		out.GoneEvents = append(out.GoneEvents, gone.before())
	}
}

// standsAsWritten tells whether an event that was not merged anew is where it was, and the same take part.
func (f *found) standsAsWritten() bool {
	return f.written.key == f.Key && slices.EqualFunc(f.Participants, f.written.persons, func(p Part, person string) bool { return p.Person == person })
}

// before is an event as it was written.
func (f *found) before() Placed {
	out := f.Placed
	out.Key, out.Participants = f.written.key, slices.Clone(f.Participants)
	for k := range out.Participants {
		out.Participants[k].Person = f.written.persons[k]
	}
	return out
}

// written is an event as it is now to be written.
func (t texts) written(f *found) *asWritten {
	w := &asWritten{key: f.Key, print: f.fingerprint(), persons: make([]string, len(f.Participants))}
	for k := range f.Participants {
		w.persons[k] = t.of(f.Participants[k].Person)
		f.Participants[k].Person = w.persons[k]
	}
	return w
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

// placed are the events in order of their keys.
func (m *remerger) placed() []*Placed {
	out := make([]*Placed, len(m.events))
	for i, f := range m.events {
		out[i] = &f.Placed
	}
	slices.SortFunc(out, func(a, b *Placed) int { return cmp.Compare(a.Key, b.Key) })
	return out
}

// shareEvent has an event share its texts.
func (t texts) shareEvent(e *Placed) {
	e.When, e.Where = t.at(e.When), t.at(e.Where)
	share(t, &e.First, &e.Last, &e.State, &e.Month)
	e.Participants, e.Reports = slices.Clip(slices.Clone(e.Participants)), slices.Clip(slices.Clone(e.Reports))
	for i := range e.Participants {
		t.sharePart(&e.Participants[i])
	}
	for i := range e.Conflicts {
		e.Conflicts[i].Values = slices.Clip(slices.Clone(e.Conflicts[i].Values))
		for k := range e.Conflicts[i].Values {
			v := &e.Conflicts[i].Values[k]
			share(t, &v.Value)
			v.Dispatches = slices.Clip(slices.Clone(v.Dispatches))
		}
	}
}
