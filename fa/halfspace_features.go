package fa

// The features by which the half-space model judges what it has not counted. Training and reading share them.

const (
	shortestSplit = 4 // letters of a word that is looked into for a lost half-space
	longestSplit  = 40
	splitCount    = 15
	joinCount     = 18
)

// knowledge is what the features ask: the lexicon when a text is repaired, the counts when the model is trained.
type knowledge interface {
	lookup(key []byte) lexeme
	lookupHashed(hash uint32, key []byte) lexeme // the same where the key's hash is known
	pairScore(hash uint32, a, b []byte) (score float32, found bool)
}

// splitFeatures are the features of every gap of one unknown word.
type splitFeatures struct {
	key         []byte
	left, right [longestSplit + 1]uint32 // hashes of what stands left and right of each gap
	known       [longestSplit + 1][2]lexeme
	stem        uint32 // how well the word is known without its last letters
	out         [splitCount]uint32
}

func (f *splitFeatures) prepare(k knowledge, key []byte) {
	f.key = key
	h := uint32(hashStart)
	for i := range key {
		f.left[i] = h
		h = hashByte(h, key[i])
	}
	h = hashStart
	for i := len(key) - 1; i >= 0; i-- {
		h = hashByte(h, key[i])
		f.right[i] = h
	}
	f.stem = 0
	for at := 1; at < len(key); at++ {
		f.known[at] = [2]lexeme{k.lookupHashed(f.left[at], key[:at]), k.lookup(key[at:])}
		if at >= len(key)-3 {
			f.stem = max(f.stem, level(f.known[at][0].free))
		}
	}
}

// level brings a bucket of counts down to four levels.
func level(bucket uint8) uint32 {
	switch {
	case bucket == 0:
		return 0
	case bucket <= 2:
		return 1
	case bucket <= 5:
		return 2
	}
	return 3
}

// feature gives a hash its own room by number.
func feature(id byte, h uint32) uint32 { return hashByte(h*2654435761, id) }

func (f *splitFeatures) at(at int) []uint32 {
	key, l, r := f.key, f.left[at], f.right[at]
	a, b := f.known[at][0], f.known[at][1]
	last := uint32(key[at-1])
	freeA, firstA, freeB, lastB := level(a.free), level(a.first), level(b.free), level(b.last)
	levels := freeA | firstA<<2 | freeB<<4 | lastB<<6
	f.out = [splitCount]uint32{
		feature(0, last),
		feature(1, r),
		feature(2, l),
		feature(3, r^last<<24),
		feature(4, l^uint32(key[at])<<24),
		feature(5, last|context(key, at-2)<<8|context(key, at)<<16|context(key, at+1)<<24),
		feature(6, hashByte(last|context(key, at-2)<<8|context(key, at-3)<<16|context(key, at)<<24, key[at])^context(key, at+1)*31^context(key, at+2)*977),
		feature(7, levels),
		feature(8, r^freeA<<28),
		feature(9, r^freeA<<28^firstA<<26^joins(key[at-1])<<24),
		feature(10, l^lastB<<28),
		feature(11, l^freeB<<28),
		feature(12, uint32(min(at, 5))|uint32(min(len(key)-at, 5))<<4|freeA<<8|freeB<<10),
		feature(13, f.stem|levels<<4),
		feature(14, uint32(a.first)|uint32(b.last)<<4|joins(key[at-1])<<8),
	}
	return f.out[:]
}

// context is the letter at place i of a key, 0 outside.
func context(key []byte, i int) uint32 {
	if i < 0 || i >= len(key) {
		return 0
	}
	return uint32(key[i])
}

// joins is 1 for a letter that joins the next in writing, so that losing a half-space behind it shows.
func joins(b byte) uint32 {
	switch rune(b) + 0x600 {
	case 'ا', 'آ', 'أ', 'إ', 'د', 'ذ', 'ر', 'ز', 'ژ', 'و', 'ؤ', 'ة', 'ء', 'ٱ':
		return 0
	}
	return 1
}

// joinFeatures are the features of one space between two parts.
type joinFeatures struct {
	a, b, previous, next []byte
	hashA, hashB         uint32
	knownA, knownB       lexeme
	pair                 uint32 // bucket of the pair's own score
	kin                  uint32 // bucket of the best score of the first word with a shorter or longer form of the second
	out                  [joinCount]uint32
	longer               [longestSplit + 1]byte // room for a longer form of b
}

// relate looks up the best score that the pair's first word has with other forms of the second: without its last letters
// (بارترین: بار), or with the ending ی.
func (f *joinFeatures) relate(k knowledge) {
	const (
		most   = 4 // letters that an ending has
		least  = 2 // letters that have to stay
		ending = 'ی' - 0x600
	)
	f.kin = pairUnknown
	if f.knownA.first == 0 {
		return
	}
	h := hashByte(f.hashA, pairMark)
	for i, b := range f.b {
		if i >= max(least, len(f.b)-most) {
			f.addKin(k, h, f.b[:i])
		}
		h = hashByte(h, b)
	}
	if n := copy(f.longer[:longestSplit], f.b); n == len(f.b) {
		f.longer[n] = ending
		f.addKin(k, hashByte(h, ending), f.longer[:n+1])
	}
}

func (f *joinFeatures) addKin(k knowledge, hash uint32, form []byte) {
	if score, ok := k.pairScore(hash, f.a, form); ok && (f.kin == pairUnknown || pairBucket(score) > f.kin) {
		f.kin = pairBucket(score)
	}
}

// pairUnknown is the bucket of pairs that were never counted.
const pairUnknown = 31

// pairBucket is the bucket of a pair's own score.
func pairBucket(score float32) uint32 { return uint32(min(max(score*2+10, 0), 20)) }

func (f *joinFeatures) all() []uint32 {
	a, b := f.hashA, f.hashB
	ab := hashBytes(hashByte(a, pairMark), f.b)
	levels := level(f.knownA.free) | level(f.knownA.first)<<2 | level(f.knownB.free)<<4 | level(f.knownB.last)<<6
	last, beforeLast := context(f.a, len(f.a)-1), context(f.a, len(f.a)-2)
	start := context(f.b, 0) | context(f.b, 1)<<8
	f.out = [joinCount]uint32{
		feature(20, f.pair),
		feature(21, a),
		feature(22, b),
		feature(23, ab),
		feature(24, b^f.pair<<24),
		feature(25, a^f.pair<<24),
		feature(26, levels|f.pair<<8),
		feature(27, b^last<<24),
		feature(28, b^(last|beforeLast<<8)*31),
		feature(29, a^start*31),
		feature(30, hashBytes(ab, f.previous)),
		feature(31, hashBytes(hashByte(ab, pairMark), f.next)),
		feature(32, hashBytes(hashByte(b, pairMark), f.next)),
		feature(33, hashBytes(hashByte(a, pairMark), f.previous)),
		feature(35, f.kin|f.pair<<8),
		feature(36, b^f.kin<<24),
		feature(37, f.kin|levels<<8|last<<16),
		feature(34, uint32(f.knownA.first)|uint32(f.knownB.last)<<4|f.pair<<8),
	}
	return f.out[:]
}
