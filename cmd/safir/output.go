package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"safir/read"
)

// output prints records in one of the formats.
type output struct {
	io.Writer
	reader  *read.Reader
	explain bool
	form    form
	held    []byte // of json: the first record, until it is known whether others follow
	written int
}

// form is how one record, or all, become text.
type form struct {
	indent string
	array  bool // several records are an array
}

var forms = map[string]form{"jsonl": {}, "json": {indent: "  ", array: true}}

func newOutput(c *readCommand, reader *read.Reader, w io.Writer) (*output, error) {
	f, ok := forms[c.Format]
	if !ok {
		return nil, fmt.Errorf("read: --format: no %s yet", c.Format)
	}
	return &output{Writer: w, reader: reader, explain: c.Explain, form: f}, nil
}

// render reads a dispatch and makes the text of its record. It may be called by several workers at a time.
func (out *output) render(o outcome) (done outcome) {
	if o.err != nil {
		return o
	}
	defer func() {
		// One dispatch that trips the reader must not cost the rest of an archive.
		if failure := recover(); failure != nil {
			done = outcome{item: o.item, err: fmt.Errorf("%s: the reader failed at this dispatch: %v", o.item.Place, failure)}
		}
	}()
	o.record, o.err = out.encode(out.read(o))
	return o
}

func (out *output) read(o outcome) any {
	if out.explain {
		return out.reader.Explain(o.item.Dispatch)
	}
	return out.reader.Read(o.item.Dispatch)
}

func (out *output) encode(record any) ([]byte, error) {
	var buf bytes.Buffer
	e := json.NewEncoder(&buf)
	e.SetEscapeHTML(false)
	e.SetIndent("", out.form.indent)
	if err := e.Encode(record); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}

// write prints the text of a record.
func (out *output) write(record []byte) error {
	out.written++
	switch {
	case !out.form.array:
		return out.print(record)
	case out.written == 1:
		out.held = record
		return nil
	case out.written == 2:
		return out.print([]byte("[\n"), out.held, []byte(",\n"), record)
	}
	return out.print([]byte(",\n"), record)
}

// finish prints what is left to print once all records are written.
func (out *output) finish() error {
	switch {
	case !out.form.array || out.written == 0:
		return nil
	case out.written == 1:
		return out.print(out.held)
	}
	return out.print([]byte("]\n"))
}

func (out *output) print(parts ...[]byte) error {
	for _, p := range parts {
		if _, err := out.Write(p); err != nil {
			return err
		}
	}
	return nil
}
