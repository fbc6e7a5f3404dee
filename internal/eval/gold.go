// Package eval answers how right the reader is: it scores records against records made by hand, as RECORD.md lays down
// under Scoring, and lists what was missed and what was invented with the words, so that errors can be read.
package eval

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"safir"
)

// Gold is a record made by hand: its spans are given as exact quotes, which loading has turned into spans.
type Gold = safir.Record

// quote is a stretch of the body given by its words: the nth place where they stand, counting from 1.
type quote struct {
	Quote string `json:"quote"`
	Nth   int    `json:"nth"`
}

// goldRecord is a gold file's line.
type goldRecord struct {
	ID     string       `json:"id"`
	Source safir.Source `json:"source"`
	Actors []struct {
		safir.Actor
		Mentions json.RawMessage `json:"mentions"`
	} `json:"actors"`
	Times []struct {
		quote
		Span     *safir.Span `json:"span"`
		EDTF     *string     `json:"edtf"`
		Calendar string      `json:"calendar"`
	} `json:"times"`
	Events []struct {
		safir.Event
		Evidence json.RawMessage `json:"evidence"`
	} `json:"events"`
	Statements []struct {
		safir.Statement
		Content json.RawMessage `json:"content"`
		Cue     json.RawMessage `json:"cue"`
	} `json:"statements"`
	Claims []struct {
		safir.Claim
		quote
	} `json:"claims"`
}

// LoadDispatches reads dispatches from a JSONL file, by id, with the ids in order.
func LoadDispatches(path string) (map[string]safir.Dispatch, []string, error) {
	out := map[string]safir.Dispatch{}
	var ids []string
	err := lines(path, func(line []byte) error {
		var d safir.Dispatch
		if err := json.Unmarshal(line, &d); err != nil {
			return err
		}
		out[d.ID] = d
		ids = append(ids, d.ID)
		return nil
	})
	return out, ids, err
}

// LoadGold reads a gold file; bodies gives the dispatches that its quotes stand in.
func LoadGold(path string, bodies map[string]safir.Dispatch) (map[string]*Gold, []string, error) {
	out := map[string]*Gold{}
	var ids []string
	err := lines(path, func(line []byte) error {
		var g goldRecord
		if err := json.Unmarshal(line, &g); err != nil {
			return err
		}
		d, ok := bodies[g.ID]
		if !ok {
			return fmt.Errorf("no dispatch has the id %q", g.ID)
		}
		record, err := g.resolve(d.Body)
		if err != nil {
			return fmt.Errorf("%s: %w", g.ID, err)
		}
		out[g.ID] = record
		ids = append(ids, g.ID)
		return nil
	})
	return out, ids, err
}

// LoadRecords reads records as safir read prints them.
func LoadRecords(path string) (map[string]*safir.Record, error) {
	out := map[string]*safir.Record{}
	err := lines(path, func(line []byte) error {
		var r safir.Record
		if err := json.Unmarshal(line, &r); err != nil {
			return err
		}
		out[r.ID] = &r
		return nil
	})
	return out, err
}

func lines(path string, each func([]byte) error) error {
	file, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("eval: %w", err)
	}
	defer file.Close()
	scanner := bufio.NewScanner(file)
	scanner.Buffer(nil, 64<<20)
	for n := 1; scanner.Scan(); n++ {
		if line := bytes.TrimSpace(scanner.Bytes()); len(line) > 0 {
			if err := each(line); err != nil {
				return fmt.Errorf("eval: %s:%d: %w", path, n, err)
			}
		}
	}
	return scanner.Err()
}

func (g *goldRecord) resolve(body string) (*Gold, error) {
	r := &Gold{ID: g.ID, Source: g.Source, Body: body}
	q := quotes{body: body}
	for _, a := range g.Actors {
		a.Actor.Mentions = q.spans(a.Mentions)
		r.Actors = append(r.Actors, a.Actor)
	}
	for _, t := range g.Times {
		span := q.span(t.quote)
		if t.Span != nil {
			span = *t.Span
		}
		r.Times = append(r.Times, safir.Time{Text: t.Quote, Span: span, EDTF: t.EDTF, Calendar: t.Calendar})
	}
	for _, e := range g.Events {
		e.Event.Evidence = q.spans(e.Evidence)
		r.Events = append(r.Events, e.Event)
	}
	for _, s := range g.Statements {
		s.Statement.Content = hull(q.spans(s.Content))
		s.Statement.Cue = hull(q.spans(s.Cue))
		r.Statements = append(r.Statements, s.Statement)
	}
	for _, c := range g.Claims {
		if c.Quote != "" {
			c.Claim.Span = q.span(c.quote)
		}
		r.Claims = append(r.Claims, c.Claim)
	}
	return r, q.err
}

// quotes finds quotes in a body and keeps the first error.
type quotes struct {
	body string
	err  error
}

// spans reads a span, a quote, a bare string, or a list of them.
func (q *quotes) spans(raw json.RawMessage) []safir.Span {
	raw = bytes.TrimSpace(raw)
	if len(raw) == 0 || string(raw) == "null" {
		return nil
	}
	switch raw[0] {
	case '"':
		var words string
		q.keep(json.Unmarshal(raw, &words))
		return []safir.Span{q.span(quote{Quote: words})}
	case '{':
		var one quote
		q.keep(json.Unmarshal(raw, &one))
		return []safir.Span{q.span(one)}
	}
	var span safir.Span
	if json.Unmarshal(raw, &span) == nil {
		return []safir.Span{span}
	}
	var list []json.RawMessage
	q.keep(json.Unmarshal(raw, &list))
	var out []safir.Span
	for _, item := range list {
		out = append(out, q.spans(item)...)
	}
	return out
}

func (q *quotes) span(one quote) safir.Span {
	at := -1
	for range max(1, one.Nth) {
		next := strings.Index(q.body[at+1:], one.Quote)
		if next < 0 {
			q.keep(fmt.Errorf("the quote %q is not in the body", one.Quote))
			return safir.Span{}
		}
		at += 1 + next
	}
	return safir.SpanAt(q.body, at, at+len(one.Quote))
}

func (q *quotes) keep(err error) {
	if err != nil && q.err == nil {
		q.err = err
	}
}

// hull is the stretch from the first to the last of several spans.
func hull(spans []safir.Span) safir.Span {
	if len(spans) == 0 {
		return safir.Span{}
	}
	out := spans[0]
	for _, s := range spans[1:] {
		out.Start, out.End = min(out.Start, s.Start), max(out.End, s.End)
	}
	return out
}
