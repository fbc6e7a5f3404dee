package events

import (
	"safir/fa"
	"safir/internal/learn"
	"safir/internal/tree"
)

// What hangs on what around a cue: the names, places and times of its sentence by their way to it through the tree, what it hangs on itself,
// and who is the subject of its verb. Of a tree's arcs four in five are right, so that these are facts beside those of order.

// tree is the tree of a cue's sentence with the unit of the cue, nil where there is none.
func (s *scene) tree(c *cue) (t *tree.Tree, at int) { return s.TreeOf(s.parser, c.sentence, c.Range) }

// describeHanging states how a name, a place or a time hangs together with the cue; sort says of which sort it is.
func (s *scene) describeHanging(c *cue, d *learn.Features, r fa.Range, kind, sort string) {
	t, at := s.tree(c)
	if t == nil {
		return
	}
	unit := t.Top(r)
	if unit == tree.None {
		return
	}
	path, by, as := t.Path(at, unit), t.By(unit), t.Arcs[unit].Relation.String()
	d.AddWith(kind, "hangs", path)
	d.AddWith(kind, "hangs+sort", path, sort)
	d.AddWith(kind, "hangs+by", path, by)
	d.AddWith(kind, "hangs+by+sort", path, by, sort)
	d.AddWith(kind, "hangs+cue", path, c.word.key)
	d.AddWith(kind, "hangs as", as, by)
	if head := t.Arcs[unit].Head; head != tree.None {
		d.AddWith(kind, "hangs on", as, by, t.Key(head))
	}
	own, cueAs := t.VerbOver(at)
	if t.IsVerb(at) {
		own, cueAs = at, tree.Top
	}
	verb, unitAs := t.VerbOver(unit)
	way := "none"
	if own != tree.None && verb != tree.None {
		way = t.Path(own, verb)
	}
	d.AddWith(kind, "verbs apart", way, cueAs.String(), unitAs.String(), by)
	d.AddWith(kind, "verbs apart", way, unitAs.String(), sort)
}

// subjectIn is who is the subject of the cue's verb, -1 where that is nobody who is known, and over what it was found.
func (s *scene) subjectIn(c *cue) (mention int, how string) {
	t, at := s.tree(c)
	if t == nil {
		return -1, "no tree"
	}
	if !t.IsVerb(at) {
		at, _ = t.VerbOver(at)
	}
	unit, how := t.SubjectOf(at)
	if unit == tree.None {
		return -1, how
	}
	return int(s.mentionAt[t.Units[unit].Start]), how
}

// describeSubject states whether a mention is the subject of the cue's verb.
func (s *scene) describeSubject(c *cue, d *learn.Features, mention int, kind, sort string) {
	subject, how := s.subjectIn(c)
	who := "nobody"
	switch {
	case subject < 0:
	case s.Mentions[subject].Actor == s.Mentions[mention].Actor:
		who = "it"
	case s.inOneRow(subject, mention):
		who = "in its row"
	default:
		who = "another"
	}
	d.AddWith(kind, "subject in tree", who, how)
	d.AddWith(kind, "subject in tree", who, sort, s.standing(c, mention))
}

// farUp is how many arcs up from a cue are told one by one.
const farUp = 4

// describeUp states what the cue hangs on, up to the head of its sentence, and what sort the subject is of.
func (s *scene) describeUp(c *cue, d *learn.Features, key string) {
	t, at := s.tree(c)
	if t == nil {
		return
	}
	for _, step := range t.Climb(at, farUp) {
		d.AddWith(key, "up", step.Way)
		if step.Over == tree.None {
			break
		}
		d.AddWith(key, "up", step.Way, t.Key(step.Over))
		if v := s.verbAt[t.Units[step.Over].Start]; v >= 0 {
			d.AddWith(key, "up verb", step.Way, s.verbs[v].Stem, tense(s.verbs[v]))
			d.AddWith(key, "up verb", tense(s.verbs[v]))
			d.Add("up verb", s.verbs[v].Stem, tense(s.verbs[v]))
		}
	}
	d.AddWith(key, "by", t.By(at), t.Arcs[at].Relation.String())
	subject, how := s.subjectIn(c)
	d.AddWith(key, "subject in tree", s.sort(subject), how)
}
