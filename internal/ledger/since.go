package ledger

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"time"

	"safir"
	"safir/fa"
	"safir/fa/times"
	"safir/internal/table"
)

//go:embed data/since.tsv
var sinceTSV string

// sinceWord is one line of data/since.tsv.
type sinceWord struct {
	class string
	hours int
}

var loadSince = sync.OnceValues(func() (*fa.Phrases[sinceWord], error) { return parseSince("since.tsv", sinceTSV) })

func parseSince(file, text string) (*fa.Phrases[sinceWord], error) {
	words := fa.NewPhrases[sinceWord]("ی", "ها", "های", "ش", "اش", "شان")
	err := table.Each(file, text, []string{"class", "hours", "fa"}, func(_ int, fields []string) error {
		w := sinceWord{class: fields[0]}
		if !slices.Contains([]string{"unit", "past", "office"}, w.class) {
			return fmt.Errorf("unknown class %q", w.class)
		}
		hours, err := strconv.Atoi(fields[1])
		if w.class == "unit" && (err != nil || hours < 1) {
			return fmt.Errorf("%q is no number of hours", fields[1])
		}
		w.hours = hours
		words.Add(fields[2], w)
		return nil
	})
	return words, err
}

// ago is how long a text says that lies behind, as a number of some unit: ۴۸ ساعت, هشت ماه گذشته. Where it must be said to be
// past, other durations are none. ok is false where there is none.
func ago(text string, past bool) (long time.Duration, ok bool) {
	words, err := loadSince()
	numbers, nerr := times.LoadNumbers()
	if err != nil || nerr != nil {
		return 0, false
	}
	d := fa.NewDoc(fa.Repair(text).Repaired)
	for i := range d.Tokens {
		n, ok := numbers.At(d, i)
		if !ok || n.Ordinal || n.Value < 1 {
			continue
		}
		unit, ok := words.Longest(d, n.End)
		if !ok || unit.Value.class != "unit" {
			continue
		}
		after, ok := words.Longest(d, unit.End)
		if !past || ok && after.Value.class == "past" {
			return time.Duration(n.Value*unit.Value.hours) * time.Hour, true
		}
	}
	return 0, false
}

// takingOffice tells whether a text speaks of somebody's taking office.
func takingOffice(text string) bool {
	words, err := loadSince()
	if err != nil {
		return false
	}
	d := fa.NewDoc(fa.Repair(text).Repaired)
	for i := range d.Tokens {
		if w, ok := words.Longest(d, i); ok && w.Value.class == "office" {
			return true
		}
	}
	return false
}

// since is the first day of the stretch of time that a claim counts over, "" where it counts over all of it; why says what
// hinders it from being known. last is the last day of that stretch.
func (j *judging) since(r *safir.Record, c *safir.Claim, actor *safir.Actor, last string) (first, why string) {
	text := value(c.Since)
	for _, at := range r.Times {
		from, _, ok := safir.Days(value(at.EDTF))
		if text != "" && ok && !from.IsZero() && at.Span.Overlaps(c.Span) && contains(text, at.Text) {
			return from.Format(dayForm), ""
		}
	}
	end, err := time.Parse(dayForm, last)
	if err != nil {
		return "", "the day of the dispatch is not known"
	}
	long, ok := ago(text, false)
	if text == "" {
		long, ok = ago(under([]rune(r.Body), c.Span), true)
	}
	switch {
	case ok:
		return end.Add(-long).Format(dayForm), ""
	case text == "":
		return "", ""
	case takingOffice(text):
		return j.took(actor, last)
	}
	return "", "since when is counted (" + text + ") is no day that can be told"
}

// took is the last day before an actor is known to hold the office that he holds on a day.
func (j *judging) took(actor *safir.Actor, on string) (first, why string) {
	if person := j.people.Of(actor); person != nil {
		for _, t := range person.Tenures {
			if t.First <= on && on <= max(t.Last, t.First) && t.After != "" && (value(actor.Office) == "" || value(actor.Office) == t.Office) {
				return t.After, ""
			}
		}
	}
	return "", "when they took office is not known"
}
