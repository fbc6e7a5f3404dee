package tag

import (
	"math/rand/v2"
	"slices"

	"safir/fa"
)

// Lectures are sentences of the news that a teacher tags for the chain to learn from.
const (
	lectures        = 8000
	lecturedTexts   = 0.1 // share of the texts that they are taken from
	lecturedOfText  = 0.3 // share of such a text's sentences
	shortestLecture = 6   // tokens
	longestLecture  = 60
	lecturesSeed    = 21
)

// newsLectures draws sentences of the unlabelled news.
func newsLectures(shared string) ([]parsed, error) {
	rng := rand.New(rand.NewPCG(lecturesSeed, lecturesSeed))
	had := map[string]bool{}
	var out []parsed
	err := eachNews(shared, func(text string) {
		if len(out) >= lectures || rng.Float64() > lecturedTexts {
			return
		}
		d := fa.NewDoc(fa.Repair(text).Repaired)
		for _, r := range d.Sentences {
			if rng.Float64() > lecturedOfText || r.End-r.Start < shortestLecture || r.End-r.Start > longestLecture {
				continue
			}
			if sentence := d.Slice(r); !had[sentence] {
				had[sentence] = true
				out = append(out, lecture(sentence))
			}
		}
	})
	return out, err
}

// lecture is a sentence of which nothing is known, to be tagged in the style that the teacher helps most: of the other treebank's
// conventions it knows no more than the chain.
func lecture(sentence string) parsed {
	p := parsed{doc: fa.NewDoc(sentence)}
	p.style = slices.IndexFunc(treebanks, func(t treebank) bool { return t.style == PerDT })
	p.doc.Sentences = []fa.Range{{Start: 0, End: len(p.doc.Tokens)}}
	for _, w := range p.doc.Words() {
		p.add([]fa.SyntacticWord{w}, nil)
	}
	return p
}

// learnTaught learns the chain from the lessons and from what a teacher, learned from the same lessons, says of the lectures.
func learnTaught(lessons, lectures []example, vectors map[uint32][]float32) *trainer {
	master := learnTeacher(lessons, vectors, wordOptions.minCount)
	all := slices.Clone(lessons)
	for _, e := range lectures {
		e.taught = master.teach(e)
		all = append(all, e)
	}
	t := newTrainer(len(wordLabels), anyMayFollow, all, wordOptions)
	t.learn(all)
	return t
}
