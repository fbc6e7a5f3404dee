package export

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"safir"
	label "safir/internal/labels"
	"safir/internal/ledger"
)

// folded is how iCalendar wants its lines (RFC 5545): of 75 bytes, ended by CR and LF.
var folded = &ics.SerializationConfiguration{MaxLength: 75, PropertyMaxLength: 75, NewLine: "\r\n"}

// eventsICS writes events as a calendar. All are of whole days; what is only known to lie in a month takes the month. They do not
// make anybody busy. The stamp is the latest report's, so that the same ledger gives the same calendar.
func eventsICS(w io.Writer, c *Contents, o *Options) error {
	head := ics.NewCalendarFor(coder)
	head.SetProductId("-//" + coder + "//Ledger of diplomacy//EN")
	head.SetMethod(ics.MethodPublish)
	head.SetXWRCalName("Safir سفیر")
	begin, end, _ := strings.Cut(head.Serialize(folded), "END:VCALENDAR")
	if _, err := io.WriteString(w, begin); err != nil {
		return err
	}
	left := map[string]int{}
	for e, err := range c.Events {
		if err != nil {
			return err
		}
		entry, err := vevent(&e, c, o)
		switch {
		case err != nil:
			return err
		case entry == nil:
			left["no day is known of them"]++
		default:
			if err := entry.SerializeTo(w, folded); err != nil {
				return fmt.Errorf("event %s: %w", e.ID, err)
			}
		}
	}
	o.leftOut(left)
	_, err := io.WriteString(w, "END:VCALENDAR"+end)
	return err
}

// vevent is an event's entry, nil where no day is known.
func vevent(e *ledger.Event, c *Contents, o *Options) (*ics.VEvent, error) {
	first, last, ok := safir.Days(value(e.When))
	if !ok || first.IsZero() && last.IsZero() {
		return nil, nil //nolint:nilnil // it has no entry
	}
	if first.IsZero() {
		first = last
	}
	if last.IsZero() {
		last = first
	}
	out := ics.NewEvent(e.ID + "@safir")
	_, stamp := reported(e)
	if stamp.IsZero() {
		stamp = first
	}
	out.SetDtStampTime(stamp)
	out.SetLastModifiedAt(stamp)
	out.SetSequence(len(e.Definite()) - 1)
	out.SetAllDayStartAt(first)
	out.SetAllDayEndAt(last.AddDate(0, 0, 1)) // the first day that is no more of it
	out.SetSummary(headlineOf(e, o.World).EN)
	out.SetStatus(calendarStatus(e.Status))
	out.SetTimeTransparency(ics.TransparencyTransparent)
	out.AddProperty(ics.ComponentPropertyCategories, strings.ToUpper(string(e.Type)))
	out.AddProperty("X-SAFIR-EDTF", value(e.When))
	if place := value(e.Where); place != "" {
		out.SetLocation(strings.Join(slices.Compact([]string{place, cmp.Or(o.World.PlaceFA(place), place)}), " "))
	}
	return out, describe(out, e, c, o)
}

// calendarStatus is a status as calendars know it: what is only planned or proposed is tentative.
func calendarStatus(s safir.Status) ics.ObjectStatus {
	switch s {
	case safir.Planned, safir.Proposed:
		return ics.ObjectStatusTentative
	case safir.Cancelled, safir.Denied:
		return ics.ObjectStatusCancelled
	case safir.Happened, safir.Ongoing:
	}
	return ics.ObjectStatusConfirmed
}

// describe adds what is known beside the day and the place: status, the Jalali day, who takes part, and where it was read.
func describe(out *ics.VEvent, e *ledger.Event, c *Contents, o *Options) error {
	text, urls, err := details(e, c, o)
	if err != nil {
		return err
	}
	out.SetDescription(text)
	if len(urls) > 0 {
		out.SetURL(urls[0])
	}
	return nil
}

// details say an event in lines of text, and give the addresses of its dispatches.
func details(e *ledger.Event, c *Contents, o *Options) (text string, urls []string, err error) {
	status := label.Of("status", string(e.Status))
	lines := []string{headlineOf(e, o.World).FA, capital(status.EN) + " " + status.FA}
	if when := value(e.When); when != "" {
		lines = append(lines, when+" = "+Jalali(when))
	}
	for i := range e.Participants {
		p := &e.Participants[i]
		line := string(p.Role) + ": " + Label(&p.Actor)
		if office := value(p.Actor.Office); office != "" && value(p.Actor.Name) != "" {
			line += ", " + label.Of("office", office).EN
		}
		lines = append(lines, line)
	}
	for _, conflict := range e.Conflicts {
		lines = append(lines, "conflict: "+conflictText(conflict))
	}
	for _, correction := range e.Corrected {
		lines = append(lines, "corrected by hand: "+correctedText(correction))
	}
	for _, r := range e.Definite() {
		d, err := c.Dispatch(r.Dispatch)
		if err != nil {
			return "", nil, err
		}
		lines = append(lines, strings.TrimSpace(fmt.Sprintf("%s %s «%s» %s", cmp.Or(outletName(r.Agency, o), r.Dispatch), dayOf(r.Published), words([]rune(d.Body), r.Event.Evidence), d.URL)))
		if d.URL != "" {
			urls = append(urls, d.URL)
		}
	}
	return strings.Join(lines, "\n"), urls, nil
}

// stampOf is when something was last reported, or else the given day, or else the beginning of time as computers know it: feeds want some instant.
func stampOf(latest time.Time, day string) time.Time {
	if !latest.IsZero() {
		return latest
	}
	if t, err := time.Parse(time.DateOnly, day); err == nil {
		return t
	}
	return time.Unix(0, 0).UTC()
}
