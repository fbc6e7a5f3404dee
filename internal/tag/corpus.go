package tag

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
)

// Sentence is a sentence with a tag for each word.
type Sentence struct {
	Words, Tags []string
}

// eachLine reads a gzipped file line by line.
func eachLine(path string, line func(text string) error) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	var in io.Reader = file
	if strings.HasSuffix(path, ".gz") {
		zip, err := gzip.NewReader(file)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		in = zip
	}
	scanner := bufio.NewScanner(in)
	scanner.Buffer(make([]byte, 1<<20), 1<<26)
	for n := 1; scanner.Scan(); n++ {
		if err := line(scanner.Text()); err != nil {
			return fmt.Errorf("%s:%d: %w", path, n, err)
		}
	}
	return scanner.Err()
}

// ReadTagged reads tagged sentences: a word and its tag a line, parted by | or a tab; an empty line ends a sentence.
func ReadTagged(path string) ([]Sentence, error) {
	var out []Sentence
	var s Sentence
	flush := func() {
		if len(s.Words) > 0 {
			out = append(out, s)
			s = Sentence{}
		}
	}
	err := eachLine(path, func(text string) error {
		at := strings.LastIndexAny(text, "|\t")
		if strings.TrimSpace(text) == "" || at < 0 {
			flush()
			return nil
		}
		if word := strings.TrimSpace(text[:at]); word != "" {
			s.Words = append(s.Words, word)
			s.Tags = append(s.Tags, strings.Replace(strings.TrimSpace(text[at+1:]), "_", "-", 1))
		}
		return nil
	})
	flush()
	return out, err
}

// ReadBodies reads the texts of a file of dispatches.
func ReadBodies(path string, body func(text string)) error {
	return eachLine(path, func(line string) error {
		var d struct{ Title, Body string }
		if err := json.Unmarshal([]byte(line), &d); err != nil {
			return err
		}
		body(d.Title + "\n" + d.Body)
		return nil
	})
}
