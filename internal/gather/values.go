package gather

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// values takes JSON objects that run over several lines, one after another or in an array. They are cut apart by their
// brackets alone, so that a broken one does not take those after it along.
func (t *taker) values(name string, in *bufio.Reader) bool {
	c := cutter{in: in, line: 1}
	for {
		data, line, err := c.next()
		p := Place{name, line}
		var goOn bool
		switch unexpected := (unexpectedError{}); {
		case errors.Is(err, io.EOF):
			return true
		case errors.Is(err, errLong):
			goOn = t.refuse(p, "more than %s in one object, too long for one dispatch", size(maxObject))
		case errors.As(err, &unexpected):
			return t.refuse(p, "broken JSON: %s; the rest is not read", err)
		case err != nil:
			return t.refuse(p, "%s; the rest is not read", reason(err))
		default:
			p.Line += lineOfError(data)
			goOn = t.object(data, p)
		}
		if !goOn {
			return false
		}
	}
}

// lineOfError counts the lines of a broken object before the place where it breaks.
func lineOfError(data []byte) int {
	var syntax *json.SyntaxError
	if !errors.As(json.Unmarshal(data, new(json.RawMessage)), &syntax) {
		return 0
	}
	return bytes.Count(data[:min(int(syntax.Offset), len(data))], []byte("\n"))
}

// unexpectedError is a character that stands where an object would.
type unexpectedError struct{ r rune }

func (u unexpectedError) Error() string { return fmt.Sprintf("%q where an object would stand", u.r) }

// cutter cuts a stream into its outermost objects.
type cutter struct {
	in   *bufio.Reader
	line int
	room []byte // holds the object at hand
}

// next is the next object, with the line that it starts in. The bytes are good until the next call.
func (c *cutter) next() (object []byte, line int, err error) {
	if err := c.skip(); err != nil {
		return nil, c.line, err
	}
	line = c.line
	c.room = c.room[:0]
	depth, inString, escaped, long := 0, false, false, false
	for {
		b, err := c.in.ReadByte()
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			return nil, line, err
		}
		if long = long || len(c.room) == maxObject; !long {
			c.room = append(c.room, b)
		}
		switch {
		case escaped:
			escaped = false
		case inString:
			inString, escaped = b != '"', b == '\\'
		case b == '"':
			inString = true
		case b == '{' || b == '[':
			depth++
		case b == '}' || b == ']':
			depth--
		}
		if b == '\n' {
			c.line++
		}
		if depth == 0 {
			if long {
				return nil, line, errLong
			}
			return c.room, line, nil
		}
	}
}

// skip goes to the next object, over blanks and the brackets and commas of an array.
func (c *cutter) skip() error {
	for {
		r, _, err := c.in.ReadRune()
		switch {
		case err != nil:
			return err
		case r == '{':
			return c.in.UnreadRune()
		case r == '\n':
			c.line++
		case r != ' ' && r != '\t' && r != '\r' && r != '[' && r != ']' && r != ',':
			return unexpectedError{r}
		}
	}
}
