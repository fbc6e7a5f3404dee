package ledger

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"
	"strings"

	"safir"
	"safir/fa"
	"safir/fa/times"
)

// Errors of a store.
var (
	ErrNone     = errors.New("no such ledger")
	ErrNoLedger = errors.New("this is no ledger of Safir")
	ErrNewer    = errors.New("this ledger was made by a newer version of Safir")
	ErrUnknown  = errors.New("the ledger has no such entry")
	ErrDamaged  = errors.New("this ledger is damaged; restore it from a copy")
	ErrBusy     = errors.New("another program is writing to this ledger and did not end in time; nothing was lost, try again")
	ErrReadOnly = errors.New("this ledger may not be written")
	ErrFull     = errors.New("the disk is full; nothing that was kept is lost")

	ErrUnreachable = errors.New("the database can't be reached; nothing that was kept is lost")
	ErrRefused     = errors.New("the database does not let this user in")
)

// Store keeps a ledger: what came in (dispatches and their records), and what is derived from it (events). Whatever is
// derived can be made again from what came in.
type Store interface {
	// Version is the version of the dispatch of that id, "" where there is none.
	Version(ctx context.Context, id string) (string, error)
	// Put keeps entries, all or none of them. Putting one again changes nothing. Of two entries of one id the one of the
	// later version stays, whichever came first.
	Put(ctx context.Context, entries []Entry) (Tally, error)
	// Dispatch is a dispatch as it arrived, or ErrUnknown.
	Dispatch(ctx context.Context, id string) (safir.Dispatch, error)
	// Record is the record of a dispatch as it was read, with its body and without the repaired text, or ErrUnknown.
	Record(ctx context.Context, id string) (safir.Record, error)
	// Arrivals is the number of the dispatch that came last: they are numbered as they first come, from 1, 0 where there is none.
	Arrivals(ctx context.Context) (int64, error)
	// Outlets tells what came from each outlet, in order of their ids.
	Outlets(ctx context.Context) ([]Outlet, error)
	// Failing are the addresses of the web that failed when they were asked last, the latest first.
	Failing(ctx context.Context, limit int) ([]Address, error)
	// Dispatches gives the dispatches that pass a filter, in order of publication, those of a time in order of their ids.
	Dispatches(ctx context.Context, f DispatchFilter) iter.Seq2[safir.Dispatch, error]
	// Reports are the reports of all dispatches, in no order.
	Reports(ctx context.Context) ([]Report, error)
	// Merged tells whether the events are those of all reports that are kept.
	Merged(ctx context.Context) (bool, error)
	// Revision counts the changes of what events are derived from: it grows whenever dispatches or corrections come.
	Revision(ctx context.Context) (int64, error)
	// Derived is the revision that the events are derived from: as long as it stays, they are the same.
	Derived(ctx context.Context) (int64, error)
	// Mark tells where the ledger stands.
	Mark(ctx context.Context) (Mark, error)
	// Deriving runs what derives, after the facts of all dispatches were made. Where many programs share a ledger, one of them derives at a time. All that
	// is read from the store that it is given is of one moment. The changes that it gives, if it gives any, are then written, all or nothing, and the
	// ledger is marked as merged if its revision is still the one from which they were derived.
	Deriving(ctx context.Context, derive func(ctx context.Context, s Store) (*Changes, error)) error
	// Came gives the dispatches that were put, or put anew, after the ledger stood at a revision, in order of arrival.
	Came(ctx context.Context, revision int64) iter.Seq2[Arrival, error]
	// Remember has the program remember what it derived, so that deriving again takes in only what came since. It takes as much memory as deriving itself.
	Remember()
	// Memory is what is remembered, nil without [Store.Remember].
	Memory() *Memory
	// Corrections are all corrections that were ever made, oldest first.
	Corrections(ctx context.Context) ([]Correction, error)
	// Corrected are the slots that the events have corrected, by the number of the correction, one for each time.
	Corrected(ctx context.Context) (map[int][]string, error)
	// Correct keeps a correction and gives its number. If one of the events that its editor saw is not as it was then, or another
	// correction of it came since, it is ErrConflict; if there is nothing to undo, ErrCorrection.
	Correct(ctx context.Context, c Correction, seen ...Seen) (number int, err error)
	// Events gives the events that pass a filter, in order of time.
	Events(ctx context.Context, f Filter) iter.Seq2[Event, error]
	// Outlines gives the outlines of the same, at a fraction of the cost.
	Outlines(ctx context.Context, f Filter) iter.Seq2[Outline, error]
	// CountEvents counts the events that pass a filter, apart from its page, by type and Jalali month, in order of time.
	CountEvents(ctx context.Context, f Filter) ([]EventCount, error)
	// CountStates counts for each state the events that pass a filter, apart from its page, and in which it takes part, the most first.
	CountStates(ctx context.Context, f Filter) ([]StateCount, error)
	// Statements gives the statements that pass a filter, in order of time.
	Statements(ctx context.Context, f StatementFilter) iter.Seq2[Said, error]
	// Claims gives the claims that pass a filter, in order of time.
	Claims(ctx context.Context, f ClaimFilter) iter.Seq2[Claimed, error]
	// People gives the people that pass a filter, those that most dispatches name first.
	People(ctx context.Context, f PersonFilter) iter.Seq2[Person, error]
	// Person is the person of that id, or ErrUnknown.
	Person(ctx context.Context, id string) (Person, error)
	// Evidence lists the dispatches that say that a person held an office (one of Tenures), in order of time.
	Evidence(ctx context.Context, person string, t Tenure, p Page) ([]Source, error)
	// Names lists the names of people and bodies, each with how many events it takes part in. With keys, those alone that are
	// found under one of them, see [NameKeys].
	Names(ctx context.Context, keys ...string) ([]Name, error)
	// NameWords lists the folded words of which the names of people are made.
	NameWords(ctx context.Context) ([]string, error)

	// Derive makes the facts of all dispatches anew, where they were made by an older version or not at all.
	Derive(ctx context.Context) error
	// Bearings are those of all dispatches, with one for each day counted together, in no order.
	Bearings(ctx context.Context) ([]Bearing, error)
	// Days lists the ISO days of publication of which there are dispatches, in order.
	Days(ctx context.Context) ([]string, error)
	// Claiming gives the records in which claims stand, with their bodies.
	Claiming(ctx context.Context) iter.Seq2[safir.Record, error]

	// Sketches are the sketches of the texts of dispatches, in order of publication, those of a time in order of their ids.
	Sketches(ctx context.Context) iter.Seq2[Sketched, error]
	// CopyOf is the dispatch that one is a copy of, "" where it is none.
	CopyOf(ctx context.Context, id string) (string, error)

	// Search finds dispatches in which all words occur, the best first; words as [Words] gives them. Of words that thousands
	// of dispatches have it may give the best of those that came last.
	Search(ctx context.Context, words string, limit int) ([]safir.Dispatch, error)
	// Entries are the dispatches with their records, by id, without the repaired text and its words. The store may be written
	// to meanwhile.
	Entries(ctx context.Context) iter.Seq2[Entry, error]
	// Rederive puts the records of entries in the place of those that are kept, with all that is derived of them. A dispatch
	// that is not there, or there in another version, is passed over.
	Rederive(ctx context.Context, entries []Entry) error
	// Check tells what is wrong with what is kept, nothing where it is sound.
	Check(ctx context.Context) (wrong []string, err error)
	// Address is what is known of an address of the web, zero but for its URL where it was never asked.
	Address(ctx context.Context, url string) (Address, error)
	// SetAddresses keeps what came of asking addresses, all or none, in place of what was known of them.
	SetAddresses(ctx context.Context, addresses []Address) error
	// Watched are the sources that are asked on schedules, in order of their addresses.
	Watched(ctx context.Context) ([]Watched, error)
	// Watch adds sources to those that are watched. What is there already stays as it is.
	Watch(ctx context.Context, sources []Watched) error
	// Unwatch takes sources away from those that are watched, and tells how many were.
	Unwatch(ctx context.Context, urls []string) (int, error)
	// SetWatched keeps how sources fare, all or none. One that is watched no more is passed over.
	SetWatched(ctx context.Context, sources []Watched) error

	// Questions are those that were saved, in order of their names.
	Questions(ctx context.Context) ([]Question, error)
	// AddQuestion saves a question with the answers that are not to be announced any more, or ErrExists.
	AddQuestion(ctx context.Context, q Question, known []Answer) error
	// RemoveQuestion takes a question away, with all that was announced and what still waits, or ErrUnknown.
	RemoveQuestion(ctx context.Context, name string) error
	// Answers are those of a question, in order of their ids.
	Answers(ctx context.Context, question string) ([]Answer, error)
	// Announce keeps, all or nothing, what became of answers, what is to be announced of them (numbered here, one for each queued target), and
	// that the question was asked of the events of q.Derived. If answers were kept since the turn of q, it is ErrOutdone.
	Announce(ctx context.Context, q Question, answers []Answer, news []Announcement) error
	// Announcements are what was announced to a question, the latest first; of a limit of 0 all.
	Announcements(ctx context.Context, question string, limit int) ([]Announcement, error)
	// Claim gives deliveries that are due, of each target the first that waits, and none of them again before until: as long as whoever claimed it
	// has to settle it. Those that wait behind it come after it.
	Claim(ctx context.Context, now, until string, limit int) ([]Delivery, error)
	// Settle keeps what came of a delivery: its state, attempts, failure, and when it is due again.
	Settle(ctx context.Context, d Delivery) error
	// Outboxes tells how deliveries stand, in order of questions and targets.
	Outboxes(ctx context.Context) ([]Outbox, error)
	// Requeue has what was given up of a question tried again, and tells how many there were.
	Requeue(ctx context.Context, question, due string) (int, error)

	// Lease takes a lease for as long as l.Left says, or takes it anew, if nobody else holds it or only the holder that is named instead; it
	// gives the lease as it is then, which may be another's. The clock is the database's.
	Lease(ctx context.Context, l Lease, instead string) (Lease, error)
	// Leased is who holds a lease, without a holder where nobody does.
	Leased(ctx context.Context, what string) (Lease, error)
	// Release gives a lease back, if it is this holder's.
	Release(ctx context.Context, what, holder string) error

	// Arrived are the dispatches with their records, in order of arrival, otherwise like Entries.
	Arrived(ctx context.Context) iter.Seq2[Entry, error]
	// Sheets gives what is kept beside dispatches and is not derived, row by row in a fixed order: corrections, addresses, watched sources,
	// saved questions with what was announced to them.
	Sheets(ctx context.Context) iter.Seq2[Sheet, error]
	// SetSheets puts rows in the place of all these, all or none, and the ledger at a revision, not merged.
	SetSheets(ctx context.Context, revision int64, rows iter.Seq2[Sheet, error]) error
	// Copying names what the ledger is an unfinished copy of, "" for every other ledger.
	Copying(ctx context.Context) (string, error)
	// SetCopying says what the ledger is an unfinished copy of, "" once it is whole.
	SetCopying(ctx context.Context, from string) error

	// Counts says how much the ledger holds.
	Counts(ctx context.Context) (Counts, error)
	Close() error
}

