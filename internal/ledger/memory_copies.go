package ledger

import (
	"cmp"
	"maps"
	"slices"
)

// copyList are the sketches of all dispatches, in order of publication, then of ids, and which are copies.
type copyList struct {
	list  []Sketched
	of    map[string]string
	known map[string]int // on which day each was published
	dirty map[int]bool   // the days of what came, or went, since copies were found
	all   bool           // copies are to be found among all of them
	odd   bool           // some say that they were published at no day that there is
	came  map[string]Sketched
	gone  map[string]bool
}

func (l *copyList) takeAll(sketches func(func(Sketched, error) bool)) error {
	*l = copyList{of: map[string]string{}, known: map[string]int{}, dirty: map[int]bool{}, all: true, came: map[string]Sketched{}, gone: map[string]bool{}}
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
	day := dayNumber(d.Published)
	l.known[d.Dispatch] = day
	l.odd = l.odd || d.Published != "" && day <= 0
}

// take takes in a dispatch in the place of what was known of it.
func (l *copyList) take(d Sketched) {
	if day, is := l.known[d.Dispatch]; is {
		l.gone[d.Dispatch] = true
		l.dirty[day] = true
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
