package ledger

import (
	"cmp"
	"iter"
	"slices"
)

// WithoutArrival puts statements that come in order of their days into one in which it makes no difference which dispatch came first: those
// of a day in order of publication, then of the ids of their dispatches.
func WithoutArrival(all iter.Seq2[Said, error]) iter.Seq2[Said, error] {
	return func(yield func(Said, error) bool) {
		var day []Said
		give := func() bool {
			slices.SortStableFunc(day, func(a, b Said) int {
				return cmp.Or(cmp.Compare(a.Source.Published, b.Source.Published), cmp.Compare(a.Source.Dispatch, b.Source.Dispatch))
			})
			for _, s := range day {
				if !yield(s, nil) {
					return false
				}
			}
			day = day[:0]
			return true
		}
		for s, err := range all {
			if err != nil {
				if give() {
					yield(s, err)
				}
				return
			}
			if len(day) > 0 && day[0].Day != s.Day && !give() {
				return
			}
			day = append(day, s)
		}
		give()
	}
}
