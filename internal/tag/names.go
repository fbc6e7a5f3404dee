package tag

import (
	_ "embed"
	"fmt"
	"math"
	"slices"
	"sync"

	"safir/fa"
	"safir/internal/know"
	"safir/internal/learn"
)

//go:embed names.model.zst
var namesFile []byte

//go:embed seen.model.zst
var seenFile []byte

//go:embed lexicon.model.zst
var lexiconFile []byte

// Class is the class of a name.
type Class string

// The classes of names.
const (
	Person       Class = "PER"
	Place        Class = "LOC"
	Organisation Class = "ORG"
)

// nameLabels: outside, then the first and the further words of each class.
var nameLabels = []string{"O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG"}

// begins and classOf read a label's index.
func begins(label int) bool { return label%2 == 1 }

func classOf(label int) Class { return Class(nameLabels[label][2:]) }

// mayFollow tells whether a label may follow another: a name's further words follow words of the same name. The label
// after the last one stands for the beginning of a sentence.
func mayFollow(before, label int) bool {
	if label == 0 || begins(label) {
		return true
	}
	return before != len(nameLabels) && (before == label || before == label-1)
}

// Name is a name found in a document.
type Name struct {
	fa.Range
	Class Class
	Score float64 // lowest probability among its words; 0 where nobody asked for it
}

// Names finds names. It is read-only and safe for concurrent use.
type Names struct {
	world   *know.World
	lexicon lexicon
	seen    sightingsTable
	model   *model
	edge    wordSums // of the tokens before and after a sentence
	rooms   *sync.Pool
}

// LoadNames makes a finder with the embedded model.
func LoadNames(world *know.World) (*Names, error) {
	return openNames(world, lexiconFile, seenFile, namesFile)
}

func openNames(world *know.World, lexiconFile, seenFile, namesFile []byte) (*Names, error) {
	lexicon, err := openLexicon(lexiconFile)
	if err != nil {
		return nil, fmt.Errorf("tag.LoadNames: %w", err)
	}
	seen, err := openSightings(seenFile)
	if err != nil {
		return nil, fmt.Errorf("tag.LoadNames: %w", err)
	}
	file, err := learn.Unpack(namesFile)
	if err != nil {
		return nil, fmt.Errorf("tag.LoadNames: %w", err)
	}
	m, err := openModel(file, nameLabels)
	if err != nil {
		return nil, fmt.Errorf("tag.LoadNames: %w", err)
	}
	if m.width != rowOfNames {
		return nil, fmt.Errorf("tag.LoadNames: model: rows of %d bytes, want %d", m.width, rowOfNames)
	}
	n := &Names{world: world, lexicon: lexicon, seen: seen, model: m, rooms: &sync.Pool{New: func() any { return &room{alone: true} }}}
	n.edge = n.sumsOf(&edge)
	return n, nil
}

// rowOfNames is how many bytes a row of the model of names has.
const rowOfNames = 8

// room is scratch room for one document.
type room struct {
	facts []facts
	sums  []wordSums
	known vocabulary // which outlives the document
	chain chain
	weigh bool      // whether sure is wanted
	sure  []float64 // how probable each token's label is
	alone bool      // whether the names are all that is wanted, and no leans
	leans []uint32  // of each token, which name it looks like by itself, and how much
}

// read fills in the facts of a document's tokens.
func (r *room) read(d *fa.Doc, l lexicon, w *know.World) {
	r.facts = grow(r.facts, len(d.Tokens))
	for i := range r.facts {
		r.facts[i].read(d.Key(i), d.Tokens[i].Kind, l)
	}
	list(r.facts, d, w)
}

// look fills in what the survey of news says.
func (r *room) look(seen sightingsTable) {
	for i := range r.facts {
		r.facts[i].seen = seen.value(r.facts[i].word)
	}
	r.lookAtPairs(seen)
}

// lookAtPairs fills in what the survey of news says of words beside each other.
func (r *room) lookAtPairs(seen sightingsTable) {
	for i := range r.facts {
		f := &r.facts[i]
		f.pair = 0
		if i+1 < len(r.facts) {
			f.pair = seen.value(pairHash(f.word, r.facts[i+1].word))
		}
	}
}

// meet fills in the facts of a document's tokens, and what those of each by itself add up to.
func (r *room) meet(d *fa.Doc, n *Names) {
	r.facts, r.sums = grow(r.facts, len(d.Tokens)), grow(r.sums, len(d.Tokens))
	for i := range r.facts {
		word := r.known.word(n, d.Key(i), d.Tokens[i].Kind)
		r.facts[i], r.sums[i] = word.facts, word.sums
	}
	list(r.facts, d, n.world)
	r.lookAtPairs(n.seen)
}

// Find lists the names of a document in order.
func (n *Names) Find(d *fa.Doc) []Name {
	r := n.rooms.Get().(*room)
	defer n.rooms.Put(r)
	return n.find(d, r)
}

func (n *Names) find(d *fa.Doc, r *room) []Name {
	r.meet(d, n)
	if !r.alone {
		r.leans = grow(r.leans, len(d.Tokens))
	}
	var out []Name
	for _, sentence := range d.Sentences {
		out = n.sentence(r, sentence, out)
	}
	return out
}

// findSure finds names with their scores, and how probable each token's label is.
func (n *Names) findSure(d *fa.Doc) ([]Name, []float64) {
	r := room{weigh: true, alone: true}
	return n.find(d, &r), r.sure
}

