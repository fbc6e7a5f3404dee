package tag

import (
	"fmt"
	"io"
	"path/filepath"
	"sort"
	"strings"

	"safir/fa"
)

// Sizes of what is learned from news.
const (
	manyClasses = 512
	fewClasses  = 64
	minSeen     = 5 // words seen less often get no class
	rounds      = 4
)

// TrainClasses learns the lexicon: the classes of words in the news, and the parts of speech that the word list gives them.
func TrainClasses(shared string, log io.Writer) ([]byte, error) {
	t := text{ids: map[string]int32{}}
	if err := eachNews(shared, t.add); err != nil {
		return nil, fmt.Errorf("tag.TrainClasses: %w", err)
	}
	if err := ReadBodies(filepath.Join(shared, "gold/train.dispatches.jsonl"), t.add); err != nil {
		return nil, fmt.Errorf("tag.TrainClasses: %w", err)
	}
	sentences, err := ReadTagged(filepath.Join(shared, "data/ner/peyma-train.txt.gz"))
	if err != nil {
		return nil, fmt.Errorf("tag.TrainClasses: %w", err)
	}
	for _, s := range sentences {
		t.add(strings.Join(s.Words, " "))
	}
	keys := t.frequent()
	fmt.Fprintf(log, "classes: %d words of text, %d of them often enough\n", len(t.words), len(keys))
	b := countBigrams(t.words, len(keys))
	many := newExchange(b, manyClasses).fit(rounds)
	few := newExchange(b, fewClasses).fit(rounds)
	tags, err := readTags(filepath.Join(shared, "data/words/hazm-words.tsv.gz"))
	if err != nil {
		return nil, fmt.Errorf("tag.TrainClasses: %w", err)
	}
	return packLexicon(join(keys, many, few, tags)), nil
}

// text is running text as numbers of words, -1 between sentences.
type text struct {
	ids   map[string]int32
	keys  []string
	words []int32
}

func (t *text) add(body string) {
	d := fa.NewDoc(fa.Repair(body).Repaired)
	for _, s := range d.Sentences {
		t.words = append(t.words, -1)
		for i := s.Start; i < s.End; i++ {
			key := d.Key(i)
			if d.Tokens[i].Kind == fa.Number {
				key = strings.Repeat("0", min(len(key), 5))
			}
			id, ok := t.ids[key]
			if !ok {
				id = int32(len(t.keys))
				key = strings.Clone(key)
				t.ids[key] = id
				t.keys = append(t.keys, key)
			}
			t.words = append(t.words, id)
		}
	}
}

// frequent numbers the words anew, most frequent first, and leaves out the rare ones.
func (t *text) frequent() []string {
	counts := make([]int32, len(t.keys))
	for _, w := range t.words {
		if w >= 0 {
			counts[w]++
		}
	}
	order := make([]int32, len(counts))
	for i := range order {
		order[i] = int32(i)
	}
	sort.SliceStable(order, func(i, j int) bool { return counts[order[i]] > counts[order[j]] })
	rank := make([]int32, len(counts))
	var keys []string
	for r, id := range order {
		rank[id] = int32(r)
		if counts[id] < minSeen {
			rank[id] = -1
			continue
		}
		keys = append(keys, t.keys[id])
	}
	for i, w := range t.words {
		if w >= 0 {
			t.words[i] = rank[w]
		}
	}
	return keys
}

// readTags reads which parts of speech each word of the list can be; sets of them are numbered by how common they are.
func readTags(path string) (map[string]uint32, error) {
	sets := map[string]string{}
	counts := map[string]int{}
	err := eachLine(path, func(line string) error {
		fields := strings.Split(line, "\t")
		if len(fields) == 3 && fields[2] != "" && fields[2] != "0" {
			sets[fa.Key(fields[0])] = fields[2]
			counts[fields[2]]++
		}
		return nil
	})
	names := make([]string, 0, len(counts))
	for name := range counts {
		names = append(names, name)
	}
	sort.Slice(names, func(i, j int) bool {
		if counts[names[i]] != counts[names[j]] {
			return counts[names[i]] > counts[names[j]]
		}
		return names[i] < names[j]
	})
	out := make(map[string]uint32, len(sets))
	for i, name := range names[:min(len(names), 1<<tagsBits-2)] {
		counts[name] = i + 1
	}
	for key, name := range sets {
		if n := counts[name]; n < 1<<tagsBits {
			out[key] = uint32(n)
		}
	}
	return out, err
}

// join puts classes and tags of all words together, in a fixed order.
func join(keys []string, many, few []int32, tags map[string]uint32) []entry {
	entries := make([]entry, 0, len(keys)+len(tags))
	for i, key := range keys {
		if strings.HasPrefix(key, "0") {
			continue
		}
		entries = append(entries, entry{wordHash(key), uint32(many[i]) + 1, uint32(few[i]) + 1, tags[key]})
		delete(tags, key)
	}
	rest := make([]string, 0, len(tags))
	for key := range tags {
		rest = append(rest, key)
	}
	sort.Strings(rest)
	for _, key := range rest {
		entries = append(entries, entry{wordHash(key), 0, 0, tags[key]})
	}
	return entries
}
