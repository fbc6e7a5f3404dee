package times

import (
	"embed"
	"fmt"
	"strings"
)

//go:embed data/*.tsv
var dataFiles embed.FS

// row is one line of a data file.
type row struct {
	file   string
	line   int
	fields []string
}

func (r row) errorf(format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", r.file, r.line, fmt.Sprintf(format, args...))
}

// readRows reads a data file: fields parted by tabs, lines that start with # are remarks.
func readRows(file string, fields int) ([]row, error) {
	data, err := dataFiles.ReadFile("data/" + file)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", file, err)
	}
	var rows []row
	for i, line := range strings.Split(string(data), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		r := row{file, i + 1, strings.Split(line, "\t")}
		if len(r.fields) != fields {
			return nil, r.errorf("%d fields, want %d", len(r.fields), fields)
		}
		rows = append(rows, r)
	}
	return rows, nil
}
