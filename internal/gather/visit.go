package gather

import (
	"fmt"
	"time"

	"safir/internal/gather/web"
)

// Visit is what came of asking an address.
type Visit struct {
	URL          string
	ETag         string // what the server calls the state that was fetched
	LastModified string // the same, as a time, as the server writes it
	Fetched      string // when it was fetched last, RFC 3339 in UTC; "" for never
	Tried        string // when it was asked last
	Failure      string // why it failed the last time, "" if it did not
	Failures     int    // how often it failed, one after another
	Lasting      bool   // it will fail tomorrow too: the page is gone, or the site does not want to be read
}

// visit recalls what came of asking an address before.
func (t *taker) visit(address string) (Visit, error) {
	if t.Memory == nil {
		return Visit{URL: address}, nil
	}
	return t.Memory.Visit(t.ctx, address)
}

func now() string { return time.Now().UTC().Format(time.RFC3339) }

// fetched is the visit after a success.
func (v Visit) fetched(seen web.Seen) Visit {
	t := now()
	return Visit{URL: v.URL, ETag: seen.ETag, LastModified: seen.LastModified, Fetched: t, Tried: t}
}

// failed is the visit after a failure; what was fetched before stays known.
func (v Visit) failed(why error) Visit {
	v.Tried, v.Failure, v.Failures, v.Lasting = now(), why.Error(), v.Failures+1, web.Lasting(why)
	return v
}

// How long an entry's page is left alone after failures: an hour after the first, twice as long after each further one, two weeks at most.
const (
	firstRest   = time.Hour
	longestRest = 14 * 24 * time.Hour
)

// rests tells until when an address is left alone.
func (v Visit) rests() (until time.Time, rests bool) {
	tried, err := time.Parse(time.RFC3339, v.Tried)
	if err != nil || v.Failures == 0 {
		return until, false
	}
	rest := longestRest
	if v.Failures < 10 {
		rest = min(firstRest<<(v.Failures-1), longestRest)
	}
	until = tried.Add(rest)
	return until, time.Now().Before(until)
}

// seen hands visits on, behind all dispatches that came of them: whoever keeps both, the dispatches first, loses nothing when stopped.
func (t *taker) seen(visits ...Visit) bool {
	return t.yield(Item{Place: Place{File: visits[0].URL}, Visits: visits}, nil)
}

// rested is what is said of an address that is left alone.
func (v Visit) rested(until time.Time) string {
	return fmt.Sprintf("failed before (%s), to be asked again from %s on", v.Failure, until.UTC().Format("2006-01-02 15:04 UTC"))
}
