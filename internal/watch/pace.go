package watch

import (
	"time"

	"safir/internal/ledger"
)

// Pace bounds how often sources are asked. What is zero is as [DefaultPace] has it.
type Pace struct {
	Least time.Duration // between two asks of a source that answers
	Most  time.Duration
	Rest  time.Duration // at most, for one that fails
}

// DefaultPace suits the news.
var DefaultPace = Pace{Least: time.Minute, Most: time.Hour, Rest: 12 * time.Hour}

// longestAfter is how long a server is left alone at most that says when to ask again.
const longestAfter = 24 * time.Hour

// firstLeasts is after how many times the least a new source is asked the second time.
const firstLeasts = 5

// outcome is what came of asking a source.
type outcome struct {
	at      time.Time
	news    int           // dispatches, new or changed
	newest  string        // publication of the newest of them
	lag     time.Duration // from publication until kept, in the middle of those that came; 0 where not known
	failure string        // why nothing could be had of it, "" if something could
	lasting bool          // it will fail tomorrow too
	after   time.Duration // when it wants to be asked again, 0 where it does not say
	slow    bool
	put     bool // it was put off for others, which says nothing of it
}

// next is a source after it was asked. chance is a number from 0 on and below 1: sources that fail together must not come back together.
//
// The time between two asks shrinks by a quarter when one dispatch came, by half when more came, and grows by a quarter when none did. Where
// these balance, a source is asked a bit more than twice for each time that it changes.
func (p Pace) next(w ledger.Watched, o outcome, chance float64) ledger.Watched {
	w.Asked, w.Asks, w.Slow = ledger.Stamp(o.at), w.Asks+1, o.slow
	if w.Every == 0 {
		w.Every = min(firstLeasts*p.Least, p.Most)
	}
	took(&w, o)
	switch {
	case o.put:
		w.Due = ledger.Stamp(o.at.Add(spread(p.Least, chance)))
	case o.failure != "":
		w.Failure, w.Failures = o.failure, w.Failures+1
		w.Due = ledger.Stamp(o.at.Add(max(p.rest(&w, o.lasting, chance), min(o.after, longestAfter))))
	default:
		first := w.Answered == ""
		w.Failure, w.Failures, w.Answered = "", 0, ledger.Stamp(o.at)
		if !first { // what it brought then says nothing of how often it changes
			w.Every = p.follow(w.Every, o.news)
		}
		w.Due = ledger.Stamp(o.at.Add(max(spread(w.Every, chance), min(o.after, longestAfter))))
	}
	return w
}

// took takes in what a source brought, also one that failed then.
func took(w *ledger.Watched, o outcome) {
	if o.news == 0 {
		return
	}
	w.Changed, w.Brought = ledger.Stamp(o.at), w.Brought+int64(o.news)
	if instant(o.newest).After(instant(w.Newest)) || w.Newest == "" {
		w.Newest = o.newest
	}
	switch {
	case o.lag == 0 || w.Answered == "": // what is old when a source is asked for the first time came late by no fault
	case w.Lag == 0:
		w.Lag = o.lag
	default:
		w.Lag = (3*w.Lag + o.lag) / 4
	}
}

// follow is how long a source is left alone that brought so many.
func (p Pace) follow(every time.Duration, news int) time.Duration {
	switch news {
	case 0:
		every += every / 4
	case 1:
		every -= every / 4
	default:
		every /= 2
	}
	return max(p.Least, min(every, p.Most))
}

// rest is how long a source is left alone that failed: twice as long for each time in a row, and from the first time on the most that any is left
// alone where it will not get better soon.
func (p Pace) rest(w *ledger.Watched, lasting bool, chance float64) time.Duration {
	rest := max(w.Every, p.Least)
	if lasting {
		rest = max(rest, p.Most)
	}
	for range w.Failures - 1 {
		if rest *= 2; rest >= p.Rest {
			break
		}
	}
	return spread(min(rest, p.Rest), chance)
}

// spread is a time with a part of a fifth more or less.
func spread(d time.Duration, chance float64) time.Duration {
	const part = 5
	return d - d/part + time.Duration(2*chance*float64(d/part))
}

// instant is when something was published, zero where no more than its day is known.
func instant(published string) time.Time {
	t, err := time.Parse(time.RFC3339, published)
	if err != nil {
		return time.Time{}
	}
	return t
}
