package statements

import (
	"slices"
	"testing"

	"safir/fa"
	"safir/internal/know"
	"safir/internal/page"
)

// sceneOf lays out a text without actors and events.
func sceneOf(t *testing.T, text string) *scene {
	t.Helper()
	world, err := know.Load()
	if err != nil {
		t.Fatal(err)
	}
	f, err := newFinder(world, models{})
	if err != nil {
		t.Fatal(err)
	}
	doc := fa.NewDoc(text)
	return f.newScene(&page.Page{Doc: doc, Apart: make([]bool, len(doc.Tokens))})
}

func cuesIn(s *scene) []string {
	var out []string
	for _, c := range s.cues {
		out = append(out, string(c.kind)+" "+c.name)
	}
	return out
}

func TestAWordWithItsLightVerbReports(t *testing.T) {
	for text, want := range map[string]string{
		"وزیر تأکید کرد که راه باز است.":                 "finite تاکید",
		"وی افزود: راه باز است.":                         "finite افزود",
		"سفیر خواستار پایان جنگ شد.":                     "split خواستار",
		"او با تأکید بر ادامه راه به تهران بازگشت.":      "lead تاکید",
		"به گفته سخنگو، راه باز است.":                    "source به_گفته",
		"عراقچی: راه باز است":                            "colon :",
		"او از تلاش میزبان تشکر کرد.":                    "finite تشکر",
		"دو وزیر این حمله را محکوم و از صلح دفاع کردند.": "finite محکوم",
		"طبق بیانیه سفارت، راه باز است.":                 "source به_بیانیه",
		"به‌گفته سخنگو، راه باز است.":                    "source به_بهگفته",
		"آنان خواستار گشایش راه هستند.":                  "split خواستار",
	} {
		if got := cuesIn(sceneOf(t, text)); !slices.Contains(got, want) {
			t.Errorf("%s: cues %q, want %q among them", text, got, want)
		}
	}
}

func TestATimeOfDayIsNoColonOfSpeech(t *testing.T) {
	for _, c := range sceneOf(t, "نشست ساعت 10:30 آغاز شد.").cues {
		if c.kind == colonCue {
			t.Errorf("the colon of a clock time is taken for one of speech")
		}
	}
}

func TestAQuotationIsOpenUntilItsMarkCloses(t *testing.T) {
	s := sceneOf(t, "او گفت: «راه باز است. بیایید.» و رفت.")
	for i := range s.Tokens {
		want, ok := map[string]int8{"باز": 1, "بیایید": 1, "رفت": 0}[s.Key(i)]
		if ok && s.depth[i] != want {
			t.Errorf("%s: %d quotations open, want %d", s.Key(i), s.depth[i], want)
		}
	}
}

func TestWhatIsDoneToAnObjectBeginsBeforeItsRa(t *testing.T) {
	s := sceneOf(t, "وزیر در پایان، سلام رئیس‌جمهور را به امیر، ولیعهد و ملت قطر ابلاغ کرد.")
	for i := range s.cues {
		c := &s.cues[i]
		if c.name != "ابلاغ" {
			continue
		}
		choices := s.startChoices(c)
		if len(choices) == 0 {
			t.Fatal("no place where the content may begin")
		}
		for _, choice := range choices {
			if choice.at > s.lastObject(0, c.Start) {
				t.Errorf("content may begin at %q, after را", s.Key(choice.at))
			}
		}
		return
	}
	t.Fatal("ابلاغ کرد is no cue")
}

func TestTwoWordsThatSayAboutOpenContent(t *testing.T) {
	s := sceneOf(t, "وزیر در مورد بسته شدن راه هشدار داد.")
	for i := range s.cues {
		c := &s.cues[i]
		if c.name == "هشدار" && !slices.ContainsFunc(s.startChoices(c), func(x startChoice) bool { return s.Key(x.at) == "بسته" }) {
			t.Errorf("content of هشدار may begin at %v, not after «در مورد»", s.startChoices(c))
		}
	}
}

func TestWhatOneLeadOpensEndsAtTheNext(t *testing.T) {
	s := sceneOf(t, "او ضمن محکومیت این حمله و با بیان اینکه راه باز است، به تهران بازگشت.")
	for i := range s.cues {
		if c := &s.cues[i]; c.name == "محکومیت" {
			limit := s.nextLead(c, c.End)
			if got := s.Key(limit) + " " + s.Key(limit+1); got != "و با" {
				t.Errorf("the content ends before %q, want before و با", got)
			}
			return
		}
	}
	t.Fatal("ضمن محکومیت is no cue")
}

func TestAStemIsTheFirstLettersOfAWord(t *testing.T) {
	for word, want := range map[string]string{"تحریمهای": "تحری", "صلح": "صلح", "": ""} {
		if got := stem(word); got != want {
			t.Errorf("stem(%q) = %q, want %q", word, got, want)
		}
	}
}
