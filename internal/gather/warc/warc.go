// Package warc answers which pages an archive of the web holds: it reads WARC files (ISO 28500), plain or compressed record by record.
//
// A record is a head of lines, as in mail, and a block whose length the head gives. Archives of crawls that were broken off are common:
// where a compressed record breaks, reading goes on at the next one, which begins like every gzip member; in an uncompressed archive
// nothing tells where that would be, so it ends there.
package warc

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/textproto"
	"strconv"
	"strings"
)

// Record is one of an archive.
type Record struct {
	Type   string // response, resource, request, revisit …
	URL    string // WARC-Target-URI
	Kind   string // media type of the block
	Length int64  // of the block in bytes
	Block  io.Reader

	leave func() error // reads on to its end, which tells whether it is whole
}

// ErrBroken says that a record cannot be read; later ones may.
var ErrBroken = errors.New("broken record")

// Reader reads an archive record by record.
type Reader struct {
	in     *source       // the file
	record *bufio.Reader // the text of records: the file itself, or a member of it expanded
	member *gzip.Reader  // nil where the file is not compressed
	block  *io.LimitedReader
	within bool // the member at hand has a further record
	over   bool // nothing more can be read
	number int
}

// Is tells whether a file begins like an archive, compressed or not.
func Is(head []byte) bool {
	if !bytes.HasPrefix(head, gzipMark) {
		return bytes.HasPrefix(head, []byte(start))
	}
	z, err := gzip.NewReader(bytes.NewReader(head))
	if err != nil {
		return false
	}
	text := make([]byte, len(start))
	_, err = io.ReadFull(z, text)
	return err == nil && string(text) == start
}

// start is how every record starts.
const start = "WARC/"

var gzipMark = []byte{0x1f, 0x8b}

// NewReader reads an archive. What its reads take from the file is not read again by others.
func NewReader(in *bufio.Reader) *Reader {
	if head, _ := in.Peek(len(gzipMark)); bytes.Equal(head, gzipMark) {
		return &Reader{in: &source{Reader: in}, member: new(gzip.Reader), record: bufio.NewReader(nil)}
	}
	return &Reader{record: in}
}

// Number is that of the record at hand, from 1.
func (r *Reader) Number() int { return r.number }

// Next is the next record, whose block may be read until the call after it; io.EOF at the end. After an error that is ErrBroken
// there may be further records, after any other there is none.
func (r *Reader) Next() (Record, error) {
	if err := r.leave(); err != nil {
		return Record{}, err
	}
	if r.over {
		return Record{}, io.EOF
	}
	if err := r.start(); err != nil {
		if errors.Is(err, io.EOF) {
			return Record{}, io.EOF
		}
		r.number++
		return Record{}, r.broken(err)
	}
	r.number++
	rec, err := r.head()
	if err != nil {
		return Record{}, r.broken(err)
	}
	r.block = &io.LimitedReader{R: r.record, N: rec.Length}
	rec.Block, rec.leave = &whole{r.block}, r.leave
	return rec, nil
}

// whole is a block that ends where its head says; where the file ends before, that is told.
type whole struct{ *io.LimitedReader }

func (w *whole) Read(p []byte) (int, error) {
	n, err := w.LimitedReader.Read(p)
	if errors.Is(err, io.EOF) && w.N > 0 {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

// leave reads a record to its end. A member that is left before its end would be taken for the next one, and its last bytes tell
// whether it is as it was written.
func (r *Reader) leave() error {
	if r.block == nil {
		return nil
	}
	_, err := io.Copy(io.Discard, &whole{r.block})
	r.block = nil
	if err == nil && r.member != nil {
		if err = r.blank(); err == nil {
			next, _ := r.record.Peek(len(start))
			if r.within = string(next) == start; !r.within { // else the whole archive was compressed at once
				err = fmt.Errorf("want another record after it, got %q", next)
			}
		} else if errors.Is(err, io.EOF) {
			err = nil
		}
	}
	if err != nil {
		return r.broken(err)
	}
	return nil
}

// blank passes over the empty lines after a record.
func (r *Reader) blank() error {
	for {
		b, err := r.record.ReadByte()
		if err != nil {
			return err
		}
		if b != '\r' && b != '\n' {
			return r.record.UnreadByte()
		}
	}
}

// start goes to where the next record starts.
func (r *Reader) start() error {
	if r.within {
		r.within = false
		return nil
	}
	if r.member != nil {
		if _, err := r.in.Peek(1); err != nil {
			return err
		}
		r.in.begin()
		if err := r.member.Reset(r.in); err != nil {
			return err
		}
		r.member.Multistream(false)
		r.record.Reset(r.member)
	}
	return r.blank()
}

// longestHead is how many bytes the head of a record may have.
const longestHead = 64 << 10

// head reads a record's head. It reads no further, so that the block begins where it ends.
func (r *Reader) head() (Record, error) {
	var head bytes.Buffer
	for {
		line, err := r.record.ReadSlice('\n')
		head.Write(line)
		switch {
		case head.Len() > longestHead || errors.Is(err, bufio.ErrBufferFull):
			return Record{}, errors.New("its head is too long")
		case errors.Is(err, io.EOF):
			return Record{}, io.ErrUnexpectedEOF
		case err != nil:
			return Record{}, err
		}
		if len(bytes.TrimRight(line, "\r\n")) == 0 {
			break
		}
	}
	lines := textproto.NewReader(bufio.NewReader(&head))
	version, err := lines.ReadLine()
	if err != nil || !strings.HasPrefix(version, start) {
		return Record{}, fmt.Errorf("want WARC/1.0 where the record starts, got %.20q", version)
	}
	fields, err := lines.ReadMIMEHeader()
	if err != nil {
		return Record{}, err
	}
	length, err := strconv.ParseInt(fields.Get("Content-Length"), 10, 64)
	if err != nil || length < 0 {
		return Record{}, fmt.Errorf("its length is %.20q", fields.Get("Content-Length"))
	}
	return Record{
		Type: strings.ToLower(fields.Get("WARC-Type")), URL: strings.Trim(fields.Get("WARC-Target-URI"), "<>"),
		Kind: fields.Get("Content-Type"), Length: length,
	}, nil
}

// broken is the error of a record that cannot be read, after going to where the next may start.
func (r *Reader) broken(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = errors.New("it ends too early")
	}
	r.block = nil
	if r.member == nil || !r.in.seek() {
		r.over = true
		return fmt.Errorf("%w; the rest is not read", err)
	}
	return fmt.Errorf("%w: %w; it goes on at the next", ErrBroken, err)
}
