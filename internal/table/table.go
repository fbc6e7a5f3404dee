// Package table reads the knowledge that stands in data files: fields parted by tabs, one fact a line, a header that names the
// columns, remarks after #. A wrong line is an error that names file and line, as a compiler would.
package table

import (
	"fmt"
	"slices"
	"strings"
)

// halfSpace is what ¬ stands for in a file, where it could not be seen.
const halfSpace = "\u200c"

// Each gives the rows of a table whose columns must be those named, with the line, from 1, that each stands in. Errors, those
// of each too, name file and line.
func Each(file, text string, columns []string, each func(line int, fields []string) error) error {
	header := true
	for i, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(strings.ReplaceAll(line, "¬", halfSpace), "\t")
		if len(fields) != len(columns) {
			return fmt.Errorf("%s:%d: want %d columns (%s), got %d fields", file, i+1, len(columns), strings.Join(columns, ", "), len(fields))
		}
		if header {
			if !slices.Equal(fields, columns) {
				return fmt.Errorf("%s:%d: want the columns %s", file, i+1, strings.Join(columns, ", "))
			}
			header = false
			continue
		}
		if err := each(i+1, fields); err != nil {
			return fmt.Errorf("%s:%d: %w", file, i+1, err)
		}
	}
	return nil
}