// Counts says how much a ledger holds.
type Counts struct{ Dispatches, Reports, Events int }

// Tally counts what became of entries.
type Tally struct{ New, Changed, Same int }

// Add adds another tally.
func (t *Tally) Add(o Tally) {
	t.New, t.Changed, t.Same = t.New+o.New, t.Changed+o.Changed, t.Same+o.Same
}

// Name is a name of a person, or of a body.
type Name struct {
	Name, Org, Country string
	Person             string // id of who bears it, "" where not known
	Events             int
}

// EventCount counts the events of a type in a Jalali month.
type EventCount struct {
	Month  string // "1405-02"; "" where the time is not known
	Type   safir.EventType
	Events int
}

// StateCount counts the events in which a state takes part.
type StateCount struct {
	State  string // code
	Events int
}

// Outlet tells what came from an outlet.
type Outlet struct {
	Agency      string // id, "" for what names none
	Dispatches  int
	Reports     int    // of events
	First, Last string // of publication, ISO 8601, "" where none is known
}

// Placed is an event with what it is found by.
type Placed struct {
	Event
	Key         int64  // in a store: keys are in order of time
	First, Last string // ISO days, from the event's when or else its first report's day; "" where neither is known or the end is open
	State       string // code of the state that its place lies in
	Month       string // the Jalali month of its first day ("1405-02"), "" where that is not known
}

