package read

import (
	"cmp"
	"slices"
	"strings"
)

// Agency is the canonical id of an outlet that is given by its id or by a name that texts use ("IRNA", «خبرگزاری ایرنا»).
func (r *Reader) Agency(name string) (id string, ok bool) {
	if o := givenOutlet(r.world, name); o != nil {
		return o.ID, true
	}
	return "", false
}

// nearest is how many outlets are offered where one is not known.
const nearest = 3

// NearAgencies lists ids of outlets that a name may be meant for, the likeliest first.
func (r *Reader) NearAgencies(name string) []string {
	type near struct {
		id   string
		away int
	}
	var all []near
	name = plain(name)
	for _, id := range r.world.OutletIDs() {
		away := min(distance(name, plain(id)), distance(name, plain(r.world.Outlet(id).Name)))
		if len(name) >= 3 && strings.Contains(plain(r.world.Outlet(id).Name), name) {
			away = min(away, 1)
		}
		if 2*away <= max(len(name), 3) {
			all = append(all, near{id, away})
		}
	}
	slices.SortStableFunc(all, func(a, b near) int { return cmp.Compare(a.away, b.away) })
	var ids []string
	for _, n := range all[:min(nearest, len(all))] {
		ids = append(ids, n.id)
	}
	return ids
}

// plain is a name's letters and digits in lower case.
func plain(name string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" -_.'", r) {
			return -1
		}
		return r
	}, strings.ToLower(name))
}

// distance is the least number of letters to put in, take out or exchange (Levenshtein) to make one name of the other.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for k := range row {
		row[k] = k
	}
	for i := range len(a) {
		corner := row[0]
		row[0] = i + 1
		for k := range len(b) {
			cost := 1
			if a[i] == b[k] {
				cost = 0
			}
			corner, row[k+1] = row[k+1], min(row[k+1]+1, row[k]+1, corner+cost)
		}
	}
	return row[len(b)]
}
