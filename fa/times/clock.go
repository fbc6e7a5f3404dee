package times

import (
	"strings"
	"time"
	_ "time/tzdata" // so that a text has the same values on every machine

	"safir/fa"
)

// A clock time has a value where the day that it belongs to is said in its sentence: «فردا ساعت ۱۴:۳۰ به وقت گرینویچ» is
// 2026-04-25T14:30:00Z. Without a zone beside it, it is local time, and EDTF writes none.

// zones are the words behind «به وقت» with their time zones; nil is local time.
type zones struct{ *fa.Phrases[*time.Location] }

func loadZones() (zones, error) {
	rows, err := readRows("zones.tsv", 2)
	if err != nil {
		return zones{}, err
	}
	z := zones{fa.NewPhrases[*time.Location]()}
	for _, r := range rows {
		var zone *time.Location
		if name := r.fields[0]; name != "-" {
			if zone, err = time.LoadLocation(name); err != nil {
				return zones{}, r.errorf("%v", err)
			}
		}
		z.Add(r.fields[1], zone)
	}
	return z, nil
}

// clocks fills in the values of the clock times among expressions.
func (f *Finder) clocks(m *matcher, all []Expression) {
	for i := range all {
		e := &all[i]
		if !e.Clock || e.Type != Time || e.EDTF != "" || strings.Contains(e.Why, "..") {
			continue
		}
		at, ok := f.hourOf(m, e.Range)
		if !ok {
			continue
		}
		if day, ok := sameSentenceDay(m.doc, all, i); ok {
			e.EDTF, e.Calendar = at.on(day), Gregorian
		}
	}
}

// hour is a time of day by somebody's clock.
type hour struct {
	hour, minute int
	zone         *time.Location
}

// on is the hour on a day, in ISO 8601 as EDTF has it.
func (h hour) on(day string) string {
	const layout = "2006-01-02T15:04:05"
	date, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	if h.zone == nil {
		return date.Add(time.Duration(h.hour)*time.Hour + time.Duration(h.minute)*time.Minute).Format(layout)
	}
	y, mo, d := date.Date()
	return time.Date(y, mo, d, h.hour, h.minute, 0, 0, h.zone).Format(time.RFC3339)
}

// Parts of the day, as words.tsv numbers them.
const (
	morning = iota
	afternoon
	night
	noon
)

// hourOf reads the one hour that an expression tells; false where it tells none, or several, or one of uncertain half of the day («۱۲ شب»).
func (f *Finder) hourOf(m *matcher, r fa.Range) (h hour, ok bool) {
	c := f.lexicon.classes
	numbers, part := []int{}, -1
	for i := r.Start; i < r.End; i = max(i+1, m.lexemes[i].end) {
		x := &m.lexemes[i]
		switch {
		case x.end == 0:
		case x.classes.meets(c["CLOCKOF"]):
			match, known := f.zones.Longest(m.doc, x.end)
			if !known {
				return h, false
			}
			h.zone = match.Value
			return h.told(numbers, part)
		case x.word == nil:
			numbers = append(numbers, x.number.value)
		case x.classes.meets(c["THALF"]):
			numbers = append(numbers, 30)
		case x.classes.meets(c["QUARTER"]):
			numbers = append(numbers, 15)
		case x.classes.meets(c["PART"].with(c["AMPM"])):
			if part >= 0 {
				return h, false
			}
			if part, ok = x.word.value(c["PART"]); !ok {
				part, _ = x.word.value(c["AMPM"])
			}
		case x.classes.meets(c["TO"].with(c["BEFOREHOUR"]).with(c["AFTER"]).with(c["BEFORE"])):
			return h, false
		}
	}
	return h.told(numbers, part)
}

// told is the hour that numbers and a part of the day make.
func (h hour) told(numbers []int, part int) (hour, bool) {
	if len(numbers) == 0 || len(numbers) > 3 || numbers[0] > 24 {
		return h, false
	}
	h.hour = numbers[0]
	if len(numbers) > 1 {
		h.minute = numbers[1]
	}
	if h.minute > 59 || h.hour == 24 && h.minute > 0 {
		return h, false
	}
	const half = 12
	switch {
	case part == night && (h.hour == half || h.hour < 6):
		return h, false // of which day is not said
	case part == afternoon && h.hour < half, part == night && h.hour < half, part == noon && h.hour < 4:
		h.hour += half
	case part == morning && h.hour == half:
		h.hour = 0
	}
	return h, true
}

// sameSentenceDay is the day in the sentence of expression i that stands nearest to it; false where none is said.
func sameSentenceDay(d *fa.Doc, all []Expression, i int) (string, bool) {
	best, found := -1, false
	for k := range all {
		if k == i || len(all[k].EDTF) != len(time.DateOnly) || strings.ContainsAny(all[k].EDTF, "/~[") || d.SentenceOf(all[i].Start) != d.SentenceOf(all[k].Start) {
			continue
		}
		if !found || gapOf(all[i], all[k]) < gapOf(all[i], all[best]) {
			best, found = k, true
		}
	}
	if !found {
		return "", false
	}
	return all[best].EDTF, true
}

// gapOf is how many tokens stand between two expressions.
func gapOf(a, b Expression) int { return max(a.Start-b.End, b.Start-a.End) }
