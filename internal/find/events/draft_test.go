package events

import (
	"testing"

	"safir"
	"safir/fa"
	"safir/internal/page"
)

func TestTheBoundsOfATimeAreRead(t *testing.T) {
	for _, c := range []struct{ edtf, first, last string }{
		{"2022-03-23", "2022-03-23", "2022-03-23"},
		{"[2021-08-23..2021-09-22]", "2021-08-23", "2021-09-22"},
		{"2022-03-23/2022-03-25", "2022-03-23", "2022-03-25"},
		{"2022-03-23/..", "2022-03-23", ""},
	} {
		if first, last := bounds(c.edtf); first != c.first || last != c.last {
			t.Errorf("bounds of %s are %q and %q, want %q and %q", c.edtf, first, last, c.first, c.last)
		}
	}
}

func TestTimesAgreeWhereTheyCanBeOne(t *testing.T) {
	for _, c := range []struct{ a, b, want string }{
		{"2022-03-23", "2022-03-23", "same"},
		{"2022-03-23", "", "one"},
		{"2022-03-23", "[2022-03-21..2022-04-20]", "overlap"},
		{"2022-03-23", "2022-03-24", "differ"},
		{"2022-03-23/..", "2022-05-01", "overlap"},
	} {
		if got := agreeWhen(c.a, c.b); got != c.want {
			t.Errorf("%q and %q: %s, want %s", c.a, c.b, got, c.want)
		}
	}
}

func TestTheOneThatATypeCannotDoWithoutIsKeptThoughUnsure(t *testing.T) {
	s := &scene{Page: &page.Page{Actors: make([]page.Actor, 2)}, stateKeys: []int{0, 1}}
	all := []part{{actor: 0, mention: 0, role: safir.Host, prob: 0.7}, {actor: 1, mention: 1, role: safir.Visitor, prob: 0.3}}
	if got := s.choose(noCue, safir.Visit, all); len(got) != 2 {
		t.Errorf("%d take part in the visit, want the host and the likeliest visitor", len(got))
	}
	all[1].prob = 0.05
	if got := s.choose(noCue, safir.Visit, all); len(got) != 1 {
		t.Errorf("%d take part in the visit, want the host alone", len(got))
	}
}

func TestOfAVisitAndAMeetingNoneIsTakenForTheOther(t *testing.T) {
	kinds := []float64{0, 0, 0.5, 0.5, 0, 0, 0, 0, 0, 0}
	visit := draft{cue: &cue{}, kind: safir.Visit, kinds: kinds}
	meeting := draft{cue: &cue{}, kind: safir.Meeting, kinds: kinds}
	call := draft{cue: &cue{}, kind: safir.Call, kinds: kinds}
	if (&scene{}).mayBeOne(&visit, &meeting) {
		t.Error("a visit and a meeting may be one event")
	}
	if !(&scene{}).mayBeOne(&meeting, &call) {
		t.Error("talks that may be a call and a call may not be one event")
	}
	if (&scene{}).mayBeOne(&meeting, &meeting) {
		t.Error("two events of one cue may be one")
	}
}

func TestPlacesInARowAreVisitsOfTheirOwn(t *testing.T) {
	f := bareFinder(t)
	p := pageOf(t, "[ظریف] به دمشق، بیروت و بغداد سفر کرد.")
	for _, name := range []string{"دمشق", "بیروت", "بغداد"} {
		for i := range p.Tokens {
			if p.Surface(i) == name {
				p.Places = append(p.Places, page.Place{Range: fa.Range{Start: i, End: i + 1}, EN: name, City: true})
			}
		}
	}
	s := f.newScene(p)
	row := s.placesInRow(cueOf(t, s, "سفر"), placeChoice{Place: p.Places[1], index: 1, state: -1, whose: -1, how: "here"})
	if len(row) != 3 || row[0].EN != "دمشق" || row[2].EN != "بغداد" {
		t.Errorf("the row is %v, want all three places", row)
	}
}

func TestAStateAndItsPeopleAreOneSide(t *testing.T) {
	f := bareFinder(t)
	s := f.newScene(pageOf(t, "[ظریف] از [ایران] با [لاوروف] و [روسیه] و [ترکیه] دیدار کرد."))
	party := func(k int, prob float64) part {
		return part{actor: s.Mentions[k].Actor, mention: k, role: safir.Party, prob: prob}
	}
	got := ""
	for _, p := range s.choose(noCue, safir.Meeting, []part{party(0, 0.9), party(1, 0.6), party(2, 0.5), party(3, 0.8), party(4, 0.5)}) {
		got += s.named(p.mention) + " "
	}
	if got != "ظریف روسیه ترکیه " {
		t.Errorf("%q take part, want of each state the likelier", got)
	}
	to := []part{{actor: 0, mention: 0, role: safir.Recipient, prob: 0.9}, {actor: 1, mention: 1, role: safir.Recipient, prob: 0.6}}
	if got := s.choose(noCue, safir.Message, to); len(got) != 2 {
		t.Errorf("%d recipients, want the president and the people", len(got))
	}
}

func TestAMeetingHasTwoSides(t *testing.T) {
	f := bareFinder(t)
	s := f.newScene(pageOf(t, "[ظریف] از [ایران] گفت و در [ترکیه] با [لاوروف] دیدار کرد."))
	var all []part
	for k, prob := range []float64{0.9, 0.3, 0.25, 0.2} {
		all = append(all, part{actor: s.Mentions[k].Actor, mention: k, role: safir.Party, prob: prob})
	}
	if got := s.choose(noCue, safir.Meeting, all); len(got) != 2 || s.named(got[1].mention) != "ترکیه" {
		t.Errorf("%d take part, want the likeliest of another state beside ظریف", len(got))
	}
	if got := s.choose(noCue, safir.Negotiation, all); len(got) != 1 {
		t.Errorf("%d take part in the negotiation, want ظریف alone", len(got))
	}
}

// noCue is a cue on which nobody hangs.
var noCue = &cue{holder: -1, partner: -1, subject: -1}
