package events

import (
	"slices"
	"strings"
	"testing"

	"safir"
	"safir/fa"
	"safir/internal/page"
)

// parties are the people and states of a sentence's mentions, each once, as those who take part.
func parties(s *scene) []part {
	var out []part
	for i, m := range s.Mentions {
		if !slices.ContainsFunc(out, func(p part) bool { return p.actor == m.Actor }) {
			out = append(out, part{actor: m.Actor, mention: i, role: safir.Party, prob: 1})
		}
	}
	return out
}

func (s *scene) namesOf(row []part) string {
	var names []string
	for _, p := range row {
		names = append(names, s.named(p.mention))
	}
	return strings.Join(names, " ")
}

func TestARowIsFoundHoweverItIsWritten(t *testing.T) {
	f := bareFinder(t)
	for _, c := range []struct{ text, cue, row string }{
		{"[ظریف] با [لاوروف] و [فیدان] دیدار کرد.", "دیدار", "لاوروف فیدان"},
		{"[ظریف] با [لاوروف]، [فیدان] و [مقداد] دیدار کرد.", "دیدار", "لاوروف فیدان مقداد"},
		{"[ظریف] با [لاوروف] و سپس با [فیدان] دیدار کرد.", "دیدار", "لاوروف فیدان"},
		{"[ظریف] با [لاوروف] و پس از آن با [فیدان] دیدار کرد.", "دیدار", "لاوروف فیدان"},
		{"[ظریف] با [لاوروف] و ژنرال [اسد] دیدار کرد.", "دیدار", "لاوروف اسد"},
		{"[ایران] با [روسیه]، [ترکیه] و چند کشور دیگر مذاکره کرد.", "مذاکره", "روسیه ترکیه"},
		{"باید با [روسیه] و [ترکیه] مذاکره کنیم.", "مذاکره", "روسیه ترکیه"},
		{"[ظریف] درباره [روسیه] گفت که [اسد] با [ترکیه] و [روسیه] گفت‌وگو کرد.", "گفت‌وگو", "ترکیه روسیه"},
		{"[ظریف] و [لاوروف] دیدار کردند.", "دیدار", ""}, // the two sides
		{"[ظریف] با [لاوروف] و از [ایران] پس از دیدار سخن گفت.", "دیدار", ""},
		{"[ظریف] با [لاوروف] از [ایران] پس از دیدار سخن گفت.", "دیدار", ""},
	} {
		s := f.newScene(pageOf(t, c.text))
		if got := s.namesOf(s.row(cueOf(t, s, c.cue), parties(s))); got != c.row {
			t.Errorf("%s\nthe row is %q, want %q", c.text, got, c.row)
		}
	}
}

func TestWhatTellsWhetherARowHasAnEventEach(t *testing.T) {
	f := bareFinder(t)
	s := f.newScene(pageOf(t, "[ظریف] در دیدارهای جداگانه با [لاوروف] و [فیدان] گفت‌وگو کرد. [فیدان] با [ظریف] و [رئیسی] دیدار کرد."))
	many, one := cueOf(t, s, "دیدارهای"), &s.cues[len(s.cues)-1]
	if many.number(s) != "many" || one.number(s) != "one" {
		t.Errorf("the cues are %s and %s, want many and one", many.number(s), one.number(s))
	}
	if got := s.statesOf(s.row(many, parties(s))); got != "several" {
		t.Errorf("ministers of two states are of %s", got)
	}
	if got := s.statesOf(parties(s)); got != "some" {
		t.Errorf("four of three states are of %s", got)
	}
	if got := s.statesOf(s.row(one, parties(s))); got != "one" {
		t.Errorf("two of one state are of %s", got)
	}
}

// journey is a page with places that are cities of the given states.
func journey(t *testing.T, text string, cities ...string) *page.Page {
	t.Helper()
	p := pageOf(t, text)
	for i := range p.Tokens {
		for _, city := range cities {
			if name, state, _ := strings.Cut(city, " "); p.Surface(i) == name {
				p.Places = append(p.Places, page.Place{Range: fa.Range{Start: i, End: i + 1}, EN: name, State: state, City: true})
			}
		}
	}
	return p
}

func TestWhoMetPeopleAbroadAndThenWentOnHasVisitedThem(t *testing.T) {
	f := bareFinder(t)
	for text, want := range map[string]string{
		"[ظریف] در دمشق با [مقداد] دیدار کرد و سپس به مسقط رفت.":          "دمشق",
		"[ظریف] در دمشق با [مقداد] دیدار کرد. او سپس به مسقط رفت.":        "", // in another sentence
		"[ظریف] در دمشق با [مقداد] دیدار کرد و به مسقط رفت.":              "", // nothing says when
		"[لاوروف] در دمشق با [مقداد] دیدار کرد و سپس [ظریف] به مسقط رفت.": "",
		"[ظریف] در مسقط با [مقداد] دیدار کرد و سپس به مسقط رفت.":          "",
	} {
		s := f.newScene(journey(t, text, "مسقط OMN", "دمشق SYR"))
		zarif := slices.IndexFunc(s.Actors, func(a page.Actor) bool { return a.Name == "ظریف" })
		met := draft{
			cue: cueOf(t, s, "دیدار"), kind: safir.Meeting, prob: 0.9, status: safir.Happened, where: s.Places[0].EN, place: s.Places[0], here: true,
			parts: []part{{actor: s.Mentions[0].Actor, role: safir.Party}, {actor: s.Mentions[1].Actor, role: safir.Party}},
		}
		went := draft{
			cue: cueOf(t, s, "رفت"), kind: safir.Visit, status: safir.Happened, where: "مسقط", place: s.Places[1],
			parts: []part{{actor: zarif, role: safir.Visitor}},
		}
		before, ok := s.stayBefore(went, []draft{met}, []string{"happened"})
		if ok != (want != "") || ok && before.where != want {
			t.Errorf("%s\nhe was in %q before (%v), want %q", text, before.where, ok, want)
		}
	}
}

