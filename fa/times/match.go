package times

import "safir/fa"

// slot is a place of a pattern whose value is kept.
type slot uint8

const (
	noSlot slot = iota
	slotDay
	slotDay2
	slotMonth
	slotMonth2
	slotMonthShift // of the month that a day or a part is in: −1 past, 0 this, 1 coming
	slotYear
	slotYear2
	slotYearShift
	slotSameYear
	slotCalendar
	slotWeekday
	slotWeekday2
	slotWeekShift
	slotAgo // a weekday or month named as past or coming
	slotRelative
	slotRelative2
	slotUnit
	slotCount
	slotHalf
	slotAbout
	slotSeason
	slotDecade
	slotCentury
	slotPart
	slotOccasion
	slotOr
	slotAnd
	slotA
	slotB
	slotC
	slotEnd
)

var slots = map[string]slot{
	"day": slotDay, "day2": slotDay2, "month": slotMonth, "month2": slotMonth2, "monthshift": slotMonthShift,
	"year": slotYear, "year2": slotYear2, "yearshift": slotYearShift, "sameyear": slotSameYear, "cal": slotCalendar,
	"weekday": slotWeekday, "weekday2": slotWeekday2, "weekshift": slotWeekShift, "ago": slotAgo,
	"relative": slotRelative, "relative2": slotRelative2, "unit": slotUnit, "count": slotCount, "half": slotHalf,
	"about": slotAbout, "season": slotSeason, "decade": slotDecade, "century": slotCentury, "part": slotPart, "occasion": slotOccasion,
	"or": slotOr, "and": slotAnd, "a": slotA, "b": slotB, "c": slotC,
}

// match is a rule that fits tokens [Start, End), with the values of its slots.
type match struct {
	fa.Range
	rule   *rule
	filled uint64
	values [slotEnd]int32
	beside int // the weekday that stands beside it, or -1
}

func (m *match) has(s slot) bool { return m.filled>>s&1 == 1 }

func (m *match) set(s slot, value int) {
	m.values[s] = int32(value)
	m.filled |= 1 << s
}

// slot is a slot's value, 0 where it has none.
func (m *match) slot(s slot) int { return int(m.values[s]) }

// get is a slot's value, and whether it has one.
func (m *match) get(s slot) (int, bool) { return int(m.values[s]), m.has(s) }

// inst is one step of a compiled pattern.
type inst struct {
	op    op
	class class
	value int
	exact bool
	tight bool
	slot  slot
	next  int // where a split may also go on
}

const (
	opSplit op = opOption + 1 + iota // go on here, or else at next
	opJump
	opFound
)

// compile turns a pattern into steps.
func compile(n *node) []inst {
	var prog []inst
	var emit func(*node)
	emit = func(n *node) {
		switch n.op {
		case opSequence:
			for _, part := range n.parts {
				emit(part)
			}
		case opOption:
			at := len(prog)
			prog = append(prog, inst{op: opSplit})
			emit(n.parts[0])
			prog[at].next = len(prog)
		case opChoice:
			var jumps []int
			for i, part := range n.parts {
				at := len(prog)
				if i < len(n.parts)-1 {
					prog = append(prog, inst{op: opSplit})
				}
				emit(part)
				if i < len(n.parts)-1 {
					jumps = append(jumps, len(prog))
					prog = append(prog, inst{op: opJump})
					prog[at].next = len(prog)
				}
			}
			for _, j := range jumps {
				prog[j].next = len(prog)
			}
		default:
			prog = append(prog, inst{op: n.op, class: n.class, value: n.value, exact: n.exact, tight: n.tight, slot: n.slot})
		}
	}
	emit(n)
	return append(prog, inst{op: opFound})
}

// matcher tries rules at the tokens of one document.
type matcher struct {
	doc     *fa.Doc
	lexemes []lexeme // by token
	now     match    // slots as filled so far
	best    match    // the longest match so far
}

// longest finds the longest match of a rule that starts at token i and leaves it in best.
func (m *matcher) longest(r *rule, i int) bool {
	m.now = match{rule: r, Range: fa.Range{Start: i}, beside: -1}
	m.best.rule = nil
	m.run(r.steps, 0, i)
	return m.best.rule != nil
}

// run goes on with the steps from pc at token i, trying every way.
func (m *matcher) run(steps []inst, pc, i int) {
	for {
		s := &steps[pc]
		switch s.op {
		case opFound:
			if m.best.rule == nil || i > m.best.End {
				m.best = m.now
				m.best.End = i
			}
			return
		case opJump:
			pc = s.next
			continue
		case opSplit:
			m.run(steps, pc+1, i)
			pc = s.next
			continue
		case opNot:
			if _, ok := m.word(s, i); ok {
				return
			}
		case opAhead:
			if _, ok := m.word(s, i); !ok {
				return
			}
		case opAny:
			if i >= len(m.lexemes) || m.doc.Tokens[i].Line || m.doc.Tokens[i].Kind != fa.Word {
				return
			}
			i++
		case opBehind:
			x, ok := m.behind(s, i)
			if !ok {
				return
			}
			if s.slot != noSlot {
				m.fill(steps, pc, i, s.slot, x.value(s.class))
				return
			}
		default:
			x, ok := m.word(s, i)
			if !ok {
				return
			}
			i = x.end
			if s.slot != noSlot {
				m.fill(steps, pc, i, s.slot, x.value(s.class))
				return
			}
		}
		pc++
	}
}

// fill goes on with a slot filled, and empties it again.
func (m *matcher) fill(steps []inst, pc, i int, slot slot, value int) {
	filled, before := m.now.filled, m.now.values[slot]
	m.now.set(slot, value)
	m.run(steps, pc+1, i)
	m.now.filled, m.now.values[slot] = filled, before
}

// behind is the lexeme before token i if it is what a step asks for.
func (m *matcher) behind(s *inst, i int) (*lexeme, bool) {
	if i == 0 || i < len(m.doc.Tokens) && m.doc.Tokens[i].Line {
		return nil, false
	}
	x := &m.lexemes[i-1]
	return x, x.end == i && x.classes.meets(s.class)
}

// word is the lexeme at token i if it is what a step asks for.
func (m *matcher) word(s *inst, i int) (*lexeme, bool) {
	if i >= len(m.lexemes) || i > m.now.Start && m.doc.Tokens[i].Line || s.tight && m.doc.Tokens[i].Space {
		return nil, false
	}
	x := &m.lexemes[i]
	if x.end == 0 || !x.classes.meets(s.class) || s.exact && x.value(s.class) != s.value {
		return nil, false
	}
	return x, true
}
