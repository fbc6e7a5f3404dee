package ledger

import (
	"cmp"
	"slices"

	"safir"
)

// pairs are all pairs of reports that share a handle of a participant and may be of one event. The reports of each handle are
// walked in order of their windows, so that each is held only against those whose windows may meet its own: the work grows
// with the reports, and with how many there are within days of each other, not with the square of them all. A pair that
// shares several handles is weighed at the first.
func (m *merger) pairs() []pair {
	var out []pair
	byHandle, handles := m.byHandle()
	for handle, list := range byHandle {
		slices.SortFunc(list, func(i, k int) int {
			return cmp.Or(m.windows[i].first.Compare(m.windows[k].first), cmp.Compare(i, k))
		})
		list = slices.Compact(list)
		for x, a := range list {
			for _, b := range list[x+1:] {
				if m.beyond(a, b) {
					break
				}
				if firstShared(handles[a], handles[b]) != handle || m.reports[a].Faint && m.reports[b].Faint {
					continue
				}
				if score, v := m.weigh(min(a, b), max(a, b)); score > 0 {
					out = append(out, pair{int32(min(a, b)), int32(max(a, b)), float32(score), v})
				}
			}
		}
	}
	return out
}

// byHandle lists for each handle, as a number, the reports of one type that have a participant with it, and for each report the numbers of its
// handles in order. What can't be placed in time is left out: who once met whom is not known to be whom another report means.
func (m *merger) byHandle() (reports [][]int, handles [][]int) {
	numbers := map[string]int{}
	handles = make([][]int, len(m.reports))
	for i, r := range m.reports {
		if !m.dated[i] {
			continue
		}
		for k := range r.Parts {
			for _, h := range m.handles(&r.Parts[k].Actor) {
				h = kin(r.Event.Type) + " " + h
				n, known := numbers[h]
				if !known {
					n = len(reports)
					numbers[h], reports = n, append(reports, nil)
				}
				reports[n], handles[i] = append(reports[n], i), append(handles[i], n)
			}
		}
		slices.Sort(handles[i])
	}
	return reports, handles
}

// firstShared is the first number that is in two lists that are in order, -1 where there is none.
func firstShared(a, b []int) int {
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			return a[0]
		}
	}
	return -1
}

// kin is the type under which an event is looked for.
func kin(t safir.EventType) string {
	if t == safir.Call {
		t = safir.Meeting
	}
	return string(t)
}

// beyond tells whether the window of k, which begins no earlier than that of i, begins too late for the two to be of one event,
// and so do all that begin later.
func (m *merger) beyond(i, k int) bool {
	a, b := m.windows[i], m.windows[k]
	if a.vague() {
		return !a.first.Equal(b.first)
	}
	return b.first.After(a.last.AddDate(0, 0, slack))
}

// slack is how many days reports of one event may differ by: agencies write of last night, and count from midnight here
// and from midnight in Greenwich there.
const slack = 1
