package learn

import "encoding/binary"

// table is the facts of a model with their weights. Thousands of facts are looked up for each dispatch, in tables that are larger than the memory
// close to the processor: what takes time is waiting for it. So a fact's weights stand right behind its hash, and facts stand in the order of
// their hashes, about where the hash says that they do.
type table struct {
	hashes []uint32 // of all facts, sorted
	slots  []uint64 // places of one size: a fact's hash as held gives it, 0 where the place is free, then its weights
	words  int      // of the weights: eight in a word
	homes  uint64   // in how many places a fact may stand at best
}

// nothing is a word of weights that say nothing: each is kept as this more than it is, so that no byte is negative.
const nothing = middle * 0x0101010101010101

// newTable puts rows of bytes, one for each of some sorted hashes, into a table of which nearly half is free. A fact stands in its place or in the
// next that is free. The first place of all is no fact's: its weights stand for facts that are unknown.
func newTable(hashes []uint32, bytes []byte, width int) table {
	t := table{hashes: hashes, words: (width + 7) / 8, homes: max(1, uint64(len(hashes))*7/4)}
	t.slots = make([]uint64, t.last(hashes)+2*t.size())
	for at := 0; at < len(t.slots); at += t.size() {
		for k := range t.words {
			t.slots[at+1+k] = nothing
		}
	}
	next := 0
	for i, h := range hashes {
		at := max(t.home(h), next)
		next = at + t.size()
		t.slots[at] = held(h)
		pack(t.slots[at+1:][:t.words], bytes[i*width:][:width])
	}
	return t
}

// pack puts a row of bytes into words; what the last word has too many says nothing.
func pack(words []uint64, row []byte) {
	for k := range words {
		if len(row) < 8 {
			var last [8]byte
			binary.LittleEndian.PutUint64(last[:], nothing)
			copy(last[:], row)
			words[k] = binary.LittleEndian.Uint64(last[:])
			return
		}
		words[k], row = binary.LittleEndian.Uint64(row), row[8:]
	}
}

// size is how many words a place has.
func (t *table) size() int { return 1 + t.words }

// home is where a fact stands at best.
func (t *table) home(h uint32) int { return (1 + int(uint64(h)*t.homes>>32)) * t.size() }

// last is where the last fact stands, or the last that may stand at best.
func (t *table) last(hashes []uint32) int {
	last := 0
	for _, h := range hashes {
		last = max(t.home(h), last+t.size())
	}
	return max(last, int(t.homes)*t.size())
}

// held is how a table holds the hash of a fact: no fact is held as zero, and they are in the order of their hashes.
func held(h uint32) uint64 { return uint64(h)<<1 | 1 }

// find is where the weights of a fact stand, and whether it is known.
func (t *table) find(h uint32) (place int32, known bool) {
	for at := t.home(h); ; at += t.size() {
		switch x := t.slots[at]; {
		case x == held(h):
			return int32(at + 1), true
		case x == 0 || x > held(h):
			return 1, false
		}
	}
}

// places fills in what find gives for each of some facts. What stands where each would stand at best, and behind that, is read for all of them
// before any of it is looked at: nothing that is read hangs on what was read before, so that the processor waits for many at once.
func (t *table) places(hashes []uint32, out []int32) {
	var found [batch][2]uint64
	for len(hashes) > 0 {
		some := hashes[:min(len(hashes), batch)]
		t.readHomes(some, out, &found)
		t.settle(some, out, &found)
		hashes, out = hashes[len(some):], out[len(some):]
	}
}

// batch is how many facts are looked up together.
const batch = 64

// readHomes reads what stands where facts would stand at best, and behind that, and notes where that is.
func (t *table) readHomes(hashes []uint32, out []int32, found *[batch][2]uint64) {
	slots, homes, size := t.slots, t.homes, uint64(t.size())
	out = out[:len(hashes)]
	for i, h := range hashes {
		at := (1 + uint64(h)*homes>>32) * size
		out[i] = int32(at + 1)
		both := &found[i&(batch-1)]
		both[0], both[1] = slots[at], slots[at+size]
	}
}

// settle keeps the places of facts that were found there, and looks for the few others further on.
func (t *table) settle(hashes []uint32, out []int32, found *[batch][2]uint64) {
	var further [batch]uint8
	n, size := 0, int32(t.size())
	out = out[:len(hashes)]
	for i, h := range hashes {
		want, both := held(h), found[i&(batch-1)]
		place, more := int32(1), 0
		if both[0] == want {
			place = out[i]
		}
		if both[1] == want {
			place = out[i] + size
		}
		if both[1]-1 < want-1 { // neither free nor the fact nor one behind it
			more = 1
		}
		out[i] = place
		further[n&(batch-1)] = uint8(i)
		n += more
	}
	for _, i := range further[:n] {
		out[i], _ = t.find(hashes[i])
	}
}

// row appends the bytes that are kept of a fact's weights.
func (t *table) row(h uint32, width int, out []byte) []byte {
	place, _ := t.find(h)
	for k := range t.words {
		out = binary.LittleEndian.AppendUint64(out, t.slots[int(place)+k])
	}
	return out[:len(out)-8*t.words+width]
}

// sumOne adds up the words at index k of the weights at some places: the even bytes and the odd ones.
func (t *table) sumOne(places []int32, k int) (sum [2]uint64) {
	for _, at := range places {
		x := t.slots[int(at)+k]
		sum[0] += x & lanes
		sum[1] += x >> 8 & lanes
	}
	return sum
}

// sumTwo adds up the words at index k and the ones behind them.
func (t *table) sumTwo(places []int32, k int) (first, second [2]uint64) {
	var a, b, c, d uint64
	for _, at := range places {
		two := t.slots[int(at)+k:][:2]
		a += two[0] & lanes
		b += two[0] >> 8 & lanes
		c += two[1] & lanes
		d += two[1] >> 8 & lanes
	}
	return [2]uint64{a, b}, [2]uint64{c, d}
}
