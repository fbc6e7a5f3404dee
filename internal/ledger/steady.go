package ledger

import (
	"cmp"
	"iter"
	"slices"
)

// Steady puts statements of one day, which come as their dispatches came in, in order of dispatches and of their places in these. So a whole list is
// the same whatever order the dispatches came in. It holds one day at a time.
func Steady(list iter.Seq2[Said, error]) iter.Seq2[Said, error] {
	return func(yield func(Said, error) bool) {
		var day []Said
		flush := func() bool {
			slices.SortStableFunc(day, func(a, b Said) int { return cmp.Or(cmp.Compare(a.Source.Dispatch, b.Source.Dispatch), compareIDs(a.ID, b.ID)) })
			for _, s := range day {
				if !yield(s, nil) {
					return false
				}
			}
			day = day[:0]
			return true
		}
		for s, err := range list {
			if err != nil {
				if flush() {
					yield(s, err)
				}
				return
			}
			if len(day) > 0 && day[0].Day != s.Day && !flush() {
				return
			}
			day = append(day, s)
		}
		flush()
	}
}

// compareIDs puts s2 before s10.
func compareIDs(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) }
