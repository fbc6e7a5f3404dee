package events

import (
	"safir/internal/learn"
	"safir/internal/sense"
)

// What words mean tells of an event as much as which words they are: «به امید گفت‌وگو» and «در آرزوی مذاکره» have no word in common. So what
// is learned of the words around a cue is learned of their senses too.

// describeSenses states what the words around a cue mean: one by one on both sides, what governs it, and all of its sentence.
func (f *Finder) describeSenses(s *scene, c *cue, d *learn.Features, key string) {
	sentence := s.around(c)
	for t := sentence.Start; t < sentence.End; t++ {
		if s.mentionAt[t] >= 0 {
			continue
		}
		for _, x := range s.senses[t] {
			d.AddIf(sense.Telling(x), "sense in sentence", x)
		}
	}
	for t := max(sentence.Start, c.Start-window); t < c.Start; t++ {
		d.AddEachWith(s.sensesOf(t), key, "sense before")
	}
	for t := c.End; t < min(sentence.End, c.End+window); t++ {
		d.AddEachWith(s.sensesOf(t), key, "sense after")
	}
	for i := range min(2, c.Start-sentence.Start) {
		d.AddEachWith(s.sensesOf(c.Start-1-i), key, "sense before", numbers[i])
	}
	for i := range min(2, sentence.End-c.End) {
		d.AddEachWith(s.sensesOf(c.End+i), key, "sense after", numbers[i])
	}
	f.describeSensesOver(s, c, d, key)
}

// describeSensesOver states the senses of what governs a cue: the words before its preposition, and the nouns of the verbs around.
func (f *Finder) describeSensesOver(s *scene, c *cue, d *learn.Features, key string) {
	if p := s.under(c); p > 0 {
		d.AddEachWith(s.sensesOf(p-1), key, "sense over")
	}
	if v := s.mainVerb(c); v >= 0 && v != c.verb {
		d.AddEachWith(s.sensesOf(s.verbs[v].Start-1), key, "sense of main verb")
	}
	if c.before >= 0 {
		d.AddEachWith(s.sensesOf(s.verbs[c.before].Start-1), key, "sense of verb before")
	}
	if c.verb >= 0 && s.verbs[c.verb].Start > c.End {
		d.AddEachWith(s.sensesOf(s.verbs[c.verb].Start-1), key, "sense of verb")
	}
}

// sensesOf lists what a word means that stands in no mention.
func (s *scene) sensesOf(t int) []string {
	if t < 0 || t >= len(s.senses) || s.mentionAt[t] >= 0 {
		return nil
	}
	return s.senses[t]
}

// beside is how many words on either side of a mention are stated by what they mean, between how many between it and a cue.
const (
	beside  = 3
	between = 20
)

// describeSensesBeside states what the words beside a mention and between it and the cue mean.
func (s *scene) describeSensesBeside(c *cue, d *learn.Features, mention int, kind string) {
	m := s.Mentions[mention]
	at := s.sentence[m.Start]
	sentence := s.Sentences[at]
	for i := range min(beside, m.Start-sentence.Start) {
		d.AddEachWith(s.sensesOf(m.Start-1-i), kind, "sense before it", numbers[min(i, 1)])
	}
	for i := range min(beside, sentence.End-m.End) {
		d.AddEachWith(s.sensesOf(m.End+i), kind, "sense behind it", numbers[min(i, 1)])
	}
	if int(at) != c.sentence {
		return
	}
	side, from, to := c.away(m.Range)
	for t := from; t < min(to, from+between); t++ {
		d.AddEachWith(s.sensesOf(t), kind, "sense between", side)
	}
}
