package gather

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	stdunicode "unicode"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	textencoding "golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// encoding is one that the user names.
type encoding struct {
	textencoding.Encoding
	utf8 bool
}

// namedEncoding is the encoding of that name, nil for "".
func namedEncoding(name string) (*encoding, error) {
	if name == "" {
		return nil, nil
	}
	e, err := htmlindex.Get(name)
	if err != nil {
		return nil, fmt.Errorf("unknown encoding %q; known are utf-8, utf-16le, utf-16be, windows-1256 and others of the web", name)
	}
	return &encoding{e, e == unicode.UTF8}, nil
}

// CheckEncoding says what is wrong with the name of an encoding.
func CheckEncoding(name string) error {
	_, err := namedEncoding(name)
	return err
}

var (
	markUTF8    = []byte{0xef, 0xbb, 0xbf}
	markLittle  = []byte{0xff, 0xfe}
	markBig     = []byte{0xfe, 0xff}
	littleUTF16 = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	bigUTF16    = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
)

// decoded is the stream as UTF-8, without the mark of its encoding: of an encoding that is named, and of UTF-16, which
// tells itself by its mark. Other encodings are told from UTF-8 later, by the text.
func (t *taker) decoded(in *bufio.Reader) *bufio.Reader {
	head, _ := in.Peek(len(markUTF8))
	from := textencoding.Encoding(nil)
	switch {
	case bytes.HasPrefix(head, markUTF8):
		_, _ = in.Discard(len(markUTF8))
		return in
	case bytes.HasPrefix(head, markLittle):
		_, _ = in.Discard(len(markLittle))
		from = littleUTF16
	case bytes.HasPrefix(head, markBig):
		_, _ = in.Discard(len(markBig))
		from = bigUTF16
	case t.encoding != nil && !t.encoding.utf8:
		from = t.encoding
	default:
		return in
	}
	return bufio.NewReaderSize(transform.NewReader(in, from.NewDecoder()), buffer)
}

// badText says where a text breaks its encoding.
type badText struct {
	line, offset int
}

func (b *badText) Error() string {
	return fmt.Sprintf("invalid UTF-8 at byte %d of the line; where the text is in another encoding, name it with --encoding", b.offset+1)
}

// checkUTF8 finds the first byte that breaks UTF-8.
func checkUTF8(data []byte) *badText {
	if utf8.Valid(data) {
		return nil
	}
	at := 0
	for at < len(data) {
		r, n := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && n == 1 {
			break
		}
		at += n
	}
	line := bytes.LastIndexByte(data[:at], '\n') + 1
	return &badText{line: bytes.Count(data[:at], []byte("\n")) + 1, offset: at - line}
}

// utf8Text is data as text: as UTF-8, or, where it is none and guessing is allowed, as windows-1256 if that makes Persian of
// it. Text in which some bytes of UTF-8 are broken is not guessed at.
func utf8Text(data []byte, guess bool) (string, *badText) {
	wrong := checkUTF8(data)
	if wrong == nil {
		return string(data), nil
	}
	if !guess || mostlyUTF8(data) {
		return "", wrong
	}
	var text strings.Builder
	if _, err := io.Copy(&text, transform.NewReader(bytes.NewReader(data), charmap.Windows1256.NewDecoder())); err != nil {
		return "", wrong
	}
	if !isPersian(text.String()) {
		return "", wrong
	}
	return text.String(), nil
}

// mostlyUTF8 tells whether more letters of several bytes are whole than broken.
func mostlyUTF8(data []byte) bool {
	whole, broken := 0, 0
	for at := 0; at < len(data); {
		r, n := utf8.DecodeRune(data[at:])
		switch {
		case r == utf8.RuneError && n == 1:
			broken++
		case n > 1:
			whole++
		}
		at += n
	}
	return whole > broken
}

// prolog is the declaration at the start of XML; the encoding that it names is no longer that of the text once it is decoded.
var prolog = regexp.MustCompile(`^\s*<\?xml[^>]*\?>`)

// marked is a page or a feed in UTF-8. What a server, or the page itself, says of its encoding is often wrong, so it counts less than what
// the bytes are: UTF-8 is UTF-8 whatever it is called, and an encoding that does not make Persian of them is not theirs.
func (t *taker) marked(data []byte, media string) ([]byte, error) {
	data = bytes.TrimPrefix(data, markUTF8)
	switch {
	case t.encoding != nil && !t.encoding.utf8 && !utf8.Valid(data):
		return decodedAs(data, t.encoding)
	case utf8.Valid(data) && bytes.IndexByte(data, 0) < 0:
		return prolog.ReplaceAll(data, nil), nil
	case mostlyUTF8(data):
		return prolog.ReplaceAll(bytes.ToValidUTF8(data, []byte("\ufffd")), nil), nil
	}
	declared, _, _ := charset.DetermineEncoding(data, media)
	if named := prologEncoding.FindSubmatch(data[:min(len(data), 200)]); named != nil {
		if e, err := htmlindex.Get(string(named[1])); err == nil {
			declared = e
		}
	}
	for _, from := range []textencoding.Encoding{declared, charmap.Windows1256} {
		if text, err := decodedAs(data, from); err == nil && persianLetters(text) {
			return text, nil
		}
	}
	return nil, errors.New("its encoding is not known, and not what it says; name it with --encoding")
}

var prologEncoding = regexp.MustCompile(`<\?xml[^>]*encoding=["']([A-Za-z0-9_-]+)["']`)

func decodedAs(data []byte, from textencoding.Encoding) ([]byte, error) {
	text, err := io.ReadAll(transform.NewReader(bytes.NewReader(data), from.NewDecoder()))
	return prolog.ReplaceAll(text, nil), err
}

// persianLetters tells whether a page has words in Arabic script, and letters of it that Persian has often. Markup has any number of others.
func persianLetters(text []byte) bool {
	arabic, common := 0, 0
	for _, r := range string(text) {
		if stdunicode.Is(stdunicode.Arabic, r) {
			arabic++
			if strings.ContainsRune("ایيهدنرمو", r) {
				common++
			}
		}
	}
	return arabic > 0 && 3*common >= arabic
}
