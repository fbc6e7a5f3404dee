package learn

import "strings"

// Features is the description of one case: a set of named facts, kept as hashes. Reset and reuse one value for many cases.
type Features struct {
	Hashes []uint32
	Names  []string // filled only where Named is set, to explain a decision
	Named  bool
}

// Reset forgets all facts and keeps the memory.
func (f *Features) Reset() {
	f.Hashes = f.Hashes[:0]
	f.Names = f.Names[:0]
}

// Add states a fact whose name is the parts in order: Add("word", key) or Add("cue+role", cue, role).
func (f *Features) Add(parts ...string) { f.add(parts) }

func (f *Features) add(parts []string) uint64 {
	h := uint64(seed)
	for _, p := range parts {
		h = hash(h, p)
	}
	f.Hashes = append(f.Hashes, uint32(h))
	if f.Named {
		f.Names = append(f.Names, strings.Join(parts, "|"))
	}
	return h
}

// AddWith states a fact, and states it again together with extra: what holds of all and what holds of this sort.
func (f *Features) AddWith(extra string, parts ...string) {
	f.Hashes = append(f.Hashes, uint32(hash(f.add(parts), extra)))
	if f.Named {
		f.Names = append(f.Names, f.Names[len(f.Names)-1]+"|"+extra)
	}
}

// AddEachWith states for each of some words what AddWith states with the word as the last part.
func (f *Features) AddEachWith(words []string, extra string, parts ...string) {
	start := uint64(seed)
	for _, p := range parts {
		start = hash(start, p)
	}
	for _, word := range words {
		h := hash(start, word)
		f.Hashes = append(f.Hashes, uint32(h), uint32(hash(h, extra)))
		if f.Named {
			name := strings.Join(parts, "|") + "|" + word
			f.Names = append(f.Names, name, name+"|"+extra)
		}
	}
}

// AddNumbers states a fact that numbers name, which is quicker than words where a text has thousands of them: the first says what the
// others are. Such a fact has no name to be explained by.
func (f *Features) AddNumbers(name uint64, parts ...uint64) {
	h := fold(seed, name)
	for _, p := range parts {
		h = fold(h, p)
	}
	f.Hashes = append(f.Hashes, uint32(h))
}

// AddIf states a fact where it holds.
func (f *Features) AddIf(holds bool, parts ...string) {
	if holds {
		f.Add(parts...)
	}
}

// Copy is a copy of the hashes, to keep as a training example's description.
func (f *Features) Copy() []uint32 { return append([]uint32(nil), f.Hashes...) }

// Bucket names a count or a distance coarsely, so that what is learned of one holds for its neighbours.
func Bucket(n int) string {
	switch {
	case n < 0:
		return "-" + Bucket(-n)
	case n <= 3:
		return "0123"[n : n+1]
	case n <= 5:
		return "4-5"
	case n <= 9:
		return "6-9"
	case n <= 15:
		return "10-15"
	case n <= 30:
		return "16-30"
	}
	return "31-"
}
