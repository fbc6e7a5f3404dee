package warc

import (
	"bufio"
	"bytes"
	"io"
)

// source is a compressed file that remembers what was read of the member at hand: where a member was cut off, expanding it runs on into
// the next one, which would be lost.
type source struct {
	*bufio.Reader
	read []byte
}

// remembered is how much of a member is remembered, in bytes. What runs on into another member is seen to be no text of deflate, or to
// have the wrong checksum, long before.
const remembered = 1 << 20

// begin forgets what was read.
func (s *source) begin() { s.read = s.read[:0] }

func (s *source) keep(p []byte) {
	if len(s.read)+len(p) > remembered {
		s.read = append(s.read[:0], s.read[len(s.read)/2:]...)
	}
	s.read = append(s.read, p...)
}

func (s *source) Read(p []byte) (int, error) {
	n, err := s.Reader.Read(p)
	s.keep(p[:n])
	return n, err
}

// ReadByte is what keeps the expanding of a member from reading further than its end.
func (s *source) ReadByte() (byte, error) {
	b, err := s.Reader.ReadByte()
	if err == nil {
		if len(s.read) == remembered {
			s.keep(nil)
		}
		s.read = append(s.read, b)
	}
	return b, err
}

// seek goes to the next member after the start of the one at hand, false where there is none.
func (s *source) seek() bool {
	s.Reader = bufio.NewReaderSize(io.MultiReader(bytes.NewReader(bytes.Clone(s.read)), s.Reader), max(s.Size(), lookAhead))
	s.begin()
	for skip := 1; ; skip = 1 { // the mark of the member at hand is passed over
		if n, _ := s.Discard(skip); n < skip {
			return false
		}
		head, err := s.Peek(lookAhead)
		at := bytes.Index(head, gzipMark)
		switch {
		case at >= 0:
			_, _ = s.Discard(at)
			if head, _ = s.Peek(lookAhead); Is(head) {
				return true
			}
		case err != nil:
			return false
		default:
			_, _ = s.Discard(len(head) - len(gzipMark))
		}
	}
}

// lookAhead is how many bytes are looked at to tell what begins there.
const lookAhead = 4 << 10
