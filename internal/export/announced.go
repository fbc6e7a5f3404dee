package export

import (
	"cmp"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"

	"safir"
	"safir/internal/know"
	label "safir/internal/labels"
	"safir/internal/ledger"
)

// SlotsLine is what is announced of an event: if any of it changes, that is announced as well.
type SlotsLine struct {
	Type         safir.EventType `json:"type"`
	Status       safir.Status    `json:"status"`
	When         *string         `json:"when"`
	Where        *string         `json:"where"`
	Participants []partLine      `json:"participants"`
}

// SlotsLineOf is what is announced of an event.
func SlotsLineOf(e *ledger.Event) SlotsLine {
	l := lineOf(e)
	return SlotsLine{l.Type, l.Status, l.When, l.Where, l.Participants}
}

// The slots of which it is told that they changed.
const (
	slotType         = "type"
	slotStatus       = "status"
	slotWhen         = "when"
	slotWhere        = "where"
	slotParticipants = "participants"
)

// Changed lists the slots in which two differ. Another spelling of a name is no difference.
func (s *SlotsLine) Changed(to *SlotsLine) (slots []string) {
	for _, slot := range []struct {
		name    string
		differs bool
	}{
		{slotType, s.Type != to.Type},
		{slotStatus, s.Status != to.Status},
		{slotWhen, value(s.When) != value(to.When)},
		{slotWhere, value(s.Where) != value(to.Where)},
		{slotParticipants, !sameParts(s.Participants, to.Participants)},
	} {
		if slot.differs {
			slots = append(slots, slot.name)
		}
	}
	return slots
}

// sameParts tells whether the same take part in the same roles.
func sameParts(a, b []partLine) bool {
	if len(a) != len(b) {
		return false
	}
	taken := make([]bool, len(b))
	for i := range a {
		found := false
		for k := range b {
			if !taken[k] && samePart(&a[i], &b[k]) {
				taken[k], found = true, true
				break
			}
		}
		if !found {
			return false
		}
	}
	return true
}

func samePart(a, b *partLine) bool {
	switch {
	case a.Role != b.Role:
		return false
	case a.Person != "" && a.Person == b.Person:
		return true
	case value(a.Actor.Name) != "" && value(b.Actor.Name) != "":
		return ledger.SameName(*a.Actor.Name, *b.Actor.Name) && (value(a.Actor.Country) == "" || value(b.Actor.Country) == "" || *a.Actor.Country == *b.Actor.Country)
	}
	return value(a.Actor.Name) == value(b.Actor.Name) && value(a.Actor.Office) == value(b.Actor.Office) && value(a.Actor.Country) == value(b.Actor.Country) &&
		value(a.Actor.Org) == value(b.Actor.Org)
}

// AnnouncementLine is an announcement as webhooks, files and commands get it.
type AnnouncementLine struct {
	Type      string           `json:"type"` // event.new, event.corrected, event.withdrawn
	ID        string           `json:"id"`   // the same however often it is sent
	Timestamp string           `json:"timestamp"`
	Data      AnnouncementData `json:"data"`
}

// AnnouncementData is what an announcement tells.
type AnnouncementData struct {
	Question string     `json:"question"`
	Headline label2     `json:"headline"`
	Event    *eventLine `json:"event"`             // as it is now, null if it is no more
	Changed  []string   `json:"changed,omitempty"` // the slots that are not as they were announced before
	Was      *SlotsLine `json:"was,omitempty"`     // what was announced before
	Reason   string     `json:"reason,omitempty"`  // why it is withdrawn (merged, other, gone), or told again (again)
	Into     string     `json:"into,omitempty"`    // id of the event with which it was merged
}

// label2 is a text in two languages.
type label2 struct {
	EN string `json:"en"`
	FA string `json:"fa"`
}

// Tell sets the event that is told of, and its headline; of one that is no more the headline is made of what was told before.
func (d *AnnouncementData) Tell(e *ledger.Event, w *know.World) {
	if e == nil {
		was := ledger.Event{Type: d.Was.Type, Status: d.Was.Status, When: d.Was.When, Where: d.Was.Where}
		for _, p := range d.Was.Participants {
			a := p.Actor
			was.Participants = append(was.Participants, ledger.Part{Role: p.Role, Actor: safir.Actor{Kind: a.Kind, Name: a.Name, Office: a.Office, Country: a.Country, Org: a.Org}})
		}
		d.Headline = label2(headlineOf(&was, w))
		return
	}
	line := lineOf(e)
	d.Event, d.Headline = &line, label2(headlineOf(e, w))
}

// AnnouncedFeed says what a feed of announcements is called.
type AnnouncedFeed struct {
	Question string
	Tag      string // the authority of its ids, as RFC 4151 has it
	Self     string // address of the feed, "" where not known
}

func readAnnouncements(all []ledger.Announcement) ([]AnnouncementLine, error) {
	lines := make([]AnnouncementLine, len(all))
	for i := range all {
		if err := json.Unmarshal([]byte(all[i].Body), &lines[i]); err != nil {
			return nil, fmt.Errorf("announcement %s: %w", all[i].ID, err)
		}
	}
	return lines, nil
}

