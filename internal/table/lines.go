package table

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// ErrStop ends the reading of lines where enough have been seen.
var ErrStop = errors.New("enough lines")

const longest = 64 << 20 // bytes of a line

// Lines gives the lines of a file of text, gzipped where its name ends in .gz, until each returns an error, which then names file and
// line; [ErrStop] is none. The bytes are each's own only until it returns.
func Lines(path string, each func(line []byte) error) error {
	file, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("reading lines: %w", err)
	}
	defer file.Close()
	var in io.Reader = file
	if strings.HasSuffix(path, ".gz") {
		if in, err = gzip.NewReader(file); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	scanner := bufio.NewScanner(in)
	scanner.Buffer(nil, longest)
	for n := 1; scanner.Scan(); n++ {
		switch err := each(scanner.Bytes()); {
		case errors.Is(err, ErrStop):
			return nil
		case err != nil:
			return fmt.Errorf("%s:%d: %w", path, n, err)
		}
	}
	if err := scanner.Err(); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}
