package events

import (
	"slices"
	"testing"

	"safir"
	"safir/internal/page"
)

// withCities makes the page's mentions of the named capitals mentions of their states.
func withCities(p *page.Page, cities map[string]string) *page.Page {
	for i := range p.Mentions {
		m := &p.Mentions[i]
		a := &p.Actors[m.Actor]
		if state := cities[a.Name]; state != "" {
			a.Kind, a.Country, m.Kind, m.By = safir.Country, state, safir.Country, page.ByState
			p.Places = append(p.Places, page.Place{Range: m.Range, EN: a.Name, State: state, City: true})
		}
	}
	return p
}

func TestACityThatOnlyNamesTheTalksIsNoCandidate(t *testing.T) {
	f := bareFinder(t)
	cities := map[string]string{"وین": "AUT", "تهران": "IRN", "واشنگتن": "USA", "بغداد": "IRQ"}
	for _, c := range []struct {
		text string
		want []string
	}{
		{"[ظریف] و [لاوروف] درباره مذاکرات [وین] سخن گفتند.", []string{"ظریف", "لاوروف"}},
		{"مذاکرات [تهران] و [واشنگتن] ادامه دارد.", []string{"تهران", "واشنگتن"}},
		{"مذاکرات [تهران] با [واشنگتن] ادامه دارد.", []string{"تهران", "واشنگتن"}},
		{"تفاهم‌نامه [بغداد] را [ظریف] فردا امضا می‌کند.", []string{"ظریف"}},
		{"پیام [تهران] به [واشنگتن] رسید.", []string{"تهران", "واشنگتن"}},
	} {
		s := f.newScene(withCities(pageOf(t, c.text), cities))
		last := &s.cues[len(s.cues)-1]
		got := candidateNames(s, last)
		slices.Sort(c.want)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s\ncandidates %q, want %q", c.text, got, c.want)
		}
	}
}