// AnnouncementsAtom writes announcements, the latest first, as a feed of Atom (RFC 4287).
func AnnouncementsAtom(w io.Writer, f AnnouncedFeed, all []ledger.Announcement) error {
	lines, err := readAnnouncements(all)
	if err != nil {
		return err
	}
	feed := &announcedAtom{atomFeed: atomFeed{ID: "tag:" + f.Tag + ":questions/" + f.Question, Title: "Safir سفیر: " + f.Question, Author: atomAuthor{coder}}}
	if f.Self != "" {
		feed.Links = []atomLink{{"self", f.Self}}
	}
	feed.Updated = rfc3339(time.Unix(0, 0))
	if len(lines) > 0 {
		feed.Updated = lines[0].Timestamp
	}
	for i := range lines {
		l := &lines[i]
		entry := atomEntry{
			ID: "tag:" + f.Tag + ":announcements/" + l.ID, Title: atomText{Type: "text", Text: l.title()}, Updated: l.Timestamp, Published: l.Timestamp,
			Summary: &atomText{"fa", "text", l.titleFA()}, Content: &atomText{Type: "text", Text: l.text()}, Categories: []atomCategory{{Term: l.Type}},
		}
		for k, url := range l.urls() {
			entry.Links = append(entry.Links, atomLink{map[bool]string{true: "alternate", false: "related"}[k == 0], url})
		}
		feed.Entries = append(feed.Entries, entry)
	}
	return writeXML(w, feed)
}

// announcedAtom is a feed that has an address of its own.
type announcedAtom struct {
	XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
	atomFeed

	Links []atomLink `xml:"link"`
}

// The elements of JSON Feed 1.1.
type (
	jsonFeed struct {
		Version string     `json:"version"`
		Title   string     `json:"title"`
		FeedURL string     `json:"feed_url,omitempty"`
		Items   []jsonItem `json:"items"`
	}
	jsonItem struct {
		ID        string           `json:"id"`
		URL       string           `json:"url,omitempty"`
		Title     string           `json:"title"`
		Text      string           `json:"content_text"`
		Summary   string           `json:"summary"`
		Published string           `json:"date_published"`
		Tags      []string         `json:"tags"`
		Safir     AnnouncementData `json:"_safir"`
	}
)

// AnnouncementsJSONFeed writes announcements, the latest first, as a JSON Feed (version 1.1).
func AnnouncementsJSONFeed(w io.Writer, f AnnouncedFeed, all []ledger.Announcement) error {
	lines, err := readAnnouncements(all)
	if err != nil {
		return err
	}
	feed := jsonFeed{Version: "https://jsonfeed.org/version/1.1", Title: "Safir سفیر: " + f.Question, FeedURL: f.Self, Items: []jsonItem{}}
	for i := range lines {
		l := &lines[i]
		item := jsonItem{ID: l.ID, Title: l.title(), Text: l.text(), Summary: l.titleFA(), Published: l.Timestamp, Tags: []string{l.Type}, Safir: l.Data}
		if urls := l.urls(); len(urls) > 0 {
			item.URL = urls[0]
		}
		feed.Items = append(feed.Items, item)
	}
	e := newLines(w)
	e.SetIndent("", "  ")
	return e.Encode(feed)
}

// title is an announcement on a line.
func (l *AnnouncementLine) title() string {
	return label.Of("announced", l.Type).EN + ": " + l.Data.Headline.EN
}

func (l *AnnouncementLine) titleFA() string {
	return label.Of("announced", l.Type).FA + ": " + l.Data.Headline.FA
}

// urls are the addresses of the dispatches that report the event.
func (l *AnnouncementLine) urls() (out []string) {
	if l.Data.Event == nil {
		return nil
	}
	for _, m := range l.Data.Event.Mentions {
		if m.URL != "" {
			out = append(out, m.URL)
		}
	}
	return out
}

// text is all of an announcement for people.
func (l *AnnouncementLine) text() string {
	lines := []string{l.titleFA()}
	if e := l.Data.Event; e != nil {
		now := SlotsLine{e.Type, e.Status, e.When, e.Where, e.Participants}
		lines = append(lines, now.lines()...)
		lines = append(lines, fmt.Sprintf("reports: %d", len(e.Mentions)))
	}
	if len(l.Data.Changed) > 0 {
		lines = append(lines, "changed: "+strings.Join(l.Data.Changed, ", "))
	}
	if l.Data.Reason != "" {
		lines = append(lines, strings.TrimSpace("why: "+l.Data.Reason+" "+l.Data.Into))
	}
	if l.Data.Was != nil {
		lines = append(lines, "before: "+strings.Join(l.Data.Was.lines(), "; "))
	}
	return strings.Join(append(lines, l.urls()...), "\n")
}

func (s *SlotsLine) lines() []string {
	out := []string{string(s.Type) + ", " + string(s.Status)}
	if when := value(s.When); when != "" {
		out = append(out, when+" = "+Jalali(when))
	}
	if where := value(s.Where); where != "" {
		out = append(out, where)
	}
	for _, p := range s.Participants {
		actor := safir.Actor{Kind: p.Actor.Kind, Name: p.Actor.Name, Office: p.Actor.Office, Country: p.Actor.Country, Org: p.Actor.Org}
		out = append(out, string(p.Role)+": "+cmp.Or(Label(&actor), "?"))
	}
	return out
}
