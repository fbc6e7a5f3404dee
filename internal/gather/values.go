package gather

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
)

// values takes JSON objects that run over several lines, one after another or in an array. Unlike a broken line, a broken
// value leaves no place at which to go on.
func (t *taker) values(name string, in *bufio.Reader) bool {
	start, _ := in.Peek(buffer)
	array := bytes.HasPrefix(bytes.TrimSpace(start), []byte("["))
	source := &measured{in: in, room: maxObject}
	values := json.NewDecoder(source)
	if array {
		_, _ = values.Token()
	}
	for !array || values.More() {
		var data json.RawMessage
		err := values.Decode(&data)
		end := values.InputOffset()
		switch p := (Place{name, source.line(end - int64(len(data)))}); {
		case err == nil:
			if !t.object(data, p) {
				return false
			}
		case errors.Is(err, io.EOF) && !array:
			return true
		default:
			return t.brokenValue(name, source, end, err)
		}
		source.room = maxObject
	}
	if _, err := values.Token(); err != nil {
		return t.brokenValue(name, source, values.InputOffset(), err)
	}
	if _, err := values.Token(); !errors.Is(err, io.EOF) {
		return t.refuse(Place{name, source.line(values.InputOffset())}, "something follows the array; it is not read")
	}
	return true
}

func (t *taker) brokenValue(name string, source *measured, at int64, err error) bool {
	var syntax *json.SyntaxError
	switch {
	case errors.Is(err, errLong):
		return t.refuse(Place{name, source.line(at)}, "more than %s in one value, too long for one dispatch; the rest is not read",
			size(maxObject))
	case errors.As(err, &syntax):
		return t.refuse(Place{name, source.line(max(at, syntax.Offset))}, "broken JSON: %s; the rest is not read", syntax)
	case errors.Is(err, io.EOF):
		err = io.ErrUnexpectedEOF
	}
	return t.refuse(Place{name, source.line(at)}, "%s; the rest is not read", jsonReason(err))
}

// measured is a stream that knows its lines, and ends with [errLong] where a value takes more than its room.
type measured struct {
	in     io.Reader
	room   int     // bytes that may still be read for the value at hand
	n      int64   // bytes read
	breaks []int64 // where lines end, from the last place asked for on
	passed int     // lines that end before
}

func (m *measured) Read(p []byte) (int, error) {
	if m.room <= 0 {
		return 0, errLong
	}
	n, err := m.in.Read(p)
	for i, c := range p[:n] {
		if c == '\n' {
			m.breaks = append(m.breaks, m.n+int64(i))
		}
	}
	m.n += int64(n)
	m.room -= n
	return n, err
}

// line is the line that a byte of the stream stands in. Places are asked for in order.
func (m *measured) line(at int64) int {
	k := 0
	for k < len(m.breaks) && m.breaks[k] < at {
		k++
	}
	m.passed += k
	m.breaks = m.breaks[k:]
	return m.passed + 1
}
