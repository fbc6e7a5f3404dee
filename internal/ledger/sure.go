package ledger

import (
	_ "embed"
	"fmt"
	"math"
	"slices"
	"strconv"
	"sync"

	"safir"
	"safir/internal/table"
)

// Sure is the confidence from which on an event is listed where nobody asks for another: of the events of which that much is certain, about
// four in five hold. It is where precision, counted twice, and recall are best together; BENCHMARKS.md has the whole curve.
const Sure = 0.65

//go:embed data/sure.tsv
var sureTSV string

// SureFacts are what the confidence of an event is made of.
var SureFacts = []string{
	"always", "surest", "others", "officials", "states", "stateless", "bodies", "alone", "many", "within", "nowhere", "call", "message", "planned", "ongoing",
}

// Weights say how much each of [SureFacts] weighs.
type Weights []float64

var loadSure = sync.OnceValues(func() (Weights, error) { return parseSure("sure.tsv", sureTSV) })

func parseSure(file, text string) (Weights, error) {
	w := make(Weights, len(SureFacts))
	seen := 0
	err := table.Each(file, text, []string{"fact", "weight", "of"}, func(_ int, fields []string) (err error) {
		i := slices.Index(SureFacts, fields[0])
		if i < 0 {
			return fmt.Errorf("unknown fact %q", fields[0])
		}
		seen++
		w[i], err = strconv.ParseFloat(fields[1], 64)
		return err
	})
	if err == nil && seen != len(SureFacts) {
		err = fmt.Errorf("%s: %d of %d facts", file, seen, len(SureFacts))
	}
	return w, err
}

// SureOf is what may tell how likely an event is: a number for each of [SureFacts].
func SureOf(e *Event) []float64 {
	surest, others := doubts(loud(e.Definite()))
	sides := e.sides()
	upToTwo := func(is func(*safir.Actor) bool) (n float64) {
		for _, a := range sides {
			n += yes(is(a))
		}
		return min(n, 2)
	}
	visit := e.Type == safir.Visit
	return []float64{
		1, surest, others, upToTwo(unnamed), upToTwo(isState), upToTwo(stateless), upToTwo(isBody),
		yes(!visit && len(sides) < 2), float64(max(0, min(len(sides), 6)-2)), yes(!visit && len(sides) > 1 && ofOneState(sides)),
		yes(visit && value(e.Where) == ""), yes(e.Type == safir.Call), yes(e.Type == safir.Message),
		yes(e.Status == safir.Planned), yes(e.Status == safir.Ongoing),
	}
}

// sides are those who take part, but for the host of a visit.
func (e *Event) sides() (sides []*safir.Actor) {
	for i := range e.Participants {
		if p := &e.Participants[i]; p.Role != safir.Host {
			sides = append(sides, &p.Actor)
		}
	}
	return sides
}

func isState(a *safir.Actor) bool   { return a.Kind == safir.Country && !StandsForState(a) }
func isBody(a *safir.Actor) bool    { return a.Kind == safir.Org }
func stateless(a *safir.Actor) bool { return value(a.Country) == "" && !isBody(a) }

// ofOneState tells whether all are of one state, or of none that is known.
func ofOneState(sides []*safir.Actor) bool {
	return !slices.ContainsFunc(sides, func(a *safir.Actor) bool { return value(a.Country) != value(sides[0].Country) })
}

func yes(is bool) float64 { return float64(one(is)) }

func one(is bool) int {
	if is {
		return 1
	}
	return 0
}

// doubts tells how sure the reader was of the surest report, as a logit, and how much the others add: the more, the less likely it is that
// all of them are misread. The reports of a dispatch and of its copies are one reading of the same words, and count once.
func doubts(reports []*Report) (surest, others float64) {
	voices := map[string]float64{}
	for _, r := range reports {
		voices[r.origin()] = max(voices[r.origin()], r.Event.Confidence)
	}
	sure := make([]float64, 0, len(voices))
	for _, c := range voices {
		sure = append(sure, min(max(c, 0.001), 0.999))
	}
	slices.Sort(sure) // sums of one ledger must not differ by the order of a map
	best := sure[len(sure)-1]
	sum := 0.0
	for _, c := range sure[:len(sure)-1] {
		sum -= math.Log(1 - c)
	}
	return math.Log(best / (1 - best)), math.Log1p(sum)
}

// Confidence is how likely it is that something of which so much is known holds.
func (w Weights) Confidence(facts []float64) float64 {
	sum := 0.0
	for i := range w {
		sum += w[i] * facts[i]
	}
	return 1 / (1 + math.Exp(-sum))
}

// weighSure says of each event how likely it is. What an editor corrected was seen by him, and is certain.
func weighSure(events []Event) {
	w, err := loadSure()
	if err != nil {
		panic(err) // the file is part of the program
	}
	for i := range events {
		e := &events[i]
		if e.Confidence = 1; len(e.Corrected) == 0 {
			e.Confidence = math.Round(w.Confidence(SureOf(e))*1000) / 1000
		}
	}
}
