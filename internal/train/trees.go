package train

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"safir"
	"safir/fa"
	"safir/internal/page"
	"safir/internal/table"
	"safir/internal/tree"
	"safir/internal/verb"
)

// TreesFile is where, under the root of the repository, the trees made by hand are kept. They are of sentences of the shared news, given by
// dispatch and place: which words hang on which, not the words.
const TreesFile = "internal/train/data/trees.tsv"

// heldTrees: every so many trees one is measured by.
const heldTrees = 8

// Trees learns what hangs on what, and stores it under root. How right it is over every eighth tree, learned from the others, is written to
// log.
func Trees(shared, root string, log io.Writer) error {
	lessons, err := loadTrees(shared, filepath.Join(root, TreesFile))
	if err != nil {
		return fmt.Errorf("train.Trees: %w", err)
	}
	var held, others []tree.Lesson
	for i, l := range lessons {
		if i%heldTrees == heldTrees-1 {
			held = append(held, l)
		} else {
			others = append(others, l)
		}
	}
	part, err := tree.Train(others)
	if err != nil {
		return fmt.Errorf("train.Trees: %w", err)
	}
	var score tree.Score
	for i := range held {
		score.Add(part, &held[i])
	}
	fmt.Fprintf(log, "%d trees, %d held back: %v\n", len(lessons), len(held), score)
	all, err := tree.Train(lessons)
	if err != nil {
		return fmt.Errorf("train.Trees: %w", err)
	}
	file, err := all.File()
	if err != nil {
		return fmt.Errorf("train.Trees: %w", err)
	}
	return os.WriteFile(filepath.Join(root, "internal/tree/model.zst"), file, 0o644)
}

// loadTrees lays out the sentences of a file of trees.
func loadTrees(shared, path string) ([]tree.Lesson, error) {
	ground, _, err := Ground()
	if err != nil {
		return nil, err
	}
	verbs, err := verb.Load()
	if err != nil {
		return nil, err
	}
	news, err := loadNews(shared)
	if err != nil {
		return nil, err
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("reading trees: %w", err)
	}
	var lessons []tree.Lesson
	var p *page.Page // of the last row: a dispatch's sentences stand together
	err = table.Each(path, string(text), []string{"dispatch", "start", "arcs"}, func(_ int, fields []string) error {
		d, ok := news[fields[0]]
		if !ok {
			return fmt.Errorf("no item of the news is called %q", fields[0])
		}
		start, err := strconv.Atoi(fields[1])
		if err != nil {
			return fmt.Errorf("start: %w", err)
		}
		if p == nil || p.Dispatch.ID != d.ID {
			p = ground.Page(d)
		}
		l, err := treeLesson(p, start, fields[2], verbs)
		if err == nil && l.Straighten() { // two names may each hang on a word of the other
			lessons = append(lessons, l)
		}
		return err
	})
	return lessons, err
}

// wordArc is what a word hangs on: a token, or -1.
type wordArc struct {
	head     int
	relation tree.Relation
}

// treeLesson is the sentence of a page that stands at a code point of the body as it arrived, with its tree.
func treeLesson(p *page.Page, start int, text string, verbs *verb.Table) (tree.Lesson, error) {
	at := newPositions(p).tokens(safir.Span{Start: start, End: start + 1}).Start
	if at >= len(p.Tokens) {
		return tree.Lesson{}, fmt.Errorf("the dispatch ends before %d", start)
	}
	l := tree.Lesson{Sentence: *p.Hanging(p.Sentences[p.SentenceOf(at)], p.Units(), verbs)}
	arcs, err := wordArcs(p, l.Sentence.Range, strings.Fields(text))
	if err != nil {
		return l, err
	}
	l.Arcs = unitArcs(l.Sentence.Units(), arcs)
	return l, nil
}

// wordArcs reads what each word of a sentence, without marks, hangs on: the number of another from 1, or 0, and as what.
func wordArcs(p *page.Page, sentence fa.Range, fields []string) (map[int]wordArc, error) {
	var words []int
	for t := sentence.Start; t < sentence.End; t++ {
		if p.Tokens[t].Kind != fa.Punct {
			words = append(words, t)
		}
	}
	if len(words) != len(fields) {
		return nil, fmt.Errorf("%d arcs for %d words", len(fields), len(words))
	}
	tokens, byWord := map[int]wordArc{}, make([]tree.Arc, len(words))
	for i, field := range fields {
		number, name, _ := strings.Cut(field, ":")
		head, err := strconv.Atoi(number)
		relation, ok := tree.RelationNamed(name)
		if err != nil || !ok || head < 0 || head > len(words) {
			return nil, fmt.Errorf("no arc: %q", field)
		}
		byWord[i] = tree.Arc{Head: head - 1, Relation: relation}
		arc := wordArc{-1, relation}
		if head > 0 {
			arc.head = words[head-1]
		}
		tokens[words[i]] = arc
	}
	if !tree.IsTree(byWord) {
		return nil, errors.New("the words hang on each other in a circle")
	}
	return tokens, nil
}

// unitArcs are the arcs of units: each hangs as the first of its words does that hangs on none of its own.
func unitArcs(units []tree.Unit, words map[int]wordArc) []tree.Arc {
	of := map[int]int{-1: tree.None}
	for i, u := range units {
		for t := u.Start; t < u.End; t++ {
			of[t] = i
		}
	}
	arcs := make([]tree.Arc, len(units))
	for i, u := range units {
		arcs[i] = tree.Arc{Head: tree.None}
		for t := u.Start; t < u.End; t++ {
			if arc, ok := words[t]; ok && of[arc.head] != i {
				arcs[i] = tree.Arc{Head: of[arc.head], Relation: arc.relation}
				break
			}
		}
	}
	return arcs
}
