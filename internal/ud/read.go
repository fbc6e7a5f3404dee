// Package ud answers what a treebank of Universal Dependencies says of a text, and how near another reading comes to it: it
// reads and writes CoNLL-U (words, lemmas, parts of speech; no trees) and scores raw text as the CoNLL 2018 shared task did.
package ud

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
)

// Sentence is a sentence with its tokens.
type Sentence struct {
	ID     string
	Text   string
	Tokens []Token
}

// Token is what stands between white space and marks: one word, or several that are written as one (پدرش: پدر and ش).
type Token struct {
	Form  string
	Words []Word
	Glued bool // no space after it
}

// Word is a syntactic word.
type Word struct {
	Form, Lemma, UPOS string
}

// Read reads a CoNLL-U file, gzipped or not.
func Read(path string) ([]Sentence, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("ud.Read: %w", err)
	}
	defer file.Close()
	var in io.Reader = file
	if strings.HasSuffix(path, ".gz") {
		if in, err = gzip.NewReader(file); err != nil {
			return nil, fmt.Errorf("ud.Read: %s: %w", path, err)
		}
	}
	out, err := parse(in)
	if err != nil {
		return nil, fmt.Errorf("ud.Read: %s:%w", path, err)
	}
	return out, nil
}

// parse reads sentences; an error begins with the line's number.
func parse(in io.Reader) ([]Sentence, error) {
	var out []Sentence
	var s Sentence
	left := 0 // words still to come of a token of several
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		switch {
		case line == "":
			if len(s.Tokens) > 0 {
				out = append(out, s)
			}
			s = Sentence{}
		case line[0] == '#':
			if text, ok := strings.CutPrefix(line, "# text = "); ok {
				s.Text = text
			} else if id, ok := strings.CutPrefix(line, "# sent_id = "); ok {
				s.ID = id
			}
		default:
			var err error
			if left, err = s.add(line, left); err != nil {
				return nil, fmt.Errorf("%d: %w", n, err)
			}
		}
	}
	if len(s.Tokens) > 0 {
		out = append(out, s)
	}
	return out, lines.Err()
}

// add adds a line's word or token, and tells how many words of a token of several are still to come.
func (s *Sentence) add(line string, left int) (int, error) {
	f := strings.Split(line, "\t")
	if len(f) != 10 {
		return 0, fmt.Errorf("%d columns, want 10", len(f))
	}
	glued := strings.Contains(f[9], "SpaceAfter=No")
	if from, to, ok := strings.Cut(f[0], "-"); ok {
		a, err := strconv.Atoi(from)
		if err != nil {
			return 0, err
		}
		b, err := strconv.Atoi(to)
		if err != nil {
			return 0, err
		}
		s.Tokens = append(s.Tokens, Token{Form: f[1], Glued: glued})
		return b - a + 1, nil
	}
	if strings.Contains(f[0], ".") { // an empty node of the enhanced graph
		return left, nil
	}
	w := Word{Form: f[1], Lemma: f[2], UPOS: f[3]}
	if left == 0 {
		s.Tokens = append(s.Tokens, Token{Form: f[1], Words: []Word{w}, Glued: glued})
		return 0, nil
	}
	last := &s.Tokens[len(s.Tokens)-1]
	last.Words = append(last.Words, w)
	return left - 1, nil
}

// Raw puts the sentences' text together, one space between.
func Raw(sentences []Sentence) string {
	texts := make([]string, len(sentences))
	for i, s := range sentences {
		texts[i] = s.Text
	}
	return strings.Join(texts, " ")
}
