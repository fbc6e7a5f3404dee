package tag

import (
	"encoding/binary"
	"fmt"
	"strings"
	"unicode/utf8"

	"safir/fa"
)

// lemmatizer finds the dictionary form of a word. What the treebank's lemma of a form is and no rule would find stands in a
// list. Verbs go back to their past stem by conjugation. All others lose an ending or exchange it: which of the endings that
// they could have they really have (دوران is no plural, خبرنگاران is) is a learned decision over what is known of the whole word
// and of what would be left.
type lemmatizer struct {
	lexicon lexicon
	verbs   *conjugation
	stems   [][2]string      // the verbs' stems
	changes []change         // the first changes nothing
	keys    []changeKeys     // of each change
	endings map[rune][]int32 // the changes of forms that end in a letter, by that letter
	weights []byte           // of hashed features, 128 for zero
	listed  map[string]string
}

// change exchanges an ending for another.
type change struct{ from, to string }

// changeKeys are a change's endings as keys have them.
type changeKeys struct{ from, to string }

// lemmaBits is the size of the table of weights.
const lemmaBits = 16

// plain is the form without marks that no lemma keeps: the hamza over a final ه that shows an ezafe, the half-space before a
// clitic that was cut off.
func plain(form string) string {
	form = strings.TrimSuffix(form, "\u200c")
	return strings.TrimSuffix(form, "ٔ")
}

// find is the lemma of a form with a tag.
func (l *lemmatizer) find(form, key string, upos UPOS) string {
	if lemma, ok := l.list(key, upos); ok {
		return lemma
	}
	return l.derive(form, key, upos)
}

func (l *lemmatizer) list(key string, upos UPOS) (string, bool) {
	var room [64]byte
	if len(key)+1 > len(room) {
		return "", false
	}
	n := copy(room[:], key)
	room[n] = byte(upos)
	lemma, ok := l.listed[string(room[:n+1])]
	return lemma, ok
}

// derive is the lemma where no list has it.
func (l *lemmatizer) derive(form, key string, upos UPOS) string {
	form = plain(form)
	switch upos {
	case Punct, Numeral, Adposition, Conjunction, Subordinator, Other:
		return form
	case Verb, Auxiliary:
		if a := l.verbs.find(key); a.form != noVerb {
			return l.verbs.lemmas[a.verb]
		}
		return form
	}
	last, _ := utf8.DecodeLastRuneInString(form)
	possible := l.endings[last]
	if len(possible) == 0 {
		return form
	}
	var s lemmaScorer
	s.read(l.lexicon, form, key, upos)
	best, top := int32(0), l.score(&s, 0, s.base(changeKeys{}))
	for _, n := range possible {
		if !s.fits(l.changes[n]) {
			continue
		}
		base := s.base(l.keys[n])
		if sum := l.score(&s, n, base); sum > top {
			best, top = n, sum
		}
	}
	return l.changes[best].apply(form)
}

// score tells how likely a change is that leaves a base.
func (l *lemmatizer) score(s *lemmaScorer, n int32, base base) int32 {
	sum := int32(0)
	for _, f := range s.features(uint32(n), base) {
		sum += int32(l.weights[f]) - 128
	}
	return sum
}

// sortEndings fills in the changes by the letter that forms end in, and their keys.
func (l *lemmatizer) sortEndings() {
	l.endings = map[rune][]int32{}
	l.keys = nil
	for n, c := range l.changes {
		l.keys = append(l.keys, changeKeys{fa.Key(c.from), fa.Key(c.to)})
		if c.from != "" {
			last, _ := utf8.DecodeLastRuneInString(c.from)
			l.endings[last] = append(l.endings[last], int32(n))
		}
	}
}

func (c change) apply(form string) string {
	if c.to == "" {
		return form[:len(form)-len(c.from)]
	}
	return form[:len(form)-len(c.from)] + c.to
}

// lemmaScorer states what may tell which change a word needs.
type lemmaScorer struct {
	lexicon lexicon
	form    string
	key     string
	upos    uint32
	facts   facts
	known   uint32
	room    [12]uint32
}

func (s *lemmaScorer) read(l lexicon, form, key string, upos UPOS) {
	s.lexicon, s.form, s.key, s.upos = l, form, key, uint32(upos)
	s.facts.read(key, fa.Word, l)
	s.known = min(s.facts.class, 1)
}

