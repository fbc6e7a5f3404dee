package learn

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
)

// The file format, gzipped, little-endian: magic; labels; the bias; then each fact's hash as the difference from the one
// before, and its weights as bytes, of which one step is scale. Facts whose weights all round to nothing are left out.
const magic = "safir-learn-1\n"

const steps = 127 // a weight is kept as -127…127 steps

// Write stores models one after another in one file.
func Write(w io.Writer, models ...*Model) error {
	zip, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return fmt.Errorf("learn.Write: %w", err)
	}
	out := bufio.NewWriter(zip)
	out.WriteString(magic)
	writeUint(out, uint64(len(models)))
	for _, m := range models {
		m.write(out)
	}
	if err := errors.Join(out.Flush(), zip.Close()); err != nil {
		return fmt.Errorf("learn.Write: %w", err)
	}
	return nil
}

func (m *Model) write(out *bufio.Writer) {
	writeUint(out, uint64(len(m.Labels)))
	for _, l := range m.Labels {
		writeUint(out, uint64(len(l)))
		out.WriteString(l)
	}
	scale := m.scale()
	writeFloat(out, scale)
	for _, b := range m.bias {
		writeFloat(out, b)
	}
	kept := m.kept(scale)
	writeUint(out, uint64(len(kept)))
	last := uint32(0)
	for _, row := range kept {
		writeUint(out, uint64(m.hashes[row]-last))
		last = m.hashes[row]
	}
	for _, row := range kept {
		for l := range m.Labels {
			out.WriteByte(byte(m.quantised(row, l, scale)))
		}
	}
}

// scale is the size of one step.
func (m *Model) scale() float32 {
	highest := float32(1e-6)
	for _, w := range m.weights {
		highest = max(highest, float32(math.Abs(float64(w))))
	}
	return highest / steps
}

func (m *Model) quantised(row, label int, scale float32) int8 {
	return int8(math.Round(float64(m.weights[row*len(m.Labels)+label] / scale)))
}

func (m *Model) kept(scale float32) []int {
	var kept []int
	for row := range m.hashes {
		for l := range m.Labels {
			if m.quantised(row, l, scale) != 0 {
				kept = append(kept, row)
				break
			}
		}
	}
	return kept
}

func writeUint(out *bufio.Writer, n uint64) {
	var b [binary.MaxVarintLen64]byte
	out.Write(b[:binary.PutUvarint(b[:], n)])
}

func writeFloat(out *bufio.Writer, f float32) {
	var b [4]byte
	binary.LittleEndian.PutUint32(b[:], math.Float32bits(f))
	out.Write(b[:])
}

// Read loads the models that Write stored. A file that is cut off or of another format is an error.
func Read(data []byte) ([]*Model, error) {
	zip, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("learn.Read: %w", err)
	}
	var plain bytes.Buffer
	plain.Grow(3 * len(data)) // about what it holds
	if _, err := plain.ReadFrom(zip); err != nil {
		return nil, fmt.Errorf("learn.Read: %w", err)
	}
	r := &reader{data: plain.Bytes()}
	if string(r.bytes(len(magic))) != magic {
		return nil, errors.New("learn.Read: not a model file of this version")
	}
	models := make([]*Model, r.count())
	for i := range models {
		models[i] = r.model()
	}
	if r.short {
		return nil, errors.New("learn.Read: the file is cut off")
	}
	return models, nil
}

// reader reads values; past the end of the data it gives zeros and says so at the end.
type reader struct {
	data  []byte
	short bool
}

func (r *reader) bytes(n int) []byte {
	if n > len(r.data) {
		r.short = true
		r.data = nil
		return make([]byte, min(n, 1<<10))
	}
	b := r.data[:n]
	r.data = r.data[n:]
	return b
}

func (r *reader) uint() uint64 {
	n, size := binary.Uvarint(r.data)
	if size <= 0 {
		r.short = true
		return 0
	}
	r.data = r.data[size:]
	return n
}

// count is a number of things that each take at least a byte of what is left.
func (r *reader) count() int {
	n := r.uint()
	if n > uint64(len(r.data)) {
		r.short = true
		return 0
	}
	return int(n)
}

func (r *reader) float() float32 {
	return math.Float32frombits(binary.LittleEndian.Uint32(r.bytes(4)))
}

func (r *reader) model() *Model {
	m := &Model{Labels: make([]string, r.count())}
	for i := range m.Labels {
		m.Labels[i] = string(r.bytes(r.count()))
	}
	scale := r.float()
	m.bias = make([]float32, len(m.Labels))
	for l := range m.bias {
		m.bias[l] = r.float()
	}
	m.hashes = make([]uint32, r.count())
	last := uint32(0)
	for i := range m.hashes {
		last += uint32(r.uint())
		m.hashes[i] = last
	}
	m.weights = make([]float32, len(m.hashes)*len(m.Labels))
	for i, b := range r.bytes(len(m.weights)) {
		m.weights[i] = float32(int8(b)) * scale
	}
	m.reindex()
	return m
}
