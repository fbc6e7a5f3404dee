package know

import (
	"embed"
	"fmt"
	"slices"
	"strings"

	"safir/fa"
	"safir/internal/table"
)

//go:embed data/*.tsv
var files embed.FS

// row is one fact, with where it stands so that a wrong one can be named.
type row struct {
	file   string
	line   int
	fields []string
}

// errorf is an error at the row, as a compiler would print it.
func (r row) errorf(format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", r.file, r.line, fmt.Sprintf(format, args...))
}

// flags are the comma-separated words of a field, each of which must be allowed.
func (r row) flags(field int, allowed ...string) (map[string]bool, error) {
	set := map[string]bool{}
	for _, f := range strings.FieldsFunc(r.fields[field], func(c rune) bool { return c == ',' }) {
		if !slices.Contains(allowed, f) {
			return nil, r.errorf("unknown flag %q, want one of %s", f, strings.Join(allowed, ", "))
		}
		set[f] = true
	}
	return set, nil
}

// phrases tells a table's phrases apart: the same one twice is either idle or a contradiction.
type phrases map[string]row

// add lists a row's phrase, compared as the reader compares it.
func (p phrases) add(r row, phrase string) error {
	key := fa.Key(strings.ReplaceAll(phrase, " ", ""))
	if key == "" {
		return r.errorf("no phrase")
	}
	if had, ok := p[key]; ok {
		return r.errorf("%q stands in line %d already (%s)", phrase, had.line, strings.Join(had.fields, ", "))
	}
	p[key] = r
	return nil
}

// rows reads a table whose columns must be those named; ¬ becomes the half-space.
func rows(file string, columns ...string) ([]row, error) {
	data, err := files.ReadFile("data/" + file)
	if err != nil {
		return nil, fmt.Errorf("know: %w", err)
	}
	return parse(file, string(data), columns)
}

func parse(file, text string, columns []string) ([]row, error) {
	var out []row
	err := table.Each(file, text, columns, func(line int, fields []string) error {
		out = append(out, row{file, line, fields})
		return nil
	})
	return out, err
}
