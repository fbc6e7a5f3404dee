// Package tag finds names in text by what was learned of them: people, places, organisations. A word's tag is decided from the
// word, its shape and neighbours, the lists of package know, and the tag before it, so that a sentence's tags never depend on
// other sentences. Words are compared by their keys: the model does not care whether half-spaces were kept.
package tag

import (
	_ "embed"
	"fmt"

	"safir/fa"
	"safir/internal/know"
	"safir/internal/learn"
)

//go:embed names.model.gz
var namesFile []byte

// Class is the class of a name.
type Class string

// The classes of names.
const (
	Person       Class = "PER"
	Place        Class = "LOC"
	Organisation Class = "ORG"
)

// labels of the decision: outside, then the first and the further words of each class.
var labels = []string{"O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG"}

const outside = 0

// begins and classOf read a label's index.
func begins(label int) bool { return label%2 == 1 }

func classOf(label int) Class { return Class(labels[label][2:]) }

// Name is a name found in a document.
type Name struct {
	fa.Range
	Class Class
	Score float64 // lowest probability among its words
}

// Names finds names. It is read-only and safe for concurrent use.
type Names struct {
	world *know.World
	model *learn.Model
}

// LoadNames makes a finder with the embedded model.
func LoadNames(world *know.World) (*Names, error) {
	models, err := learn.Read(namesFile)
	if err != nil || len(models) != 1 {
		return nil, fmt.Errorf("tag.LoadNames: %d models: %w", len(models), err)
	}
	return &Names{world, models[0]}, nil
}

// Find lists the names of a document in order.
func (n *Names) Find(d *fa.Doc) []Name {
	v := newView(n.world, d)
	var out []Name
	for _, sentence := range d.Sentences {
		out = n.sentence(v, sentence, out)
	}
	return out
}

func (n *Names) sentence(v *view, sentence fa.Range, out []Name) []Name {
	previous := outside
	room := make([]float64, len(labels))
	for i := sentence.Start; i < sentence.End; i++ {
		label, score := n.decide(v, sentence, i, previous, room)
		if label != outside {
			if begins(label) {
				out = append(out, Name{fa.Range{Start: i, End: i + 1}, classOf(label), score})
			} else {
				last := &out[len(out)-1]
				last.End, last.Score = i+1, min(last.Score, score)
			}
		}
		previous = label
	}
	return out
}

// decide is the likeliest label that may follow the one before.
func (n *Names) decide(v *view, sentence fa.Range, i, previous int, room []float64) (int, float64) {
	if v.Tokens[i].Kind != fa.Word {
		return outside, 1
	}
	p := n.model.Probabilities(v.describe(sentence, i, previous), room)
	best := outside
	for l := range p {
		if p[l] > p[best] && may(previous, l) {
			best = l
		}
	}
	return best, p[best]
}

// may tells whether a label may follow another: a name's further words follow words of the same name.
func may(previous, label int) bool {
	if label == outside || begins(label) {
		return true
	}
	return previous == label || previous == label-1
}
