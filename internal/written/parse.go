package written

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"safir"
)

// Item is a dispatch that was written to be learned from, with its record.
type Item struct {
	Dispatch safir.Dispatch
	Record   safir.Record
	// EventsOnly tells that what is said is not in the record.
	EventsOnly bool
}

// Load reads all files of a folder that end in .txt, in the order of their names; an error names file and line.
func Load(dir string) ([]Item, error) {
	paths, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil {
		return nil, fmt.Errorf("written.Load: %w", err)
	}
	var all []Item
	seen := map[string]bool{}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, fmt.Errorf("written.Load: %w", err)
		}
		items, err := Parse(filepath.Base(path), string(text))
		if err != nil {
			return nil, fmt.Errorf("written.Load: %w", err)
		}
		for _, it := range items {
			if seen[it.Dispatch.ID] {
				return nil, fmt.Errorf("written.Load: %s: %s stands twice", filepath.Base(path), it.Dispatch.ID)
			}
			seen[it.Dispatch.ID] = true
		}
		all = append(all, items...)
	}
	return all, nil
}

// begin is the line with which a dispatch begins: its id.
var begin = regexp.MustCompile(`^#[a-z]+-[0-9]+$`)

// Parse reads the text of a file; an error names the file, as it is given, and the line.
func Parse(file, text string) ([]Item, error) {
	lines := strings.Split(text, "\n")
	at := 0
	for at < len(lines) && !begin.MatchString(lines[at]) {
		at++
	}
	only := false
	for _, l := range lines[:at] {
		only = only || strings.TrimSpace(l) == "only: events"
	}
	var items []Item
	for at < len(lines) {
		p := parser{lines: lines, at: at}
		if err := p.item(); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", file, p.at+1, err)
		}
		p.out.EventsOnly = only
		items = append(items, p.out)
		at = p.at
	}
	return items, nil
}

// parser reads one dispatch.
type parser struct {
	lines []string
	at    int // the line that is being read
	out   Item
	body  quotes
}

func (p *parser) item() error {
	p.out.Dispatch.ID = p.lines[p.at][1:]
	p.at++
	published, err := p.header("published:")
	if err != nil {
		return err
	}
	title, err := p.header("TITLE:")
	if err != nil {
		return err
	}
	from := p.at
	for p.at < len(p.lines) && p.lines[p.at] != "--" && !begin.MatchString(p.lines[p.at]) {
		p.at++
	}
	if p.at == len(p.lines) || p.lines[p.at] != "--" {
		return fmt.Errorf("%s has no line -- behind its body", p.out.Dispatch.ID)
	}
	d := &p.out.Dispatch
	d.Published, d.Title, d.Body = published, title, strings.Trim(strings.Join(p.lines[from:p.at], "\n"), "\n")
	p.body = quotes{text: d.Body}
	p.out.Record = safir.Record{ID: d.ID, Body: d.Body}
	for p.at++; p.at < len(p.lines) && !begin.MatchString(p.lines[p.at]); p.at++ {
		if line := strings.TrimSpace(p.lines[p.at]); line != "" {
			if err := p.fact(line); err != nil {
				return err
			}
		}
	}
	return nil
}

// header is what stands behind a key on the line that is being read, "" where it is unknown.
func (p *parser) header(key string) (string, error) {
	if p.at >= len(p.lines) || !strings.HasPrefix(p.lines[p.at], key) {
		return "", fmt.Errorf("want %q", key)
	}
	value := known(strings.TrimPrefix(p.lines[p.at], key))
	p.at++
	return value, nil
}

// fact reads a line of the record.
func (p *parser) fact(line string) error {
	kind, rest, _ := strings.Cut(line, " ")
	fields := strings.Split(rest, "|")
	for i := range fields {
		fields[i] = strings.TrimSpace(fields[i])
	}
	switch {
	case kind == "A" && len(fields) == 6:
		return p.actor(fields)
	case kind == "S" && len(fields) >= 5:
		return p.statement(fields, strings.Join(fields[4:], "|"))
	case kind == "E" && len(fields) >= 6:
		return p.event(fields, strings.Join(fields[5:], "|"))
	}
	return fmt.Errorf("want A with 6, S with 5 or E with 6 fields, got %q", line)
}

// known is a field's value, "" for what is unknown.
func known(field string) string {
	if field = strings.TrimSpace(field); field == "-" {
		return ""
	}
	return field
}

func optional(field string) *string {
	if field = known(field); field == "" {
		return nil
	}
	return &field
}

func list(field string) []string {
	if known(field) == "" {
		return nil
	}
	return strings.FieldsFunc(field, func(r rune) bool { return r == ',' || r == ' ' })
}
