package eval

import (
	"fmt"
	"io"
	"strings"
	"unicode"

	"safir"
)

// Tally counts agreements of one kind.
type Tally struct{ Hit, Gold, System int }

// Add adds another tally.
func (t *Tally) Add(o Tally) { t.Hit, t.Gold, t.System = t.Hit+o.Hit, t.Gold+o.Gold, t.System+o.System }

// F1 gives precision, recall and their harmonic mean.
func (t Tally) F1() (precision, recall, f1 float64) {
	if t.System > 0 {
		precision = float64(t.Hit) / float64(t.System)
	}
	if t.Gold > 0 {
		recall = float64(t.Hit) / float64(t.Gold)
	}
	if precision+recall > 0 {
		f1 = 2 * precision * recall / (precision + recall)
	}
	return precision, recall, f1
}

// Rows are the rows of the score table, in order.
var Rows = []string{"times", "events", "slots", "exact events", "attribution", "statements"}

// Score is a tally for each row.
type Score map[string]Tally

// Add adds a dispatch's score.
func (s Score) Add(o Score) {
	for row, t := range o {
		sum := s[row]
		sum.Add(t)
		s[row] = sum
	}
}

// Write prints the table.
func (s Score) Write(w io.Writer, dispatches int) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%d dispatches\n%14s%7s%7s%7s%7s%7s%8s\n", dispatches, "", "P", "R", "F1", "hit", "gold", "system")
	for _, row := range Rows {
		t := s[row]
		p, r, f := t.F1()
		fmt.Fprintf(&b, "%-14s%7.3f%7.3f%7.3f%7d%7d%8d\n", row, p, r, f, t.Hit, t.Gold, t.System)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// matched is how the parts of two records of one dispatch were paired.
type matched struct {
	times, events, statements []pair
	sameEvent                 [][]bool
	goldActors, systemActors  map[string]*safir.Actor
}

// ScoreDispatch compares a system's record with gold; a nil system record counts as empty.
func ScoreDispatch(gold, system *safir.Record) Score {
	if system == nil {
		system = &safir.Record{}
	}
	m := match(gold, system)
	out := Score{"times": {len(m.times), len(gold.Times), len(system.Times)}}
	events, exact, slots := Tally{0, len(gold.Events), len(system.Events)}, Tally{0, len(gold.Events), len(system.Events)}, Tally{}
	for i := range gold.Events {
		slots.Gold += slotCount(&gold.Events[i])
	}
	for i := range system.Events {
		slots.System += slotCount(&system.Events[i])
	}
	for _, p := range m.events {
		g, s := &gold.Events[p.row], &system.Events[p.column]
		hits := m.slotHits(g, s)
		slots.Hit += hits
		if m.sameEvent[p.row][p.column] {
			events.Hit++
		}
		if hits == slotCount(g) && hits == slotCount(s) {
			exact.Hit++
		}
	}
	out["events"], out["slots"], out["exact events"] = events, slots, exact
	attribution := Tally{len(m.statements), len(gold.Statements), len(system.Statements)}
	statements := Tally{0, attribution.Gold, attribution.System}
	for _, p := range m.statements {
		if gold.Statements[p.row].Act == system.Statements[p.column].Act {
			statements.Hit++
		}
	}
	out["attribution"], out["statements"] = attribution, statements
	return out
}

func match(gold, system *safir.Record) *matched {
	m := &matched{goldActors: actorsOf(gold), systemActors: actorsOf(system)}
	body := []rune(gold.Body)
	m.times = m.matchTimes(body, gold, system)
	m.matchEvents(gold, system)
	m.matchStatements(body, gold, system)
	return m
}

func actorsOf(r *safir.Record) map[string]*safir.Actor {
	out := map[string]*safir.Actor{}
	for i := range r.Actors {
		out[r.Actors[i].ID] = &r.Actors[i]
	}
	return out
}

// overlap counts the characters, spaces and half-spaces apart, that both spans cover, and those that either covers.
func overlap(body []rune, a, b safir.Span) (both, either int) {
	solid := func(start, end int) int {
		n := 0
		for i := max(0, start); i < min(end, len(body)); i++ {
			if !unicode.IsSpace(body[i]) && body[i] != '\u200c' {
				n++
			}
		}
		return n
	}
	both = solid(max(a.Start, b.Start), min(a.End, b.End))
	return both, solid(a.Start, a.End) + solid(b.Start, b.End) - both
}

func (m *matched) matchTimes(body []rune, gold, system *safir.Record) []pair {
	w := grid(len(gold.Times), len(system.Times))
	for i, g := range gold.Times {
		for j, s := range system.Times {
			both, _ := overlap(body, g.Span, s.Span)
			if both > 0 && (g.EDTF == nil) == (s.EDTF == nil) && text(g.EDTF) == text(s.EDTF) {
				w[i][j] = 1
			}
		}
	}
	return assign(w)
}

func grid(rows, columns int) [][]float64 {
	out := make([][]float64, rows)
	for i := range out {
		out[i] = make([]float64, columns)
	}
	return out
}

func (m *matched) matchEvents(gold, system *safir.Record) {
	w := grid(len(gold.Events), len(system.Events))
	m.sameEvent = make([][]bool, len(gold.Events))
	for i := range gold.Events {
		g := &gold.Events[i]
		m.sameEvent[i] = make([]bool, len(system.Events))
		for j := range system.Events {
			s := &system.Events[j]
			if len(m.pairParts(g, s)) == 0 {
				continue
			}
			w[i][j] = float64(m.slotHits(g, s))
			if g.Type == s.Type {
				m.sameEvent[i][j] = true
				w[i][j] += 10
			}
		}
	}
	m.events = assign(w)
}

// pairParts pairs the same actors; the same role counts for a little more, so that it is preferred.
func (m *matched) pairParts(g, s *safir.Event) []pair {
	w := grid(len(g.Participants), len(s.Participants))
	for i, a := range g.Participants {
		for j, b := range s.Participants {
			if SameActor(m.goldActors[a.Actor], m.systemActors[b.Actor]) {
				w[i][j] = 1
				if a.Role == b.Role {
					w[i][j] = 1.5
				}
			}
		}
	}
	return assign(w)
}

func slotCount(e *safir.Event) int {
	n := 2 + len(e.Participants)
	if e.When != nil {
		n++
	}
	if e.Where != nil {
		n++
	}
	return n
}

func (m *matched) slotHits(g, s *safir.Event) int {
	n := 0
	for _, same := range []bool{
		g.Type == s.Type, g.Status == s.Status,
		g.When != nil && strings.EqualFold(*g.When, text(s.When)),
		g.Where != nil && strings.EqualFold(*g.Where, text(s.Where)),
	} {
		if same {
			n++
		}
	}
	for _, p := range m.pairParts(g, s) {
		if g.Participants[p.row].Role == s.Participants[p.column].Role {
			n++
		}
	}
	return n
}

func (m *matched) matchStatements(body []rune, gold, system *safir.Record) {
	w := grid(len(gold.Statements), len(system.Statements))
	for i := range gold.Statements {
		g := &gold.Statements[i]
		for j := range system.Statements {
			s := &system.Statements[j]
			both, either := overlap(body, g.Content, s.Content)
			if both == 0 || 2*both < either || !m.sameSpeakers(g, s) {
				continue
			}
			w[i][j] = float64(both) / float64(either)
			if g.Act == s.Act {
				w[i][j]++
			}
		}
	}
	m.statements = assign(w)
}

func (m *matched) sameSpeakers(g, s *safir.Statement) bool {
	if len(g.Speakers) != len(s.Speakers) || len(g.Speakers) == 0 {
		return false
	}
	w := grid(len(g.Speakers), len(s.Speakers))
	for i, a := range g.Speakers {
		for j, b := range s.Speakers {
			if SameActor(m.goldActors[a], m.systemActors[b]) {
				w[i][j] = 1
			}
		}
	}
	return len(assign(w)) == len(g.Speakers)
}
