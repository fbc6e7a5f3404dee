package statements

import (
	"fmt"

	"safir/fa"
	"safir/internal/learn"
	"safir/internal/page"
)

// Debug lists the readings that share words with a content.
func (f *Finder) Debug(p *page.Page, gold fa.Range) string {
	s := f.newScene(p)
	out := ""
	all := f.readings(s)
	for i := range all {
		r := &all[i]
		r.says = f.models.says.Probability(s.describeSays(r), 1)
		if sh := shared(r.content, gold); sh > 0.2 || r.content.Start < gold.Start+4 && r.content.Start > gold.Start-4 {
			c := &s.cues[r.cue]
			out += fmt.Sprintf("\n      {%s %s %s says %.2f start %.2f end %.2f shared %.2f: %s}", c.name, c.kind, r.frame, r.says, r.start, r.end, sh, s.Slice(r.content))
		}
	}
	for i := range s.cues {
		c := &s.cues[i]
		if c.Start >= gold.Start-6 && c.Start <= gold.Start+1 || c.Start >= gold.End-1 && c.Start < gold.End+5 {
			out += fmt.Sprintf("\n      cue %s %s at %d gold %v", c.name, c.kind, c.Start, gold)
		}
	}
	return out
}

// ActExamples for experiments.
func ActExamples(f *Finder, l *Lesson) []learn.Choice {
	t := &teacher{f: f}
	s := f.newScene(l.Page)
	s.features.Named = true
	var out []learn.Choice
	for _, m := range t.matches(s, l) {
		s.describeAct(&m.r, m.gold.Speakers)
		ActNames = append(ActNames, append([]string(nil), s.features.Names...))
		out = append(out, s.actChoice(&m.r, m.gold))
		ActText = append(ActText, s.cues[m.r.cue].name+" ["+s.Slice(m.r.content)+"]")
	}
	return out
}

var ActNames [][]string
var ActText []string
