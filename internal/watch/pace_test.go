package watch

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"pgregory.net/rapid"

	"safir/internal/ledger"
)

var start = time.Date(2026, 4, 25, 8, 0, 0, 0, time.UTC)

// live asks a source that brings something every so often, for some days, and gives how often it was asked for each time and how late what came
// was found, on the average.
func live(p Pace, change, whole time.Duration) (asksPerChange float64, lag time.Duration) {
	random := rand.New(rand.NewPCG(1, 2))
	w := ledger.Watched{URL: "https://a.example/rss"}
	now, seen, asks := start, start, 0
	found, late := 0, time.Duration(0)
	for now.Before(start.Add(whole)) {
		o := outcome{at: now}
		for next := seen.Add(change); !next.After(now); next = next.Add(change) {
			seen = next
			o.news++
			found++
			late += now.Sub(next)
		}
		asks++
		w = p.next(w, o, random.Float64())
		now = ledger.Stamped(w.Due)
	}
	return float64(asks) / float64(max(found, 1)), late / time.Duration(max(found, 1))
}

func TestASourceIsAskedAsOftenAsItChanges(t *testing.T) {
	p := Pace{Least: time.Minute, Most: time.Hour, Rest: 12 * time.Hour}
	for _, change := range []time.Duration{5 * time.Minute, 20 * time.Minute, time.Hour, 90 * time.Minute} {
		asks, lag := live(p, change, 20*24*time.Hour)
		t.Logf("something new every %v: asked %.1f times for each, found after %v", change, asks, lag.Round(time.Second))
		if asks < 1 || asks > 4 {
			t.Errorf("something new every %v: asked %.1f times for each", change, asks)
		}
		if lag > change/2 {
			t.Errorf("something new every %v is found after %v", change, lag)
		}
	}
	if asks, _ := live(p, 24*time.Hour, 20*24*time.Hour); asks > 30 {
		t.Errorf("what changes once a day is asked %.1f times for it", asks)
	}
}

func TestBoundsHoldWhateverHappens(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := Pace{Least: time.Minute, Most: time.Hour, Rest: 6 * time.Hour}
		w, now := ledger.Watched{}, start
		for range rapid.IntRange(1, 40).Draw(t, "asks") {
			o := outcome{at: now, news: rapid.IntRange(0, 3).Draw(t, "news"), lasting: rapid.Bool().Draw(t, "lasting")}
			o.failure = rapid.SampledFrom([]string{"", "", "it fails"}).Draw(t, "failure")
			o.after = time.Duration(rapid.IntRange(0, 100_000).Draw(t, "after")) * time.Second
			w = p.next(w, o, rapid.Float64Range(0, 0.999).Draw(t, "chance"))
			wait := ledger.Stamped(w.Due).Sub(now)
			least, most := p.Least*4/5, p.Most*6/5
			if o.failure != "" {
				most = p.Rest * 6 / 5
			}
			if o.after > 0 {
				least, most = max(least, min(o.after, longestAfter)), max(most, min(o.after, longestAfter))
			}
			if wait < least-time.Millisecond || wait > most+time.Millisecond {
				t.Fatalf("%+v: left alone for %v, want %v to %v", o, wait, least, most)
			}
			now = now.Add(wait)
		}
	})
}

func TestFailuresInARowAreLeftAloneEverLonger(t *testing.T) {
	p := Pace{Least: time.Minute, Most: time.Hour, Rest: 8 * time.Hour}
	w := p.next(ledger.Watched{}, outcome{at: start}, 0.5)
	var waits []string
	for range 8 {
		w = p.next(w, outcome{at: start, failure: "no answer"}, 0.5)
		waits = append(waits, ledger.Stamped(w.Due).Sub(start).String())
	}
	if got, want := fmt.Sprint(waits), "[5m0s 10m0s 20m0s 40m0s 1h20m0s 2h40m0s 5h20m0s 8h0m0s]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if w.Failures != 8 || w.Failure != "no answer" || w.Answered == "" {
		t.Errorf("got %+v", w)
	}
	w = p.next(w, outcome{at: start}, 0.5)
	if w.Failures != 0 || w.Failure != "" || ledger.Stamped(w.Due).Sub(start) > 10*time.Minute {
		t.Errorf("once it answers again: %+v", w)
	}
	w = p.next(w, outcome{at: start, failure: "404", lasting: true}, 0.5)
	if wait := ledger.Stamped(w.Due).Sub(start); wait != time.Hour {
		t.Errorf("gone for good: left alone for %v", wait)
	}
	w = p.next(w, outcome{at: start, failure: "429", after: 3 * time.Hour}, 0.5)
	if wait := ledger.Stamped(w.Due).Sub(start); wait != 3*time.Hour {
		t.Errorf("asked to wait for 3 hours: left alone for %v", wait)
	}
}

func TestWhatIsOldAtTheFirstTimeIsNoLag(t *testing.T) {
	p := DefaultPace
	w := p.next(ledger.Watched{}, outcome{at: start, news: 30, lag: 20 * time.Hour, newest: "2026-04-25T11:00:00+03:30"}, 0.5)
	if w.Lag != 0 || w.Brought != 30 || w.Newest == "" || w.Every != 5*time.Minute {
		t.Errorf("the first time: %+v", w)
	}
	w = p.next(w, outcome{at: start, news: 1, lag: time.Minute, newest: "2026-04-25T10:00:00+03:30"}, 0.5)
	if w.Lag != time.Minute || w.Newest != "2026-04-25T11:00:00+03:30" || w.Brought != 31 {
		t.Errorf("the second time: %+v", w)
	}
}
