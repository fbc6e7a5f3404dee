package events

import "testing"

// offered lists how each place is offered to the cue of a word.
func offered(f *Finder, s *scene, c *cue) map[string]string {
	how := map[string]string{}
	for _, choice := range f.placeChoices(s, c) {
		how[choice.EN] = choice.how
	}
	return how
}

func TestThoseWhoAreNamedMeetWhereTheySit(t *testing.T) {
	f := bareFinder(t)
	p := pageOf(t, "[ظریف] با [المقداد] دیدار کرد.")
	p.Actors[0].Country, p.Actors[1].Country = "IRN", "SYR"
	s := f.newScene(p)
	if how := offered(f, s, cueOf(t, s, "دیدار")); how["Tehran"] != "seat" || how["Damascus"] != "seat" {
		t.Errorf("offered %v, want both capitals as seats", how)
	}
}

func TestAPlaceOfTheNextSentenceAndOfTheOpeningIsOffered(t *testing.T) {
	f := bareFinder(t)
	s := f.newScene(placed(t, "در وین برف بارید. باران بارید. باد وزید. باران بارید. باد وزید. باران بارید. باد وزید. باران بارید. [ظریف] با [المقداد] دیدار کرد. باران در دمشق بارید.", "وین", "دمشق"))
	if how := offered(f, s, cueOf(t, s, "دیدار")); how["وین"] != "opening" || how["دمشق"] != "ahead" {
		t.Errorf("offered %v, want what opens the dispatch and what follows", how)
	}
}

func TestASentenceSpeaksOfPremises(t *testing.T) {
	f := bareFinder(t)
	for text, want := range map[string]string{
		"[ظریف] در محل سازمان با [المقداد] دیدار کرد.": "محل",
		"[ظریف] با [المقداد] دیدار کرد.":               "none",
	} {
		s := f.newScene(pageOf(t, text))
		if got := f.premisesIn(s, cueOf(t, s, "دیدار")); got != want {
			t.Errorf("%s: premises %q, want %q", text, got, want)
		}
	}
}
