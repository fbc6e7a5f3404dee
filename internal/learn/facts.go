package learn

import (
	"math/bits"
	"sort"
)

// facts numbers the facts that a model knows, by their hashes.
type facts struct {
	hashes []uint32 // sorted
	slots  []slot   // where to find a fact
	shift  uint32
}

// slot is a place of the table of facts: a fact's hash and its row plus one, 0 where the place is free.
type slot struct {
	hash uint32
	row  int32
}

// newFacts enters sorted hashes in a table at most half full; a fact stands at its top bits or in the next free place.
func newFacts(hashes []uint32) facts {
	size := uint32(bits.Len(uint(2*len(hashes) + 1)))
	f := facts{hashes: hashes, slots: make([]slot, 1<<size), shift: 32 - size}
	mask := uint32(len(f.slots) - 1)
	for row, h := range hashes {
		at := h >> f.shift
		for f.slots[at].row != 0 {
			at = (at + 1) & mask
		}
		f.slots[at] = slot{h, int32(row) + 1}
	}
	return f
}

// find is the row of a fact, -1 where it is unknown.
func (f *facts) find(h uint32) int32 {
	mask := uint32(len(f.slots) - 1)
	for at := h >> f.shift; ; at++ {
		switch s := f.slots[at&mask]; {
		case s.row == 0:
			return -1
		case s.hash == h:
			return s.row - 1
		}
	}
}

// count counts how many cases state each fact.
func count(counts map[uint32]int, hashes []uint32) {
	for _, h := range hashes {
		counts[h]++
	}
}

// keep lists the facts that enough cases state, sorted.
func keep(counts map[uint32]int, least int) []uint32 {
	var kept []uint32
	for h, n := range counts {
		if n >= least {
			kept = append(kept, h)
		}
	}
	sort.Slice(kept, func(i, j int) bool { return kept[i] < kept[j] })
	return kept
}

// indexes are the rows of the facts that are known, counted from base.
func (f *facts) indexes(hashes []uint32, base int) []int32 {
	out := make([]int32, 0, len(hashes))
	for _, h := range hashes {
		if row := f.find(h); row >= 0 {
			out = append(out, int32(base)+row)
		}
	}
	return out
}
