package ledger

import "time"

// Watched is a source of the web that is asked on a schedule of its own, with how it fares. Instants are as [Stamp] writes them, "" for
// never.
type Watched struct {
	URL      string
	Name     string        // as the list of feeds that come with Safir calls it, "" for others
	Due      string        // when it is asked next
	Every    time.Duration // how long it is left alone after an answer
	Asked    string        // when it was asked last
	Answered string        // when it answered last, with or without anything new
	Changed  string        // when it last brought something new
	Newest   string        // when the newest dispatch that it brought was published, as the dispatch says it
	Lag      time.Duration // from the publication of a dispatch until it is kept, as it was of late; 0 where not known
	Asks     int64         // how often it was asked
	Brought  int64         // how many dispatches it brought, new or changed
	Failure  string        // why it failed the last time, "" if it did not
	Failures int           // how often it failed, one after another
	Slow     bool          // it took long the last time: it waits where it keeps no others waiting
}

// stampForm has a fixed width, so that stamps are in order as texts are.
const stampForm = "2006-01-02T15:04:05.000Z"

// Stamp writes an instant: in UTC, to the millisecond, so that stamps are in order as texts are. Of the zero instant it is "".
func Stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(stampForm)
}

// Stamped is the instant that a stamp writes, zero for what is none.
func Stamped(s string) time.Time {
	t, err := time.Parse(stampForm, s)
	if err != nil {
		return time.Time{}
	}
	return t
}

// State is how the source fares: "failing", "well", or "new" as long as it has not been asked.
func (w *Watched) State() string {
	switch {
	case w.Failures > 0:
		return "failing"
	case w.Answered == "":
		return "new"
	}
	return "well"
}
