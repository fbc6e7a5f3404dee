package ledger

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"safir"
	"safir/fa"
)

// Check tells what is wrong with a ledger, nothing where it is sound: whatever its store finds, reports that are not those of the
// records, statements that are lost, and people, verdicts and events that are not those that would be derived. merged is false where reports came since events were derived; they are
// then not looked at. Nothing is changed.
func Check(ctx context.Context, s Store, places Places) (wrong []string, merged bool, err error) {
	if wrong, err = s.Check(ctx); err != nil || len(wrong) > 0 {
		return wrong, false, err // what is derived from a broken file tells nothing
	}
	lost, err := strayReports(ctx, s)
	if err != nil {
		return nil, false, err
	}
	if merged, err = s.Merged(ctx); err != nil || !merged || len(lost) > 0 {
		return lost, merged, err
	}
	derived, err := derive(ctx, s, places)
	if err != nil {
		return nil, merged, err
	}
	for _, stray := range []func(context.Context, Store, *derivation) ([]string, error){strayEvents, strayPeople, strayVerdicts} {
		found, err := stray(ctx, s, &derived)
		if err != nil {
			return nil, merged, err
		}
		wrong = append(wrong, found...)
	}
	return wrong, merged, nil
}

// few is how many of one kind of fault are told one by one.
const few = 5

func atMost(all []string, what string) []string {
	if len(all) <= few {
		return all
	}
	return append(slices.Clone(all[:few]), fmt.Sprintf("… and %d more %s", len(all)-few, what))
}

// strayReports tells of dispatches whose reports or statements are not those of their record.
func strayReports(ctx context.Context, s Store) (wrong []string, err error) {
	reports, err := s.Reports(ctx)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(reports, func(a, b Report) int { return inOrder(&a, &b) })
	kept := map[string][]Report{}
	for _, r := range reports {
		kept[r.Dispatch] = append(kept[r.Dispatch], r)
	}
	for entry, err := range s.Entries(ctx) {
		if err != nil {
			return nil, err
		}
		want := sorted(KeptReports(&entry.Record))
		of := kept[entry.Dispatch.ID]
		delete(kept, entry.Dispatch.ID)
		if !slices.EqualFunc(of, want, func(a Report, b *Report) bool { return alike(a, *b) }) {
			wrong = append(wrong, fmt.Sprintf("dispatch %s: its reports are not those of its record", entry.Dispatch.ID))
		}
		same, err := saidIn(ctx, s, &entry.Record)
		if err != nil {
			return nil, err
		}
		if !same {
			wrong = append(wrong, fmt.Sprintf("dispatch %s: its statements are not those of its record", entry.Dispatch.ID))
		}
	}
	for id := range kept {
		wrong = append(wrong, fmt.Sprintf("dispatch %s: it has reports and is not there", id))
	}
	slices.Sort(wrong)
	return atMost(wrong, "dispatches"), nil
}

// alike compares by what would be kept.
func alike(a, b any) bool {
	x, xerr := json.Marshal(a)
	y, yerr := json.Marshal(b)
	return xerr == nil && yerr == nil && string(x) == string(y)
}

// KeptReports are the reports of a record as a store keeps them: without the places of their actors, which the record has.
func KeptReports(r *safir.Record) []Report {
	reports := Reports(r)
	for i := range reports {
		for k := range reports[i].Parts {
			reports[i].Parts[k].Actor.Mentions = nil
		}
	}
	return reports
}

// strayEvents tells of events that are not those that the reports give.
func strayEvents(ctx context.Context, s Store, d *derivation) (wrong []string, err error) {
	want := map[string]*Event{}
	for i := range d.events {
		want[d.events[i].ID] = &d.events[i]
	}
	for o, err := range s.Outlines(ctx, Filter{}) {
		if err != nil {
			return nil, err
		}
		if w := want[o.ID]; w != nil && !alike(OutlineOf(w), o) {
			wrong = append(wrong, fmt.Sprintf("event %s: lists show another", o.ID))
		}
	}
	for e, err := range s.Events(ctx, Filter{}) {
		if err != nil {
			return nil, err
		}
		w := want[e.ID]
		delete(want, e.ID)
		switch {
		case w == nil:
			wrong = append(wrong, fmt.Sprintf("event %s: no reports give it", e.ID))
		case w.Version() != e.Version():
			wrong = append(wrong, fmt.Sprintf("event %s: its reports give another", e.ID))
		}
	}
	for id := range want {
		wrong = append(wrong, fmt.Sprintf("event %s: it is missing", id))
	}
	slices.Sort(wrong)
	return atMost(wrong, "events"), nil
}

// saidIn tells whether the statements that are found in a dispatch are those of its record.
func saidIn(ctx context.Context, s Store, r *safir.Record) (same bool, err error) {
	var kept, want []string
	for said, err := range s.Statements(ctx, StatementFilter{Dispatch: r.ID}) {
		if err != nil {
			return false, err
		}
		kept = append(kept, said.ID)
	}
	for _, said := range r.Statements {
		want = append(want, r.ID+"/"+said.ID)
	}
	slices.Sort(kept)
	slices.Sort(want)
	return slices.Equal(kept, want), nil
}

// strayPeople tells of people who are not as what dispatches call them gives them.
func strayPeople(ctx context.Context, s Store, d *derivation) (wrong []string, err error) {
	want := map[string]*Person{}
	for _, p := range d.people.List() {
		want[p.ID] = p
	}
	for p, err := range s.People(ctx, PersonFilter{}) {
		if err != nil {
			return nil, err
		}
		w := want[p.ID]
		delete(want, p.ID)
		switch {
		case w == nil:
			wrong = append(wrong, fmt.Sprintf("person %s: no dispatch names them", p.ID))
		case !alike(*w, p):
			wrong = append(wrong, fmt.Sprintf("person %s: dispatches give another", p.ID))
		}
	}
	for id := range want {
		wrong = append(wrong, fmt.Sprintf("person %s: they are missing", id))
	}
	slices.Sort(wrong)
	return atMost(wrong, "people"), nil
}

// strayVerdicts tells of claims that would be judged otherwise.
func strayVerdicts(ctx context.Context, s Store, d *derivation) (wrong []string, err error) {
	want := map[string]*Judged{}
	for i := range d.judged {
		want[d.judged[i].Dispatch+"/"+d.judged[i].ID] = &d.judged[i]
	}
	for c, err := range s.Claims(ctx, ClaimFilter{}) {
		if err != nil {
			return nil, err
		}
		w := want[c.ID]
		delete(want, c.ID)
		switch {
		case w == nil:
			wrong = append(wrong, fmt.Sprintf("claim %s: no record has it", c.ID))
		case w.Verdict != c.Verdict || w.Why != c.Why || !slices.Equal(w.Counted, c.Counted):
			wrong = append(wrong, fmt.Sprintf("claim %s: the events give another verdict", c.ID))
		}
	}
	for id := range want {
		wrong = append(wrong, fmt.Sprintf("claim %s: it is missing", id))
	}
	slices.Sort(wrong)
	return atMost(wrong, "claims"), nil
}

// Again is an entry as its kept record gives it: what is derived of it can be made anew without reading it.
func (e Entry) Again() Entry {
	record := e.Record
	record.Body, record.Repaired = e.Dispatch.Body, fa.Repair(e.Dispatch.Body).Repaired
	again := NewEntry(e.Dispatch, record)
	again.Version = e.Version
	return again
}
