package learn

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"

	"github.com/klauspost/compress/zstd"
)

// The file format, packed by Zstandard (RFC 8878; read in a tenth of gzip's time), little-endian: magic; the number of models; of each its labels; its hidden units, 0 where there are none; the size of a step; the
// bias; where there are hidden units, the weights behind them and the bias of the labels; then each fact's hash as the difference from the one
// before, and its row as bytes that count steps.
const magic = "safir-learn-4\n"

// Write stores models one after another in one file. It is packed in one piece, so that it tells at its beginning how much it holds.
func Write(w io.Writer, models ...*Model) error {
	var plain bytes.Buffer
	out := bufio.NewWriter(&plain)
	out.WriteString(magic)
	writeUint(out, uint64(len(models)))
	for _, m := range models {
		m.write(out)
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("learn.Write: %w", err)
	}
	if _, err := w.Write(Pack(plain.Bytes())); err != nil {
		return fmt.Errorf("learn.Write: %w", err)
	}
	return nil
}

// Pack is a file as it is kept: packed by Zstandard, the same file always the same way.
func Pack(plain []byte) []byte {
	zip, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression))
	if err != nil {
		panic(err) // the options are right
	}
	return zip.EncodeAll(plain, nil)
}

func (m *Model) write(out *bufio.Writer) {
	writeUint(out, uint64(len(m.Labels)))
	for _, l := range m.Labels {
		writeUint(out, uint64(len(l)))
		out.WriteString(l)
	}
	units := 0
	if m.out != nil {
		units = m.width
	}
	writeUint(out, uint64(units))
	writeFloats(out, []float32{m.step})
	writeFloats(out, m.bias)
	writeFloats(out, m.out)
	writeFloats(out, m.last)
	writeUint(out, uint64(len(m.facts.hashes)))
	last := uint32(0)
	for _, h := range m.facts.hashes {
		writeUint(out, uint64(h-last))
		last = h
	}
	var row []byte
	for _, h := range m.facts.hashes {
		row = m.facts.row(h, m.width, row[:0])
		out.Write(row)
	}
}

func writeUint(out *bufio.Writer, n uint64) {
	var b [binary.MaxVarintLen64]byte
	out.Write(b[:binary.PutUvarint(b[:], n)])
}

func writeFloats(out *bufio.Writer, floats []float32) {
	var b [4]byte
	for _, f := range floats {
		binary.LittleEndian.PutUint32(b[:], math.Float32bits(f))
		out.Write(b[:])
	}
}

// mostUnpacked bounds what a file may hold.
const mostUnpacked = 256 << 20

// Unpack gives back what Pack packed; a megabyte takes a millisecond.
func Unpack(data []byte) ([]byte, error) {
	zip, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(mostUnpacked))
	if err != nil {
		return nil, fmt.Errorf("unpacking a model: %w", err)
	}
	defer zip.Close()
	plain, err := zip.DecodeAll(data, nil)
	if err != nil {
		return nil, fmt.Errorf("unpacking a model: %w", err)
	}
	return plain, nil
}

// Read loads the models that Write stored. A file that is cut off or of another format is an error.
func Read(data []byte) ([]*Model, error) {
	plain, err := Unpack(data)
	if err != nil {
		return nil, fmt.Errorf("learn.Read: %w", err)
	}
	r := &reader{data: plain}
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

// floats reads n numbers.
func (r *reader) floats(n int) []float32 {
	b := r.bytes(4 * n)
	out := make([]float32, len(b)/4)
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
	}
	return out
}

func (r *reader) model() *Model {
	m := &Model{Labels: make([]string, r.count())}
	for i := range m.Labels {
		m.Labels[i] = string(r.bytes(r.count()))
	}
	m.width = len(m.Labels)
	units := r.count()
	if units > 0 {
		m.width = units
	}
	if m.width > MaxHidden {
		r.short = true
		return m
	}
	m.step = r.floats(1)[0]
	m.bias = r.floats(m.width)
	if units > 0 {
		m.out, m.last = r.floats(units*len(m.Labels)), r.floats(len(m.Labels))
	}
	hashes := make([]uint32, r.count())
	last := uint32(0)
	for i := range hashes {
		last += uint32(r.uint())
		hashes[i] = last
	}
	if rows := r.bytes(len(hashes) * m.width); !r.short {
		m.facts = newTable(hashes, rows, m.width)
	}
	return m
}
