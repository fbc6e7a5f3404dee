package fa

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
)

const (
	splitBits      = 19
	joinBits       = 19
	epochs         = 4
	sentenceEpochs = 5
	rate           = 0.2
	// trust is how many counted words the judgement of the weights is worth.
	trust = 2.0
	// leastCount is how often a word has to be counted to be kept in the lexicon.
	leastCount = 2.0
	leastPair  = 1.0
)

// TrainRepair learns the half-space model; the result is what data/repair.model holds. The same data give the same bytes.
func TrainRepair(data RepairData) ([]byte, error) {
	c, texts, err := newCounts(data)
	if err != nil {
		return nil, fmt.Errorf("counting words: %w", err)
	}
	split := c.trainSplit()
	join := c.trainJoin(texts)
	slots, records := c.lexicon(split, join)
	var out bytes.Buffer
	out.WriteString(modelMagic)
	splitTable, splitScale := split.quantize()
	joinTable, joinScale := join.quantize()
	for _, n := range []int{len(slots), len(records), len(splitTable), len(joinTable)} {
		out.Write(binary.LittleEndian.AppendUint32(nil, uint32(n)))
	}
	for _, scale := range []float32{splitScale, joinScale} {
		out.Write(binary.LittleEndian.AppendUint32(nil, math.Float32bits(scale)))
	}
	for _, table := range [][]byte{slots, records, splitTable, joinTable} {
		out.Write(table)
	}
	return out.Bytes(), nil
}

// learner is a logistic regression over hashed features, trained by AdaGrad.
type learner struct {
	weights, squares []float32
	mask             uint32
	decay            float32 // how strongly weights are drawn to zero
}

func newLearner(bits int) *learner {
	return &learner{make([]float32, 1<<bits), make([]float32, 1<<bits), 1<<bits - 1, 1e-4}
}

func (l *learner) score(features []uint32) float32 {
	var sum float32
	for _, h := range features {
		sum += l.weights[fold(h)&l.mask]
	}
	return sum
}

// learn moves the weights towards an example whose gap needs a half-space with probability want.
func (l *learner) learn(features []uint32, want, weight float64) {
	p := logistic(float64(l.score(features)))
	gradient := float32((p - want) * weight)
	if gradient*gradient < 1e-8 {
		return
	}
	for _, h := range features {
		i := fold(h) & l.mask
		g := gradient + l.decay*l.weights[i]
		l.squares[i] += g * g
		l.weights[i] -= rate * g / float32(math.Sqrt(float64(l.squares[i]))+1e-3)
	}
}

func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// largestWeight is the weight that the largest byte stands for.
const largestWeight = 6

// quantize brings the weights down to one byte each.
func (l *learner) quantize() (table []byte, scale float32) {
	scale = largestWeight / 127.0
	table = make([]byte, len(l.weights))
	for i, w := range l.weights {
		table[i] = byte(int8(math.Round(float64(min(max(w, -largestWeight), largestWeight) / scale))))
	}
	return table, scale
}

// trainSplit learns to judge the gaps of unknown words: each counted word is looked at as if it had not been counted.
func (c *counts) trainSplit() *learner {
	l := newLearner(splitBits)
	keys := sortedKeys(c.forms)
	random := rand.New(rand.NewPCG(1, 1))
	for range epochs {
		random.Shuffle(len(keys), func(i, j int) { keys[i], keys[j] = keys[j], keys[i] })
		for _, key := range keys {
			if len(key) < shortestSplit {
				continue
			}
			f := c.forms[key]
			weight := min(math.Log2(1+f.total), 5)
			features := c.splitFeatures(key, key)
			for at := 1; at < len(key); at++ {
				l.learn(features.at(at), f.share(at), weight)
			}
			c.learnRest(l, key, weight)
		}
	}
	return l
}

// learnRest learns from what is left of a word behind its first half-space if it has more (عبدالله¬بن¬زبیر), since repair looks at the pieces of
// what it has split once more, and few of them are words that were counted.
func (c *counts) learnRest(l *learner, key string, weight float64) {
	f := c.forms[key]
	cuts := f.accepted()
	if len(cuts) < 2 {
		return
	}
	rest := key[cuts[0]:]
	if len(rest) < shortestSplit || c.forms[rest] != nil {
		return
	}
	features := c.splitFeatures(key, rest)
	for at := 1; at < len(rest); at++ {
		l.learn(features.at(at), f.share(cuts[0]+at), weight)
	}
}

// splitFeatures are the features of a counted word, or of a piece of it, without what the word adds to the counts itself.
func (c *counts) splitFeatures(key, piece string) *splitFeatures {
	f := &splitFeatures{}
	f.prepare(without{c, c.sidesOf(key)}, []byte(piece))
	return f
}

