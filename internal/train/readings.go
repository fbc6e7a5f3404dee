package train

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"safir"
	"safir/internal/eval"
	"safir/internal/written"
	"safir/read"
)

// ReadingsFile is where, under the root of the repository, further records made by hand are kept. They are about items of the
// shared news and give places in the text in place of quotes: the texts are the outlets' own and do not stand in the repository.
const ReadingsFile = "internal/train/readings.jsonl"

// loadNews gives the items of the shared news by their ids.
func loadNews(shared string) (map[string]safir.Dispatch, error) {
	news := map[string]safir.Dispatch{}
	for _, name := range []string{"diplomatic", "stream"} {
		err := eachItem(filepath.Join(shared, "data/news", name+".jsonl.gz"), func(d safir.Dispatch) bool {
			news[d.ID] = d
			return true
		})
		if err != nil {
			return nil, err
		}
	}
	return news, nil
}

// loadReadings lays out the dispatches that the readings are about.
func (c *Course) loadReadings(path string) ([]Case, error) {
	news, err := loadNews(c.shared)
	if err != nil {
		return nil, err
	}
	gold, ids, err := eval.LoadGold(path, news)
	if err != nil {
		return nil, err
	}
	only, err := onlyOf(path)
	if err != nil {
		return nil, err
	}
	var cases []Case
	for _, id := range ids {
		cases = append(cases, Case{Dispatch: news[id], Gold: gold[id], Page: c.ground.Page(news[id]), Only: only[id]})
	}
	return cases, nil
}

// WrittenDir is where, under the root of the repository, the dispatches are that were written to be learned from.
const WrittenDir = "internal/written/data"

// loadWritten lays out the dispatches that were written to be learned from.
func loadWritten(root string, ground *read.Reader) ([]Case, error) {
	items, err := written.Load(filepath.Join(root, WrittenDir))
	if err != nil {
		return nil, err
	}
	cases := make([]Case, len(items))
	for i := range items {
		it := &items[i]
		cases[i] = Case{Dispatch: it.Dispatch, Gold: &it.Record, Page: ground.Page(it.Dispatch), Written: true}
		if it.EventsOnly {
			cases[i].Only = eventsAlone
		}
	}
	return cases, nil
}

// What of a reading is learned from, where it is not all.
const (
	// eventsAlone: nothing else was read.
	eventsAlone = "events"
	// toldAlone: the dispatch was read because the reader was not sure whether it tells of any event, and such mostly tell of none. Learned
	// from as what is no event, they would make it believe that there are fewer events than there are; so it learns from what they tell,
	// and not from what is none.
	toldAlone = "told"
	// statementsAlone: the same, of dispatches that hardly tell of any event; of these only what is said.
	statementsAlone = "statements"
)

// onlyOf tells of the readings of a file what alone is learned from.
func onlyOf(path string) (map[string]string, error) {
	file, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("reading readings: %w", err)
	}
	only := map[string]string{}
	lines := json.NewDecoder(bytes.NewReader(file))
	for lines.More() {
		var line struct{ ID, Only string }
		if err := lines.Decode(&line); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		switch line.Only {
		case "", eventsAlone, statementsAlone, toldAlone:
			only[line.ID] = line.Only
		default:
			return nil, fmt.Errorf("%s: %s: only %q is not known", path, line.ID, line.Only)
		}
	}
	return only, nil
}

// keptActor, keptEvent and keptReading are a record without what is not made by hand and without the outlet's words.
type keptActor struct {
	ID       string       `json:"id"`
	Kind     safir.Kind   `json:"kind"`
	Name     *string      `json:"name"`
	Office   *string      `json:"office"`
	Country  *string      `json:"country"`
	Org      *string      `json:"org"`
	Mentions []safir.Span `json:"mentions"`
}

type keptTime struct {
	Span     safir.Span `json:"span"`
	EDTF     *string    `json:"edtf"`
	Calendar string     `json:"calendar"`
}

type keptEvent struct {
	ID           string              `json:"id"`
	Type         safir.EventType     `json:"type"`
	Status       safir.Status        `json:"status"`
	When         *string             `json:"when"`
	Where        *string             `json:"where"`
	Participants []safir.Participant `json:"participants"`
	Evidence     []safir.Span        `json:"evidence"`
}

type keptStatement struct {
	ID       string     `json:"id"`
	Speakers []string   `json:"speakers"`
	Act      safir.Act  `json:"act"`
	Target   []string   `json:"target"`
	Content  safir.Span `json:"content"`
	Cue      safir.Span `json:"cue"`
	Direct   bool       `json:"direct"`
}

type keptReading struct {
	ID         string          `json:"id"`
	Only       string          `json:"only,omitempty"` // eventsAlone, toldAlone or statementsAlone
	Actors     []keptActor     `json:"actors"`
	Times      []keptTime      `json:"times"`
	Events     []keptEvent     `json:"events"`
	Statements []keptStatement `json:"statements"`
}

// KeepReadings writes hand-made records with quotes as lines of [ReadingsFile].
func KeepReadings(dispatches, gold string) ([]byte, error) {
	bodies, _, err := eval.LoadDispatches(dispatches)
	if err != nil {
		return nil, fmt.Errorf("train.KeepReadings: %w", err)
	}
	records, ids, err := eval.LoadGold(gold, bodies)
	if err != nil {
		return nil, fmt.Errorf("train.KeepReadings: %w", err)
	}
	var out bytes.Buffer
	lines := json.NewEncoder(&out)
	lines.SetEscapeHTML(false)
	only, err := onlyOf(gold)
	if err != nil {
		return nil, fmt.Errorf("train.KeepReadings: %w", err)
	}
	for _, id := range ids {
		reading := keep(records[id])
		reading.Only = only[id]
		if err := lines.Encode(reading); err != nil {
			return nil, fmt.Errorf("train.KeepReadings: %w", err)
		}
	}
	return out.Bytes(), nil
}

func keep(r *eval.Gold) keptReading {
	out := keptReading{ID: r.ID, Actors: []keptActor{}, Times: []keptTime{}, Events: []keptEvent{}, Statements: []keptStatement{}}
	for _, a := range r.Actors {
		out.Actors = append(out.Actors, keptActor(a))
	}
	for _, t := range r.Times {
		out.Times = append(out.Times, keptTime{t.Span, t.EDTF, t.Calendar})
	}
	for _, e := range r.Events {
		out.Events = append(out.Events, keptEvent{e.ID, e.Type, e.Status, e.When, e.Where, e.Participants, e.Evidence})
	}
	for _, s := range r.Statements {
		out.Statements = append(out.Statements, keptStatement{s.ID, s.Speakers, s.Act, s.Target, s.Content, s.Cue, s.Direct})
	}
	return out
}
