package ledger

import (
	"encoding/binary"
	"iter"
	"slices"
	"time"
)

// Sketched is a dispatch by the sketch of its text.
type Sketched struct {
	Dispatch  string
	Published string // ISO 8601, "" where unknown
	Sketch    []byte // see Sketch
}

const (
	enough   = 24 // parts of two sketches that agree where one text is a copy of the other, lightly edited: three quarters
	nearly   = 30 // the same where it is not known that they came within days: hardly anything differs
	bandwide = 4  // parts that must agree, side by side, for two sketches to be held against each other
	lively   = 3  // days after which what is told in the same words is told anew (sirens sound again), not a copy off the wire
	crowd    = 64 // texts with the same parts that are held against a new one; more are boilerplate
)

// FindCopies tells which dispatches are copies of which earlier ones: the same text, lightly edited, within days. They must come
// in order of publication, those of a time in order of their ids. A copy of a copy is one of the first. The work grows with the
// dispatches, the memory with those of some days.
func FindCopies(dispatches iter.Seq2[Sketched, error]) (map[string]string, error) {
	copies := map[string]string{}
	c := copier{bands: map[band][]*original{}}
	for d, err := range dispatches {
		if err != nil {
			return nil, err
		}
		if len(d.Sketch) != 2*bins {
			continue
		}
		d.Sketch = slices.Clone(d.Sketch)
		if original := c.take(&d); original != "" {
			copies[d.Dispatch] = original
		}
	}
	return copies, nil
}

// take tells of which dispatch another is a copy, and remembers one that is none: "".
func (c *copier) take(d *Sketched) string {
	n := dayNumber(d.Published)
	c.forget(n)
	if o := c.find(d); o != nil {
		return o.Dispatch
	}
	c.keep(&original{*d, n})
	return ""
}

// dayNumber counts days; it is 0 where the day is unknown.
func dayNumber(published string) int {
	t, err := time.Parse(time.DateOnly, published[:min(len(published), len(time.DateOnly))])
	if err != nil {
		return 0
	}
	return int(t.Unix() / int64(day/time.Second))
}

// original is a dispatch that is a copy of none.
type original struct {
	Sketched
	day int
}

// band is some parts of a sketch, and where in it they stand.
type band struct {
	at    int
	parts uint64
}

// copier holds the originals of the last days, to be found by each band of their sketches.
type copier struct {
	originals []*original // oldest first
	bands     map[band][]*original
}

func bandsOf(sketch []byte) func(func(band) bool) {
	return func(yield func(band) bool) {
		for at := 0; at < 2*bins; at += 2 * bandwide {
			if !yield(band{at, binary.LittleEndian.Uint64(sketch[at:])}) {
				return
			}
		}
	}
}

// find is the original that a dispatch is most like, of equals the earliest; nil where it is a copy of none.
func (c *copier) find(d *Sketched) (best *original) {
	most := enough - 1
	if dayNumber(d.Published) == 0 {
		most = nearly - 1
	}
	for b := range bandsOf(d.Sketch) {
		held := c.bands[b]
		for _, o := range held[:min(len(held), crowd)] {
			n := resemblance(o.Sketch, d.Sketch)
			if n > most || n == most && best != nil && earlier(o, best) {
				best, most = o, n
			}
		}
	}
	return best
}

func earlier(a, b *original) bool {
	return a.Published < b.Published || a.Published == b.Published && a.Dispatch < b.Dispatch
}

func (c *copier) keep(o *original) {
	c.originals = append(c.originals, o)
	for b := range bandsOf(o.Sketch) {
		c.bands[b] = append(c.bands[b], o)
	}
}

// forget lets go of the originals that are too old to be copied on a day.
func (c *copier) forget(today int) {
	for len(c.originals) > 0 && c.originals[0].day < today-lively {
		for b := range bandsOf(c.originals[0].Sketch) {
			if held := c.bands[b][1:]; len(held) > 0 { // they were kept in order
				c.bands[b] = held
			} else {
				delete(c.bands, b)
			}
		}
		c.originals = c.originals[1:]
	}
}
