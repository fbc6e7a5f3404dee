package gather

import (
	"io"
	"sync/atomic"
)

// Progress tells how far a gathering has come. The unit is the byte of a file, before it is expanded; a page or feed of the web, whose size
// nobody knows beforehand, counts as so many as such a page has.
type Progress struct{ Total, Done atomic.Int64 }

// pageSize is what a page counts.
const pageSize = 64 << 10

// expect says that pages are still to come.
func (p *Progress) expect(pages int) {
	if p != nil {
		p.Total.Add(int64(pages) * pageSize)
	}
}

// did says that a page has been seen to.
func (p *Progress) did() {
	if p != nil {
		p.Done.Add(pageSize)
	}
}

// counted counts the bytes that are read.
type counted struct {
	io.Reader
	p *Progress
}

func (c *counted) Read(b []byte) (int, error) {
	n, err := c.Reader.Read(b)
	if c.p != nil {
		c.p.Done.Add(int64(n))
	}
	return n, err
}