// Filter chooses events. What is empty does not matter.
type Filter struct {
	ID           string // of one event
	Sides        []Side // each must take part
	Types        []safir.EventType
	Statuses     []safir.Status
	Since, Until string   // ISO days
	Place        string   // common English name
	State        string   // the place lies in this state
	Correction   int      // it bears this correction
	Agency       string   // this outlet reports it
	Dispatch     string   // this dispatch reports it
	Offices      []string // one who takes part holds one of these, see [safir.Offices]
	Visitor      string   // a visitor is of this state
	Sure         float64  // it is at least so sure, see [Event]
	Newer        int64    // a dispatch reports it that came after the one of this number, see [Store.Arrivals]
	Page
}

// DispatchFilter chooses dispatches. What is empty does not matter.
type DispatchFilter struct {
	Since, Until string  // ISO days of publication
	Agency       string  // of this outlet
	Of           *Filter // only what reports an event that passes it
	Page
}

// Side is who takes part: anybody of a state, or a body, or one of some people and names.
type Side struct {
	State  string
	Org    string
	Names  []string
	People []string // ids
}

// Entry is a dispatch with its record.
type Entry struct {
	Dispatch safir.Dispatch
	Version  string // see Version
	Record   safir.Record
	Words    string // of the title and the repaired text
}

// Arrival is an entry with the number of its arrival.
type Arrival struct {
	Entry
	Number int64
}

