package ledger

import (
	"errors"
	"fmt"
	"strings"
)

// Errors of saved questions.
var (
	ErrExists  = errors.New("there is one of that name already")
	ErrOutdone = errors.New("another program has looked at this question meanwhile")
)

// Question is a question for events that was saved, as it was typed: names and days are understood anew whenever it is asked, so that it also
// finds whom the ledger learns to know later.
type Question struct {
	Name    string // letters, digits, '-' and '_'
	Who     string `json:",omitempty"`
	With    string `json:",omitempty"`
	Type    string `json:",omitempty"` // several are parted by commas, of statuses as well
	Status  string `json:",omitempty"`
	Since   string `json:",omitempty"`
	Until   string `json:",omitempty"`
	Place   string `json:",omitempty"`
	Outlet  string `json:",omitempty"`
	Visitor string `json:",omitempty"` // state that a visitor is of

	Offices []string `json:",omitempty"` // one who takes part holds one of these
	Targets []Target `json:",omitempty"`
	By      string   `json:",omitempty"` // who saved it
	Created string   // stamp

	Turn    int64 `json:"-"` // counts how often answers were kept
	Derived int64 `json:"-"` // the revision of the events that it was asked of last
}

// Target is where announcements go.
type Target struct {
	Kind   string // one of [TargetKinds]
	To     string // address, path or command
	Secret string `json:",omitempty"` // of a webhook: whsec_…
}

// The kinds of targets.
const (
	Webhook  = "webhook"
	File     = "file"    // JSON lines are appended to it
	Command  = "command" // gets each announcement on its standard input
	AtomFile = "atom"    // a feed, written anew each time
	JSONFeed = "jsonfeed"
)

// TargetKinds lists them all.
var TargetKinds = []string{Webhook, File, Command, AtomFile, JSONFeed}

// Key names a target within its question.
func (t Target) Key() string { return t.Kind + " " + t.To }

// Queued tells whether announcements wait for the target one by one. Feeds are written of what was announced whenever that is more.
func (t Target) Queued() bool { return t.Kind != AtomFile && t.Kind != JSONFeed }

// longestQuestionName is in bytes.
const longestQuestionName = 60

// CheckQuestionName tells what is wrong with a name: it is a part of addresses and of file names.
func CheckQuestionName(name string) error {
	const allowed = "abcdefghijklmnopqrstuvwxyz0123456789-_"
	switch {
	case name == "":
		return errors.New("a saved question needs a name")
	case len(name) > longestQuestionName:
		return fmt.Errorf("the name %q is longer than %d letters", name, longestQuestionName)
	case strings.Trim(name, allowed) != "" || strings.HasPrefix(name, "-"):
		return fmt.Errorf("the name %q may hold small Latin letters, digits, - and _ alone: it is part of addresses", name)
	}
	return nil
}

// Answer is an event that a question was answered with, as it was announced last.
type Answer struct {
	ID      string   // stays the same, whatever becomes of the event
	Event   string   // id of the event
	Print   string   // of what was announced: the same as long as there is nothing to announce
	Told    string   // JSON of what was announced
	Reports []string // dispatch/event of the reports that made up the event, by which it is found again
	Version int      // counts what was announced of it; 0 for what was known when the question was saved
	Gone    bool     // it was announced that it is an answer no more
}

// The kinds of announcements.
const (
	NewAnswer       = "event.new"
	CorrectedAnswer = "event.corrected"
	WithdrawnAnswer = "event.withdrawn"
)

// Announcement is what is told of an answer.
type Announcement struct {
	ID       string // the same however often it is sent
	Question string
	Number   int64 // counts those of the question, from 1
	At       string
	Kind     string
	Event    string // id of the event
	Body     string // JSON, byte for byte as it is sent and signed
}

// The states of deliveries.
const (
	Waiting   = "waiting"
	Delivered = "delivered"
	GivenUp   = "given up"
)

// Delivery is an announcement on its way to a target.
type Delivery struct {
	Announcement

	Target   string // key
	State    string
	Attempts int
	Due      string // when it is tried next
	Failure  string // why the last attempt failed
}

// Outbox is how deliveries to a target of a question stand.
type Outbox struct {
	Question, Target            string
	Waiting, Delivered, GivenUp int
	Due                         string // when the first of those that wait is tried, "" where none waits
	Failure                     string // of the last attempt that failed among those that wait or were given up, "" where none did
}
