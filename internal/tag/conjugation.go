package tag

import (
	"strings"

	"safir/fa"
)

// conjugation takes forms of verbs apart. It knows the stems of some seven hundred verbs and the endings and prefixes of the
// regular paradigm; a form that could be of several verbs is of the one whose stem is longest, then of the commoner.
type conjugation struct {
	past    map[string]int32 // key of a past stem → verb
	present map[string]int32
	lemmas  []string // past stem of each verb, commoner verbs first
}

// verbForm tells what kind of form a word could be, as features state it.
type verbForm uint32

const (
	noVerb     verbForm = iota
	barePast            // رفت: may be a noun too
	endedPast           // رفتند
	imperfect           // می‌رفتند
	participle          // رفته
	perfect             // رفته‌اند
	infinitive          // رفتن
	present             // می‌رود
	wishing             // برود، نرود
	bare                // رود، رو: may be anything
)

// newConjugation lists verbs as pairs of stems.
func newConjugation(verbs [][2]string) *conjugation {
	c := &conjugation{past: map[string]int32{}, present: map[string]int32{}}
	for _, v := range verbs {
		n := int32(len(c.lemmas))
		c.lemmas = append(c.lemmas, v[0])
		for _, to := range []struct {
			stems map[string]int32
			stem  string
		}{{c.past, v[0]}, {c.present, v[1]}} {
			key := fa.Key(to.stem)
			if _, ok := to.stems[key]; !ok && key != "" {
				to.stems[key] = n
			}
		}
	}
	return c
}

var (
	preverbs     = []string{"", "بر", "باز", "در", "فرا", "فرو", "وا", "ور"}
	verbPrefixes = []string{"", "می", "نمی", "ن", "ب"}
	pastEndings  = []struct {
		text string
		form verbForm
	}{
		{"", barePast},
		{"م", endedPast},
		{"ی", endedPast},
		{"یم", endedPast},
		{"ید", endedPast},
		{"ند", endedPast},
		{"ن", infinitive},
		{"ه", participle},
		{"هام", perfect},
		{"های", perfect},
		{"هاست", perfect},
		{"هایم", perfect},
		{"هاید", perfect},
		{"هاند", perfect},
	}
	presentEndings = []string{"د", "م", "ی", "یم", "ید", "ند", "", "ه"}
)

// analysis is one way of reading a word as a form of a verb.
type analysis struct {
	verb  int32
	form  verbForm
	stem  int // bytes of the stem that it needs
	count int // ways of reading
}

// find is the likeliest reading of a key, noVerb where there is none.
func (c *conjugation) find(key string) analysis {
	var best analysis
	for _, preverb := range preverbs {
		rest, ok := strings.CutPrefix(key, preverb)
		if !ok {
			continue
		}
		for _, prefix := range verbPrefixes {
			if body, ok := strings.CutPrefix(rest, prefix); ok && len(body) >= 2 {
				c.body(preverb, prefix, body, &best)
			}
		}
	}
	return best
}

// body reads what follows the prefixes: a stem and an ending.
func (c *conjugation) body(preverb, prefix, body string, best *analysis) {
	for _, e := range pastEndings {
		if stem, ok := strings.CutSuffix(body, e.text); ok && prefix != "ب" {
			form := e.form
			if strings.HasSuffix(prefix, "می") && form <= endedPast {
				form = imperfect
			}
			c.offer(c.past, preverb, prefix, stem, form, best)
		}
	}
	for _, e := range presentEndings {
		stem, ok := strings.CutSuffix(body, e)
		if !ok || e == "ه" && !strings.HasSuffix(prefix, "می") {
			continue
		}
		form := present
		switch prefix {
		case "":
			form = bare
		case "ن", "ب":
			form = wishing
		}
		c.offer(c.present, preverb, prefix, stem, form, best)
		if short, ok := strings.CutSuffix(stem, "ی"); ok {
			c.offer(c.present, preverb, prefix, short, form, best)
		}
	}
}

// offer takes a reading if the stem is known and it is better than what was found. A stem that begins with a vowel has a joining
// letter before it or loses its alef (بیاید، نینداخت).
func (c *conjugation) offer(stems map[string]int32, preverb, prefix, stem string, form verbForm, best *analysis) {
	verb, ok := c.lookup(stems, preverb, stem)
	if short, joined := strings.CutPrefix(stem, "ی"); !ok && joined && (prefix == "ن" || prefix == "ب") {
		verb, ok = c.lookup(stems, preverb, short)
		if !ok {
			verb, ok = c.lookup(stems, preverb, "ا"+short)
		}
	}
	if !ok {
		return
	}
	length := len(preverb) + len(stem)
	best.count++
	if best.form == noVerb || length > best.stem || length == best.stem && verb < best.verb {
		best.verb, best.form, best.stem = verb, form, length
	}
}

func (c *conjugation) lookup(stems map[string]int32, preverb, stem string) (int32, bool) {
	if preverb == "" {
		verb, ok := stems[stem]
		return verb, ok
	}
	var room [48]byte
	if len(preverb)+len(stem) > len(room) {
		return 0, false
	}
	n := copy(room[:], preverb)
	n += copy(room[n:], stem)
	verb, ok := stems[string(room[:n])]
	return verb, ok
}