func (n *Names) sentence(r *room, sentence fa.Range, out []Name) []Name {
	all, c := r.facts[sentence.Start:sentence.End], &r.chain
	if len(all) == 0 {
		return out
	}
	c.emit = grow(c.emit, len(all))
	for i := range all {
		n.emit(r, sentence, i)
		if !r.alone {
			r.leans[sentence.Start+i] = n.model.leaning(&c.emit[i])
		}
	}
	first := len(out)
	for i, label := range c.decide(n.model) {
		at := sentence.Start + i
		if begins(int(label)) {
			out = append(out, Name{fa.Range{Start: at, End: at + 1}, classOf(int(label)), 0})
		} else if label != 0 {
			out[len(out)-1].End = at + 1
		}
	}
	if r.weigh {
		c.probabilities(n.model)
		r.sure = append(r.sure, c.sure...)
		for k := first; k < len(out); k++ {
			sure := c.sure[out[k].Start-sentence.Start : out[k].End-sentence.Start]
			out[k].Score = math.Round(slices.Min(sure)*1e4) / 1e4
		}
	}
	return out
}

// emit scores the labels of token i of a sentence by the words around it.
func (n *Names) emit(r *room, sentence fa.Range, i int) {
	all, sums := r.facts[sentence.Start:sentence.End], r.sums[sentence.Start:sentence.End]
	at := func(k int) (*facts, *wordSums) {
		if k < 0 || k >= len(all) {
			return &edge, &n.edge
		}
		return &all[k], &sums[k]
	}
	var w around
	var own, before, after, farBefore, farAfter *wordSums
	w.f, own = at(i)
	w.b, before = at(i - 1)
	w.a, after = at(i + 1)
	w.bb, farBefore = at(i - 2)
	w.aa, farAfter = at(i + 2)
	sum := own.own
	sum.add(before.before, after.after, farBefore.farBefore, farAfter.farAfter)
	if w.surveyed() {
		sum.add(own.ownSeen, before.beforeSeen, after.afterSeen)
	}
	c := &r.chain
	c.features = w.together(c.features[:0])
	n.model.add(c.features, &sum)
	sum.spread(&c.emit[i])
	if w.f.outside() {
		for l := 1; l < len(nameLabels); l++ {
			c.emit[i][l] = forbidden
		}
	}
}

// leaning grades how much a token looks like a word of a name, by what is known of it without the labels beside it: which class in the
// lowest bits, the grade above them.
func (m *model) leaning(emit *scores) uint32 {
	best := 1
	for l := 2; l < len(m.labels); l++ {
		if emit[l] > emit[best] {
			best = l
		}
	}
	const lowest, highest = -6, 6
	odds := math.Floor(float64(emit[best]-emit[0]) * m.step)
	return uint32(min(max(odds, lowest), highest)-lowest)<<2 | uint32(best+1)/2
}

// nameFeatures states what may tell token i's label, in the order in which the model learned it. Whoever reads adds up the same from its parts
// (vocabulary.go).
func nameFeatures(all []facts, i int, out []uint64) []uint64 {
	at := func(k int) *facts {
		if k < 0 || k >= len(all) {
			return &edge
		}
		return &all[k]
	}
	f, b, a, bb, aa := &all[i], at(i-1), at(i+1), at(i-2), at(i+2)
	out = append(out,
		mix(1, f.word, 0), mix(2, b.word, 0), mix(3, a.word, 0), mix(4, bb.word, 0), mix(5, aa.word, 0),
		mix(6, b.word, f.word), mix(7, f.word, a.word), mix(8, bb.word, b.word), mix(9, a.word, aa.word),
		mix(14, f.shape, 0), mix(15, b.shape, a.shape),
		mix(20, f.class, 0), mix(21, b.class, 0), mix(22, a.class, 0), mix(23, bb.class, 0), mix(24, aa.class, 0),
		mix(25, b.class, f.class), mix(26, f.class, a.class), mix(27, b.class, a.class),
		mix(28, bb.class, b.class), mix(29, a.class, aa.class),
		mix(30, f.group, pair(b.group, a.group)), mix(31, f.group, pair(b.group, bb.group)), mix(32, f.group, pair(a.group, aa.group)),
		mix(33, f.group, 0), mix(34, b.group, 0), mix(35, a.group, 0),
		mix(40, f.listed, 0), mix(41, b.listed, 0), mix(42, a.listed, 0), mix(43, b.listed, f.listed), mix(44, f.listed, a.listed),
		mix(45, b.listed, f.group), mix(46, bb.listed, pair(b.listed, f.listed)), mix(47, f.listed, f.tags),
		mix(50, f.tags, 0), mix(51, b.tags, f.tags), mix(52, f.tags, a.tags),
		mix(60, b.suffix[1], 0), mix(61, b.suffix[2], 0), mix(62, a.suffix[1], 0), mix(63, a.suffix[2], 0),
		mix(64, b.word, f.group), mix(65, f.group, a.word),
	)
	out = f.affixes(out)
	if f.seen|b.seen|a.seen|f.pair|b.pair != 0 {
		out = append(out,
			mix(100, f.seen, 0), mix(101, b.seen, 0), mix(102, a.seen, 0), mix(103, f.seen, a.seen), mix(104, b.seen, f.seen),
			mix(105, f.pair, 0), mix(106, b.pair, 0), mix(107, f.pair, b.pair), mix(108, f.seen, f.group), mix(109, f.seen, b.group),
			mix(110, f.seen, f.listed),
		)
		for k := range uint32(4) {
			out = append(out, mix(111+k, f.seen>>(2*k)&3, 0), mix(115+k, f.seen>>(2*k)&3, a.seen>>(2*k)&3))
		}
	}
	return append(out, mix(90, f.suffix[1], b.group), mix(91, f.suffix[1], a.group))
}
