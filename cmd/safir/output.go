package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"golang.org/x/term"

	"safir"
	"safir/internal/show"
	"safir/read"
)

// output prints records in one of the formats, in the order in which they are written. Of all formats but html
// and table no more than one record is held.
type output struct {
	io.Writer
	reader  *read.Reader
	format  string
	explain bool
	look    show.Options
	held    []byte         // of json: the first record, until it is known whether others follow
	pages   []safir.Record // of html
	events  *eventRows     // of table and csv
	written int
}

func newOutput(c *readCommand, reader *read.Reader) *output {
	out := &output{Writer: os.Stdout, reader: reader, format: c.Format, explain: c.Explain, look: c.look()}
	if c.Format == "table" || c.Format == "csv" {
		out.events = newEventRows(out, c.Format)
	}
	return out
}

// look is how a page for people is to look on what standard output is. What is no terminal gets text in its logical order,
// as files have it, and no colour.
func (c *readCommand) look() show.Options {
	fd := int(os.Stdout.Fd())
	terminal := term.IsTerminal(fd)
	o := show.Options{Width: c.Width, Explain: c.Explain, Color: terminal && os.Getenv("NO_COLOR") == "", Reasons: map[string][]show.Reason{}}
	if width, _, err := term.GetSize(fd); o.Width == 0 && err == nil {
		o.Width = width
	}
	if c.Color != "auto" {
		o.Color = c.Color == "always"
	}
	o.Bidi = !terminal || show.Reorders(os.Getenv)
	if c.Order != "auto" {
		o.Bidi = c.Order == "terminal"
	}
	return o
}

// outcome is what became of a dispatch.
type outcome struct {
	found
	record read.Explained
	text   []byte // the record as it is printed, but for html, table and csv
	err    error
}

// render reads a dispatch and makes the text of its record. It may be called by several workers at a time.
func (out *output) render(f found) (done outcome) {
	done.found = f
	if done.err = f.refused; done.err != nil {
		return done
	}
	defer func() {
		// One dispatch that trips the reader must not cost the rest of an archive.
		if failure := recover(); failure != nil {
			done = outcome{found: f, err: fmt.Errorf("%s: the reader failed at this dispatch: %v", f.Place, failure)}
		}
	}()
	if out.explain {
		done.record = out.reader.Explain(f.Dispatch)
	} else {
		done.record.Record = out.reader.Read(f.Dispatch)
	}
	done.text, done.err = out.text(&done.record)
	return done
}

func (out *output) text(r *read.Explained) ([]byte, error) {
	var text bytes.Buffer
	switch out.format {
	case "html", "table", "csv":
		return nil, nil
	case "text":
		look := out.look
		look.Reasons = map[string][]show.Reason{r.ID: reasons(r)}
		err := show.Text(&text, r.Record, look)
		return text.Bytes(), err
	}
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	if out.format == "json" {
		e.SetIndent("", "  ")
	}
	var err error
	if out.explain {
		err = e.Encode(r)
	} else {
		err = e.Encode(&r.Record)
	}
	return text.Bytes(), err
}

func reasons(r *read.Explained) []show.Reason {
	list := make([]show.Reason, 0, len(r.Reasons))
	for _, why := range r.Reasons {
		list = append(list, show.Reason{
			Fact: why.Fact, Stage: why.Stage, Why: why.Why, Sure: why.Sure, Spans: why.Spans, Words: why.Words,
		})
	}
	return list
}

// write prints the record of a dispatch.
func (out *output) write(o *outcome) error {
	out.written++
	switch {
	case out.events != nil:
		return out.events.write(&o.record.Record)
	case out.format == "html":
		out.pages = append(out.pages, o.record.Record)
		out.look.Reasons[o.record.ID] = reasons(&o.record)
		return nil
	case out.format == "text" && out.written > 1:
		return out.print([]byte("\n"), o.text)
	case out.format != "json":
		return out.print(o.text)
	case out.written == 1:
		out.held = o.text
		return nil
	case out.written == 2:
		return out.print([]byte("[\n"), out.held, []byte(",\n"), o.text)
	}
	return out.print([]byte(",\n"), o.text)
}

// finish prints what is left to print once all records are written.
func (out *output) finish() error {
	switch {
	case out.events != nil:
		return out.events.finish()
	case out.written == 0:
		return nil
	case out.format == "html":
		return show.HTML(out, out.pages, out.look)
	case out.format != "json":
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
