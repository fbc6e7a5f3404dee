package tag

import (
	"encoding/json"
	"strings"

	"safir/internal/table"
)

// Sentence is a sentence with a tag for each word.
type Sentence struct {
	Words, Tags []string
}

// eachLine reads a file line by line, gzipped or not.
func eachLine(path string, line func(text string) error) error {
	return table.Lines(path, func(text []byte) error { return line(string(text)) })
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
