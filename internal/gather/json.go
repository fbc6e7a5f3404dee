package gather

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"safir"
)

// maxObject is the longest JSON object that is held, in bytes: a dispatch's text may be six times as long when each of its
// letters is written as \uXXXX.
const maxObject = 8 * MaxDispatch

// object is a dispatch as JSON. Other fields are of no concern here.
type object struct {
	ID        string  `json:"id"`
	Agency    string  `json:"agency"`
	Published string  `json:"published"`
	Modified  string  `json:"modified"`
	URL       string  `json:"url"`
	Title     string  `json:"title"`
	Body      *string `json:"body"`
}

// object takes a JSON object as a dispatch.
func (t *taker) object(data []byte, p Place) bool {
	if wrong := checkUTF8(data); wrong != nil {
		return t.refuse(p, "%s", wrong)
	}
	var o object
	if err := json.Unmarshal(data, &o); err != nil {
		return t.refuse(p, "%s", jsonReason(err))
	}
	if o.Body == nil {
		return t.refuse(p, `no dispatch: it has no "body"`)
	}
	return t.give(safir.Dispatch{
		ID: o.ID, Agency: o.Agency, Published: o.Published, Modified: o.Modified, URL: o.URL, Title: o.Title, Body: *o.Body,
	}, p)
}

func jsonReason(err error) string {
	var kind *json.UnmarshalTypeError
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &kind) && kind.Field == "":
		return "no dispatch: want a JSON object, got " + kind.Value
	case errors.As(err, &kind):
		return fmt.Sprintf("no dispatch: its %q is %s", kind.Field, kind.Value)
	case errors.As(err, &syntax):
		return fmt.Sprintf("broken JSON at byte %d: %s", syntax.Offset, syntax)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "broken JSON: it ends too early"
	}
	return "broken JSON: " + err.Error()
}

// lines takes each line as a JSON object. Empty lines say nothing.
func (t *taker) lines(name string, in *bufio.Reader) bool {
	var room []byte
	for n := 1; ; n++ {
		line, err := readLine(in, room[:0])
		room = line
		p := Place{name, n}
		goOn := true
		switch text := bytes.TrimSpace(line); {
		case errors.Is(err, errLong):
			goOn = t.refuse(p, "more than %s in one line, too long for one dispatch", size(maxObject))
			room = nil
		case err != nil && !errors.Is(err, io.EOF):
			return t.refuse(p, "%s; the rest is not read", reason(err))
		case len(text) > 0:
			goOn = t.object(text, p)
		}
		if !goOn || errors.Is(err, io.EOF) {
			return goOn
		}
	}
}

var errLong = errors.New("too long")

// readLine reads a line to its end into room, no more than maxObject of it. The error is io.EOF at the last line.
func readLine(in *bufio.Reader, room []byte) ([]byte, error) {
	long := false
	for {
		part, err := in.ReadSlice('\n')
		if long = long || len(room)+len(part) > maxObject; !long {
			room = append(room, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
		case long && (err == nil || errors.Is(err, io.EOF)):
			return room[:0], errors.Join(errLong, err)
		default:
			return room, err
		}
	}
}