func TestWhoGoesOnFromAPlaceAbroadHasVisitedIt(t *testing.T) {
	f := bareFinder(t)
	for _, c := range []struct{ text, cue, before string }{
		{"[ظریف] از مسقط به دمشق رفت.", "رفت", "مسقط"},
		{"[ظریف] مسقط را به مقصد دمشق ترک کرد.", "ترک", "مسقط"},
		{"[مقداد] دمشق را به مقصد مسقط ترک کرد.", "ترک", ""}, // his own
		{"[ظریف] به مسقط و دمشق رفت.", "رفت", ""},
		{"[ظریف] از مسقط گفت و به دمشق رفت.", "رفت", ""},
		{"[ظریف] از سوریه به دمشق رفت.", "رفت", ""},
	} {
		s := f.newScene(journey(t, c.text, "مسقط OMN", "دمشق SYR", "سوریه SYR"))
		for i := range s.Places {
			s.Places[i].City = s.Places[i].EN != "سوریه"
		}
		d := draft{
			cue: cueOf(t, s, c.cue), kind: safir.Visit, where: "دمشق", status: safir.Ongoing, when: "2024-05-06",
			parts: []part{{actor: 0, role: safir.Visitor}, {actor: 0, role: safir.Host}},
		}
		if c.before == "" && strings.HasPrefix(c.text, "[مقداد]") {
			d.where = "مسقط"
		}
		d.place.State = map[string]string{"دمشق": "SYR", "مسقط": "OMN"}[d.where]
		before, ok := s.visitBefore(d, statusLabels())
		if ok != (c.before != "") || ok && (before.where != c.before || before.status != safir.Happened || before.when != "" || len(before.parts) != 1) {
			t.Errorf("%s\nthe visit before is %v: %q %s %q of %d, want %q", c.text, ok, before.where, before.status, before.when, len(before.parts), c.before)
		}
	}
}

func TestWhereSomebodyComesFromIsNotWhereHeGoes(t *testing.T) {
	f := bareFinder(t)
	s := f.newScene(journey(t, "[ظریف] از مسقط به دمشق رفت.", "مسقط OMN", "دمشق SYR"))
	for _, choice := range f.placeChoices(s, cueOf(t, s, "رفت")) {
		if choice.EN == "مسقط" {
			t.Error("the place that he left is offered")
		}
	}
}

func TestACityAndItsStateAreNoRow(t *testing.T) {
	p := journey(t, "[ظریف] به عمان و مسقط سفر کرد.", "عمان OMN", "مسقط OMN")
	p.Places[0].City = false
	s := bareFinder(t).newScene(p)
	if row := s.placesInRow(cueOf(t, s, "سفر"), placeChoice{Place: p.Places[1], index: 1, state: -1, whose: -1, how: "here"}); len(row) != 1 {
		t.Errorf("%d places, want the city alone", len(row))
	}
}

func TestARowIsToldAgainAsAWhole(t *testing.T) {
	s := bareFinder(t).newScene(pageOf(t, "تماس [ظریف] با [لاوروف] و [فیدان]. [ظریف] تلفنی با [لاوروف] و [فیدان] گفت‌وگو کرد."))
	first, again := &s.cues[0], &s.cues[len(s.cues)-1]
	told := func(c *cue, row, partner int) *draft {
		return &draft{cue: c, row: row, kind: safir.Call, parties: []int{0, partner}, parts: []part{{actor: 0}, {actor: partner}}}
	}
	met := reunions{}
	group := []*draft{told(first, 1, 2)}
	if s.alongside(group, told(again, 1, 2), met) {
		t.Error("known to be one though nothing is known of the row")
	}
	met.note([]*draft{told(first, 0, 1)}, told(again, 0, 1))
	if !s.alongside(group, told(again, 1, 2), met) {
		t.Error("the first of the two rows are one call, the second are not")
	}
	if s.alongside([]*draft{told(first, 0, 1)}, told(again, 1, 2), met) {
		t.Error("calls with two partners are one")
	}
	if !s.mayBeOne(told(first, 1, 2), told(again, 1, 2)) {
		t.Error("two calls with one partner may not be one, though their cues name others beside him")
	}
}

func TestATitleTeachesWhetherARowSharesAnEvent(t *testing.T) {
	p := pageOf(t, "دیدارهای [ظریف] با [لاوروف] و [فیدان]. [ظریف] دیروز جداگانه با [لاوروف] و [فیدان] دیدار کرد.")
	last := p.Sentences[len(p.Sentences)-1]
	with := func(partner int) Gold {
		return Gold{
			Type: safir.Meeting, Status: safir.Happened, Evidence: []fa.Range{last},
			Participants: []GoldPart{{0, safir.Party}, {partner, safir.Party}},
		}
	}
	studies, err := prepare(bareFinder(t).world, []Lesson{{Page: p, Events: []Gold{with(1), with(2)}}})
	if err != nil {
		t.Fatal(err)
	}
	lessons := studies[0].split
	if len(lessons) != 2 || lessons[0].Label != 1 || lessons[0].Weight != echoWeight || lessons[1].Label != 1 || lessons[1].Weight != 1 {
		t.Errorf("learned %+v, want that both rows have an event each, the title's for less", lessons)
	}
}
