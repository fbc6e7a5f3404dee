package statements

import (
	"slices"
	"unicode/utf8"

	"safir"
	"safir/fa"
	"safir/internal/learn"
)

// describeWords states which classes of words a content holds, and its words themselves.
func (s *scene) describeWords(f *features, r *reading, plain string) {
	length, short := r.content.End-r.content.Start, r.short()
	var seen []safir.Act
	for t := r.content.Start; t < r.content.End; t++ {
		if s.Tokens[t].Kind != fa.Word {
			continue
		}
		key := s.Key(t)
		where := r.where(t)
		for _, class := range s.lexicon.classes[key] {
			if slices.Contains(telling, class) {
				f.Add("class", class)
				f.Add("class+plain", class, plain)
				f.Add("class+where", class, where)
				f.AddIf(short, "class in short", class, plain)
				if act, ok := classActs[class]; ok && !slices.Contains(seen, act) {
					seen = append(seen, act)
					s.hint(act, "class", plain, where)
					if short {
						s.hint(act, "class in short", plain)
					}
				}
			}
		}
		if len(key) > 4 {
			f.Add("says", key)
			f.AddIf(utf8.RuneCountInString(key) > stemLetters, "stem", stem(key))
			f.AddIf(where == "early", "says early", key)
			if t+1 < r.content.End && length <= 60 {
				f.Add("pair", key, s.Key(t+1))
			}
		}
		if i := s.cueAt[t]; i >= 0 && int(i) != r.cue && s.cues[i].word != nil {
			f.Add("inner act", string(s.cues[i].word.act), where, plain)
		}
	}
}

// where tells in which part of a content a token stands: its beginning often says more of what it does than the rest.
func (r *reading) where(t int) string {
	if t-r.content.Start > 8 && r.content.End-r.content.Start > 12 {
		return "late"
	}
	return "early"
}

// short tells whether a content is so short that each of its words counts for the whole.
func (r *reading) short() bool { return r.content.End-r.content.Start <= 25 }

// stemLetters is how many first letters of a word tell its sense, whatever its endings.
const stemLetters = 4

func stem(key string) string {
	n := 0
	for i := range key {
		if n == stemLetters {
			return key[:i]
		}
		n++
	}
	return key
}

// describeHead states what a content without a verb is: its first word, and its class.
func (s *scene) describeHead(f *features, r *reading, plain string) {
	c := &s.cues[r.cue]
	for t := r.content.Start; t < min(r.content.Start+3, r.content.End); t++ {
		place := learn.Bucket(t - r.content.Start)
		f.Add("head", place, s.Key(t))
		for _, class := range s.lexicon.classes[s.Key(t)] {
			s.hint(classActs[class], "head", place, plain)
			f.Add("head class", place, class, plain)
			f.Add("head class+cue", place, class, c.name)
		}
	}
}

// describeNamed states who is named in a content.
func (s *scene) describeNamed(f *features, r *reading, speakers []int, plain string) {
	others, foreign := 0, 0
	country := ""
	for _, a := range speakers {
		if a >= 0 {
			country = s.Actors[a].Country
		}
	}
	first := true
	for t := r.content.Start; t < r.content.End; t++ {
		m := s.mention[t]
		if m < 0 || s.Mentions[m].Start != t || s.Mentions[m].Actor < 0 {
			continue
		}
		a := &s.Actors[s.Mentions[m].Actor]
		if slices.Contains(speakers, s.Mentions[m].Actor) {
			continue
		}
		others++
		if a.Country != "" && a.Country != country {
			foreign++
		}
		pair := country + ">" + a.Country
		f.Add("of", pair)
		f.AddIf(first, "of first", pair)
		f.AddIf(first && t == r.content.Start, "opens with other", plain)
		first = false
	}
	f.Add("others", learn.Bucket(min(others, 3)), plain)
	f.Add("foreign", learn.Bucket(min(foreign, 3)), plain)
	f.Add("speaker of", country)
}
