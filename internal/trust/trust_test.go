package trust_test

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"safir"
	"safir/internal/ledger"
	"safir/internal/trust"
)

// drawn are cases that hold as often as some weights say.
func drawn(w ledger.Weights, n int) []trust.Case {
	random := rand.New(rand.NewPCG(1, 2))
	out := make([]trust.Case, n)
	for i := range out {
		facts := make([]float64, len(w))
		facts[0] = 1
		for k := 1; k < len(w); k++ {
			facts[k] = float64(random.IntN(3))
		}
		out[i] = trust.Case{Facts: facts, Holds: random.Float64() < w.Confidence(facts)}
	}
	return out
}

func TestWhatIsLearnedIsHowOftenEventsHold(t *testing.T) {
	want := ledger.Weights{1.5, 0.7, 0.6, -0.8, -0.4, -0.5, 0.2, -1.5, 0.3, -0.4, -1, -0.4, -0.2, 0.1, -0.7}
	cases := drawn(want, 6000)
	got := trust.Learn(cases)
	for i := range want {
		if math.Abs(got[i]-want[i]) > 0.2 {
			t.Errorf("%s: %.2f, want %.2f", ledger.SureFacts[i], got[i], want[i])
		}
	}
	sure := trust.Unseen(cases)
	sum, hold := 0.0, 0.0
	for i, c := range cases {
		if sure[i] > 0.7 {
			sum++
			if c.Holds {
				hold++
			}
		}
	}
	if share := hold / sum; share < 0.7 || share > 0.95 {
		t.Errorf("of what is surer than 0.7 holds %.2f", share)
	}
}

// person is a minister of a record.
func person(id, name, country string) safir.Actor {
	office := "foreign-minister"
	return safir.Actor{ID: id, Kind: safir.Person, Name: &name, Office: &office, Country: &country}
}

// record is what a dispatch says of a call of two people.
func record(id, partner, country string, confidence float64) *safir.Record {
	published := "2026-04-24"
	return &safir.Record{
		ID: id, Source: safir.Source{Published: &published},
		Actors: []safir.Actor{person("a", "ناصر شکوهی", "IRN"), person("b", partner, country)},
		Events: []safir.Event{{
			ID: "e1", Type: safir.Call, Status: safir.Happened, Confidence: confidence,
			Participants: []safir.Participant{{Actor: "a", Role: safir.Party}, {Actor: "b", Role: safir.Party}},
		}},
	}
}

// nowhere knows no places.
type nowhere struct{}

func (nowhere) StateOf(string) string { return "" }
func (nowhere) IsState(string) bool   { return false }

func TestAnEventHoldsIfOneOfItsDispatchesHasItByHand(t *testing.T) {
	right, wrong := record("a", "مراد آیدین", "TUR", 0.9), record("b", "سلیم الکعبی", "SYR", 0.5)
	other := record("b", "بدر الحارثی", "OMN", 0)
	cases, err := trust.Cases([]trust.Read{{Gold: right, Record: right}, {Gold: right, Record: record("c", "مراد آیدین", "TUR", 0.8)}, {Gold: other, Record: wrong}}, nowhere{})
	if err != nil || len(cases) != 2 || !cases[0].Holds || cases[1].Holds {
		t.Fatalf("got %+v, %v", cases, err)
	}
	var table strings.Builder
	if err := trust.Write(&table, cases, []float64{0.9, 0.3}); err != nil || !strings.Contains(table.String(), "0.50       1   1.000   1.000   1.000   1.000") {
		t.Errorf("got %s, %v", table.String(), err)
	}
}

func TestWeightsAreWrittenWhereTheyStood(t *testing.T) {
	got := trust.File(ledger.Weights{1, 2, 3, 4, 5, 6, 7, 8}, "# always so\nfact\tweight\tof\nalways\t0\tall\nstates\t0\tstates\n")
	if want := "# always so\nfact\tweight\tof\nalways\t1.000\tall\nstates\t5.000\tstates\n"; got != want {
		t.Errorf("got %q", got)
	}
}
