package statements

import (
	"strings"

	"safir"
	"safir/internal/learn"
)

// act tells what an utterance does, and how sure that is.
func (f *Finder) act(s *scene, r *reading, speakers []int) (safir.Act, float64) {
	if f.models.act == nil {
		return "state", 1
	}
	hints := s.describeAct(r, speakers)
	var room [16]float64
	scores := room[:len(safir.Acts)]
	f.models.act.AddScores(&s.features, scores)
	for i, act := range safir.Acts {
		s.features.Reset()
		describeHints(&s.features, hints, act)
		scores[i] += f.models.hints.Score(&s.features)
	}
	best, p := learn.Likeliest(scores)
	return safir.Acts[best], p
}

// hint is something that speaks for an act: the cue, a verb by which the speaker does what it says, words of a class. How much a
// kind of hint counts is learned from all acts together, since some are rare.
type hint struct {
	kind string
	act  safir.Act
}

// describeHints states which hints speak for an act.
func describeHints(f *features, hints []hint, act safir.Act) {
	for _, h := range hints {
		if h.act == act {
			f.Add(h.kind)
		}
	}
}

// classActs tells for which act a class of words speaks.
var classActs = map[string]safir.Act{
	"must": "demand", "ask": "demand", "process": "demand", "evil": "criticize", "worry": "criticize", "blame": "criticize",
	"threat": "warn", "peril": "warn", "strike": "warn", "hope": "hope", "ready": "pledge", "thanks": "thank", "glad": "welcome",
	"backing": "support", "denial": "reject", "cancel": "reject", "greeting": "greet", "condemn": "condemn", "invite": "invite",
	"suggest": "propose", "stative": "state", "important": "state",
}

// telling lists the classes of words that tell what an utterance does.
var telling = []string{
	"must", "important", "blame", "threat", "hope", "ready", "thanks", "glad", "backing", "denial", "greeting", "condemn",
	"invite", "worry", "we", "suggest", "ask", "process", "stative", "evil", "good", "negation", "condition", "cancel", "strike",
	"peril",
}

func (s *scene) describeAct(r *reading, speakers []int) []hint {
	f, c := &s.features, &s.cues[r.cue]
	f.Reset()
	f.Add("always")
	s.hints = s.hints[:0]
	cueAct := "none"
	if c.word != nil {
		cueAct = string(c.word.act)
	}
	plain := "marked"
	if cueAct == "state" || cueAct == "none" {
		plain = "plain"
	}
	f.Add("cue act", cueAct)
	f.Add("cue act+kind", cueAct, string(c.kind))
	f.Add("cue", c.name)
	f.Add("cue+frame", c.name, string(r.frame))
	f.Add("kind", string(c.kind), string(r.frame))
	f.AddIf(r.frame == before, "why", s.Key(r.content.Start-1), c.name)
	if c.verb >= 0 {
		f.AddIf(s.verbs[c.verb].Negative, "cue denied", cueAct)
	}
	s.describeWords(f, r, plain)
	s.describeContentSenses(f, r, plain)
	s.describeVerbs(f, r, speakers, plain)
	s.describeNamed(f, r, speakers, plain)
	s.describeHeadOf(f, r.content, plain)
	f.Add("length", learn.Bucket(r.content.End-r.content.Start), plain)
	if plain != "plain" {
		s.hint(safir.Act(cueAct), "cue", string(c.kind), string(r.frame))
		s.hint(safir.Act(cueAct), "cue")
	}
	return s.hints
}

// hint notes that something speaks for an act.
func (s *scene) hint(act safir.Act, kind ...string) {
	s.hints = append(s.hints, hint{strings.Join(kind, " "), act})
}
