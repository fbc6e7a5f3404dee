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
// records, events that are not those of the reports. merged is false where reports came since events were derived; they are
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
	wrong, err = strayEvents(ctx, s, places)
	return wrong, merged, err
}

// few is how many of one kind of fault are told one by one.
const few = 5

func atMost(all []string, what string) []string {
	if len(all) <= few {
		return all
	}
	return append(slices.Clone(all[:few]), fmt.Sprintf("… and %d more %s", len(all)-few, what))
}

// strayReports tells of dispatches whose reports are not those of their record.
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
func strayEvents(ctx context.Context, s Store, places Places) (wrong []string, err error) {
	derived, err := derive(ctx, s, places)
	if err != nil {
		return nil, err
	}
	want := map[string]*Event{}
	for i := range derived {
		want[derived[i].ID] = &derived[i].Event
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

// Again is an entry as its kept record gives it: what is derived of it can be made anew without reading it.
func (e Entry) Again() Entry {
	record := e.Record
	record.Body, record.Repaired = e.Dispatch.Body, fa.Repair(e.Dispatch.Body).Repaired
	again := NewEntry(e.Dispatch, record)
	again.Version = e.Version
	return again
}
