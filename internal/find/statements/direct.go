package statements

import (
	"safir/internal/learn"
)

// direct tells whether a content is given in the speaker's own words.
func (f *Finder) direct(s *scene, r *reading) bool {
	if f.models.direct == nil {
		return s.quoted(r.content.Start)
	}
	return f.models.direct.Probability(s.describeDirect(r), 1) > 0.5
}

func (s *scene) quoted(t int) bool { return t > 0 && (s.Key(t-1) == ":" || s.quote(t-1) != noQuote) }

func (s *scene) describeDirect(r *reading) *features {
	f, c := &s.features, &s.cues[r.cue]
	f.Reset()
	kind := string(c.kind) + string(r.frame)
	f.Add("kind", kind)
	f.Add("cue", c.name, string(r.frame))
	colon, quote, that := false, false, false
	for t := c.Start; t < r.content.Start; t++ {
		colon = colon || s.Key(t) == ":"
		quote = quote || s.quote(t) != noQuote
		that = that || s.Key(t) == "که" || s.is(t, "that")
	}
	inside := 0
	for t := r.content.Start; t < r.content.End; t++ {
		if s.quote(t) != noQuote {
			inside++
		}
	}
	f.AddIf(colon, "colon")
	f.AddIf(quote, "quote", kind)
	f.AddIf(quote, "quote")
	f.AddIf(that, "that", kind)
	f.Add("depth", learn.Bucket(int(min(s.depth[r.content.Start], 1))), kind)
	f.Add("inside", learn.Bucket(min(inside, 3)), kind)
	if n := len(s.said); n > 0 {
		f.AddIf(s.said[n-1].Direct, "last direct", kind)
	}
	for t := r.content.Start; t < r.content.End; t++ {
		if v := s.verb(t); v != nil && v.First && v.Form.Finite() {
			f.Add("first person", kind)
			break
		}
	}
	return f
}