// base is what a change would leave: the number of its key and the key's length in bytes.
type base struct {
	word   uint32
	length int
}

// fits tells whether the form can change so: at least two letters and no half-space at the end have to be left.
func (s *lemmaScorer) fits(c change) bool {
	if c == (change{}) {
		return true
	}
	rest, ok := strings.CutSuffix(s.form, c.from)
	return ok && utf8.RuneCountInString(rest) >= 2 && !strings.HasSuffix(rest, "\u200c")
}

func (s *lemmaScorer) base(k changeKeys) base {
	stem := strings.TrimSuffix(s.key, k.from)
	return base{joinedHash(stem, k.to), len(stem) + len(k.to)}
}

// joinedHash is the wordHash of two keys joined.
func joinedHash(a, b string) uint32 {
	h := uint32(hashSeed)
	for _, part := range [2]string{a, b} {
		for _, r := range part {
			h = (h ^ uint32(r)) * hashPrime
		}
	}
	return h | 2
}

// features are slots of the table of weights.
func (s *lemmaScorer) features(n uint32, base base) []uint32 {
	class, group, tags := s.lexicon.find(base.word)
	known := pair(s.known+2, min(class, 1)+2)
	f := &s.facts
	kinds := [...]uint64{
		mix(301, n, s.upos), mix(302, n, pair(s.upos, known)), mix(303, pair(n, s.upos), pair(f.tags, tags)), mix(304, n, pair(tags, known)),
		mix(305, n, pair(s.upos, f.suffix[1])), mix(306, n, pair(s.upos, f.suffix[2])), mix(307, n, pair(s.upos, f.suffix[3])), mix(308, n, pair(s.upos, group)),
		mix(309, n, pair(f.group, group)), mix(310, n, pair(uint32(base.length), s.upos)), mix(311, n, pair(f.tags, s.upos)), mix(312, n, base.word),
	}
	for i, k := range kinds {
		s.room[i] = uint32(k >> (64 - lemmaBits))
	}
	return s.room[:len(kinds)]
}

// pack writes the lemmatizer's lists and weights.
func (l *lemmatizer) pack() []byte {
	var out []byte
	put := func(texts ...string) {
		for _, t := range texts {
			out = binary.AppendUvarint(out, uint64(len(t)))
			out = append(out, t...)
		}
	}
	out = binary.AppendUvarint(out, uint64(len(l.stems)))
	for _, v := range l.stems {
		put(v[0], v[1])
	}
	out = binary.AppendUvarint(out, uint64(len(l.changes)))
	for _, c := range l.changes {
		put(c.from, c.to)
	}
	out = binary.AppendUvarint(out, uint64(len(l.listed)))
	for _, key := range sortedKeys(l.listed) {
		put(key, l.listed[key])
	}
	return append(out, l.weights...)
}

// openLemmas reads what pack wrote.
func openLemmas(file string, lexicon lexicon) (*lemmatizer, error) {
	r := lemmaReader{rest: file}
	l := &lemmatizer{lexicon: lexicon, listed: map[string]string{}}
	for range r.number() {
		l.stems = append(l.stems, [2]string{r.text(), r.text()})
	}
	for range r.number() {
		l.changes = append(l.changes, change{r.text(), r.text()})
	}
	n := r.number()
	l.listed = make(map[string]string, n)
	for range n {
		key := r.text()
		l.listed[key] = r.text()
	}
	if r.broken || len(r.rest) != 1<<lemmaBits {
		return nil, fmt.Errorf("lemmas: %d bytes of weights, want %d", len(r.rest), 1<<lemmaBits)
	}
	l.weights = []byte(r.rest)
	l.verbs = newConjugation(l.stems)
	l.sortEndings()
	return l, nil
}

// lemmaReader reads numbers and texts; after a broken one it gives nothing more.
type lemmaReader struct {
	rest   string
	broken bool
}

func (r *lemmaReader) number() uint64 {
	var n uint64
	for shift := uint(0); ; shift += 7 {
		if r.broken || r.rest == "" || shift > 63 {
			r.broken = true
			return 0
		}
		b := r.rest[0]
		r.rest = r.rest[1:]
		n |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return n
		}
	}
}

func (r *lemmaReader) text() string {
	n := r.number()
	if n > uint64(len(r.rest)) {
		r.broken = true
		return ""
	}
	text := r.rest[:n]
	r.rest = r.rest[n:]
	return text
}