// NewEntry makes an entry of a dispatch and its record.
func NewEntry(d safir.Dispatch, r safir.Record) Entry {
	d.ID = r.ID
	return Entry{Dispatch: d, Version: Version(d), Record: r, Words: Words(d.Title + "\n" + r.Repaired)}
}

// Version orders the texts that came under one id: by when they were changed last, else by when they were published, and where that is
// the same by content.
func Version(d safir.Dispatch) string {
	h := sha256.New()
	for _, part := range []string{d.Agency, d.URL, d.Title, d.Body} {
		h.Write([]byte(part))
		h.Write([]byte{0})
	}
	return cmp.Or(d.Modified, d.Published) + " " + hex.EncodeToString(h.Sum(nil)[:8])
}

// Words are the keys of a repaired text's words, parted by spaces: what is searched, so that گفتوگو finds گفت‌وگو.
func Words(repaired string) string {
	d := fa.NewDoc(repaired)
	var b strings.Builder
	b.Grow(len(repaired))
	for i := range d.Tokens {
		if key := d.Key(i); key != "" {
			if b.Len() > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(key)
		}
	}
	return b.String()
}

// Refresh merges a store's reports anew if any came since they were merged, and all else that is derived with them.
func Refresh(ctx context.Context, s Store, places Places) error {
	memory := s.Memory()
	if memory == nil {
		memory = &Memory{}
	}
	const often = 3 // another program may write what it derived while this one derives
	for n := 1; ; n++ {
		err := memory.refresh(ctx, s, places)
		if n == often || !errors.Is(err, ErrOverwritten) {
			return err
		}
	}
}

func (m *Memory) refresh(ctx context.Context, s Store, places Places) error {
	merged, err := s.Merged(ctx)
	if err != nil || merged {
		return err
	}
	m.lock.Lock()
	defer m.lock.Unlock()
	var changes *Changes
	err = s.Deriving(ctx, func(ctx context.Context, s Store) (*Changes, error) {
		if merged, err := s.Merged(ctx); err != nil || merged {
			return nil, err // another program has done it while this one waited
		}
		changes, err = m.derive(ctx, s, places)
		return changes, err
	})
	if err != nil && changes != nil { // they were not written, or nobody knows
		m.forget()
	}
	return err
}

// derivation is all that is derived from what came in.
type derivation struct {
	people *People
	copies map[string]string
	events []Event
	judged []Judged
}

// derive derives it anew, under the corrections of a store. Nothing is kept.
func derive(ctx context.Context, s Store, places Places) (d derivation, err error) {
	if d.people, err = findPeople(ctx, s); err != nil {
		return d, err
	}
	if d.copies, err = FindCopies(s.Sketches(ctx)); err != nil {
		return d, err
	}
	if d.events, err = merge(ctx, s, d.people, d.copies, places); err != nil {
		return d, err
	}
	d.judged, err = judge(ctx, s, d.people, d.events, places)
	return d, err
}

// findPeople tells who is who in a store.
func findPeople(ctx context.Context, s Store) (*People, error) {
	bearings, err := s.Bearings(ctx)
	if err != nil {
		return nil, err
	}
	return FindPeople(bearings), nil
}

// merge merges all reports of a store under its corrections, with those named who are known to have held an office.
func merge(ctx context.Context, s Store, people *People, copies map[string]string, places Places) ([]Event, error) {
	reports, err := s.Reports(ctx)
	if err != nil {
		return nil, err
	}
	for i := range reports {
		reports[i].CopyOf = copies[reports[i].Dispatch]
	}
	corrections, err := s.Corrections(ctx)
	if err != nil {
		return nil, err
	}
	events := Merge(people.Complete(reports), places, corrections...)
	people.meet(events)
	return events, nil
}

// place says where in time and space an event is found.
func place(e Event, places Places) Placed {
	p := Placed{Event: e, State: places.StateOf(value(e.Where))}
	first, last, ok := safir.Days(value(e.When))
	if !ok {
		published := e.Reports[0].Published
		if len(published) >= len(dayForm) {
			p.First, p.Last = published[:len(dayForm)], published[:len(dayForm)]
		}
		p.Month = jalaliMonth(p.First)
		return p
	}
	if !first.IsZero() {
		p.First = first.Format(dayForm)
		p.Month = jalaliMonth(p.First)
	}
	if !last.IsZero() {
		p.Last = last.Format(dayForm)
	}
	return p
}

const dayForm = "2006-01-02"

// jalaliMonth is the Jalali month of an ISO day.
func jalaliMonth(day string) string {
	d, ok := times.ParseDay(day)
	if !ok {
		return ""
	}
	year, month, _ := d.Date(times.Jalali)
	return fmt.Sprintf("%04d-%02d", year, month)
}
