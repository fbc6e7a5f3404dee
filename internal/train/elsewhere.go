package train

import (
	_ "embed"
	"encoding/json"
	"path/filepath"

	"safir"
	"safir/fa"
	"safir/internal/eval"
	"safir/internal/find/events"
	"safir/internal/page"
	"safir/internal/table"
	"safir/read"
)

//go:embed data/elsewhere.tsv
var elsewhereTSV string

// fieldWords finds the words of data/elsewhere.tsv, each with its field.
func fieldWords() (*fa.Phrases[string], error) {
	words := fa.NewPhrases[string]("ها", "های", "ی")
	err := table.Each("elsewhere.tsv", elsewhereTSV, []string{"field", "word"}, func(_ int, fields []string) error {
		words.Add(fields[1], fields[0])
		return nil
	})
	return words, err
}

const (
	fieldWordsNeeded = 4 // words of one field that an item must have to count as about it
	elsewhereItems   = 1500
	elsewhereWeight  = 0.8
)

// elsewhere are items of the news stream that are about sport, health, weather and the like, and name nobody of diplomatic
// rank: lessons in what is no event. Items kept for measuring, and those that were read by hand, are left out.
func elsewhere(shared string, ground *read.Reader, cases []Case) ([]events.Lesson, error) {
	words, err := fieldWords()
	if err != nil {
		return nil, err
	}
	measured, _, err := eval.LoadDispatches(filepath.Join(shared, "gold/stream.dispatches.jsonl"))
	if err != nil {
		return nil, err
	}
	byHand := map[string]bool{}
	for i := range cases {
		byHand[cases[i].Dispatch.ID] = true
	}
	var out []events.Lesson
	n := 0
	err = eachItem(filepath.Join(shared, "data/news/stream.jsonl.gz"), func(d safir.Dispatch) bool {
		if _, kept := measured[d.ID]; kept || byHand[d.ID] || !aboutOneField(words, d.Body) {
			return true
		}
		if n++; n%3 != 0 { // spread over all sources
			return true
		}
		if p := ground.Page(d); !hasRank(p) {
			out = append(out, events.Lesson{Page: p, Weight: elsewhereWeight})
		}
		return len(out) < elsewhereItems
	})
	return out, err
}

func aboutOneField(words *fa.Phrases[string], body string) bool {
	count := map[string]int{}
	for _, m := range words.All(fa.NewDoc(fa.Repair(body).Repaired)) {
		if count[m.Value]++; count[m.Value] >= fieldWordsNeeded {
			return true
		}
	}
	return false
}

// ranks are the offices whose holders make contacts of states.
var ranks = map[string]bool{
	"supreme-leader": true, "monarch": true, "president": true, "prime-minister": true, "foreign-minister": true,
	"deputy-foreign-minister": true, "ambassador": true, "special-envoy": true, "secretary-general": true,
	"charge-daffaires": true, "eu-foreign-policy-chief": true, "iaea-director-general": true, "negotiator": true,
}

func hasRank(p *page.Page) bool {
	for i := range p.Actors {
		if ranks[p.Actors[i].Office] {
			return true
		}
	}
	return false
}

// eachItem gives the dispatches of a gzipped JSONL file until each says to stop.
func eachItem(path string, each func(safir.Dispatch) bool) error {
	return table.Lines(path, func(line []byte) error {
		var d safir.Dispatch
		if err := json.Unmarshal(line, &d); err != nil {
			return err
		}
		if !each(d) {
			return table.ErrStop
		}
		return nil
	})
}

// eachLine gives the lines of a file of text, gzipped where its name says so.
func eachLine(path string, each func(string)) error {
	return table.Lines(path, func(line []byte) error {
		each(string(line))
		return nil
	})
}
