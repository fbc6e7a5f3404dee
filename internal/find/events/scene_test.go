package events

import (
	"slices"
	"strings"
	"testing"

	"safir"
	"safir/fa"
	"safir/internal/know"
	"safir/internal/page"
)

// states are the states of the people in the sentences of these tests.
var states = map[string]string{
	"ظریف": "IRN", "لاوروف": "RUS", "مقداد": "SYR", "فیدان": "TUR", "رئیسی": "IRN", "اسد": "SYR", "پوتین": "RUS", "ایران": "IRN",
	"روسیه": "RUS", "ترکیه": "TUR", "وی": "IRN",
}

// pageOf lays out a text in which names in brackets are mentions of actors: «[ظریف] با [لاوروف] دیدار کرد».
func pageOf(t testing.TB, text string) *page.Page {
	t.Helper()
	var plain strings.Builder
	var marks [][2]int
	for _, piece := range strings.Split(text, "[") {
		name, rest, marked := strings.Cut(piece, "]")
		if !marked {
			plain.WriteString(piece)
			continue
		}
		start := plain.Len()
		plain.WriteString(name)
		marks = append(marks, [2]int{start, plain.Len()})
		plain.WriteString(rest)
	}
	p := &page.Page{Doc: fa.NewDoc(plain.String())}
	for _, m := range marks {
		mention(t, p, m[0], m[1])
	}
	return p
}

func mention(t testing.TB, p *page.Page, start, end int) {
	t.Helper()
	name := p.Text[start:end]
	r := fa.Range{Start: -1}
	for i, token := range p.Tokens {
		if token.Start == start {
			r.Start = i
		}
		if token.End == end {
			r.End = i + 1
		}
	}
	if r.Start < 0 || r.End <= r.Start {
		t.Fatalf("no tokens for %q in %q", name, p.Text)
	}
	actor := -1
	for i := range p.Actors {
		if p.Actors[i].Name == name {
			actor = i
		}
	}
	kind := safir.Person
	if strings.HasPrefix(name, "ایران") || name == "روسیه" || name == "ترکیه" {
		kind = safir.Country
	}
	if actor < 0 {
		p.Actors = append(p.Actors, page.Actor{Kind: kind, Name: name, Country: states[name]})
		actor = len(p.Actors) - 1
	}
	p.Mentions = append(p.Mentions, page.Mention{Range: r, Head: r.Start, Actor: actor, Kind: kind, By: page.ByName, Inside: -1})
	p.Actors[actor].Mentions = append(p.Actors[actor].Mentions, len(p.Mentions)-1)
}

