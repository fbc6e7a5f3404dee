package ledger

import (
	"context"
	"slices"
)

// bearingList are the bearings of all dispatches, those of one day together, in order.
type bearingList []Bearing

func (l *bearingList) takeAll(ctx context.Context, s Store) error {
	list, err := s.Bearings(ctx)
	slices.SortFunc(list, byName)
	*l = slices.Clip(slices.Clone(list)) // it grew, and has room for a third more
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
