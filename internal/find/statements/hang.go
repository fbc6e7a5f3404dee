package statements

import (
	"safir/fa"
	"safir/internal/tree"
)

// What hangs on what around a word of reporting: who is its subject, what it hangs on itself, whether the words behind a place where content
// may end hang on the content or on the reporting.

// tree is the tree of a cue's sentence with the unit of the verb that reports, or of the word where it has none; nil where there is none.
func (s *scene) tree(c *cue) (t *tree.Tree, at int) {
	r := c.noun
	if c.verb >= 0 {
		v := &s.verbs[c.verb]
		r = fa.Range{Start: v.Start, End: v.End}
	}
	if r.Start >= r.End || s.sentence[r.Start] != s.sentence[c.Start] {
		return nil, tree.None
	}
	return s.TreeOf(s.parser, int(s.sentence[c.Start]), r)
}

// subjectInTree is the mention that is the subject of the reporting, -1 where that is nobody who is known, and over what it was found.
func (s *scene) subjectInTree(c *cue) (mention int, how string) {
	t, at := s.tree(c)
	if t == nil {
		return -1, "no tree"
	}
	unit, how := t.SubjectOf(at)
	if unit == tree.None {
		return -1, how
	}
	return int(s.mention[t.Units[unit].Start]), how
}

// describeHanging states how a mention hangs together with a cue in its sentence.
func (s *scene) describeHanging(f *features, c *cue, r fa.Range, about string) {
	t, at := s.tree(c)
	if t == nil || s.sentence[r.Start] != s.sentence[c.Start] {
		return
	}
	unit := t.Top(r)
	if unit == tree.None {
		return
	}
	path, by, kind := t.Path(at, unit), t.By(unit), string(c.kind)
	f.Add("hangs", path, about)
	f.Add("hangs+kind", path, kind, about)
	f.Add("hangs+by", path, by, about)
	f.Add("hangs+cue", path, c.name, about)
	f.Add("hangs as", t.Arcs[unit].Relation.String(), by, about)
	if head := t.Arcs[unit].Head; head != tree.None {
		f.Add("hangs on", t.Arcs[unit].Relation.String(), by, t.Key(head), about)
	}
}

// describeSubject states whether those who may speak are the subject of the reporting.
func (s *scene) describeSubject(f *features, c *cue, x *speakerChoice) {
	subject, how := s.subjectInTree(c)
	who := "nobody"
	switch {
	case subject < 0:
	case x.first <= subject && subject <= x.last:
		who = "it"
	case len(x.actors) == 1 && s.Mentions[subject].Actor == x.actors[0]:
		who = "it again"
	default:
		who = "another"
	}
	f.Add("subject in tree", who, how, x.from)
	f.Add("subject in tree", who, x.from, string(c.kind))
}

// farUp is how many arcs up from a cue are told one by one.
const farUp = 3

// describeUp states what a cue hangs on and who its subject is.
func (s *scene) describeUp(f *features, c *cue, kind string) {
	t, at := s.tree(c)
	if t == nil {
		return
	}
	for _, step := range t.Climb(at, farUp) {
		f.Add("up", step.Way, kind)
		if step.Over != tree.None {
			f.Add("up", step.Way, t.Key(step.Over))
		}
	}
	for i, a := range t.Arcs {
		if a.Head == at {
			f.Add("under it", a.Relation.String(), t.By(i), kind)
		}
	}
	subject, how := s.subjectInTree(c)
	named := "nobody"
	if subject >= 0 {
		named = string(s.Mentions[subject].Kind)
	}
	f.Add("subject in tree", named, how, kind)
}

// describeRestHangs states on what the words hang that stand in the cue's sentence behind a place where its content may end.
func (x *scan) describeRestHangs(f *features, kind, mark string) {
	s, from := x.scene, x.at
	end := s.sentenceEnd(x.c.Start)
	if from >= end {
		return
	}
	t, at := s.tree(x.c)
	if t == nil {
		return
	}
	rest := t.Top(fa.Range{Start: from, End: end})
	if rest == tree.None {
		return
	}
	a, on := t.Arcs[rest], "nothing"
	switch {
	case rest == at:
		on = "is the cue"
	case a.Head == tree.None:
	case a.Head == at:
		on = "cue"
	case t.Units[a.Head].Start >= x.start:
		on = "content"
	default:
		on = "before"
	}
	f.Add("rest hangs", on, a.Relation.String(), mark)
	f.Add("rest hangs", on, a.Relation.String(), kind)
	f.Add("rest hangs on", on, mark)
}

// describeHeadOf states the word that a content's first sentence hangs by.
func (s *scene) describeHeadOf(f *features, content fa.Range, plain string) {
	t, top := s.TreeOf(s.parser, int(s.sentence[content.Start]), content)
	if t == nil {
		return
	}
	head := t.Key(top)
	f.Add("head", head, plain)
	f.Add("head as", t.Arcs[top].Relation.String(), plain)
	for i, a := range t.Arcs {
		if a.Head == top && content.Contains(t.Units[i].Start) {
			f.Add("under head", a.Relation.String(), t.Key(i), head)
			f.Add("under head", a.Relation.String(), t.Key(i))
		}
	}
}