// sidesOf is what a word adds to the counts of left and right sides.
func (c *counts) sidesOf(key string) map[string][2]int {
	own := map[string][2]int{}
	from := 0
	cuts := c.forms[key].accepted()
	for i, at := range cuts {
		to := len(key)
		if i+1 < len(cuts) {
			to = cuts[i+1]
		}
		for _, side := range []string{key[:at], key[from:at]} {
			own[side] = [2]int{1, own[side][1]}
		}
		for _, side := range []string{key[at:], key[at:to]} {
			own[side] = [2]int{own[side][0], 1}
		}
		from = at
	}
	return own
}

// without is what is known from the counts less what one word adds to those of its sides.
type without struct {
	*counts
	own map[string][2]int
}

func (w without) lookup(key []byte) lexeme {
	less := w.own[string(key)]
	return w.kept(string(key), less[0], less[1])
}

func (w without) lookupHashed(_ uint32, key []byte) lexeme { return w.lookup(key) }

// kept is what the lexicon knows of a key, nothing where it is too rare to be kept.
func (c *counts) kept(key string, lessFirst, lessLast int) lexeme {
	e := c.lexeme(key, lessFirst, lessLast)
	if f := c.forms[key]; e.first == 0 && e.last == 0 && (f == nil || f.total < leastCount) {
		return lexeme{}
	}
	return e
}

// countPairs counts the neighbours that could be parts of one word.
func (c *counts) countPairs(texts []weighted) {
	for _, text := range texts {
		for i := 1; i < len(text.parts); i++ {
			a, b := text.parts[i-1], text.parts[i]
			if b.before == barrier || !mayJoin(c.kept(string(a.key), 0, 0), c.kept(string(b.key), 0, 0)) {
				continue
			}
			key := pairKey(a, b)
			p := c.pairs[key]
			if p == nil {
				p = &pairCount{}
				c.pairs[key] = p
			}
			if b.before == half {
				p.half += text.weight
			} else {
				p.space += text.weight
			}
		}
	}
}

func pairKey(a, b part) string { return string(a.key) + string(rune(pairMark)) + string(b.key) }

// score is the pair's own score, unknown where it was counted too seldom.
func (p pairCount) score() (float32, bool) {
	if p.half+p.space < leastPair {
		return 0, false
	}
	return float32(math.Log((p.half + 0.2) / (p.space + 0.8))), true
}

// joinExample is a space or a half-space between two parts of a text, as the weights see it.
type joinExample struct {
	features [joinCount]uint32
	want     float64
}

// trainJoin learns to judge the spaces of the texts: each pair is looked at as if it had been counted once less.
func (c *counts) trainJoin(texts []weighted) *learner {
	l := newLearner(joinBits)
	random := rand.New(rand.NewPCG(2, 2))
	order := random.Perm(len(texts))
	examples := make([][]joinExample, len(texts)) // looked up once: there are many passes
	for i, text := range texts {
		examples[i] = c.joinExamples(text)
	}
	pass := func(weight func(weighted) float64) {
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, t := range order {
			if w := weight(texts[t]); w > 0 {
				for i := range examples[t] {
					l.learn(examples[t][i].features[:], examples[t][i].want, w)
				}
			}
		}
	}
	for range epochs {
		pass(func(text weighted) float64 { return math.Sqrt(text.weight) })
	}
	for range sentenceEpochs { // the last word is had by those who write with care
		pass(func(text weighted) float64 { return max(text.weight-1, 0) })
	}
	return l
}

func (c *counts) joinExamples(text weighted) (out []joinExample) {
	for i := 1; i < len(text.parts); i++ {
		if e, ok := c.joinExample(text, i); ok {
			out = append(out, e)
		}
	}
	return out
}

func (c *counts) lookup(key []byte) lexeme { return c.kept(string(key), 0, 0) }

func (c *counts) lookupHashed(_ uint32, key []byte) lexeme { return c.lookup(key) }

// lookupPair is the score of a pair as the lexicon will give it.
func (c *counts) lookupPair(a, b []byte) (float32, bool) {
	p := c.pairs[string(a)+string(rune(pairMark))+string(b)]
	if p == nil || p.half == 0 {
		return 0, false
	}
	score, ok := p.score()
	return float32(quantizeScore(score)) / scoreScale, ok
}

func (c *counts) pairScore(_ uint32, a, b []byte) (float32, bool) { return c.lookupPair(a, b) }

