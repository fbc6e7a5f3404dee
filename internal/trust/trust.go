// Package trust learns how likely an event of the ledger is by what is known of it, and measures how right that is.
//
// Records of dispatches that the reader's models had not seen are merged like those of any ledger; an event holds if the record made by hand
// of one of its dispatches has it, with both sides. What the regression then gives is a probability that can be checked: of the events of
// 0.8 four in five have to hold.
package trust

import (
	"fmt"
	"io"
	"iter"
	"math"
	"strings"

	"safir"
	"safir/internal/eval"
	"safir/internal/ledger"
)

// Read is a record that was read, with the one that was made by hand.
type Read struct{ Gold, Record *safir.Record }

// Case is an event of which it is known whether it holds.
type Case struct {
	Facts []float64 // see [ledger.SureOf]
	Holds bool
}

// Cases are the events that records tell of, in order of their first reports.
func Cases(read []Read, places ledger.Places) ([]Case, error) {
	gold := map[string]*safir.Record{}
	var reports []ledger.Report
	var bearings []ledger.Bearing
	for _, r := range read {
		gold[r.Record.ID] = r.Gold
		reports = append(reports, ledger.Reports(r.Record)...)
		bearings = append(bearings, ledger.FactsOf(r.Record, r.Gold.Body).Bearings...)
	}
	copies, err := ledger.FindCopies(sketches(read))
	if err != nil {
		return nil, fmt.Errorf("trust.Cases: %w", err)
	}
	for i := range reports {
		reports[i].CopyOf = copies[reports[i].Dispatch]
	}
	var out []Case
	for _, e := range ledger.Merge(ledger.FindPeople(bearings).Complete(reports), places) {
		out = append(out, Case{ledger.SureOf(&e), holds(&e, gold)})
	}
	return out, nil
}

func sketches(read []Read) iter.Seq2[ledger.Sketched, error] {
	return func(yield func(ledger.Sketched, error) bool) {
		for _, r := range read {
			s := ledger.Sketched{Dispatch: r.Record.ID, Sketch: ledger.Sketch(r.Gold.Body)}
			if published := r.Record.Source.Published; published != nil {
				s.Published = *published
			}
			if len(s.Sketch) > 0 && !yield(s, nil) {
				return
			}
		}
	}
}

func holds(e *ledger.Event, gold map[string]*safir.Record) bool {
	var sides []*safir.Actor
	for i := range e.Participants {
		if e.Participants[i].Role != safir.Host {
			sides = append(sides, told(&e.Participants[i].Actor))
		}
	}
	where := ""
	if e.Where != nil {
		where = *e.Where
	}
	for _, r := range e.Reports {
		if eval.Told(gold[r.Dispatch], e.Type, where, sides) {
			return true
		}
	}
	return false
}

// told is an actor as records tell of one: officials who stand for their state are officials there.
func told(a *safir.Actor) *safir.Actor {
	if !ledger.StandsForState(a) {
		return a
	}
	official := *a
	official.Kind = safir.Office
	return &official
}

// folds is into how many parts cases are cut where weights must not have seen what they are measured on.
const folds = 5

// Unseen gives each case the confidence by weights that were learned from others.
func Unseen(cases []Case) []float64 {
	out := make([]float64, len(cases))
	for k := range folds {
		var others []Case
		for i, c := range cases {
			if i%folds != k {
				others = append(others, c)
			}
		}
		w := Learn(others)
		for i := k; i < len(cases); i += folds {
			out[i] = w.Confidence(cases[i].Facts)
		}
	}
	return out
}

// Write prints, by tenths of confidence, how many events hold; then what each cut would list.
func Write(w io.Writer, cases []Case, confidences []float64) error {
	var b strings.Builder
	var said, right [10]int
	var sure [10]float64
	holding := 0
	for i, c := range cases {
		tenth := max(0, min(9, int(confidences[i]*10)))
		said[tenth]++
		sure[tenth] += confidences[i]
		if c.Holds {
			right[tenth]++
			holding++
		}
	}
	fmt.Fprintf(&b, "%10s%8s%8s\n", "sure", "hold", "events")
	for t := 9; t >= 0; t-- {
		if said[t] > 0 {
			fmt.Fprintf(&b, "%10.2f%8.2f%8d\n", sure[t]/float64(said[t]), float64(right[t])/float64(said[t]), said[t])
		}
	}
	fmt.Fprintf(&b, "\n%10s%8s%8s%8s%8s%8s\n", "cut", "events", "P", "R", "F1", "F0.5")
	for cut := 0.0; cut < 0.95; cut += 0.05 {
		kept, hit := 0, 0
		for i, c := range cases {
			if confidences[i] >= cut {
				kept++
				if c.Holds {
					hit++
				}
			}
		}
		p, r := share(hit, kept), share(hit, holding)
		fmt.Fprintf(&b, "%10.2f%8d%8.3f%8.3f%8.3f%8.3f\n", cut, kept, p, r, f(p, r, 1), f(p, r, 0.5))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func share(part, all int) float64 {
	if all == 0 {
		return 0
	}
	return float64(part) / float64(all)
}

// f is the F measure in which recall weighs beta times as much as precision.
func f(p, r, beta float64) float64 {
	if p+r == 0 {
		return 0
	}
	return (1 + beta*beta) * p * r / (beta*beta*p + r)
}

// File is weights as the file that the ledger is built with; of says what each fact is.
func File(w ledger.Weights, template string) string {
	var b strings.Builder
	for line := range strings.Lines(template) {
		fact, rest, _ := strings.Cut(line, "\t")
		for i, name := range ledger.SureFacts {
			if name == fact {
				_, of, _ := strings.Cut(rest, "\t")
				line = fmt.Sprintf("%s\t%.3f\t%s", fact, round(w[i]), of)
			}
		}
		b.WriteString(line)
	}
	return b.String()
}

func round(x float64) float64 { return math.Round(x*1000) / 1000 }
