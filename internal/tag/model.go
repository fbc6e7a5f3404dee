package tag

import (
	"encoding/binary"
	"fmt"
	"math"
)

// model gives each feature a weight for each label, and each pair of labels that follow each other one more. The first
// label's weights are zero throughout, which costs nothing (adding the same to all labels changes no decision) and leaves
// room for a check: a row is two bytes that tell the feature, then one byte per further label, 128 standing for zero.
type model struct {
	labels []string
	rows   []byte
	words  []uint64 // the rows, where each has the bytes of one word
	width  int      // bytes of a row: 8 or 16
	shift  int      // of a feature's number, to get its first slot
	mask   uint32
	step   float64              // what one unit of weight is worth
	follow [][]int32            // follow[a][b]: weight of label b after a; the last a is a sentence's beginning
	odds   [][maxLabels]float64 // the same as a factor
}

const checkSize = 2

// forbidden is the weight of a pair of labels that cannot follow each other.
const forbidden = -1 << 20

// maxLabels bounds the number of labels, so that room for them can be an array.
const maxLabels = 15

const modelMagic = "safir.tag.1"

// openModel looks at a model file: magic, labels, width, log2 of the slots, step, pairs, rows.
func openModel(file []byte, labels []string) (*model, error) {
	head := len(modelMagic) + 1 + 1 + 1 + 8
	if len(file) < head || string(file[:len(modelMagic)]) != modelMagic {
		return nil, fmt.Errorf("model: not a file of %s", modelMagic)
	}
	at := file[len(modelMagic):]
	n, width, bits := int(at[0]), int(at[1]), int(at[2])
	m := &model{
		labels: labels, width: width, shift: 64 - bits, mask: 1<<bits - 1,
		step: math.Float64frombits(binary.LittleEndian.Uint64(at[3:])),
	}
	rows := head + (n+1)*n*4
	if n != len(labels) || n > maxLabels || width < n-1+checkSize || len(file) != rows+width<<bits {
		return nil, fmt.Errorf("model: %d labels in rows of %d bytes, %d bytes in all, want %d labels", n, width, len(file), len(labels))
	}
	for a := range n + 1 {
		m.follow = append(m.follow, make([]int32, n))
		m.odds = append(m.odds, [maxLabels]float64{})
		for b := range n {
			m.follow[a][b] = int32(binary.LittleEndian.Uint32(file[head+(a*n+b)*4:]))
			m.odds[a][b] = math.Exp(float64(m.follow[a][b]) * m.step)
		}
	}
	m.rows = file[rows:]
	if width == 8 {
		m.words = make([]uint64, 1<<bits)
		for i := range m.words {
			m.words[i] = binary.LittleEndian.Uint64(m.rows[8*i:])
		}
	}
	return m, nil
}

// scores are the labels' weights at one token.
type scores [16]int32

// sum adds up the rows of the given features.
func (m *model) sum(features []uint64, out *scores) {
	if m.width == 8 {
		var p packed
		m.add(features, &p)
		p.spread(out)
	} else {
		m.sum16(features, out)
	}
}

// lanes spread a row's bytes over 16-bit lanes, so that four are added at once.
const lanes = 0x00ff00ff00ff00ff

// packed is a sum of rows of eight bytes in 16-bit lanes: the even bytes and the odd ones. Where the check stands in a row, the sum has in its even
// part how many rows it is of.
type packed struct{ even, odd uint64 }

func (p *packed) add(others ...packed) {
	for _, o := range others {
		p.even += o.even
		p.odd += o.odd
	}
}

// add adds rows of eight bytes. What stands in the first places of the features is read for all of them before any of it is looked at: nothing that is
// read hangs on what was read before, so that the processor waits for many rows at once.
func (m *model) add(features []uint64, p *packed) {
	var found [batch]uint64
	for len(features) > 0 {
		some := features[:min(len(features), batch)]
		words, shift := m.words, m.shift&63
		for i, f := range some {
			found[i&(batch-1)] = words[f>>shift]
		}
		m.addFound(some, &found, p)
		features = features[len(some):]
	}
}

// batch is how many features are looked up together.
const batch = 64

// addFound adds the rows that were found in the first places of features, and looks further where another feature stands there.
func (m *model) addFound(features []uint64, found *[batch]uint64, p *packed) {
	const weights = lanes &^ 0xffff
	var further [batch]uint8
	var even, odd uint64
	n := 0
	for i, f := range features {
		x := found[i&(batch-1)]
		is, some := uint64(0), uint64(0)
		if uint16(x) == uint16(f)|1 {
			is = 1
		}
		if uint16(x) != 0 {
			some = 1
		}
		even += x&weights&-is + is
		odd += x >> 8 & weights & -is
		further[n&(batch-1)] = uint8(i)
		n += int(some &^ is)
	}
	for _, i := range further[:n] {
		if x := m.further(features[i]); x != 0 {
			even += x&weights + 1
			odd += x >> 8 & weights
		}
	}
	p.add(packed{even, odd})
}

// further is the row of a feature in whose first place another stands, 0 where it has none.
func (m *model) further(f uint64) uint64 {
	for at := uint32(f>>(m.shift&63)) + 1; ; at++ {
		if x := m.words[at&m.mask]; uint16(x) == uint16(f)|1 || uint16(x) == 0 {
			return x
		}
	}
}

// spread gives the labels' scores.
func (p *packed) spread(out *scores) {
	none := int32(p.even&0xffff) << 7
	*out = scores{}
	for k := range 3 {
		out[1+2*k] = int32(p.even>>(16*(k+1))&0xffff) - none
		out[2+2*k] = int32(p.odd>>(16*(k+1))&0xffff) - none
	}
}

// sum16 adds rows of sixteen bytes.
func (m *model) sum16(features []uint64, out *scores) {
	var even, odd, even2, odd2 uint64
	hits := int32(0)
	for _, f := range features {
		check := uint16(f) | 1
		for at := uint32(f >> m.shift); ; at++ {
			row := m.rows[at&m.mask<<4:][:16]
			x := binary.LittleEndian.Uint64(row)
			if uint16(x) == check {
				y := binary.LittleEndian.Uint64(row[8:])
				even += x & lanes
				odd += x >> 8 & lanes
				even2 += y & lanes
				odd2 += y >> 8 & lanes
				hits++
				break
			}
			if uint16(x) == 0 {
				break
			}
		}
	}
	*out = scores{}
	for k := range 3 {
		out[1+2*k] = int32(even>>(16*(k+1))&0xffff) - hits<<7
		out[2+2*k] = int32(odd>>(16*(k+1))&0xffff) - hits<<7
	}
	for k := range 4 {
		out[7+2*k] = int32(even2>>(16*k)&0xffff) - hits<<7
		out[8+2*k] = int32(odd2>>(16*k)&0xffff) - hits<<7
	}
}

// mix makes a feature's number from its kind and up to two facts.
func mix(kind uint32, a, b uint32) uint64 {
	x := (uint64(a)<<32 | uint64(b)) ^ uint64(kind)*0x9e3779b97f4a7c15
	x ^= x >> 32
	x *= 0xd6e8feb86659fd93
	x ^= x >> 29
	x *= 0xff51afd7ed558ccd
	return x ^ x>>32
}

// pair makes one fact of two.
func pair(a, b uint32) uint32 { return uint32(mix(99, a, b)) }