// joinExample is what stands before part i; none where the two can be no parts of one word.
func (c *counts) joinExample(text weighted, i int) (joinExample, bool) {
	a, b := text.parts[i-1], text.parts[i]
	if b.before == barrier {
		return joinExample{}, false
	}
	pair := c.pairs[pairKey(a, b)]
	if pair == nil {
		return joinExample{}, false
	}
	rest, own, want := *pair, 0, 0.0
	if b.before == half {
		want = 1
		if rest.half -= text.weight; rest.half <= 0 {
			own = 1
		}
	} else {
		rest.space -= text.weight
	}
	f := joinFeatures{a: a.key, b: b.key, hashA: hashBytes(hashStart, a.key), hashB: hashBytes(hashStart, b.key), knownA: c.kept(string(a.key), own, 0), knownB: c.kept(string(b.key), 0, own)}
	if !mayJoin(f.knownA, f.knownB) {
		return joinExample{}, false
	}
	f.relate(c)
	f.pair = pairUnknown
	if score, ok := rest.score(); ok {
		f.pair = pairBucket(float32(quantizeScore(score)) / scoreScale)
	}
	if i > 1 && a.before != barrier {
		f.previous = text.parts[i-2].key
	}
	if i+1 < len(text.parts) && text.parts[i+1].before != barrier {
		f.next = text.parts[i+1].key
	}
	return joinExample{[joinCount]uint32(f.all()), want}, true
}

func quantizeScore(score float32) int8 {
	return int8(math.Round(float64(min(max(score*scoreScale, -127), 127))))
}

// lexicon writes the table of offsets and the records.
func (c *counts) lexicon(split, join *learner) (slots, records []byte) {
	records = []byte{0} // so that no record stands at offset 0
	offsets := map[string]int{}
	add := func(key string, record []byte) {
		offsets[key] = len(records)
		records = append(records, record...)
	}
	for _, key := range sortedKeys(c.vocabulary()) {
		e := c.kept(key, 0, 0)
		if !e.found || len(key) > longestSplit {
			continue
		}
		cuts := c.learnedCuts(split, key)
		record := append([]byte{byte(len(key))}, key...)
		record = append(record, e.free<<4|e.first, e.last<<4|byte(len(cuts)/2))
		add(key, append(record, cuts...))
	}
	for _, key := range sortedKeys(c.pairs) {
		score, ok := c.pairs[key].score()
		if !ok || c.pairs[key].half == 0 && !c.needed(join, key) || len(key) > 255 {
			continue
		}
		record := append([]byte{byte(len(key))}, key...)
		add(key, append(record, 0, 1, 0, byte(quantizeScore(score))))
	}
	return slotTable(offsets), records
}

// needed tells whether a pair that never has a half-space would come near to getting one if its count were not known.
func (c *counts) needed(join *learner, key string) bool {
	const near = -3
	a, b, _ := strings.Cut(key, string(rune(pairMark)))
	f := joinFeatures{a: []byte(a), b: []byte(b), knownA: c.kept(a, 0, 0), knownB: c.kept(b, 0, 0)}
	f.hashA, f.hashB = hashBytes(hashStart, f.a), hashBytes(hashStart, f.b)
	f.relate(c)
	f.pair = pairUnknown
	return join.score(f.all()) > near
}

func slotTable(offsets map[string]int) []byte {
	n := 1
	for n < len(offsets)*7/5 {
		n *= 2
	}
	slots := make([]byte, 4*n)
	for _, key := range sortedKeys(offsets) {
		h := hashBytes(hashStart, []byte(key))
		slot := fold(h) & uint32(n-1)
		for binary.LittleEndian.Uint32(slots[4*slot:]) != 0 {
			slot = (slot + 1) & uint32(n-1)
		}
		binary.LittleEndian.PutUint32(slots[4*slot:], uint32(offsets[key])<<8|h>>24)
	}
	return slots
}

// vocabulary is every key that is a word or a side of one.
func (c *counts) vocabulary() map[string]bool {
	all := map[string]bool{}
	for key := range c.forms {
		all[key] = true
	}
	for key := range c.first {
		all[key] = true
	}
	for key := range c.last {
		all[key] = true
	}
	delete(all, "")
	return all
}

// learnedCuts are the gaps of a known word that need a half-space, by what was counted and, where little was, by the weights.
func (c *counts) learnedCuts(split *learner, key string) []byte {
	f := c.forms[key]
	if len(key) < shortestSplit-1 || f == nil && len(key) < shortestSplit {
		return nil
	}
	if f == nil {
		f = &form{}
		c.forms[key] = f
		defer delete(c.forms, key)
	}
	var cuts []byte
	features := c.splitFeatures(key, key)
	for at := 1; at < len(key); at++ {
		judged := logistic(float64(split.score(features.at(at))))
		p := (f.cuts[at] + trust*judged) / (f.total + trust)
		if score := quantizeScore(float32(math.Log(p / (1 - p)))); score > -24 && len(cuts) < 20 {
			cuts = append(cuts, byte(at), byte(score))
		}
	}
	return cuts
}
