package times

import "safir/fa"

// What is found widely is set apart as inventories of temporal expressions set it apart, HengamGold's above all: what is told by the
// hour is an expression of its own beside the day that it belongs to, what touches and is of one sort is one, and prepositions
// belong to what they stand before.

// split makes the parts of a day that stand beside a weekday, a date or «امروز» items of their own: «چهارشنبه | عصر». The night is none of
// them: «جمعه شب» is a day as much as an hour.
func (j *joiner) split(items []item) []item {
	var out []item
	for _, it := range items {
		core := it.Range
		if s := it.rule.kind.sort; s == sortWeekday || s == sortRelative || s == sortDate {
			core = j.core(it.Range)
		}
		if core.Start > it.Start {
			out = append(out, hours(it.Start, core.Start))
		}
		end := it.End
		it.Range = core
		out = append(out, it)
		if core.End < end {
			out = append(out, hours(core.End, end))
		}
	}
	return out
}

// core is a range without the parts of the day at its ends.
func (j *joiner) core(r fa.Range) fa.Range {
	start, end := r.Start, r.Start
	for i := r.Start; i < r.End; {
		x := &j.lexemes[i]
		next := max(i+1, x.end)
		switch hourly := x.classes.meets(j.marks.part) && !x.classes.meets(j.marks.night); {
		case !hourly:
			end = next
		case start == i:
			start = next
		}
		i = next
	}
	if start >= end {
		return r
	}
	return fa.Range{Start: start, End: end}
}

// partOfDay is what the parts of the day are once they stand alone.
var partOfDay = &rule{id: "part-of-day", kind: kinds["clock"]}

func hours(start, end int) item {
	return newItem(match{rule: partOfDay, Range: fa.Range{Start: start, End: end}, beside: -1})
}

// joinWide puts together items that belong together, in the wide inventory.
func (j *joiner) joinWide(items []item) []item {
	items = j.appositions(j.ranges(items))
	for i := range items {
		j.openEnd(&items[i])
	}
	for i := range items {
		j.borrowYear(items, i)
	}
	items = j.stretches(j.merge(items))
	j.lead(items)
	return items
}

// stretches makes one of two items of one kind with «از» before the first and «تا» between them, whatever they are.
func (j *joiner) stretches(items []item) []item {
	out := items[:0]
	for _, it := range items {
		if n := len(out); n > 0 && out[n-1].clock() == it.clock() && j.fromTo(&out[n-1], &it) {
			out[n-1].End, out[n-1].why = it.End, out[n-1].why+".."+it.why
			continue
		}
		out = append(out, it)
	}
	return out
}

func (j *joiner) fromTo(a, b *item) bool {
	if _, ok := j.skip(a.Start-1, j.marks.from); !ok {
		return false
	}
	at, ok := j.skip(a.End, j.marks.to)
	return ok && at == b.Start && near(j.doc, b.Start)
}

// merge makes one of items of one kind that touch.
func (j *joiner) merge(items []item) []item {
	out := items[:0]
	for _, it := range items {
		if n := len(out); n > 0 && j.touch(&out[n-1], &it) && out[n-1].clock() == it.clock() {
			out[n-1].End, out[n-1].why = it.End, out[n-1].why+"+"+it.why
			continue
		}
		out = append(out, it)
	}
	return out
}

// touch tells whether nothing stands between two items but «به جز».
func (j *joiner) touch(a, b *item) bool {
	at, _ := j.skip(a.End, j.marks.except)
	return at == b.Start && near(j.doc, b.Start)
}

func (it *item) clock() bool { return it.rule.kind.sort == sortClock }

// lead adds the prepositions before each item, which other inventories count as part of it («در سال ۱۴۰۰», «تا پایان سال»), and takes «مورخ»
// away, which they do not.
func (j *joiner) lead(items []item) {
	end := 0
	for i := range items {
		it := &items[i]
		for it.Start < it.End && j.lexemes[it.Start].classes.meets(j.marks.dated) {
			it.Start++
		}
		for !it.bare() && it.Start > end && near(j.doc, it.Start) && j.lexemes[it.Start-1].classes.meets(j.marks.lead) {
			it.Start--
		}
		end = it.End
	}
}

// bare tells whether an item is nothing but figures: a preposition before it is none of theirs.
func (it *item) bare() bool {
	return it.rule.id == "year-bare" || it.rule.id == "clock-digital" || it.rule.id == "clock-span" || it.has(slotA)
}
