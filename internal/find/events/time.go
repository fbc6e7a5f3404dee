package events

import (
	"slices"

	"safir"
	"safir/fa"
	"safir/internal/learn"
)

// noTime is the choice that no time is said.
const noTime = -1

// timeChoices lists the times that the event of a cue may have: those of its sentence, of the one before and of the first;
// the first choice is none.
func (s *scene) timeChoices(c *cue) []int {
	out := []int{noTime}
	for at := c.sentence; at >= 0; at-- {
		if at < c.sentence-1 && at > 0 {
			continue
		}
		for _, i := range s.times[at] {
			if s.Times[i].EDTF != "" {
				out = append(out, i)
			}
		}
	}
	return out
}

// describeNever states what may tell that no time is said.
func (f *Finder) describeNever(s *scene, c *cue, t safir.EventType, choices int) *learn.Features {
	d := &s.f
	d.Reset()
	d.AddWith(string(t), "none")
	d.AddWith(string(t), "none of", learn.Bucket(choices-1))
	d.AddWith(string(t), "none here", learn.Bucket(min(2, len(s.times[c.sentence]))))
	d.Add("none+cue", c.word.key)
	d.Add("none+sentence", learn.Bucket(min(3, c.sentence)))
	d.AddIf(s.pointsBack(c), "none, points back")
	if c.verb >= 0 {
		d.AddWith(string(t), "none+form", s.verbs[c.verb].Form.String())
	}
	return d
}

// describeWhen states what may tell whether a time is that of an event.
func (f *Finder) describeWhen(s *scene, c *cue, t safir.EventType, time, choices int) *learn.Features {
	if time == noTime {
		return f.describeNever(s, c, t, choices)
	}
	d := &s.f
	d.Reset()
	kind, tm := string(t), s.Times[time]
	away := min(c.sentence-int(s.sentence[tm.Start]), 4)
	d.AddWith(kind, "sentences", learn.Bucket(away))
	d.AddWith(kind, "why", tm.Why)
	d.AddWith(kind, "length", learn.Bucket(len(tm.EDTF)))
	d.AddWith(kind, "first word", s.Key(tm.Start))
	if away > 0 {
		d.AddWith(kind, "away+cue", c.word.key, s.Key(c.Start-1))
		d.AddWith(kind, "away+prev", s.Key(tm.Start-1))
		d.AddWith(kind, "away", learn.Bucket(away), learn.Bucket(len(s.times[c.sentence])))
		d.AddIf(s.pointsBack(c), "points back", learn.Bucket(away))
		d.AddIf(s.sameCueBeside(c, tm.Range), "same cue beside it", kind)
		return d
	}
	s.describeHanging(c, d, tm.Range, kind, "time")
	side, from, to := c.away(tm.Range)
	verbs := s.finiteBetween(from, to)
	d.AddWith(kind, "side", side)
	d.AddWith(kind, "distance", side, learn.Bucket(to-from))
	d.AddWith(kind, "verbs", side, learn.Bucket(min(verbs, 3)))
	d.AddWith(kind, "prev", s.Key(tm.Start-1), side)
	d.AddWith(kind, "prev+verbs", s.Key(tm.Start-1), side, learn.Bucket(min(verbs, 2)))
	d.AddWith(kind, "next", s.Key(tm.End), side)
	d.AddWith(kind, "cues between", side, learn.Bucket(s.cuesBetween(from, to)))
	d.AddWith(kind, "only", learn.Bucket(len(s.times[c.sentence])), side, learn.Bucket(min(verbs, 2)))
	d.AddWith(kind, "cue+prev", c.word.key, s.Key(c.Start-1), side)
	if path := s.path(from, to); path != "far" {
		d.AddWith(kind, "path", side, path)
	}
	for t := from; t < to; t++ {
		if k := s.Key(t); len(k) <= 6 {
			d.Add("between", side, k)
		}
	}
	f.describeTimeVerb(s, c, d, tm.Range, kind, learn.Bucket(min(verbs, 2)), compare(tm.EDTF, s.Dispatch.Published))
	return d
}

// describeTimeVerb states how the time fits the verbs: of a time and «گفت» the announcement is the event, not what is
// announced.
func (f *Finder) describeTimeVerb(s *scene, c *cue, d *learn.Features, time fa.Range, kind, verbs, past string) {
	if c.verb >= 0 {
		d.AddWith(kind, "form", s.verbs[c.verb].Form.String(), past, verbs)
	}
	for t := time.End; t < s.Sentences[c.sentence].End; t++ {
		if v := s.verbAt[t]; v >= 0 && s.verbs[v].Form.Finite() {
			own := "other"
			if v == c.verb {
				own = "own"
			}
			d.AddWith(kind, "verb of time", own, s.verbs[v].Stem)
			d.AddWith(kind, "verb of time", own)
			return
		}
	}
}

// sameCueBeside tells whether the sentence of a time has a cue of the same word.
func (s *scene) sameCueBeside(c *cue, time fa.Range) bool {
	here := s.cuesOf(int(s.sentence[time.Start]))
	return slices.ContainsFunc(here, func(e cue) bool { return slices.ContainsFunc(e.word.types, c.word.tells) })
}

// when chooses the times: one, or those in a row («شهریور و نیز مهر ۱۴۰۰»), each of an event of its own.
func (f *Finder) when(s *scene, c *cue, kind safir.EventType) (row []int, sure float64) {
	choices := s.timeChoices(c)
	if len(choices) == 1 {
		return choices, 1
	}
	scores := make([]float64, len(choices))
	for i, time := range choices {
		scores[i] = f.models.when.Score(f.describeWhen(s, c, kind, time, len(choices)))
	}
	best, sure := learn.Likeliest(scores)
	if choices[best] == noTime {
		return choices[best : best+1], sure
	}
	return s.timesInRow(c, choices[best]), sure
}

// edtf is the value of a time, "" of none.
func (s *scene) edtf(time int) string {
	if time == noTime {
		return ""
	}
	return s.Times[time].EDTF
}

// timesInRow are the times that stand in one row with the chosen one.
func (s *scene) timesInRow(c *cue, chosen int) []int {
	list := s.times[c.sentence]
	at := slices.Index(list, chosen)
	if at < 0 {
		return []int{chosen}
	}
	first, last := at, at
	for first > 0 && s.inRow(list[first-1], list[first]) {
		first--
	}
	for last+1 < len(list) && s.inRow(list[last], list[last+1]) {
		last++
	}
	return list[first : last+1]
}

// inRow tells whether two times are joined by و, with نیز or همچنین at most between, and are of one length: a clock time beside
// a day is no row.
func (s *scene) inRow(a, b int) bool {
	p, q := s.Times[a], s.Times[b]
	if q.Start == p.End || q.Start > p.End+3 || p.EDTF == "" || q.EDTF == "" || len(p.EDTF) != len(q.EDTF) || p.EDTF == q.EDTF {
		return false
	}
	for t := p.End; t < q.Start; t++ {
		if key := s.Key(t); !joins(key) && key != "همچنین" && key != "نیز" && key != "هم" {
			return false
		}
	}
	return true
}