// bareFinder finds cues and describes them; it has learned nothing.
func bareFinder(t testing.TB) *Finder {
	t.Helper()
	world, err := know.Load()
	if err != nil {
		t.Fatal(err)
	}
	f, err := newFinder(world, models{})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func (s *scene) named(mention int) string {
	if mention < 0 {
		return ""
	}
	return s.actor(mention).Name
}

// cueOf is the first cue of a word.
func cueOf(t testing.TB, s *scene, word string) *cue {
	t.Helper()
	for i := range s.cues {
		if s.Key(s.cues[i].Start) == fa.Key(word) {
			return &s.cues[i]
		}
	}
	t.Fatalf("no cue %q in %q", word, s.Text)
	return nil
}

func TestTheGrammarTellsWhoMeetsWhom(t *testing.T) {
	f := bareFinder(t)
	for _, c := range []struct {
		text, cue                string
		subject, partner, holder string
		carried                  int
	}{
		{"[ظریف] دیروز با [لاوروف] دیدار کرد.", "دیدار", "ظریف", "لاوروف", "", 0},
		{"[ظریف] وارد مسکو شد و با [لاوروف] دیدار کرد.", "دیدار", "ظریف", "لاوروف", "", 1},
		{"[ظریف] وارد مسکو شد. در این شهر با [لاوروف] دیدار کرد.", "دیدار", "ظریف", "لاوروف", "", 2},
		{"در دیدار [ظریف] با [لاوروف] درباره تجارت گفت‌وگو شد.", "دیدار", "", "لاوروف", "ظریف", 3},
		{"[مقداد] گفت که [اسد] با [پوتین] دیدار می‌کند.", "دیدار", "اسد", "پوتین", "", 0},
		{"[ظریف] با [لاوروف] و [فیدان] دیدار کرد.", "دیدار", "ظریف", "فیدان", "", 0},
		{"با حضور [مقداد]، [ظریف] با [لاوروف] دیدار کرد.", "دیدار", "ظریف", "لاوروف", "", 0},
		{"در پاسخ به [ایران] و [روسیه]، [ظریف] با [لاوروف] دیدار کرد.", "دیدار", "ظریف", "لاوروف", "", 0},
	} {
		s := f.newScene(pageOf(t, c.text))
		got := cueOf(t, s, c.cue)
		if s.named(got.subject) != c.subject || s.named(got.partner) != c.partner || s.named(got.holder) != c.holder || got.carried != c.carried {
			t.Errorf("%s\nsubject %q (carried %d), partner %q, holder %q\nwant %q (%d), %q, %q", c.text,
				s.named(got.subject), got.carried, s.named(got.partner), s.named(got.holder), c.subject, c.carried, c.partner, c.holder)
		}
	}
}

func TestACueThatPointsBackIsKnown(t *testing.T) {
	f := bareFinder(t)
	s := f.newScene(pageOf(t, "[ظریف] با [لاوروف] دیدار کرد. در این ملاقات درباره تجارت گفت‌وگو شد."))
	if s.pointsBack(cueOf(t, s, "دیدار")) {
		t.Error("«دیدار» of the first sentence points back")
	}
	if !s.pointsBack(cueOf(t, s, "ملاقات")) {
		t.Error("«این ملاقات» does not point back")
	}
}

func TestAnActorIsACandidateOnceAtItsMostTellingMention(t *testing.T) {
	f := bareFinder(t)
	s := f.newScene(pageOf(t, "[ظریف] به مسکو رفت. [لاوروف] گفت با [ظریف] دیدار کرد."))
	c := cueOf(t, s, "دیدار")
	seen := map[string]int{}
	for _, i := range s.candidates(c) {
		seen[s.named(i)]++
		if s.named(i) == "ظریف" && i != c.partner {
			t.Errorf("ظریف stands at mention %d, want the one after با", i)
		}
	}
	if seen["ظریف"] != 1 || seen["لاوروف"] != 1 || len(seen) != 2 {
		t.Errorf("candidates are %v, want each actor once", seen)
	}
}

func TestNamesInARowAreFound(t *testing.T) {
	f := bareFinder(t)
	for _, c := range []struct {
		text string
		want int
	}{
		{"[ظریف] با [لاوروف] و [فیدان] دیدار کرد.", 2},
		{"[ظریف] با [لاوروف]، [فیدان] و [مقداد] دیدار کرد.", 3},
		{"[ظریف] با [لاوروف] دیدار کرد.", 0},
		{"به گفته [مقداد]، [ظریف] با [لاوروف] دیدار کرد.", 0},
		{"[ظریف] پس از سفر به [ایران] و [روسیه] با [لاوروف] دیدار کرد.", 2},
		{"[لاوروف] در دیدار با [ظریف]، [رئیسی] و [ایران] سخن گفت.", 3},
		{"[لاوروف] پس از سفر به [ایران]، [ظریف] دیدار کرد.", 0},
		{"دیدار [ظریف] و [لاوروف] برگزار شد.", 0}, // nobody is left to meet them
	} {
		s := f.newScene(pageOf(t, c.text))
		var parts []part
		for i := range s.Mentions {
			parts = append(parts, part{actor: s.Mentions[i].Actor, mention: i, role: safir.Party})
		}
		if row := s.row(cueOf(t, s, "دیدار"), parts); len(row) != c.want {
			t.Errorf("%s\n%d in a row, want %d", c.text, len(row), c.want)
		}
	}
}

func TestTheStateOfWhomIsAlsoACandidate(t *testing.T) {
	f := bareFinder(t)
	p := pageOf(t, "[ظریف]، وزیر خارجه [ایران]، سخن گفت. او چیزی نگفت. باران آمد. باد آمد. [ظریف] گفت: مذاکره با [روسیه] ادامه دارد.")
	p.Mentions[1].Inside = 0
	s := f.newScene(p)
	if got := candidateNames(s, cueOf(t, s, "مذاکره")); !slices.Equal(got, []string{"ایران", "روسیه", "ظریف"}) {
		t.Errorf("candidates %q, want the state of ظریف too", got)
	}
}

func TestAReporterTakesNoPartInWhatHeTells(t *testing.T) {
	f := bareFinder(t)
	p := pageOf(t, "[ظریف] نوشت که [لاوروف] پس از سفر به [ایران] بازگشت.")
	p.Actors[p.Mentions[0].Actor].Outside = true
	s := f.newScene(p)
	if got := candidateNames(s, cueOf(t, s, "سفر")); slices.Contains(got, "ظریف") {
		t.Errorf("candidates %q, want none who only tells of it", got)
	}
}

func TestTheGroupOfThoseWhoGatherIsACandidate(t *testing.T) {
	f := bareFinder(t)
	p := pageOf(t, "نشست [سران گروه بیست] برگزار شد و [ظریف] آمد.")
	name := fa.Range{Start: p.Mentions[0].Start + 1, End: p.Mentions[0].End}
	p.Actors = append(p.Actors, page.Actor{Kind: safir.Org, Name: "G20", Org: "G20", Mentions: []int{1}})
	p.Mentions = slices.Insert(p.Mentions, 1, page.Mention{Range: name, Head: name.Start, Actor: 2, Kind: safir.Org, By: page.ByBody, Inside: 0})
	s := f.newScene(p)
	if got := candidateNames(s, cueOf(t, s, "نشست")); !slices.Contains(got, "G20") {
		t.Errorf("candidates %q, want the group", got)
	}
}

func candidateNames(s *scene, c *cue) []string {
	var names []string
	for _, i := range s.candidates(c) {
		names = append(names, s.named(i))
	}
	slices.Sort(names)
	return names
}
