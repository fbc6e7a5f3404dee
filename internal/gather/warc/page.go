package warc

import (
	"bufio"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/textproto"
	"strings"
)

// Page is what a server answered, or what was saved of one.
type Page struct {
	URL  string
	Kind string // media type with its charset, as the server gave it
	Body []byte
}

// Errors of records that hold no page to read.
var (
	ErrNoPage  = errors.New("no page")                     // of another type: requests, pictures, answers that are no success
	ErrTooLong = errors.New("the page is too long")        // longer than the limit
	errCoding  = errors.New("compressed in a way unknown") // brotli and others that archives rarely keep
)

// Page takes the page out of a record, ErrNoPage where it holds none, ErrTooLong where it is longer than limit bytes.
func (rec *Record) Page(limit int64) (Page, error) {
	p := Page{URL: rec.URL, Kind: rec.Kind}
	switch rec.Type {
	case "resource", "conversion":
		if !isPage(p.Kind) {
			return p, ErrNoPage
		}
		return p, p.take(rec, rec.Block, limit)
	case "response":
		if !strings.HasPrefix(rec.URL, "http") {
			return p, ErrNoPage
		}
		return p, p.answer(rec, limit)
	}
	return p, ErrNoPage
}

// answer takes the page out of an answer of HTTP. Its head is read by itself: many archives keep heads that tell of a coding that
// was taken off before the block was written.
func (p *Page) answer(rec *Record, limit int64) error {
	in := bufio.NewReader(rec.Block)
	lines := textproto.NewReader(in)
	status, err := lines.ReadLine()
	if err != nil {
		return early(err)
	}
	head, err := lines.ReadMIMEHeader()
	if err != nil {
		return early(err)
	}
	p.Kind = head.Get("Content-Type")
	if _, code, _ := strings.Cut(status, " "); !strings.HasPrefix(code, "200") || !isPage(p.Kind) {
		return ErrNoPage
	}
	body, err := decoded(in, http.Header(head))
	if err != nil {
		return err
	}
	return p.take(rec, body, limit)
}

// take reads the page to its end, and then the record to its own: what is not as it was written is no page.
func (p *Page) take(rec *Record, body io.Reader, limit int64) error {
	data, err := io.ReadAll(io.LimitReader(body, limit+1))
	switch {
	case int64(len(data)) > limit:
		return ErrTooLong
	case err != nil:
		if broken := rec.leave(); broken != nil {
			return broken
		}
		return early(err)
	}
	p.Body = data
	return rec.leave()
}

// decoded takes off what the page was wrapped in for the way.
func decoded(in *bufio.Reader, head http.Header) (io.Reader, error) {
	if strings.EqualFold(head.Get("Transfer-Encoding"), "chunked") && startsWithLength(in) {
		in = bufio.NewReader(chunks(in))
	}
	switch start, _ := in.Peek(len(gzipMark)); strings.ToLower(head.Get("Content-Encoding")) {
	case "", "identity":
		return in, nil
	case "gzip", "x-gzip":
		if string(start) != string(gzipMark) {
			return in, nil // taken off already
		}
		return gzip.NewReader(in)
	case "deflate":
		if len(start) == 0 || start[0] != 0x78 {
			return in, nil
		}
		return zlib.NewReader(in)
	}
	return nil, errCoding
}

// startsWithLength tells whether chunks are still there: each starts with a line that is its length.
func startsWithLength(in *bufio.Reader) bool {
	head, _ := in.Peek(18)
	line, _, found := strings.Cut(string(head), "\n")
	line, _, _ = strings.Cut(strings.TrimSpace(line), ";")
	return found && line != "" && strings.Trim(line, "0123456789abcdefABCDEF") == ""
}

// chunks joins the chunks of a body.
func chunks(in *bufio.Reader) io.Reader {
	answer, err := http.ReadResponse(bufio.NewReader(io.MultiReader(strings.NewReader("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"), in)), nil) //nolint:bodyclose // it reads from memory, there is nothing to close
	if err != nil {
		return in
	}
	return answer.Body
}

func isPage(kind string) bool {
	kind, _, _ = strings.Cut(strings.ToLower(kind), ";")
	kind = strings.TrimSpace(kind)
	return kind == "text/html" || kind == "application/xhtml+xml"
}

func early(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errors.New("the page ends too early")
	}
	return fmt.Errorf("broken page: %w", err)
}
