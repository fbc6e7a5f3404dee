package tag

import (
	"path/filepath"
	"sync"

	"safir/fa"
)

// A survey counts as what the words of unlabelled news are tagged by a first model. What it finds is a fact of the word for the
// model that is learned next: most names stand in contexts that give them away somewhere.
type survey struct {
	words  map[uint32]*sightings // by word, and by pair of neighbours
	labels []uint8               // scratch room
}

// sightings are the counts kept of a word: all, as first and further word of people's names, in places, in organisations.
type sightings [5]int32

// leastSeen is how often a word or pair has to be seen to be kept.
const leastSeen = 2

// newsFiles hold the unlabelled news.
var newsFiles = []string{"data/news/stream.jsonl.gz", "data/news/diplomatic.jsonl.gz"}

// surveyNews lets each finder tag the news, and returns a file of what each found.
func surveyNews(shared string, finders []*Names) ([][]byte, error) {
	surveys := make([]survey, len(finders))
	feeds := make([]chan *fa.Doc, len(finders))
	var work sync.WaitGroup
	for k := range finders {
		surveys[k].words = map[uint32]*sightings{}
		feeds[k] = make(chan *fa.Doc, 64)
		work.Go(func() {
			for d := range feeds[k] {
				surveys[k].add(finders[k], d)
			}
		})
	}
	err := eachNews(shared, func(text string) {
		d := fa.NewDoc(fa.Repair(text).Repaired)
		for _, feed := range feeds {
			feed <- d
		}
	})
	for _, feed := range feeds {
		close(feed)
	}
	work.Wait()
	out := make([][]byte, len(finders))
	for k := range surveys {
		out[k] = surveys[k].pack()
	}
	return out, err
}

// eachNews reads the texts of the unlabelled news.
func eachNews(shared string, body func(text string)) error {
	for _, name := range newsFiles {
		if err := ReadBodies(filepath.Join(shared, name), body); err != nil {
			return err
		}
	}
	return nil
}

// pairHash is the number of two words in a row.
func pairHash(a, b uint32) uint32 { return uint32(mix(98, a, b)) | 2 }

func (s *survey) count(word uint32, what int) {
	c := s.words[word]
	if c == nil {
		c = new(sightings)
		s.words[word] = c
	}
	c[0]++
	if what > 0 {
		c[what]++
	}
}

// whats maps labels to counts.
var whats = [...]int{0, 1, 2, 3, 3, 4, 4}

// add tags a document and counts.
func (s *survey) add(n *Names, d *fa.Doc) {
	s.labels = grow(s.labels, len(d.Tokens))
	labels := s.labels
	clear(labels)
	for _, name := range n.Find(d) {
		l := 1
		switch name.Class {
		case Place:
			l = 3
		case Organisation:
			l = 5
		}
		for i := name.Start; i < name.End; i++ {
			labels[i] = uint8(l)
			if i > name.Start {
				labels[i]++
			}
		}
	}
	for i := range d.Tokens {
		if d.Tokens[i].Kind != fa.Word {
			continue
		}
		w := wordHash(d.Key(i))
		s.count(w, whats[labels[i]])
		if i+1 < len(d.Tokens) && d.Tokens[i+1].Kind == fa.Word && !d.Tokens[i+1].Line {
			what := 0
			if labels[i] != 0 && (labels[i+1] == labels[i] || labels[i+1] == labels[i]+1) && labels[i+1]%2 == 0 {
				what = whats[labels[i]]
			}
			s.count(pairHash(w, wordHash(d.Key(i+1))), what)
		}
	}
}

// pack writes the table of words (and pairs that are ever names) with the levels of their counts.
func (s *survey) pack() []byte {
	levels := map[uint32]uint32{}
	for w, c := range s.words {
		if v := level(c); v != 0 && c[0] >= leastSeen {
			levels[w] = v
		}
	}
	return packSightings(levels)
}

// level turns counts into a few grades for each class, zero where the word is never a name.
func level(c *sightings) uint32 {
	v := uint32(0)
	for k := 1; k < len(c); k++ {
		share := float64(c[k]) / float64(c[0])
		g := uint32(0)
		switch {
		case share >= 0.6:
			g = 3
		case share >= 0.25:
			g = 2
		case share >= 0.05:
			g = 1
		}
		v |= g << (2 * (k - 1))
	}
	if v == 0 && c[0] < 20 {
		return 0
	}
	size := uint32(1)
	switch {
	case c[0] >= 30:
		size = 3
	case c[0] >= 5:
		size = 2
	}
	return v | size<<8
}
