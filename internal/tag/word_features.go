package tag

import "safir/fa"

// wordFacts are what is known of a word by itself.
type wordFacts struct {
	facts
	key  string
	does uint32 // its traits
	told uint32 // which parts of speech it is said to be
	name uint32 // in which part of a name it stands
	lean uint32 // how much it looks like one
	stem stem
	verb uint32 // which form of a verb it could be
	part uint32 // 1 for the further part of a token, 2 for the part before one
	mark bool
}

func (f *wordFacts) read(w *Tagger, key string, kind fa.TokenKind) {
	*f = wordFacts{key: key, mark: kind == fa.Punct || kind == fa.Symbol}
	f.facts.read(key, kind, w.lexicon)
	f.seen = w.named.value(f.word)
	f.does, f.told = habitsOf(w.traits, f.word)
	if kind == fa.Word {
		f.verb = uint32(w.lemmas.verbs.find(key).form)
		f.stem = w.stemOf(key)
	}
}

// wordEdge stands for the words before and after a sentence.
var wordEdge = wordFacts{facts: edge, does: 1 << 30, verb: 1 << 20}

// likeNoun are the traits that tell nouns and adjectives apart.
const likeNoun = 3<<(2*plural) | 3<<(2*compared) | 3<<(2*inDegree) | 3<<(2*counted)

// wordFeatures state what may tell word i's part of speech.
func wordFeatures(all []wordFacts, i int, out []uint64) []uint64 {
	at := func(k int) *wordFacts {
		if k < 0 || k >= len(all) {
			return &wordEdge
		}
		return &all[k]
	}
	f, b, a, bb, aa := &all[i], at(i-1), at(i+1), at(i-2), at(i+2)
	out = append(out,
		mix(401, f.word, 0), mix(402, b.word, 0), mix(403, a.word, 0), mix(404, bb.word, 0), mix(405, aa.word, 0),
		mix(406, b.word, f.word), mix(407, f.word, a.word), mix(408, f.word, a.group), mix(409, b.group, f.word),
		mix(411, f.shape, 0), mix(412, f.part, 0), mix(413, f.part, f.word),
		mix(420, f.class, 0), mix(421, b.class, 0), mix(422, a.class, 0), mix(423, b.class, f.class), mix(424, f.class, a.class),
		mix(430, f.group, 0), mix(431, f.group, pair(b.group, a.group)), mix(432, bb.group, pair(b.group, f.group)), mix(433, f.group, pair(a.group, aa.group)),
		mix(434, b.group, 0), mix(435, a.group, 0),
		mix(440, f.tags, 0), mix(441, b.tags, f.tags), mix(442, f.tags, a.tags), mix(443, f.tags, f.suffix[1]),
		mix(450, f.verb, 0), mix(451, f.verb, a.verb), mix(452, b.verb, f.verb), mix(453, f.verb, f.tags), mix(454, f.verb, a.shape),
		mix(455, a.verb, 0),
		mix(470, f.seen, 0), mix(473, f.seen, b.seen), mix(474, f.seen, a.seen),
	)
	if s := &f.stem; s.ending != 0 {
		out = append(out,
			mix(570, s.ending, 0), mix(571, s.ending, s.tags), mix(572, s.ending, s.group), mix(573, s.ending, s.class), mix(574, s.ending, s.does&likeNoun),
			mix(575, s.ending, pair(s.tags, f.tags)), mix(576, s.ending, b.group), mix(577, s.ending, a.group), mix(578, s.ending, s.does),
		)
		if s.told != 0 && f.told == 0 {
			out = append(out, mix(611, s.ending, s.told), mix(612, s.ending, pair(s.told, f.tags)))
		}
	}
	if f.told != 0 {
		out = append(out,
			mix(600, f.told, 0), mix(601, f.told&firstPart, 0), mix(602, f.told, f.tags), mix(603, f.told, b.told), mix(604, f.told, a.told),
			mix(605, f.told, b.group), mix(606, f.told, a.group), mix(607, f.told, f.name), mix(608, f.told, f.lean>>2),
		)
	}
	if b.told != 0 {
		out = append(out, mix(609, b.told, 0))
	}
	if a.told != 0 {
		out = append(out, mix(610, a.told, 0))
	}
	for k, p := range f.prefix[1:] {
		if p != 0 {
			out = append(out, mix(480+uint32(k), p, 0))
		}
	}
	for k, s := range f.suffix {
		if s != 0 {
			out = append(out, mix(490+uint32(k), s, 0))
		}
	}
	for t := range traits {
		out = append(out, mix(520+uint32(t), f.does>>(2*t)&3, 0), mix(530+uint32(t), f.does>>(2*t)&3, f.tags))
	}
	out = append(out,
		mix(510, f.does, 0), mix(511, f.does&likeNoun, f.suffix[0]), mix(512, f.does&likeNoun, b.does&likeNoun), mix(513, f.does&likeNoun, a.does&likeNoun),
		mix(514, f.does&likeNoun, b.group), mix(515, f.does&likeNoun, a.group), mix(517, a.does, 0), mix(518, b.does, 0),
		mix(540, f.name, 0), mix(541, f.name, f.word), mix(542, f.name, b.name), mix(543, f.name, a.name), mix(545, f.name, f.seen),
		mix(546, f.name, f.tags), mix(547, f.name, f.group),
		mix(550, f.lean, 0), mix(551, f.lean>>2, 0), mix(552, f.lean, b.lean), mix(553, f.lean, a.lean), mix(554, f.lean, f.tags), mix(555, f.lean>>2, f.group),
		mix(560, f.listed, 0), mix(561, f.listed, f.name), mix(562, f.listed, f.lean),
	)
	return append(out, mix(500, f.suffix[1], b.group), mix(501, f.suffix[1], a.group), mix(502, f.suffix[2], f.part))
}
