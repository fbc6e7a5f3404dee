package learn

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
func (f *Features) Add(parts ...string) {
	h := offset32
	for _, p := range parts {
		h = hashString(h, p)
		h = (h ^ '|') * prime32
	}
	f.Hashes = append(f.Hashes, h)
	if f.Named {
		f.Names = append(f.Names, join(parts))
	}
}

// AddWith states a fact, and states it again together with extra: what holds of all and what holds of this sort.
func (f *Features) AddWith(extra string, parts ...string) {
	f.Add(parts...)
	h := (hashString(f.Hashes[len(f.Hashes)-1], extra) ^ '|') * prime32
	f.Hashes = append(f.Hashes, h)
	if f.Named {
		f.Names = append(f.Names, f.Names[len(f.Names)-1]+"|"+extra)
	}
}

// AddIf states a fact where it holds.
func (f *Features) AddIf(holds bool, parts ...string) {
	if holds {
		f.Add(parts...)
	}
}

// Copy is a copy of the hashes, to keep as a training example's description.
func (f *Features) Copy() []uint32 { return append([]uint32(nil), f.Hashes...) }

// FNV-1a, 32 bits.
const (
	offset32 uint32 = 2166136261
	prime32  uint32 = 16777619
)

func hashString(h uint32, s string) uint32 {
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * prime32
	}
	return h
}

func join(parts []string) string {
	n := 0
	for _, p := range parts {
		n += len(p) + 1
	}
	b := make([]byte, 0, n)
	for i, p := range parts {
		if i > 0 {
			b = append(b, '|')
		}
		b = append(b, p...)
	}
	return string(b)
}

// Bucket names a count or a distance coarsely, so that what is learned of one holds for its neighbours.
func Bucket(n int) string {
	switch {
	case n < 0:
		return "-" + Bucket(-n)
	case n <= 3:
		return string(rune('0' + n))
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
