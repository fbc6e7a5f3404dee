package times

import (
	"safir/fa"
	"safir/internal/verb"
)

// direction tells where from the day of publication a day without more ado lies: «روز جمعه» is the past Friday in «روز
// جمعه گفت» and the coming one in «روز جمعه خواهد گفت». The verb tells, and a Persian clause ends with it.
type direction int8

const (
	backward direction = -1
	either   direction = 0
	forward  direction = 1
	// onward is what the present tense tells: a day that comes, unless it has only just been. «ماه مارس را نشان می‌دهد» is said of a
	// month that is over too.
	onward direction = 2
)

// What words of plan tell.
const (
	surelyPlanned = iota // «قرار است»
	likelyPlanned        // «احتمال»: only where no verb tells otherwise
	departing            // «راهی … است»
)

// direction is the side of today on which a match lies: words of plan before it tell («قرار است»), else the verb behind it.
func (r *resolver) direction(m *match) direction {
	if r.trying {
		return either
	}
	plan, planned := r.planned(m.Start)
	if planned && plan == surelyPlanned {
		return forward
	}
	told := r.directionAfter(m.End)
	if told == either && planned {
		return forward
	}
	return told
}

// weekdayDirection is the direction of a weekday. Where no verb tells, as in headlines, it is to come if the text says so where it names it again.
func (r *resolver) weekdayDirection(m *match, w Weekday) direction {
	told := r.direction(m)
	if told == either && r.comes(w) {
		return forward
	}
	return told
}

// comes tells whether the text says anywhere that the day of a weekday is to come. It is found out once for all weekdays.
func (r *resolver) comes(w Weekday) bool {
	if r.coming == nil {
		r.coming = new([daysPerWeek]bool)
		for i := range r.items {
			m := &r.items[i].match
			if m.rule.kind.sort == sortWeekday && !m.has(slotAgo) && !m.has(slotWeekShift) {
				day := &r.coming[m.slot(slotWeekday)]
				*day = *day || r.direction(m) > either
			}
		}
	}
	return r.coming[w]
}

// plans tells whether token i is a word of plan that tells something certain.
func (r *resolver) plans(i, what int) bool {
	x := &r.lexemes[i]
	return x.end > 0 && x.classes.meets(r.marks.plan) && x.value(r.marks.plan) == what
}

// planned is the nearest word of plan before token i in its clause, if there is one.
func (r *resolver) planned(i int) (plan int, found bool) {
	start := r.doc.Sentences[r.doc.SentenceOf(i)].Start
	for i--; i >= start; i-- {
		x := &r.lexemes[i]
		if x.end > 0 && x.classes.meets(r.marks.plan) && x.value(r.marks.plan) != departing {
			return x.value(r.marks.plan), true
		}
		if v, ok := r.verbs.At(r.doc, i); ok && v.Form.Finite() && v.Form != verb.Copula {
			return 0, false
		}
	}
	return 0, false
}

// directionAfter is the direction that the first telling verb after token i gives, within the sentence. One that is not of the past behind «که»
// belongs to a clause inside («با وزیری که مذاکره را اداره می‌کند دیدار کرد») and counts only where no other follows.
func (r *resolver) directionAfter(i int) direction {
	d := r.doc
	if i >= len(d.Tokens) {
		return either
	}
	end := d.Sentences[d.SentenceOf(i)].End
	inside, within, leaving := false, either, false
	for i < end {
		v, ok := r.verbs.At(d, i)
		if !ok || d.Tokens[i].Kind != fa.Word {
			inside = inside || d.Key(i) == "که"
			leaving = leaving || r.plans(i, departing)
			i++
			continue
		}
		told := directionOf(v.Form)
		if v.Form == verb.Copula && leaving {
			told = onward
		}
		switch {
		case told == either:
		case !inside || told == backward:
			return told
		default:
			inside = false
			if within == either {
				within = told
			}
		}
		i = v.End
	}
	return within
}

// directionOf is the direction that a form of the verb tells.
func directionOf(f verb.Form) direction {
	switch f {
	case verb.Future, verb.Subjunctive:
		return forward
	case verb.Present:
		return onward
	case verb.Past, verb.Imperfect, verb.Perfect, verb.Pluperfect:
		return backward
	}
	return either
}
