package tag

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"safir/fa"
	"safir/internal/know"
)

// goldDispatch is a dispatch with the people whom its record names, and the names of states in it.
type goldDispatch struct {
	ID     string
	doc    *fa.Doc
	people []fa.Range
	states []fa.Range
}

type goldActor struct {
	Kind, Name string
	Mentions   []struct{ Quote string }
}

// readGold reads NAME.dispatches.jsonl and NAME.jsonl of a folder.
func readGold(dir, name string, world *know.World) ([]goldDispatch, error) {
	bodies := map[string]string{}
	err := eachLine(filepath.Join(dir, name+".dispatches.jsonl"), func(line string) error {
		var d struct{ ID, Body string }
		if err := json.Unmarshal([]byte(line), &d); err != nil {
			return err
		}
		bodies[d.ID] = d.Body
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("reading gold: %w", err)
	}
	var out []goldDispatch
	err = eachLine(filepath.Join(dir, name+".jsonl"), func(line string) error {
		var g struct {
			ID     string
			Actors []goldActor
		}
		if err := json.Unmarshal([]byte(line), &g); err != nil {
			return err
		}
		d := goldDispatch{ID: g.ID, doc: fa.NewDoc(fa.Repair(bodies[g.ID]).Repaired)}
		d.project(g.Actors, world)
		out = append(out, d)
		return nil
	})
	return out, err
}

// project finds the actors' names wherever they stand in the text, the longest first.
func (d *goldDispatch) project(actors []goldActor, world *know.World) {
	people, states := fa.NewPhrases[bool](), fa.NewPhrases[bool]()
	for _, a := range actors {
		for _, m := range a.Mentions {
			q := fa.NewDoc(fa.Repair(m.Quote).Repaired)
			switch a.Kind {
			case "person":
				if r := personName(q, a.Name, world); r.Start < r.End {
					people.Add(q.Slice(r), true)
				}
			case "country":
				if s, ok := world.States.Longest(q, 0); ok && s.End == len(q.Tokens) && s.Value.Form == know.Name {
					states.Add(m.Quote, true)
				}
			}
		}
		if a.Kind == "person" && a.Name != "" {
			addName(people, fa.Repair(a.Name).Repaired)
		}
	}
	for _, m := range people.All(d.doc) {
		d.people = append(d.people, m.Range)
	}
	for _, m := range states.All(d.doc) {
		d.states = append(d.states, m.Range)
	}
}

// addName lists a full name and the family names that it may end in.
func addName(people *fa.Phrases[bool], name string) {
	people.Add(name, true)
	words := strings.Fields(name)
	for k := 1; k < len(words); k++ {
		if family := strings.Join(words[k:], " "); len(fa.Key(family)) >= shortestFamily {
			people.Add(family, true)
		}
	}
}

// shortestFamily is the length in bytes of the shortest family name that is looked for without its first name.
const shortestFamily = 6

// personName is the part of a mention that is the person's name: the last run of words that the name has.
func personName(q *fa.Doc, name string, world *know.World) fa.Range {
	own := map[string]bool{}
	for _, w := range strings.Fields(fa.Repair(name).Repaired) {
		own[fa.Key(w)] = true
	}
	end := len(q.Tokens)
	for end > 0 && !own[q.Key(end-1)] {
		end--
	}
	start := end
	for start > 0 && own[q.Key(start-1)] {
		start--
	}
	if end < len(q.Tokens) { // «ظریف وزیر خارجه» is a name with an office, «همتای ظریف خود» is none
		if _, ok := world.Offices.Longest(q, end); !ok {
			return fa.Range{}
		}
	}
	if start > 0 {
		if h, ok := world.Honorifics.Longest(q, 0); !ok || h.End != start {
			return fa.Range{}
		}
	}
	return fa.Range{Start: start, End: end}
}

// surelyNone is how probable it has to be by a first model that a word is of no name for the lesson to say so: the record does not name
// all bodies of its dispatch.
const surelyNone = 0.97

// lesson labels the people of the dispatch. Others may be named in it too: where a first model finds people whom the record
// does not have, nothing is said. Places and organisations are those that the first model finds.
func (d *goldDispatch) lesson(first *Names) lesson {
	out := lesson{d.doc, make([]uint32, len(d.doc.Tokens))}
	names, sure := first.findSure(d.doc)
	for i := range out.allowed {
		out.allowed[i] = 1
		if sure[i] < surelyNone {
			out.allowed[i] = anyLabel
		}
	}
	for _, n := range names {
		label := 2*slices.Index([]Class{Person, Place, Organisation}, n.Class) + 1
		for i := n.Start; i < n.End; i++ {
			out.allowed[i] = 1 << label
			if i > n.Start {
				out.allowed[i] = 1 << (label + 1)
			}
			if n.Class == Person || n.Score < 0.8 {
				out.allowed[i] = anyLabel
			}
		}
	}
	for _, r := range d.people {
		for i := r.Start; i < r.End; i++ {
			out.allowed[i] = 1 << slices.Index(nameLabels, "I-PER")
		}
		out.allowed[r.Start] = 1 << slices.Index(nameLabels, "B-PER")
		for i := r.End; i < len(out.allowed) && out.allowed[i] != 1 && out.allowed[i] != anyLabel && out.allowed[i]&(1<<3|1<<5) == 0; i++ {
			out.allowed[i] = anyLabel // the rest of a name that the person's name cuts
		}
	}
	return out
}
