package gather

import (
	"io"

	"safir"
)

// text takes a stream of plain text as one dispatch.
func (t *taker) text(name string, in io.Reader) bool {
	data, err := io.ReadAll(io.LimitReader(in, MaxDispatch+1))
	if err != nil {
		return t.refuse(Place{File: name}, "%s", reason(err))
	}
	if len(data) > MaxDispatch {
		return t.refuse(Place{File: name}, "more than %s of text, too long for one dispatch (as JSON lines any number of dispatches can be read)",
			size(MaxDispatch))
	}
	body, wrong := utf8Text(data, t.encoding == nil)
	if wrong != nil {
		return t.refuse(Place{File: name, Line: wrong.line}, "%s", wrong)
	}
	return t.give(safir.Dispatch{Body: body}, Place{File: name})
}
